"""Counts for the screens: noting takes no time, writing happens in a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.catalogue.counted import CountKind
from kiosk.clock import Clock
from kiosk.desk.keepable import is_keepable, tidy
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.catalogue.counts import Counts

LOG = logging.getLogger(__name__)

UNWRITTEN_MOST = 10_000
"""Counts that wait at most; with a full disk for weeks, further ones are dropped."""


class Tally:
    """Takes counts from any thread and writes them, from ``start`` to ``stop``.

    ``open_counts`` is called in the thread when there is something to write; before ``start``
    counts wait. A count that cannot be written is tried again with the next one. Nothing that a
    person typed ever reaches the log.
    """

    def __init__(self, open_counts: Callable[[], Counts], clock: Clock) -> None:
        self._open_counts = open_counts
        self._clock = clock
        self._notes: queue.SimpleQueue[tuple[CountKind | None, str] | None] = queue.SimpleQueue()
        self._counted: Counter[tuple[CountKind, str]] = Counter()
        self._unfound: Counter[str] = Counter()
        self._started = False
        self._thread = threading.Thread(target=self._run, name="tally", daemon=True)

    def start(self) -> None:
        """Start writing; a second call does nothing."""
        if not self._started:
            self._started = True
            self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """Write what is noted and end, waiting at most ``seconds``."""
        self._notes.put(None)
        if self._thread.is_alive():
            self._thread.join(seconds)

    def note(self, kind: CountKind, key: str = "") -> None:
        """Count one; returns at once."""
        self._notes.put((kind, key))

    def note_unfound(self, text: str) -> None:
        """Keep what found nothing, unless it could tell of a person; returns at once."""
        if is_keepable(text):
            self._notes.put((None, tidy(text)))

    def _run(self) -> None:
        going = True
        while going:
            going = self._take(self._notes.get())
            while going and not self._notes.empty():
                going = self._take(self._notes.get())
            self._write()

    def _take(self, note: tuple[CountKind | None, str] | None) -> bool:
        """Remember one note; False where it is the last."""
        if note is None:
            return False
        kind, key = note
        if len(self._counted) + len(self._unfound) < UNWRITTEN_MOST:
            if kind is None:
                self._unfound[key] += 1
            else:
                self._counted[kind, key] += 1
        return True

    def _write(self) -> None:
        if not self._counted and not self._unfound:
            return
        try:
            self._open_counts().add(self._clock().date(), self._counted, self._unfound)
        except Refused:
            # The sentence of the refusal is not logged: it could hold what was typed.
            LOG.warning("The counts could not be written; they wait for the next one")
            return
        self._counted.clear()
        self._unfound.clear()
