"""A paper of the list as a row to tick: its name and remark, how many of it, and what for."""

from __future__ import annotations

from typing import Any, Final

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    StringProperty,
)

from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Icon, Pressable, Surface, Text

TICK: Final = 56
TICK_GROWS: Final = 24
"""Units of the box to tick at normal text, and how much larger it is at 200 %."""

SIDE: Final = 248
"""Units of width of the counts."""

AFTER_TICK: Final = 32
BEFORE_SIDE: Final = 16
BETWEEN_CHIPS: Final = 4
AFTER_SIGN: Final = 12
SIGN_EXTENT: Final = 34
"""Units between the parts of a row, and of the sign before what a paper is for."""

CHIP_LIMIT: Final = 210
CHIP_INSET: Final = 20
CHIP_OVER: Final = 4
"""Units of a count's widest line at normal text, and of the room around it."""


class Chip(Surface):
    """How many of a paper."""

    text = StringProperty("")
    tint = StringProperty("clay")

    def __init__(self, **values: Any) -> None:
        values.setdefault("size_hint", (None, None))
        self._words = Text(role="label", natural=True, even=True)
        super().__init__(**values)
        self.add_widget(self._words)
        self._words.fbind("size", self._fit)
        self.fbind("pos", self._fit)
        self.fbind("text", self._say)
        self._say()

    def _say(self, *_arguments: object) -> None:
        theme, words = App.get_running_app().theme, self._words
        words.limit = 0 if theme.large else theme.unit * CHIP_LIMIT
        words.said = self.text

    def _fit(self, *_arguments: object) -> None:
        unit, words = App.get_running_app().theme.unit, self._words
        self.size = words.width + 2 * unit * CHIP_INSET, words.height + 2 * unit * CHIP_OVER
        words.pos = self.x + unit * CHIP_INSET, self.y + unit * CHIP_OVER


class TickBox(Surface):
    """The box that shows whether a paper is at hand."""

    ticked = BooleanProperty(False)

    def __init__(self, **values: Any) -> None:
        theme = App.get_running_app().theme
        side = theme.unit * (TICK + TICK_GROWS * theme.grow)
        values.setdefault("size_hint", (None, None))
        super().__init__(size=(side, side), **values)


class PaperRow(Pressable):
    """A paper to tick; ``stacked`` puts the counts under the names, for large text.

    Placed here and not by boxes in kv: a list has many, and boxes within boxes cost several times
    the time and memory.
    """

    name = StringProperty("")
    note = StringProperty("")
    chips = ListProperty([])
    present = BooleanProperty(False)
    purpose = StringProperty("")
    ticked = BooleanProperty(False)
    stacked = BooleanProperty(False)
    ruled = BooleanProperty(False)
    line_colour = ColorProperty([0, 0, 0, 0])

    def __init__(self, **values: Any) -> None:
        # No size before the first layout: nothing is set for a width that soon changes.
        values.setdefault("width", 0)
        values.setdefault("size_hint_y", None)
        self.document = ""
        self._line = Rectangle(size=(0, 0))
        self._line_tint = Color(0, 0, 0, 0)
        self._again = Clock.create_trigger(self._arrange, -1)
        self._box = TickBox()
        self._name = Text(role="paper", size_hint_x=None)
        self._note = SoftNote(role="note", size_hint_x=None)
        self._chips: list[Chip] = []
        self._sign = Icon(extent=SIGN_EXTENT)
        self._purpose = Text(role="note", size_hint_x=None)
        super().__init__(**values)
        self.canvas.before.add(self._line_tint)
        self.canvas.before.add(self._line)
        for part in (self._box, self._name, self._note, self._sign, self._purpose):
            self.add_widget(part)
        for name in ("name", "note", "chips", "present", "purpose", "stacked", "ruled"):
            self.fbind(name, self._again)
        for name in ("pos", "size", "line_colour"):
            self.fbind(name, self._again)
        self.fbind("ticked", self._tick)
        self._tick()
        self._say()
        self._again()

    def _tick(self, *_arguments: object) -> None:
        self._box.ticked = self.ticked

    def _say(self) -> None:
        """Write the parts; reading aloud does not wait for the layout."""
        self._name.said, self._note.said, self._purpose.said = self.name, self.note, self.purpose
        self._sign.icon = "eye-outline" if self.present else "tray-arrow-down"
        while len(self._chips) > len(self.chips):
            self.remove_widget(self._chips.pop())
        while len(self._chips) < len(self.chips):
            chip = Chip()
            chip.fbind("size", self._again)
            self._chips.append(chip)
            # The voice reads what it is for last.
            self.add_widget(chip, index=2)
        for chip, text in zip(self._chips, self.chips, strict=True):
            chip.text, chip.tint = text, "sea" if self.present else "clay"

    def _arrange(self, *_arguments: object) -> None:
        """Put the parts beside each other, and take the height they need."""
        self._say()
        if self.width <= 1:
            return
        theme = App.get_running_app().theme
        unit, stacked = theme.unit, self.stacked
        left = self.x + self._box.width + unit * AFTER_TICK
        room = self.right - left
        side = room if stacked else unit * SIDE
        words_room = room if stacked else room - side - unit * BEFORE_SIDE
        self._name.width = self._note.width = words_room
        self._purpose.width = side - self._sign.width - unit * AFTER_SIGN
        words = self._name.height + self._note.height
        counts = sum(chip.height + unit * BETWEEN_CHIPS for chip in self._chips)
        last = max(self._purpose.height, self._sign.height)
        beside = counts + last
        body = words + unit * BEFORE_SIDE + beside if stacked else max(words, beside)
        wide = theme.shape == Shape.WIDE
        self.height = max(unit * (134 if wide else 142), body + unit * (34 if wide else 38))
        middle = self.y + self.height / 2
        self._box.pos = self.x, middle - self._box.height / 2
        top = middle + (body if stacked else words) / 2
        for text in (self._name, self._note):
            top -= text.height
            text.pos = left, top
        if stacked:
            top -= unit * BEFORE_SIDE
        else:
            left, top = self.right - side, middle + beside / 2
        for chip in self._chips:
            top -= chip.height
            chip.pos = left, top
            top -= unit * BETWEEN_CHIPS
        self._sign.pos = left, top - (last + self._sign.height) / 2
        self._purpose.pos = (
            left + self._sign.width + unit * AFTER_SIGN,
            top - (last + self._purpose.height) / 2,
        )
        self._line_tint.rgba = self.line_colour
        self._line.pos = self.x, self.top - max(1, unit * 2)
        self._line.size = (self.width, max(1, unit * 2)) if self.ruled else (0, 0)


class SoftNote(Text):
    """A remark in the second ink."""
