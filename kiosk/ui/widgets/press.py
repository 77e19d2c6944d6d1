"""What can be touched: acts on release, sliding off cancels, shown pressed at once."""

from __future__ import annotations

from typing import Any

from kivy.app import App
from kivy.graphics import BorderImage, Color, InstructionGroup, Line
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from kiosk.ui.rounded import border, rounded_texture
from kiosk.ui.widgets.trait import Trait, take_traits

DRAGGED = "dragged"
"""Mark in ``touch.ud`` of a touch that has become a scroll; it presses nothing any more."""


class Pressable(Widget):
    """A control. Bind ``on_tap``; ``focused`` shows the ring of the physical keyboard.

    ``touch_inset`` units at every edge cannot be hit: they are the gap to a neighbour that stands
    without one, such as the next row of a list. ``ring_gap`` units lie between the control and its
    ring, less than 0 where it stands at the window's edge. ``spoken`` is heard where only an icon
    is seen.
    """

    pressed = BooleanProperty(False)
    focused = BooleanProperty(False)
    press_radius = Trait(0.0)
    touch_inset = Trait(0.0)
    ring_gap = Trait(4.0)
    spoken = Trait("")

    __events__ = ("on_tap",)

    def __init__(self, **values: Any) -> None:
        take_traits(self, values)
        self._marks: InstructionGroup | None = None
        super().__init__(**values)
        for name in ("pressed", "focused"):
            self.fbind(name, self._mark)

    def _mark(self, *_arguments: object) -> None:
        """Shade the pressed control, ring the focused one; most controls need neither."""
        if self._marks is not None:
            self.canvas.after.remove(self._marks)
            self._marks = None
        if not (self.pressed or self.focused):
            return
        marks = self._marks = InstructionGroup()
        theme = App.get_running_app().theme
        radius = self.press_radius * theme.unit
        if self.pressed:
            marks.add(Color(*theme.palette.pressed))
            marks.add(
                BorderImage(
                    pos=self.pos,
                    size=self.size,
                    texture=rounded_texture(radius),
                    border=border(radius),
                )
            )
        if self.focused:
            gap = self.ring_gap * theme.unit
            ring = (
                self.x - gap,
                self.y - gap,
                self.width + 2 * gap,
                self.height + 2 * gap,
                radius + gap,
            )
            marks.add(Color(*theme.palette.focus))
            marks.add(Line(width=2 * theme.unit, rounded_rectangle=ring))
        self.canvas.after.add(marks)

    def on_tap(self) -> None:
        """Act; the default does nothing."""

    @property
    def touch_box(self) -> tuple[float, float, float, float]:
        """What can be hit: x, y, width and height in pixels."""
        inset = self.touch_inset * App.get_running_app().theme.unit
        return self.x + inset, self.y + inset, self.width - 2 * inset, self.height - 2 * inset

    def collide_point(self, x: float, y: float) -> bool:
        """Say whether a touch at (x, y) hits the control."""
        left, bottom, width, height = self.touch_box
        return left <= x <= left + width and bottom <= y <= bottom + height

    def focus_from(self, steps: int) -> None:
        """The focus has come, from above (1) or from below (-1)."""

    def steer(self, right: int, down: int) -> bool:
        """Move the focus within the control, one step; False where it has no such part."""
        return False

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
