"""Moving a visible focus over the controls with a physical keyboard or keypad."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.uix.widget import Widget

from kiosk.ui.widgets.press import Pressable
from kiosk.ui.widgets.scroll import ScrollArea


def controls_in(root: Widget) -> list[Pressable]:
    """Return the controls under ``root`` that can be used, in reading order."""
    found = [control for control in _walk(root) if control.width > 1 and control.height > 1]

    def reading_order(control: Pressable) -> tuple[int, float]:
        x, y = control.to_window(control.x, control.center_y)
        # Controls whose middles lie within half their height are on one line.
        return -round(y / max(control.height / 2, 1)), x

    return sorted(found, key=reading_order)


def _walk(widget: Widget) -> Iterator[Pressable]:
    if widget.disabled or not widget.opacity:
        return
    if isinstance(widget, Pressable):
        yield widget
        return
    for child in reversed(widget.children):
        yield from _walk(child)


def bring_into_sight(widget: Widget) -> None:
    """Scroll to ``widget`` where it lies in a column that scrolls."""
    above = widget.parent
    while above is not None and above.parent is not above:
        if isinstance(above, ScrollArea):
            above.show(widget)
            return
        above = above.parent


class Focus:
    """The control that the physical keyboard acts on; none until a key is used."""

    def __init__(self) -> None:
        self._control: Pressable | None = None

    @property
    def control(self) -> Pressable | None:
        """The control in focus, if it is still on the screen."""
        control = self._control
        if control is None or control.get_parent_window() is None:
            return None
        return control

    def move(self, root: Widget, steps: int) -> None:
        """Move the focus ``steps`` controls on within ``root``, around the end."""
        controls = controls_in(root)
        if not controls:
            return
        present = self.control
        if present in controls:
            place = (controls.index(present) + steps) % len(controls)
        else:
            place = 0 if steps > 0 else len(controls) - 1
        self.take(controls[place])

    def take(self, control: Pressable) -> None:
        """Put the focus on ``control``."""
        self.drop()
        control.focused = True
        self._control = control
        bring_into_sight(control)

    def drop(self) -> None:
        """Show no focus: a finger has taken over."""
        if self._control is not None:
            self._control.focused = False
        self._control = None

    def activate(self) -> bool:
        """Press the control in focus; False if there is none."""
        control = self.control
        if control is None:
            return False
        control.activate()
        return True
