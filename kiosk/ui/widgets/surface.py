"""Cards and controls: rounded surfaces with an optional edge."""

from __future__ import annotations

from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.widgets.press import Pressable


class Surface(Widget):
    """A rounded surface; ``edge_width`` and ``radius`` are in units, 0 draws no edge."""

    fill = ColorProperty([0, 0, 0, 0])
    edge_colour = ColorProperty([0, 0, 0, 0])
    edge_width = NumericProperty(0)
    radius = NumericProperty(16)


class Card(Surface, BoxLayout):
    """A still surface that holds content."""


class Column(BoxLayout):
    """Widgets under each other, as high as they are together."""


class Row(BoxLayout):
    """Widgets beside each other."""


class Space(Widget):
    """Empty height or width of ``extent`` units; 0 takes what is left."""

    extent = NumericProperty(0)


class Hairline(Widget):
    """A line of 2 units between rows."""


class Control(Pressable, Surface, BoxLayout):
    """A button: ``icon`` before the ``text``, ``trailing`` icon at its end, at least ``tall`` high.

    ``centred`` groups icon and text in the middle; else they stand at the left.
    """

    text = StringProperty("")
    icon = StringProperty("")
    trailing = StringProperty("")
    role = StringProperty("name")
    ink = ColorProperty([0, 0, 0, 1])
    tall = NumericProperty(128)
    icon_extent = NumericProperty(52)
    inset = NumericProperty(32)
    inset_end = NumericProperty(32)
    gap = NumericProperty(20)
    centred = BooleanProperty(True)
    even = BooleanProperty(True)


class Primary(Control):
    """The one next thing to do, in the accent colour."""


class Outlined(Control):
    """Another thing that can be done here."""


class CardButton(Control):
    """A quiet way to another page: a card with a chevron."""


class Tile(Control):
    """A life event: icon and words on its ``tint``."""

    tint = StringProperty("card")


class Tap(Pressable, BoxLayout):
    """An area that can be touched and holds widgets of its own; flat, for scrolling rows."""
