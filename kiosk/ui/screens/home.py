"""Home: the search box, the life events, and what most people need here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kivy.app import App
from kivy.lang import Builder
from kivy.properties import ListProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.catalogue.life_events import LifeEvent
from kiosk.catalogue.procedure import Procedure
from kiosk.ui.navigation import Bar, Place
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import CardButton, Pressable, Surface, Tap, Text, Tile

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

TILES = 8
MOST_USED = 6


class AllTopics(Tap):
    """The way to every life event and field, beside the heading of the tiles."""


class SearchBox(Pressable, Surface, FloatLayout):
    """Looks like the field it leads to; all of it is one target."""

    hint = StringProperty("")


class BlankTile(Surface):
    """The place of a tile while the catalogue is being read; nothing to touch."""

    tall = NumericProperty(168)


class TilePager(BoxLayout):
    """As many tiles as fit, with real buttons for the next; large text."""

    tiles = ListProperty([])
    first = NumericProperty(0)
    count = NumericProperty(1)

    def on_tiles(self, *_arguments: object) -> None:
        """Begin with the first tile."""
        self.first = 0
        self.arrange()

    def page(self, way: int) -> None:
        """Show the next tiles, or those before."""
        first = self.first + way * self.count
        if 0 <= first < len(self.tiles):
            self.first = first
            self.arrange()

    def arrange(self, *_arguments: object) -> None:
        """Show the tiles from ``first`` on that the height has room for."""
        shown = self.ids.shown
        if not self.tiles or shown.height < 2:
            return
        theme = App.get_running_app().theme
        # Two lines of words: a tile's own height settles only after it has its place.
        tallest = max(196 * theme.unit, 2 * theme.styles["group"].line + 16 * theme.unit)
        gap = shown.spacing
        self.count = max(1, int((shown.height + gap) / (tallest + gap)))
        self.first = self.first // self.count * self.count
        shown.clear_widgets()
        for tile in self.tiles[int(self.first) : int(self.first + self.count)]:
            shown.add_widget(tile)
        shown.add_widget(BoxLayout())

    @property
    def last(self) -> int:
        """Number of the last tile shown, from 1."""
        return min(len(self.tiles), int(self.first + self.count))


class HomeScreen(Screen):
    """Where a visit begins."""

    bar: ClassVar[Bar] = Bar.HOME

    def __init__(self, kiosk: KioskApp) -> None:
        super().__init__(kiosk)
        self._filled: tuple[object, ...] = ()

    def arrange(self) -> None:
        """Build and fill at once: Home is the same for every visit."""
        super().arrange()
        self.fill()

    def arrangement(self) -> str:
        """Choose by shape and text size."""
        theme = self.kiosk.theme
        if theme.large:
            return "HomeLarge"
        names = {
            Shape.PORTRAIT: "HomePortrait",
            Shape.WIDE: "HomeWide",
            Shape.COMPACT: "HomeCompact",
        }
        return names[Shape(theme.shape)]

    def fill(self) -> None:
        """Show tiles and most used, in the present language; what stands already stays."""
        self.title = self.kiosk.tr("What do you need to do?")
        knowledge = self.kiosk.knowledge
        filled = (self.layout, knowledge, self.kiosk.tr.language)
        if filled == self._filled:
            return
        self._filled = filled
        events = list(knowledge.life_events) if knowledge else []
        procedures = list(knowledge.most_used)[:MOST_USED] if knowledge else []
        tr = self.kiosk.tr
        ids = self.layout.ids
        if "pager" in ids:
            # Paged through one by one: all of them, what is needed most, and the way to the fields.
            ids.pager.tiles = [
                *(self._tile(event) for event in events),
                *(self._used_tile(procedure) for procedure in procedures),
                self._all_topics(),
            ]
            return
        tiles: list[Widget] = [self._tile(event) for event in events[:TILES]]
        if knowledge is None:
            tiles = [self.layout.blank() for _ in range(TILES)]
        ids.events.clear_widgets()
        for tile in tiles:
            ids.events.add_widget(tile)
        ids.most_used.clear_widgets()
        if knowledge is None:
            said = tr("The list is being opened. You can type already.")
            ids.most_used.add_widget(Text(said=said, role="body"))
        ids.most_used.cols = 1 if knowledge is None else 2
        for procedure in procedures:
            button = self.layout.most_used_button(text=self._name_of(procedure))
            button.bind(on_tap=lambda _b, code=procedure.code: self.kiosk.open_procedure(code))
            ids.most_used.add_widget(button)

    def forget(self) -> None:
        """Nothing of a visit is here."""

    def open_search(self) -> None:
        """Go to the search screen."""
        self.kiosk.go(Place.SEARCH)

    def open_topics(self) -> None:
        """Show every life event and every field."""
        self.kiosk.go(Place.TOPICS)

    def text_typed(self, text: str) -> bool:
        """Begin to search at the first letter of a physical keyboard."""
        screen = self._search_screen()
        return screen is not None and screen.text_typed(text)

    def text_composed(self, text: str) -> bool:
        """Begin to search when an input method begins to compose."""
        screen = self._search_screen() if text else None
        return screen is not None and screen.text_composed(text)

    def _search_screen(self) -> Screen | None:
        """Go to the search, with nothing typed yet."""
        self.kiosk.visit.query = ""
        self.kiosk.go(Place.SEARCH)
        screen = self.kiosk.shell.screen
        return screen if screen is not self else None

    def _tile(self, event: LifeEvent) -> Tile:
        label = self.kiosk.tr.pick(event.label, event.label_en)
        tile: Tile = self.layout.tile(
            text=label.replace(", ", ",\n", 1), icon=event.icon, tint=event.tint
        )
        tile.bind(on_tap=lambda _tile: self._open_event(event.key))
        return tile

    def _used_tile(self, procedure: Procedure) -> Tile:
        tile: Tile = self.layout.tile(
            text=self._name_of(procedure), icon="file-document-outline", tint="card"
        )
        tile.bind(on_tap=lambda _tile: self.kiosk.open_procedure(procedure.code))
        return tile

    def _name_of(self, procedure: Procedure) -> str:
        name: str = self.kiosk.tr.pick(
            procedure.title, procedure.short_name_en or procedure.name_en
        )
        return name

    def _all_topics(self) -> Tile:
        tile: Tile = self.layout.tile(
            text=self.kiosk.tr("All topics and fields"), icon="view-grid-outline", tint="card"
        )
        tile.bind(on_tap=lambda _tile: self.open_topics())
        return tile

    def _open_event(self, key: str) -> None:
        self.kiosk.visit.life_event, self.kiosk.visit.field_name = key, ""
        self.kiosk.go(Place.LIFE_EVENT)


class HomeLayout(Layout):
    """An arrangement of Home; makes its own tiles and buttons."""

    def tile(self, **values: Any) -> Tile:
        """Make a tile as this arrangement wants it."""
        return Tile(**values)

    def blank(self) -> BlankTile:
        """Make what stands where a tile will be."""
        return BlankTile(tall=self.tile().tall, size_hint_y=self.tile().size_hint_y)

    def most_used_button(self, **values: Any) -> CardButton:
        """Make a button of the most used as this arrangement wants it."""
        return CardButton(**values)


class HomePortrait(HomeLayout):
    """One column of groups, two tiles a row."""


class CompactTile(Tile):
    """A tile for a small window."""


class HomeCompact(HomeLayout):
    """The same in a small landscape window; it scrolls."""

    def tile(self, **values: Any) -> Tile:
        """Make a smaller tile."""
        return CompactTile(**values)


class WideTile(Tile):
    """A tile that shares the height of its column."""


class WideButton(CardButton):
    """A button of the most used in the left column."""


class HomeWide(HomeLayout):
    """Search and most used at the left, life events at the right."""

    def tile(self, **values: Any) -> Tile:
        """Make a tile that fills its part of the column."""
        return WideTile(**values)

    def most_used_button(self, **values: Any) -> CardButton:
        """Make a tall button with smaller words."""
        return WideButton(**values)


class LargeTile(Tile):
    """A tile for large text."""


class HomeLarge(HomeLayout):
    """One column, a few tiles at a time."""

    def tile(self, **values: Any) -> Tile:
        """Make a tile over the whole width."""
        return LargeTile(**values)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
