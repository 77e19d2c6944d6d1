"""The one window: frame, the present screen, and at most one overlay above them."""

from __future__ import annotations

from typing import Any, NamedTuple

from kivy.animation import Animation
from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui.frame import (
    BarRow,
    BarRows,
    HeaderLarge,
    HeaderTall,
    HeaderWide,
    OutOfReach,
    Rail,
)
from kiosk.ui.navigation import Bar
from kiosk.ui.screens.base import Screen
from kiosk.ui.theme import Shape, Theme

FAINT = 0.4
"""Opacity that a screen fades in from: the first frame after the touch can be read already."""

UNPLACED = 100
"""Pixels: Kivy's width of a widget that has not been laid out."""


class _Frame(NamedTuple):
    """Header and bar around the stage.

    ``whole`` is shown; the stage is child number ``order`` of ``place``.
    """

    whole: Widget
    place: Widget
    order: int
    bar: Any
    upper: OutOfReach | None


class Shell(FloatLayout):
    """Holds what is on the window; knows nothing of the visit."""

    theme = ObjectProperty(None)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.stage = FloatLayout()
        self.screen: Screen | None = None
        self.overlay: Widget | None = None
        self._bar: Any = None
        self._upper: OutOfReach | None = None
        self._framed: tuple[object, ...] = ()
        self._frames: dict[tuple[object, ...], _Frame] = {}

    def show(self, screen: Screen, *, fresh: bool) -> None:
        """Put ``screen`` on the stage; ``fresh`` fades it in and tells it that it was gone to."""
        before = self.screen
        self.screen = screen
        if before is not None and before is not screen:
            Animation.cancel_all(before, "opacity")
            before.left()
        self._frame(screen)
        if screen.parent is None:
            self.stage.clear_widgets()
            self.stage.add_widget(screen)
        screen.show()
        if self._upper is not None and self.theme.raised:
            self._upper.title, self._upper.note = screen.title, screen.note
        if not fresh:
            return
        screen.entered()
        if self.theme.step and before is not None and before is not screen:
            screen.opacity = FAINT
            Animation(opacity=1.0, d=self.theme.step, t="out_quad").start(screen)
        else:
            screen.opacity = 1.0

    @property
    def told(self) -> list[Widget]:
        """What the screen says, in the order to read it; the frame says the same everywhere."""
        raised = self._upper.ids.words if self._upper is not None else None
        return [self.stage] if raised is None else [raised, self.stage]

    @property
    def stage_size(self) -> tuple[float, float]:
        """The room of a screen in pixels; before the first layout, that of the window."""
        if self.stage.parent is not None and self.stage.width > UNPLACED:
            width, height = self.stage.size
            return width, height
        return self.theme.width * self.theme.unit, self.theme.height * self.theme.unit

    def set_time_left(self, left: float) -> None:
        """Draw the line of the visit's time, 1 to 0."""
        if self._bar is not None:
            self._bar.left = left

    def put_overlay(self, overlay: Widget) -> None:
        """Lay ``overlay`` over everything, in place of one that is there."""
        self.close_overlay()
        self.overlay = overlay
        self.add_widget(overlay)

    def close_overlay(self) -> None:
        """Take the overlay away."""
        if self.overlay is not None:
            self.remove_widget(self.overlay)
            self.overlay = None

    def _frame(self, screen: Screen) -> None:
        """Put header and bar for this kind of screen around the stage.

        They are built once for a shape, text size and reach, and used again.
        """
        theme = self.theme
        wanted = (screen.bar, screen.header)
        form = theme.form
        if (*form, *wanted) == self._framed:
            return
        if self._framed[: len(form)] != form:
            self._frames.clear()
        self._framed = (*form, *wanted)
        overlay = self.overlay
        self.clear_widgets()
        if self.stage.parent is not None:
            self.stage.parent.remove_widget(self.stage)
        frame = self._frames.get(wanted)
        if frame is None:
            self._upper = None
            whole = self._within_reach(screen) if theme.above else self._arranged(screen)
            place = self.stage.parent
            frame = _Frame(whole, place, place.children.index(self.stage), self._bar, self._upper)
            self._frames[wanted] = frame
        else:
            frame.place.add_widget(self.stage, index=frame.order)
        self._bar, self._upper = frame.bar, frame.upper
        self.add_widget(frame.whole)
        if overlay is not None:
            self.add_widget(overlay)

    def _within_reach(self, screen: Screen) -> Widget:
        """The whole screen in the lower part; above it the header, where there is room for it."""
        column = BoxLayout(orientation="vertical")
        self._upper = upper = OutOfReach(height=self.theme.above)
        header = self._header(marked=True)
        if screen.header and header.height <= self.theme.above:
            header.pos_hint = {"top": 1}
            upper.add_widget(header)
        column.add_widget(upper)
        column.add_widget(self._arranged(screen, header=header.parent is None))
        return column

    def _arranged(self, screen: Screen, *, header: bool = True) -> Widget:
        portrait = self.theme.shape == Shape.PORTRAIT
        home = screen.bar is Bar.HOME
        self._bar = None
        column = BoxLayout(orientation="vertical")
        if screen.header and header:
            column.add_widget(self._header(marked=screen.bar is Bar.NONE))
        column.add_widget(self.stage)
        if screen.bar is Bar.NONE:
            return column
        if portrait:
            two_rows = self.theme.text_scale > 1.75
            self._bar = BarRows(home=home) if two_rows else BarRow(home=home)
            column.add_widget(self._bar)
            return column
        self._bar = Rail(home=home)
        row = BoxLayout()
        row.add_widget(self._bar)
        row.add_widget(column)
        return row

    def _header(self, *, marked: bool) -> Widget:
        if self.theme.large:
            return HeaderLarge()
        return HeaderWide(marked=marked) if self.theme.shape == Shape.WIDE else HeaderTall()
