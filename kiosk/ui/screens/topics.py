"""Topics: every life event as a tile, and every field of the office by the alphabet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty

from kiosk.catalogue.life_events import LifeEvent
from kiosk.translation import Translator
from kiosk.ui.gradual import Gradual
from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Tap, Tile
from kiosk.vietnamese.order import alphabetical

if TYPE_CHECKING:
    from kiosk.catalogue.fields import Field
    from kiosk.ui.app import KioskApp


class ShownField(NamedTuple):
    """A field as it is called on the screen; several may have one name in English."""

    name: str
    fields: Sequence[Field]

    @property
    def codes(self) -> list[str]:
        """The procedures of all of them."""
        return [code for field in self.fields for code in field.codes]


def shown_fields(fields: Sequence[Field], tr: Translator) -> list[ShownField]:
    """Return the fields under the names of the present language, in its alphabet."""
    named: dict[str, list[Field]] = {}
    for field in fields:
        named.setdefault(tr.pick(field.name, field.name_en), []).append(field)
    return [ShownField(name, named[name]) for name in sorted(named, key=alphabetical)]


class TopicTile(Tile):
    """A life event."""


class FieldRow(Tap):
    """A field, and how many procedures it has here."""

    name = StringProperty("")
    count_words = StringProperty("")
    ruled = BooleanProperty(True)


class TopicsLayout(Layout):
    """A title, the two ways to choose, and the chosen one's list; ``by_field`` is the second."""

    by_field = BooleanProperty(False)


class TopicsScreen(Screen):
    """Where Home's eight tiles are not enough; the same for every visit but for the way chosen."""

    def __init__(self, kiosk: KioskApp) -> None:
        super().__init__(kiosk)
        self._by_field = False
        self._gradual = Gradual()

    def arrangement(self) -> str:
        """One arrangement for all shapes."""
        return "TopicsLayout"

    def fill(self) -> None:
        """Show the life events, or the fields."""
        self.title = self.kiosk.tr("Choose a topic")
        layout, knowledge = self.layout, self.kiosk.knowledge
        layout.by_field = self._by_field
        layout.ids.tiles.clear_widgets()
        layout.ids.fields.clear_widgets()
        self._gradual.stop()
        if knowledge is None:
            return
        if self._by_field:
            fields = shown_fields(knowledge.fields, self.kiosk.tr)
            self._gradual.begin(
                partial(self._add_field, field, ruled=field is not fields[-1]) for field in fields
            )
        else:
            layout.ids.tiles.cols = self._columns()
            self._gradual.begin(partial(self._add_event, event) for event in knowledge.life_events)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.list.to_top()

    def left(self) -> None:
        """Make nothing more for a screen that is gone."""
        self._gradual.stop()

    def forget(self) -> None:
        """The next visit begins with the life events."""
        super().forget()
        self._gradual.stop()
        self._by_field = False

    def choose_way(self, *, by_field: bool) -> None:
        """Change between life events and fields."""
        self._by_field = by_field
        self.fill()
        self.layout.ids.list.to_top()
        self.kiosk.read_screen()

    def _columns(self) -> int:
        theme = self.kiosk.theme
        if theme.large:
            return 2 if theme.shape == Shape.WIDE else 1
        return 3 if theme.shape == Shape.WIDE else 2

    def _add_event(self, event: LifeEvent) -> None:
        label = self.kiosk.tr.pick(event.label, event.label_en)
        tile = TopicTile(text=label, icon=event.icon, tint=event.tint)
        tile.bind(on_tap=lambda _tile: self._open(life_event=event.key))
        self.layout.ids.tiles.add_widget(tile)

    def _add_field(self, field: ShownField, *, ruled: bool) -> None:
        tr = self.kiosk.tr
        row = FieldRow(
            name=field.name,
            count_words=tr.count("{n} procedure", "{n} procedures", len(field.codes)),
            ruled=ruled,
        )
        row.bind(on_tap=lambda _row: self._open(field=field.fields[0].name))
        self.layout.ids.fields.add_widget(row)

    def _open(self, *, life_event: str = "", field: str = "") -> None:
        self.kiosk.visit.life_event, self.kiosk.visit.field_name = life_event, field
        self.kiosk.go(Place.LIFE_EVENT)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
