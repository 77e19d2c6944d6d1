"""Plots of whole numbers as plain bars in the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Line, Rectangle
from kivy.lang import Builder
from kivy.properties import ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.desk.month_report import Bar
from kiosk.ui.widgets import Text

MARKED_DAYS = 5
"""Every so many days is named under the bars."""


class Drawing(Widget):
    """Draws itself anew, once a frame, when its place, its data or the colours change."""

    palette = ObjectProperty(None)

    def __init__(self, **values: Any) -> None:
        # Made first: the data that are given here ask for a drawing already.
        self._draw = Clock.create_trigger(lambda _dt: self.draw(), 0)
        super().__init__(**values)
        for name in ("pos", "size", "palette"):
            self.fbind(name, self.ask)

    def ask(self, *_arguments: object) -> None:
        """Draw before the next frame."""
        self._draw()

    def draw(self) -> None:
        """Draw; the canvas is still the old one."""


class DayBars(Drawing, FloatLayout):
    """One bar a day, with the highest number and every fifth day named."""

    bars = ListProperty()

    def on_bars(self, *_arguments: object) -> None:
        """Take other numbers."""
        self.ask()

    def draw(self) -> None:
        """Draw the bars from their shares."""
        theme = App.get_running_app().theme
        palette, line = theme.palette, theme.styles["desk_note"].line
        self.canvas.before.clear()
        self.clear_widgets()
        bars: Sequence[Bar] = self.bars
        if not bars or self.width < 1:
            return
        step = self.width / len(bars)
        room = self.height - 2 * line - theme.desk * 6
        highest = max(range(len(bars)), key=lambda place: bars[place].share)
        with self.canvas.before:
            for place, bar in enumerate(bars):
                Color(*(palette.outline if bar.faint else palette.focus))
                tall = max(room * bar.share, theme.desk if bar.share else 0)
                Rectangle(
                    pos=(self.x + step * (place + 0.15), self.y + line + theme.desk * 4),
                    size=(step * 0.7, tall),
                )
            Color(*palette.outline)
            level = self.y + line + theme.desk * 3
            Line(points=[self.x, level, self.right, level], width=max(1.0, theme.desk * 0.75))
        for place, bar in enumerate(bars):
            middle = self.x + step * (place + 0.5)
            if place == 0 or (place + 1) % MARKED_DAYS == 0:
                self._name(bar.label, middle, self.y)
            if place == highest and bar.share:
                self._name(bar.value, middle, level + room * bar.share + theme.desk * 2)

    def _name(self, said: str, middle: float, y: float) -> None:
        label = Text(said=said, role="desk_note", natural=True, size_hint=(None, None))
        label.bind(width=lambda text, width: setattr(text, "x", self._inside(middle, width)))
        label.x, label.y = self._inside(middle, label.width), y
        self.add_widget(label)

    def _inside(self, middle: float, width: float) -> float:
        return float(min(max(middle - width / 2, self.x), self.right - width))


class ShareBar(BoxLayout):
    """A name, a bar of ``share`` 0 to 1 of the longest, and its number."""

    said = StringProperty("")
    value = StringProperty("")
    share = NumericProperty(0)


class StackedBar(Drawing):
    """Parts of a whole beside each other; ``shares`` add up to 1, ``colours`` are one for each."""

    shares = ListProperty()
    colours = ListProperty()

    def on_shares(self, *_arguments: object) -> None:
        """Take other numbers."""
        self.ask()

    def draw(self) -> None:
        """Draw the parts, each with an edge, so that they are told apart without colour too."""
        theme = App.get_running_app().theme
        self.canvas.before.clear()
        left = self.x
        with self.canvas.before:
            for share, colour in zip(self.shares, self.colours, strict=False):
                if share <= 0:
                    continue
                wide = self.width * share
                Color(*colour)
                Rectangle(pos=(left, self.y), size=(wide, self.height))
                Color(*theme.palette.ink)
                Line(rectangle=(left, self.y, wide, self.height), width=max(1.0, theme.desk * 0.6))
                left += wide


class WeekBar(BoxLayout):
    """A week's ratings in five tones, or a word where there were too few."""

    said = StringProperty("")
    told = StringProperty("")
    shares = ListProperty()
    colours = ListProperty()


class LegendItem(BoxLayout):
    """A tone with what it stands for."""

    said = StringProperty("")
    tone = ListProperty([0, 0, 0, 0])


class FigureCell(BoxLayout):
    """A large number, what it counts, and what it was before."""

    value = StringProperty("")
    said = StringProperty("")
    detail = StringProperty("")


class Plot(BoxLayout):
    """A head with a plot under it."""

    said = StringProperty("")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
