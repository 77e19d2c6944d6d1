"""The on-screen keyboard under the desk, where it stands on the touch screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import keyboard_model
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.keyboard_model import KeyKind, TypingMethod
from kiosk.ui.strokes import BACKSPACE, ENTER, Stroke
from kiosk.ui.theme import Shape

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk


class TouchKeys:
    """Shows the keyboard while a field is typed into by finger, and passes its keys on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._keyboard = Keyboard(desk.theme, desk.tr)
        self._keyboard.bind(on_key=self._take)

    def show(self) -> None:
        """Bring the keyboard up."""
        self._keyboard.tr = self._desk.tr
        # A low panel keeps some rows of the desk in sight above the keys.
        self._keyboard.low = self._desk.theme.shape != Shape.PORTRAIT
        self._keyboard.set_anew()
        if self._keyboard.parent is None:
            self._desk.add_widget(self._keyboard)

    def hide(self) -> None:
        """Give its room back to the desk."""
        if self._keyboard.parent is not None:
            self._desk.remove_widget(self._keyboard)
            self._keyboard.reset()

    def _take(self, _keyboard: Keyboard, kind: KeyKind, text: str) -> None:
        desk, field = self._desk, self._desk.field
        desk.touched()
        if kind is KeyKind.HIDE or field is None:
            self.hide()
        elif kind is KeyKind.FIND:
            field.key_pressed(Stroke(ENTER))
            self.hide()
        elif kind is KeyKind.BACKSPACE:
            field.key_pressed(Stroke(BACKSPACE))
        elif field.secret:
            field.text_typed(text)
        else:
            vietnamese = desk.tr.language == "vi"
            field.method = TypingMethod.VIETNAMESE if vietnamese else TypingMethod.PLAIN
            press = keyboard_model.press_tone if kind is KeyKind.TONE else keyboard_model.press
            field.take(press(field.typing, text))
