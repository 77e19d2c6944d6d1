"""Scrolling by finger, wheel and by real buttons."""

from __future__ import annotations

from typing import Any

from kivy.animation import Animation
from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import PopMatrix, PushMatrix, ScissorPop, ScissorPush, Translate
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.widgets.press import DRAGGED
from kiosk.ui.widgets.surface import Column

RING = 8
"""Units at either side of a list that are drawn too."""

DRAG_FROM = 24
"""Units that a finger moves before it scrolls instead of pressing."""

FRICTION = 0.92
"""Part of the speed that is left after each sixtieth of a second."""


class Scroller(Widget):
    """A viewport over one higher widget, ``offset`` pixels from its top, cut at its edges.

    Its content feels the finger at once: a control is pressed, and let go when the finger moves on.

    Not Kivy's scroll view, which waits a quarter of a second to see whether a touch becomes a
    scroll, cuts with a stencil (a test for each pixel where a rectangle is enough) and stands
    between pixels.
    """

    offset = NumericProperty(0.0)

    def __init__(self, **values: Any) -> None:
        self._content: Any = None
        self._speed = 0.0
        self._coast: Any = None
        self._cut = ScissorPush(x=0, y=0, width=1, height=1)
        self._shift = Translate()
        super().__init__(**values)
        for instruction in (self._cut, PushMatrix(), self._shift):
            self.canvas.before.add(instruction)
        for instruction in (PopMatrix(), ScissorPop()):
            self.canvas.after.add(instruction)
        self._lay_out = Clock.create_trigger(self.do_layout, -1)
        for name in ("pos", "size"):
            self.fbind(name, self._lay_out)
        self.do_layout()

    def add_widget(self, widget: Widget, *arguments: Any, **values: Any) -> None:
        """Take the one widget that is scrolled; it is as wide as the viewport."""
        super().add_widget(widget, *arguments, **values)
        self._content = widget
        widget.fbind("height", self._lay_out)
        self._lay_out()

    def remove_widget(self, widget: Widget, *arguments: Any, **values: Any) -> None:
        """Let the content go."""
        super().remove_widget(widget, *arguments, **values)
        if widget is self._content:
            widget.funbind("height", self._lay_out)
            self._content = None

    def to_parent(self, x: float, y: float, **_values: Any) -> tuple[float, float]:
        """Return where a point of the content stands in the parent."""
        return x + self._shift.x, y + self._shift.y

    def to_local(self, x: float, y: float, **_values: Any) -> tuple[float, float]:
        """Return the content's point that stands at a point of the parent."""
        return x - self._shift.x, y - self._shift.y

    @property
    def arranged(self) -> bool:
        """Say whether the content has its width and hangs where it should."""
        content = self._content
        return bool(content and content.width == self.width and abs(content.y + content.height) < 1)

    @property
    def overflow(self) -> float:
        """Pixels of content that do not fit."""
        return max(0.0, self._content.height - self.height) if self._content else 0.0

    def move_to(self, offset: float, *, seconds: float = 0.0) -> None:
        """Show the content from ``offset`` pixels on."""
        self._stop()
        target = min(max(offset, 0.0), self.overflow)
        if seconds:
            Animation(offset=target, d=seconds, t="out_quad").start(self)
        else:
            self.offset = target

    def move_by(self, pixels: float) -> None:
        """Follow content that has grown above what is in sight; a movement goes on."""
        self.offset = max(0.0, self.offset + pixels)

    def on_offset(self, *_arguments: object) -> None:
        """Move the content, by whole pixels: texts stay sharp."""
        self._shift.xy = round(self.x), round(self.y + self.height + self.offset)

    def _apply_transform(self, matrix: Any, _pos: object = None) -> Any:
        # Kivy asks this of every widget that moves what is on it.
        matrix.translate(self._shift.x, self._shift.y, 0)
        return super()._apply_transform(matrix, (0, 0))

    def do_layout(self, *_arguments: object) -> None:
        """Hang the content with its top at 0, so that it grows downwards and nothing moves."""
        # The ring around a control in focus stands a little outside of it.
        ring = round(RING * App.get_running_app().theme.unit)
        self._cut.pos = round(self.x) - ring, round(self.y)
        self._cut.size = max(0, round(self.width) + 2 * ring), max(0, round(self.height))
        content = self._content
        if content is not None:
            content.width = self.width
            content.x, content.y = 0, -content.height
            self.offset = min(self.offset, self.overflow)
        self.on_offset()

    def on_touch_down(self, touch: Any) -> bool:
        """Hand the touch to the content and watch where it goes."""
        if not self.collide_point(*touch.pos):
            return False
        if touch.is_mouse_scrolling:
            if touch.button in ("scrollup", "scrolldown"):
                way = 1 if touch.button == "scrollup" else -1
                self.move_to(self.offset + way * self.height / 6)
            return True
        self._stop()
        touch.push()
        touch.apply_transform_2d(self.to_local)
        if self._content is not None:
            self._content.dispatch("on_touch_down", touch)
        touch.pop()
        touch.grab(self)
        touch.ud[self] = (touch.y, self.offset)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Scroll once the finger has gone far enough."""
        if touch.grab_current is not self:
            return self.collide_point(*touch.pos) and not touch.grab_list
        started, offset = touch.ud[self]
        moved = touch.y - started
        unit = App.get_running_app().theme.unit
        if not touch.ud.get(DRAGGED) and self.overflow and abs(moved) > DRAG_FROM * unit:
            touch.ud[DRAGGED] = True
        if touch.ud.get(DRAGGED):
            before = self.offset
            self.move_to(offset + moved)
            self._speed = 0.6 * self._speed + 0.4 * (self.offset - before)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Coast on after a quick stroke."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if touch.ud.get(DRAGGED) and App.get_running_app().theme.step:
            self._coast = Clock.schedule_interval(self._glide, 1 / 60)
        return True

    def _glide(self, _seconds: float) -> bool:
        speed = self._speed * FRICTION
        if abs(speed) < 0.5:
            self._stop()
            return False
        coast, self._coast = self._coast, None
        self.move_to(self.offset + speed)
        self._speed, self._coast = speed, coast
        return True

    def _stop(self) -> None:
        Animation.cancel_all(self, "offset")
        if self._coast is not None:
            self._coast.cancel()
            self._coast = None
            self._speed = 0.0


class ScrollButtons(BoxLayout):
    """The buttons under content that is longer than its place, or ``aside`` of it."""

    area = ObjectProperty(None)
    aside = BooleanProperty(False)
    shown = BooleanProperty(False)


class ScrollArea(BoxLayout):
    """Content that may be longer than its place; then buttons to scroll stand under it.

    On a low screen they stand ``aside`` of it.

    Widgets added in kv go into the scrolled column.
    """

    overflowing = BooleanProperty(False)
    aside = BooleanProperty(False)
    at_top = BooleanProperty(True)
    at_end = BooleanProperty(False)
    scroller = ObjectProperty(None)
    column = ObjectProperty(None)

    def __init__(self, **values: Any) -> None:
        # Made here and not in kv: kv adds a user's widgets before it has set an inner rule's ids.
        scroller, column = Scroller(), Column()
        super().__init__(**values)
        scroller.add_widget(column)
        super().add_widget(scroller)
        super().add_widget(ScrollButtons(area=self))
        self.scroller, self.column = scroller, column
        self._check = Clock.create_trigger(self._update, -1)
        for name in ("height", "width"):
            self.fbind(name, self._check)
        self.column.fbind("height", self._check)
        self.scroller.fbind("height", self._check)
        self.scroller.fbind("offset", self._check)

    def add_widget(self, widget: Widget, *arguments: Any, **values: Any) -> None:
        """Put ``widget`` into the scrolled column; the area's own parts stay outside."""
        if self.column is None:
            super().add_widget(widget, *arguments, **values)
        else:
            self.column.add_widget(widget, *arguments, **values)

    def clear_widgets(self, children: Any = None) -> None:
        """Empty the scrolled column."""
        self.column.clear_widgets(children)

    def to_top(self) -> None:
        """Show the beginning."""
        self.scroller.move_to(0)

    def page(self, way: int) -> None:
        """Scroll by most of a page, down for 1, up for -1; a strip stays in sight."""
        step = App.get_running_app().theme.step
        scroller = self.scroller
        scroller.move_to(scroller.offset + way * scroller.height * 0.85, seconds=step)

    def show(self, widget: Widget) -> None:
        """Scroll until ``widget`` is in sight."""
        _x, y = widget.to_window(*widget.pos)
        _left, bottom = self.scroller.to_window(*self.scroller.pos)
        if y < bottom:
            self.scroller.move_to(self.scroller.offset + bottom - y)
        elif y + widget.height > bottom + self.scroller.height:
            above = y + widget.height - bottom - self.scroller.height
            self.scroller.move_to(self.scroller.offset - above)

    def _update(self, *_arguments: object) -> None:
        # Whether it overflows is judged without the buttons, else they could flicker.
        room = self.height - self.padding[1] - self.padding[3]
        self.overflowing = self.column.height > room + 1
        overflow = self.scroller.overflow
        self.at_top = self.scroller.offset < 1
        self.at_end = self.scroller.offset > overflow - 1
