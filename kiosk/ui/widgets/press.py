"""What can be touched: acts on release, sliding off cancels, shown pressed at once."""

from __future__ import annotations

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.widget import Widget

DRAGGED = "dragged"
"""Mark in ``touch.ud`` of a touch that has become a scroll; it presses nothing any more."""


class Pressable(Widget):
    """A control. Bind ``on_tap``; ``focused`` shows the ring of the physical keyboard."""

    pressed = BooleanProperty(False)
    focused = BooleanProperty(False)
    press_radius = NumericProperty(0)

    __events__ = ("on_tap",)

    def on_tap(self) -> None:
        """Act; the default does nothing."""

    def activate(self) -> None:
        """Act as if touched, from a physical keyboard."""
        if not self.disabled:
            self.dispatch("on_tap")

    def on_touch_down(self, touch: Any) -> bool:
        """Show that the touch has arrived."""
        if self.disabled or touch.is_mouse_scrolling or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self.pressed = True
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Let go when the finger slides off or begins to scroll."""
        if touch.grab_current is not self:
            return False
        if touch.ud.get(DRAGGED) or not self.collide_point(*touch.pos):
            self.pressed = False
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Act if the finger is still here."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if self.pressed and not touch.ud.get(DRAGGED):
            self.pressed = False
            self.dispatch("on_tap")
        self.pressed = False
        return True
