"""The way of the staff to the desk on this screen: a finger that rests on the mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kivy.clock import Clock

from kiosk.ui.theme import Theme

SECONDS: Final = 3.0
"""Longer than a citizen rests a finger by chance."""

CORNER: Final = (200.0, 130.0)
"""Units of width and height at the upper left, where the mark stands on every screen."""


class StaffEntry:
    """Calls ``open_desk`` when a finger has rested in the corner; moving away cancels."""

    def __init__(self, theme: Theme, open_desk: Callable[[], None]) -> None:
        self._theme = theme
        self._open_desk = open_desk
        self._waiting: Any = None

    def touched(self, touch: Any) -> None:
        """Begin to wait, if the finger is on the mark."""
        self.cancel()
        if self._is_on_mark(touch):
            self._waiting = Clock.schedule_once(lambda _dt: self._open(), SECONDS)

    def moved(self, _window: object, touch: Any) -> None:
        """Stop waiting when the finger has left the mark."""
        if not self._is_on_mark(touch):
            self.cancel()

    def lifted(self, _window: object, _touch: Any) -> None:
        """Stop waiting."""
        self.cancel()

    def cancel(self) -> None:
        """Wait no longer."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _is_on_mark(self, touch: Any) -> bool:
        unit, (wide, high) = self._theme.unit, CORNER
        top = self._theme.height * unit
        return bool(touch.x <= wide * unit and top - high * unit <= touch.y <= top)

    def _open(self) -> None:
        self._waiting = None
        self._open_desk()
