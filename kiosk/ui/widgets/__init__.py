"""The small set of widgets that all screens are made of."""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder

from kiosk.ui.widgets.dots import Dot, Dots
from kiosk.ui.widgets.gate import GateMark
from kiosk.ui.widgets.press import Pressable
from kiosk.ui.widgets.row_list import RowList
from kiosk.ui.widgets.scroll import ScrollArea, Scroller
from kiosk.ui.widgets.surface import (
    Card,
    CardButton,
    Column,
    Control,
    Outlined,
    Primary,
    Row,
    Space,
    Surface,
    Tap,
    Tile,
)
from kiosk.ui.widgets.text import Icon, Text

__all__ = [
    "Card",
    "CardButton",
    "Column",
    "Control",
    "Dot",
    "Dots",
    "GateMark",
    "Icon",
    "Outlined",
    "Pressable",
    "Primary",
    "Row",
    "RowList",
    "ScrollArea",
    "Scroller",
    "Space",
    "Surface",
    "Tap",
    "Text",
    "Tile",
]

Builder.load_file(str(Path(__file__).with_name("widgets.kv")))
