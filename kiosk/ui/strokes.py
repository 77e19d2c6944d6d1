"""Keys of a physical keyboard as the screens and the desk name them. Pure values, no widgets."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

BACKSPACE: Final = 8
TAB: Final = 9
ENTER: Final = 13
ESCAPE: Final = 27
SPACE: Final = 32
DELETE: Final = 127
NUMPAD_ENTER: Final = 271
UP: Final = 273
DOWN: Final = 274
RIGHT: Final = 275
LEFT: Final = 276
PAGE_UP: Final = 280
PAGE_DOWN: Final = 281
F1: Final = 282
F12: Final = F1 + 11
NUMPAD_0: Final = 256

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
MOST_DIGITS: Final = 9
"""So many rows of a list have a digit."""


def letter_of(place: int) -> str:
    """Return the letter of the row at ``place``, "" past the last letter."""
    return LETTERS[place] if place < len(LETTERS) else ""


def digit_of(place: int) -> str:
    """Return the digit of the row at ``place``, "1" for the first, "" past the ninth."""
    return str(place + 1) if place < MOST_DIGITS else ""


@dataclass(frozen=True)
class Stroke:
    """One key with what is held down beside it; ``code`` as the window system numbers it."""

    code: int
    control: bool = False
    alt: bool = False
    shift: bool = False

    @property
    def plain(self) -> bool:
        """Say whether neither Ctrl nor Alt is held."""
        return not (self.control or self.alt)

    @property
    def function(self) -> int:
        """Return 1 to 12 for F1 to F12 alone, else 0."""
        return self.code - F1 + 1 if self.plain and F1 <= self.code <= F12 else 0

    @property
    def digit(self) -> int:
        """Return the digit of the key, -1 if it has none."""
        if ord("0") <= self.code <= ord("9"):
            return self.code - ord("0")
        if NUMPAD_0 <= self.code <= NUMPAD_0 + 9:
            return self.code - NUMPAD_0
        return -1

    @property
    def is_enter(self) -> bool:
        """Say whether it is one of the two Enter keys."""
        return self.code in (ENTER, NUMPAD_ENTER)

    def is_control(self, letter: str) -> bool:
        """Say whether it is Ctrl with ``letter``."""
        return self.control and not self.alt and self.code == ord(letter)


def stroke_of(code: int, modifiers: Collection[str]) -> Stroke:
    """Return the stroke for what the window reports."""
    held = set(modifiers)
    return Stroke(code, control="ctrl" in held, alt="alt" in held, shift="shift" in held)


@dataclass(frozen=True)
class FunctionKey:
    """One of F1 to F12 on a page: its ``number``, what the line at the bottom says, what it does.

    ``shown`` False works without standing in the line, where a button on the page names it.
    """

    number: int
    label: str
    act: Callable[[], object]
    shown: bool = True
    enabled: bool = True

    @property
    def cap(self) -> str:
        """What stands on the key."""
        return f"F{self.number}"
