"""A barcode or QR scanner in keyboard mode: many characters at once, then Enter.

Told apart from a hand by its pace alone. What it read is kept until Enter and no longer: it may be
the code on an identity card.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

FEWEST: Final = 8
"""Characters of the shortest thing worth reading: a procedure's code."""

LONGEST_GAP: Final = 0.15
"""Seconds after which a character begins something new."""

PACE: Final = 0.05
"""Seconds a character, on the average; the fastest hands need twice as long."""

CODE: Final = re.compile(r"(?<!\d)\d\.\d{6}(?!\d)")

MACHINE_MADE: Final = re.compile(r"://|\||\d{9}")
"""What no hand types: addresses, fields between bars (identity cards), long numbers."""


def code_in(text: str) -> str:
    """Return the procedure's code in ``text``, alone or within an address; "" if there is none."""
    found = CODE.search(text)
    return found.group() if found else ""


class Scanner:
    """Hears each character; ``now`` is a clock in seconds that never jumps."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._heard: list[str] = []
        self._began = 0.0
        self._last = 0.0

    def hear(self, text: str) -> bool:
        """Take what arrived; True if it begins something new."""
        now = self._now()
        begins = not self._heard or now - self._last > LONGEST_GAP
        if begins:
            self._heard = []
            self._began = now
        self._heard.append(text)
        self._last = now
        return begins

    @property
    def is_sure(self) -> bool:
        """Whether only a scanner can have sent this, so that no screen need take it as typed."""
        return self._fast() and MACHINE_MADE.search(self._text()) is not None

    def ended(self) -> str:
        """Return what was scanned when Enter came, "" where a hand typed; it is forgotten here."""
        text, fast = self._text(), self._fast() and self._now() - self._last <= LONGEST_GAP
        self.forget()
        made = CODE.search(text) or MACHINE_MADE.search(text)
        return text if fast and made else ""

    def forget(self) -> None:
        """Keep nothing."""
        self._heard = []

    def _text(self) -> str:
        return "".join(self._heard)

    def _fast(self) -> bool:
        letters = len(self._text())
        return letters >= FEWEST and self._last - self._began <= PACE * letters
