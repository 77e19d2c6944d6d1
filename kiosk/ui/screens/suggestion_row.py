"""A procedure as a row under what is being typed: its title and other names."""

from __future__ import annotations

from typing import Any, Final

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, StringProperty

from kiosk.ui.theme import LIGHT, Palette
from kiosk.ui.widgets import Pressable
from kiosk.ui.widgets.sheets import IconSheet, TextSheet
from kiosk.ui.widgets.surface import NO_COLOUR
from kiosk.ui.widgets.trait import Trait

LOWEST: Final = 88
"""Units of a row's least height."""

AROUND: Final = 44
AROUND_LOW: Final = 20
"""Units above and below the words together, and on a small panel."""

GAP: Final = 16
"""Units before the sign that a row leads on, and at the sides of a chip."""

CHEVRON_EXTENT: Final = 48
CHIP_EDGE: Final = 3
LINE: Final = 2
"""Units of the sign, of a chip's edge, and of the line between rows."""


class SuggestionRow(Pressable):
    """One procedure while typing; matched words are bold. ``chip``: one of two side by side.

    One widget that draws its parts: rows are filled anew at every key.
    """

    title = StringProperty("")
    note = StringProperty("")
    code = StringProperty("")
    ruled = BooleanProperty(True)
    low = Trait(default=False)
    chip = Trait(default=False, then="_paint")
    palette: Trait[Palette] = Trait(LIGHT, "_paint")

    def __init__(self, **values: Any) -> None:
        # No size before the first layout: nothing is set for a width that soon changes.
        values.setdefault("width", 0)
        values.setdefault("size_hint_y", None)
        self._ready = False
        self._again = Clock.create_trigger(self._arrange, -1)
        super().__init__(**values)
        self._line, self._line_tint = Rectangle(size=(0, 0)), Color(0, 0, 0, 0)
        self._edge, self._edge_tint = Rectangle(size=(0, 0)), Color(0, 0, 0, 0)
        self._ground, self._ground_tint = Rectangle(size=(0, 0)), Color(0, 0, 0, 0)
        for drawn in (
            self._line_tint,
            self._line,
            self._edge_tint,
            self._edge,
            self._ground_tint,
            self._ground,
        ):
            self.canvas.before.add(drawn)
        self._title = TextSheet(self, role="lead", markup=True, natural=True)
        self._note = TextSheet(self, role="note", markup=True, natural=True)
        self._chevron = IconSheet(self, icon="chevron-right", extent=CHEVRON_EXTENT)
        self.sheets = [self._title, self._note, self._chevron]
        self._ready = True
        for name in ("title", "note", "width", "pos"):
            self.fbind(name, self._again)
        self.fbind("ruled", self._paint)
        self._paint()
        self._arrange()

    def _paint(self, *_arguments: object) -> None:
        if not self._ready:
            return
        palette = self.palette
        self._title.color = self._chevron.color = palette.ink
        self._note.color = palette.soft
        self._chevron.shown = not self.chip
        self._line_tint.rgba = palette.hair if self.ruled else NO_COLOUR
        self._edge_tint.rgba = palette.outline if self.chip else NO_COLOUR
        self._ground_tint.rgba = palette.card if self.chip else NO_COLOUR
        self._again()

    def _arrange(self, *_arguments: object) -> None:
        """Put title, note and sign beside each other, and take the height they need."""
        if self.width <= 1:
            return
        unit, title, note, chevron = self._unit(), self._title, self._note, self._chevron
        inset = unit * GAP if self.chip else 0
        after = 0 if self.chip else unit * GAP + chevron.width
        title.limit = note.limit = max(1, self.width - 2 * inset - after)
        title.said, note.said = self.title, self.note
        words = title.height + note.height
        around = AROUND_LOW if self.low else AROUND
        self.height = max(unit * LOWEST, words + unit * around)
        middle = self.y + self.height / 2
        top = middle + words / 2
        for text in (title, note):
            top -= text.height
            text.pos = self.x + inset, top
        chevron.pos = self.x + self.width - chevron.width, middle - chevron.height / 2
        edge = unit * CHIP_EDGE
        self._line.pos, self._line.size = self.pos, (self.width, max(1, unit * LINE))
        # Even a clear rectangle of a row's size costs a millisecond at every key.
        wide, high = (self.width, self.height) if self.chip else (2 * edge, 2 * edge)
        self._edge.pos, self._edge.size = self.pos, (wide, high)
        self._ground.pos = self.x + edge, self.y + edge
        self._ground.size = wide - 2 * edge, high - 2 * edge

    def _unit(self) -> float:
        unit: float = App.get_running_app().theme.unit
        return unit
