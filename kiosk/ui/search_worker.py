"""One thread that searches and calculates for the screens, so that the screen never waits.

Work is ordered by lane: a newer order in the same lane replaces an older one, and the outcome of an
order that has been overtaken is thrown away. Outcomes go back through ``post``, which runs them in
the thread of the screen. What was searched for is never written to the log.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

LOG = logging.getLogger(__name__)

Reply = TypeVar("Reply")
Outcome = TypeVar("Outcome")
Post = Callable[[Callable[[], None]], None]
"""Runs a function later in the thread of the screen."""


class Lane(IntEnum):
    """Kinds of work, the most urgent first."""

    SEARCH = 0
    ROWS = 1
    FACTS = 2


@dataclass(frozen=True)
class Unavailable:
    """The work failed, the cause is in the log; the screen says so calmly."""


UNAVAILABLE = Unavailable()


@dataclass(frozen=True)
class _Order:
    number: int
    work: Callable[[], object]
    deliver: Callable[[Any], None]


class SearchWorker(Generic[Reply]):
    """Owns the thread and, in it, the finder, which is built at the first search.

    ``make_finder`` returns the function that answers a query; it is called in the thread, again
    after each failure, so that a missing index that has come back is found. ``post`` hands the
    outcome over.
    """

    def __init__(self, make_finder: Callable[[], Callable[[str], Reply]], post: Post) -> None:
        self._make_finder = make_finder
        self._post = post
        self._find: Callable[[str], Reply] | None = None
        self._waiting: dict[Lane, _Order] = {}
        self._newest: dict[Lane, int] = {}
        self._count = 0
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        """Start the thread; call once."""
        self._thread.start()

    def warm_up(self) -> None:
        """Build the finder before the first query needs it."""
        self._order(Lane.SEARCH, self._finder, lambda _outcome: None)

    def search(self, query: str, deliver: Callable[[Reply | Unavailable], None]) -> None:
        """Search for ``query``; only the newest order is answered."""
        self._order(Lane.SEARCH, lambda: self._finder()(query), deliver)

    def calculate(
        self,
        lane: Lane,
        work: Callable[[], Outcome],
        deliver: Callable[[Outcome | Unavailable], None],
    ) -> None:
        """Do ``work`` in the thread and hand its outcome over, unless overtaken in its lane."""
        self._order(lane, work, deliver)

    def forget(self) -> None:
        """Drop all orders, also the one at work: a visit has ended."""
        with self._changed:
            self._waiting.clear()
            self._newest.clear()

    def close(self, seconds: float = 2.0) -> None:
        """End the thread after the order at work, waiting at most ``seconds``."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._newest.clear()
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _order(
        self,
        lane: Lane,
        work: Callable[[], Outcome],
        deliver: Callable[[Outcome | Unavailable], None],
    ) -> None:
        with self._changed:
            if self._closed:
                return
            self._count += 1
            self._newest[lane] = self._count
            self._waiting[lane] = _Order(self._count, work, deliver)
            self._changed.notify()

    def _finder(self) -> Callable[[str], Reply]:
        if self._find is None:
            self._find = self._make_finder()
        return self._find

    def _run(self) -> None:
        # Each turn is a call of its own: no variable here keeps the last query until the next.
        while self._turn():
            pass

    def _turn(self) -> bool:
        """Do the most urgent order; False when the worker is closed."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return False
            lane = min(self._waiting)
            order = self._waiting.pop(lane)
        outcome = self._outcome(lane, order)
        self._post(partial(self._deliver, lane, order, outcome))
        return True

    def _outcome(self, lane: Lane, order: _Order) -> object:
        try:
            return order.work()
        except Exception as error:  # the edge of the thread: any failure becomes a calm screen
            # Only kind and place of the error: its message could hold what the person typed.
            frames = traceback.extract_tb(error.__traceback__)
            place = ", ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
            LOG.error("%s failed: %s at %s", lane.name.lower(), type(error).__name__, place)
            if lane is Lane.SEARCH:
                self._find = None
            return UNAVAILABLE

    def _deliver(self, lane: Lane, order: _Order, outcome: object) -> None:
        # Checked again in the thread of the screen: a newer key may have been pressed meanwhile.
        with self._changed:
            if self._newest.get(lane) != order.number:
                return
        order.deliver(outcome)
