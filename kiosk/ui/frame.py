"""The frame of every screen: header, bar or rail, and the line that shows the visit's time."""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui.widgets import Pressable


class BarButton(Pressable, BoxLayout):
    """One of the five places of the bar: icon over words, or ``beside`` them at large text."""

    icon = StringProperty("")
    text = StringProperty("")
    beside = BooleanProperty(False)


class BarCell(BarButton):
    """A button of the bar; at large text its cell is as wide as its words ask for."""


class TimeLine(Widget):
    """The part of the visit's time that is ``left``; ``upright`` on the rail."""

    left = NumericProperty(1.0)
    upright = BooleanProperty(False)


class HeaderTall(FloatLayout):
    """Office and place under each other; portrait and small landscape."""


class HeaderWide(FloatLayout):
    """Office and place on one line; landscape. ``marked`` shows the gate where no rail does."""

    marked = BooleanProperty(False)


class HeaderLarge(FloatLayout):
    """The place's own name and the time; large text."""


class OutOfReach(FloatLayout):
    """What lies too high for a hand: the header, and the screen's title where it has room."""

    title = StringProperty("")
    note = StringProperty("")


class BarRow(FloatLayout):
    """The bar in one row; portrait."""

    home = BooleanProperty(False)
    left = NumericProperty(1.0)


class BarRows(FloatLayout):
    """The bar in two or three rows; portrait at 200 %."""

    home = BooleanProperty(False)
    left = NumericProperty(1.0)


class Rail(FloatLayout):
    """The five places from the bottom up; landscape."""

    home = BooleanProperty(False)
    left = NumericProperty(1.0)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
