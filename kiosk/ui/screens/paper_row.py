"""A paper of the list as a row to tick: its name and remark, how many of it, and what for."""

from __future__ import annotations

from typing import Any, Final

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, ListProperty, StringProperty

from kiosk.ui.theme import LIGHT, Palette, Shape
from kiosk.ui.widgets import Pressable
from kiosk.ui.widgets.sheets import IconSheet, TextSheet
from kiosk.ui.widgets.surface import NO_COLOUR, Plate
from kiosk.ui.widgets.trait import Trait

TICK: Final = 56
TICK_GROWS: Final = 24
"""Units of the box to tick at normal text, and how much larger it is at 200 %."""

TICK_EDGE: Final = 4
TICK_RADIUS: Final = 10
TICK_PART: Final = 0.75
"""Units of its edge and corners, and how much of it the tick fills."""

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
CHIP_RADIUS: Final = 12
EDGE: Final = 2
"""Units of a count's widest line at normal text, of the room around it, its corners and edge."""


class Chip:
    """How many of a paper, on a tint of its own; a part of a row."""

    def __init__(self, row: PaperRow) -> None:
        theme = App.get_running_app().theme
        self._unit = theme.unit
        self._ground, self._edge = Plate(), Plate()
        for plate in (self._ground, self._edge):
            plate.go_under(row.canvas.before)
        limit = 0 if theme.large else theme.unit * CHIP_LIMIT
        self.words = TextSheet(row, role="label", natural=True, even=True, limit=limit)

    @property
    def height(self) -> float:
        """Pixels; its words say it."""
        return float(self.words.height + 2 * self._unit * CHIP_OVER)

    def put(self, x: float, y: float) -> None:
        """Take its place, the lower left corner in pixels."""
        unit, words = self._unit, self.words
        words.pos = x + unit * CHIP_INSET, y + unit * CHIP_OVER
        edge = unit * EDGE
        size = words.width + 2 * unit * CHIP_INSET, self.height
        self._edge.lay((x, y), size, unit * CHIP_RADIUS)
        self._ground.lay(
            (x + edge, y + edge),
            (size[0] - 2 * edge, size[1] - 2 * edge),
            unit * CHIP_RADIUS - edge,
        )

    def paint(self, palette: Palette, tint: str, *, shown: bool) -> None:
        """Take its colours; only some palettes have edges around still surfaces."""
        self.words.shown, self.words.color = shown, palette.ink
        ground = palette.tint(tint)
        self._ground.tint.rgba = ground if shown else NO_COLOUR
        edge = palette.ink if palette.card_edge else ground
        self._edge.tint.rgba = edge if shown else NO_COLOUR


class PaperRow(Pressable):
    """A paper to tick; ``stacked`` puts the counts under the names, for large text.

    One widget that draws its parts: a list has many rows.
    """

    name = StringProperty("")
    note = StringProperty("")
    chips = ListProperty([])
    present = BooleanProperty(False)
    purpose = StringProperty("")
    ticked = BooleanProperty(False)
    stacked = Trait(default=False)
    ruled = Trait(default=False, then="_later")
    palette: Trait[Palette] = Trait(LIGHT, "_paint")

    def __init__(self, **values: Any) -> None:
        # No size before the first layout: nothing is set for a width that soon changes.
        values.setdefault("width", 0)
        values.setdefault("size_hint_y", None)
        self.document = ""
        self._chips: list[Chip] = []
        self._ready = False
        self._again = Clock.create_trigger(self._arrange, -1)
        super().__init__(**values)
        self._line, self._line_tint = Rectangle(size=(0, 0)), Color(0, 0, 0, 0)
        self.canvas.before.add(self._line_tint)
        self.canvas.before.add(self._line)
        self._ground, self._edge = Plate(), Plate()
        for plate in (self._ground, self._edge):
            plate.go_under(self.canvas.before)
        self._tick = IconSheet(self, icon="check-bold")
        self._name = TextSheet(self, role="paper")
        self._note = TextSheet(self, role="note")
        self._sign = IconSheet(self, extent=SIGN_EXTENT)
        self._purpose = TextSheet(self, role="note")
        self._ready = True
        for name in ("name", "note", "chips", "present", "purpose", "pos", "size"):
            self.fbind(name, self._again)
        self.fbind("ticked", self._paint)
        self._say()
        self._again()

    @property
    def sheets(self) -> list[Any]:
        """What is drawn here, in the order in which it is read."""
        chips = [chip.words for chip in self._chips]
        return [self._tick, self._name, self._note, *chips, self._sign, self._purpose]

    def _later(self) -> None:
        self._again()

    def _say(self) -> None:
        """Write the parts; reading aloud does not wait for the layout."""
        self._name.said, self._note.said, self._purpose.said = self.name, self.note, self.purpose
        self._sign.icon = "eye-outline" if self.present else "tray-arrow-down"
        while len(self._chips) < len(self.chips):
            self._chips.append(Chip(self))
        for number, chip in enumerate(self._chips):
            chip.words.said = self.chips[number] if number < len(self.chips) else ""
        self._paint()

    def _paint(self, *_arguments: object) -> None:
        if not self._ready:
            return
        palette = self.palette
        for sheet in (self._name, self._sign, self._purpose):
            sheet.color = palette.ink
        self._note.color = palette.soft
        self._tick.shown, self._tick.color = self.ticked, palette.on_tick
        self._edge.tint.rgba = palette.ink
        self._ground.tint.rgba = palette.tick if self.ticked else palette.card
        self._line_tint.rgba = palette.hair
        for number, chip in enumerate(self._chips):
            tint = "sea" if self.present else "clay"
            chip.paint(palette, tint, shown=number < len(self.chips))

    def _arrange(self, *_arguments: object) -> None:
        """Put the parts beside each other, and take the height they need."""
        self._say()
        if self.width <= 1:
            return
        theme = App.get_running_app().theme
        unit, stacked = theme.unit, self.stacked
        box = unit * (TICK + TICK_GROWS * theme.grow)
        right = self.x + self.width
        left = self.x + box + unit * AFTER_TICK
        room = right - left
        side = room if stacked else unit * SIDE
        words_room = room if stacked else room - side - unit * BEFORE_SIDE
        self._name.width = self._note.width = words_room
        self._purpose.width = side - self._sign.width - unit * AFTER_SIGN
        words = self._name.height + self._note.height
        chips = self._chips[: len(self.chips)]
        last = max(self._purpose.height, self._sign.height)
        beside = sum(chip.height + unit * BETWEEN_CHIPS for chip in chips) + last
        body = words + unit * BEFORE_SIDE + beside if stacked else max(words, beside)
        wide = theme.shape == Shape.WIDE
        self.height = max(unit * (134 if wide else 142), body + unit * (34 if wide else 38))
        middle = self.y + self.height / 2
        self._place_tick(self.x, middle, box, unit)
        top = middle + (body if stacked else words) / 2
        for text in (self._name, self._note):
            top -= text.height
            text.pos = left, top
        if stacked:
            top -= unit * BEFORE_SIDE
        else:
            left, top = right - side, middle + beside / 2
        for chip in chips:
            chip.put(left, top - chip.height)
            top -= chip.height + unit * BETWEEN_CHIPS
        self._sign.pos = left, top - (last + self._sign.height) / 2
        self._purpose.pos = (
            left + self._sign.width + unit * AFTER_SIGN,
            top - (last + self._purpose.height) / 2,
        )
        high = max(1, unit * 2)
        self._line.pos = self.x, self.y + self.height - high
        self._line.size = (self.width, high) if self.ruled else (0, 0)

    def _place_tick(self, x: float, middle: float, box: float, unit: float) -> None:
        y, edge = middle - box / 2, unit * TICK_EDGE
        self._edge.lay((x, y), (box, box), unit * TICK_RADIUS)
        self._ground.lay(
            (x + edge, y + edge), (box - 2 * edge,) * 2, max(1, unit * TICK_RADIUS - edge)
        )
        tick = self._tick
        tick.take_side(box * TICK_PART)
        tick.pos = x + (box - tick.width) / 2, middle - tick.height / 2
