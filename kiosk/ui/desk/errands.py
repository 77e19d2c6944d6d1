"""Slow work of the desk in one thread: the database, the printer, the PIN.

Unlike the search worker's orders, errands are all done, one after the other.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kiosk.errors import Refused, SaidRefused
from kiosk.translation import Translator
from kiosk.ui.failures import place_of
from kiosk.ui.search_worker import Post

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failed:
    """An errand that was refused; ``reason`` is for the clerk, "" where only the log knows."""

    reason: str = ""
    refusal: Refused | None = None


def refusal_words(failed: Failed, tr: Translator) -> str:
    """Return why an errand was refused, in the desk's language where the refusal knows it."""
    if isinstance(failed.refusal, SaidRefused):
        return tr(failed.refusal.template, **failed.refusal.values)
    return failed.reason


Deliver = Callable[[Any], None]


class Errands:
    """One thread for one desk; ``post`` runs a function later in the thread of the screen."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._waiting: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._visit = 0
        self._thread = threading.Thread(target=self._work, name="errands", daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], object], deliver: Deliver, *, keep: bool = False) -> None:
        """Do ``work``; ``deliver`` gets its outcome or ``Failed`` in the thread of the screen.

        After ``forget`` the outcome is thrown away, unless ``keep``.
        """
        visit = self._visit
        self._waiting.put(lambda: self._do(work, deliver, None if keep else visit))

    def forget(self) -> None:
        """Deliver nothing of what was asked for until now."""
        self._visit += 1

    def close(self, seconds: float = 2.0) -> None:
        """End the thread after what waits, within ``seconds``."""
        self._waiting.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        while (errand := self._waiting.get()) is not None:
            errand()
            # Nothing of it may stay in a variable until the next one comes.
            del errand

    def _do(self, work: Callable[[], object], deliver: Deliver, visit: int | None) -> None:
        outcome: object
        try:
            outcome = work()
        except Refused as refusal:
            LOG.warning("The desk was refused: %s", place_of(refusal))
            outcome = Failed(str(refusal), refusal)
        except Exception as error:  # the edge of the thread: the desk says that it failed
            LOG.error("The desk failed: %s", place_of(error))
            outcome = Failed()
        self._post(partial(self._deliver, deliver, outcome, visit))

    def _deliver(self, deliver: Deliver, outcome: object, visit: int | None) -> None:
        if visit is None or visit == self._visit:
            deliver(outcome)
