"""The bell of the touch screen: it rings at the desk and learns whether somebody is coming.

All of it is done in threads, so that the screen never waits for the database.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.clock import Clock
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.catalogue.calls import Calls

LOG = logging.getLogger(__name__)


UNHEARD_AFTER = dt.timedelta(seconds=8)
"""A desk that is open looks every second."""


class Ringing(StrEnum):
    """How a call stands. ``heard``: a desk shows it; ``answered``: a clerk is coming.

    ``unheard``: no desk is open, or it could not be written.
    """

    SILENT = "silent"
    RINGING = "ringing"
    HEARD = "heard"
    ANSWERED = "answered"
    UNHEARD = "unheard"


class CitizenBell:
    """One machine's bell; ``machine`` is what the desk calls it, ``calls`` opens the database."""

    def __init__(self, calls: Callable[[], Calls], clock: Clock, machine: str = "") -> None:
        self._calls = calls
        self._clock = clock
        self._machine = machine
        self._number: int | None = None
        self._ringing = Ringing.SILENT
        self._busy = threading.Lock()

    @property
    def ringing(self) -> Ringing:
        """How the newest call stands, as far as it is known."""
        return self._ringing

    def ring(self, field: str = "") -> None:
        """Ring at the desk, about a field of procedures or none; returns at once."""
        self._ringing = Ringing.RINGING
        self._number = None
        self._begin(lambda: self._ring(field))

    def look(self) -> None:
        """Learn how the call stands; returns at once, the answer comes with a later look."""
        open_call = self._ringing not in (Ringing.SILENT, Ringing.ANSWERED)
        if open_call and self._number is not None and not self._busy.locked():
            self._begin(self._look)

    def _begin(self, work: Callable[[], None]) -> None:
        threading.Thread(target=self._safely, args=(work,), name="bell", daemon=True).start()

    def _safely(self, work: Callable[[], None]) -> None:
        with self._busy:
            try:
                work()
            except Refused as refusal:
                LOG.warning("The bell could not ring: %s", refusal)
                self._ringing = Ringing.UNHEARD

    def _ring(self, field: str) -> None:
        self._number = self._calls().ring(self._clock(), self._machine, field)

    def _look(self) -> None:
        number = self._number
        if number is None:
            return
        call = self._calls().find(number)
        if call is None:
            self._ringing = Ringing.UNHEARD
        elif call.answered_at is not None:
            self._ringing = Ringing.ANSWERED
        elif call.heard_at is not None:
            self._ringing = Ringing.HEARD
        elif self._clock() - call.at > UNHEARD_AFTER:
            self._ringing = Ringing.UNHEARD
