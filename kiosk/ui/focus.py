"""Moving a visible focus over the controls with a physical keyboard or keypad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kivy.uix.widget import Widget

from kiosk.ui.widgets.press import Pressable
from kiosk.ui.widgets.scroll import ScrollArea, Scroller


class _Placed(NamedTuple):
    """Where the middle of a control stands on the window; ``seen`` is no farther than its list."""

    seen: float
    y: float
    x: float
    reach: float
    control: Pressable


def controls_in(root: Widget) -> list[Pressable]:
    """Return the controls under ``root`` that can be used, in reading order.

    What is scrolled out of sight comes where its list ends, not where it would lie behind the rest.
    """
    found = [_place(*each) for each in _walk(root) if each[0].width > 1 and each[0].height > 1]
    lines: list[list[_Placed]] = []
    for placed in sorted(found, key=lambda each: (-each.seen, -each.y, each.x)):
        if lines and _on_one_line(lines[-1][0], placed):
            lines[-1].append(placed)
        else:
            lines.append([placed])
    return [placed.control for line in lines for placed in sorted(line, key=lambda each: each.x)]


def _place(control: Pressable, scroller: Scroller | None) -> _Placed:
    x, y = control.to_window(control.x, control.center_y)
    seen = y
    if scroller is not None:
        _x, bottom = scroller.to_window(*scroller.pos)
        seen = min(max(y, bottom), bottom + scroller.height)
    return _Placed(seen, y, x, control.height / 2, control)


def _on_one_line(first: _Placed, other: _Placed) -> bool:
    """Say whether the middles of both lie within half the height of the lower."""
    within = min(first.reach, other.reach)
    return abs(first.seen - other.seen) < within and abs(first.y - other.y) < within


def _walk(
    widget: Widget, scroller: Scroller | None = None
) -> Iterator[tuple[Pressable, Scroller | None]]:
    """Yield the controls, each with what scrolls it."""
    if widget.disabled or not widget.opacity:
        return
    if isinstance(widget, Pressable):
        yield widget, scroller
        return
    if isinstance(widget, Scroller):
        scroller = widget
    for child in reversed(widget.children):
        yield from _walk(child, scroller)


def bring_into_sight(widget: Widget) -> None:
    """Scroll to ``widget`` where it lies in a column that scrolls."""
    above, scrolls = widget.parent, False
    while above is not None and above.parent is not above:
        # The buttons beside a list stand still: showing them would scroll the list away.
        scrolls = scrolls or isinstance(above, Scroller)
        if isinstance(above, ScrollArea):
            if scrolls:
                above.show(widget)
            return
        above = above.parent


class Focus:
    """The control that the physical keyboard acts on; none until a key is used."""

    def __init__(self) -> None:
        self._control: Pressable | None = None
        self._place: int | None = None

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
        elif present is not None and self._place is not None:
            # It can no longer be used, such as the button that scrolled to the end: go on there.
            place = min(self._place - (steps < 0), len(controls) - 1) % len(controls)
        else:
            place = 0 if steps > 0 else len(controls) - 1
        self.take(controls[place], steps)
        self._place = place

    def steer(self, root: Widget, right: int, down: int) -> bool:
        """Follow an arrow of the keypad; True where it stayed within the control in focus.

        Only a control with parts of its own, the keyboard, is moved about in; between controls the
        arrows go on and back in reading order, so that two of them are enough to reach everything.
        """
        control = self.control
        if control is not None and control.steer(right, down):
            bring_into_sight(control)
            return True
        self.move(root, 1 if right + down > 0 else -1)
        return False

    def place(self, root: Widget) -> int | None:
        """Return the number of the control in focus among those of ``root``; None if it is none.

        In the order in which they were made: ``root`` made anew has the same, laid out or not.
        """
        controls, present = [each for each, _scroller in _walk(root)], self.control
        return controls.index(present) if present in controls else None

    def go_to(self, root: Widget, place: int) -> None:
        """Put the focus on the control of that number within ``root``."""
        controls = [each for each, _scroller in _walk(root)]
        if place < len(controls):
            self.take(controls[place])

    def take(self, control: Pressable, steps: int = 1) -> None:
        """Put the focus on ``control``, coming from above or, with -1, from below."""
        self.drop()
        control.focus_from(steps)
        control.focused = True
        self._control = control
        bring_into_sight(control)

    def drop(self) -> None:
        """Show no focus: a finger has taken over."""
        if self._control is not None:
            self._control.focused = False
        self._control = None
        self._place = None

    def activate(self) -> bool:
        """Press the control in focus; False if there is none."""
        control = self.control
        if control is None:
            return False
        control.activate()
        return True
