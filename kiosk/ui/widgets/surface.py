"""Cards and controls: rounded surfaces with an optional edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import BorderImage, Color, InstructionGroup
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.rounded import border, rounded_texture
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.press import Pressable
from kiosk.ui.widgets.sheets import IconSheet, TextSheet
from kiosk.ui.widgets.trait import Trait, take_traits

TRAILING_EXTENT = 44
"""Units of the icon at the end of a control."""

NO_COLOUR: Final[Colour] = (0, 0, 0, 0)


class Surface(Widget):
    """A rounded surface; ``edge_width`` and ``radius`` are in units, 0 draws no edge.

    Drawn here and not in kv: there is one behind most of what can be touched, and each binding of
    kv costs time when a screen is built.
    """

    fill: Trait[Colour] = Trait(NO_COLOUR, "_colour")
    edge_colour: Trait[Colour] = Trait(NO_COLOUR, "_colour")
    edge_width = Trait(0.0, "_edged")
    radius = Trait(16.0, "_draw")

    def __init__(self, **values: Any) -> None:
        take_traits(self, values)
        self._ground: Plate | None = None
        self._edge: Plate | None = None
        super().__init__(**values)
        self._ground = Plate()
        self._ground.go_under(self.canvas.before)
        for name in ("pos", "size"):
            self.fbind(name, self._draw)
        self._edged()

    def _edged(self) -> None:
        self._draw()
        self._colour()

    def _draw(self, *_arguments: object) -> None:
        if self._ground is None:
            return
        unit = App.get_running_app().theme.unit
        edge = self.edge_width * unit
        if edge and self._edge is None:
            self._edge = Plate()
            self._edge.go_under(self.canvas.before)
        if self._edge is not None:
            self._edge.lay(self.pos, self.size, self.radius * unit)
        self._ground.lay(
            (self.x + edge, self.y + edge),
            (max(1, self.width - 2 * edge), max(1, self.height - 2 * edge)),
            max(1, self.radius * unit - edge),
        )

    def _colour(self) -> None:
        if self._ground is None:
            return
        self._ground.tint.rgba = self.fill
        if self._edge is not None:
            # A border image of no size still draws its corners: an edge that has gone is clear.
            self._edge.tint.rgba = self.edge_colour if self.edge_width else NO_COLOUR


class Plate:
    """One rounded rectangle."""

    def __init__(self) -> None:
        self.tint = Color(0, 0, 0, 0)
        self._image = BorderImage(size=(0, 0))
        self._radius = 0.0

    def go_under(self, canvas: Any) -> None:
        """Stand under all that is drawn on ``canvas``."""
        # As a group: an image that is inserted alone comes before its own texture.
        group = InstructionGroup()
        group.add(self.tint)
        group.add(self._image)
        canvas.insert(0, group)

    def lay(self, pos: Any, size: Any, radius: float) -> None:
        """Take place and form, in pixels."""
        if radius != self._radius:
            self._radius = radius
            self._image.texture, self._image.border = rounded_texture(radius), border(radius)
        self._image.pos, self._image.size = pos, size


class Card(Surface, BoxLayout):
    """A still surface that holds content."""


Item = TypeVar("Item")


class Column(BoxLayout):
    """Widgets under each other, as high as they are together."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._spare: list[Any] = []

    def reserve(self, count: int, make: Callable[[], Any]) -> None:
        """Make widgets for the next ``show`` ahead, as many as ``count``."""
        while len(self.children) + len(self._spare) < count:
            self._spare.append(make())

    def show(
        self,
        items: Sequence[Item],
        make: Callable[[], Any],
        fill: Callable[[Any, Item], None],
    ) -> None:
        """Show a widget for each item; those that are there, or were before, are used again."""
        shown = list(reversed(self.children))
        for widget in shown[len(items) :]:
            self.remove_widget(widget)
            self._spare.append(widget)
        for number, item in enumerate(items):
            if number < len(shown):
                fill(shown[number], item)
                continue
            widget = self._spare.pop() if self._spare else make()
            fill(widget, item)
            self.add_widget(widget)


class Row(BoxLayout):
    """Widgets beside each other."""


class Space(Widget):
    """Empty height or width of ``extent`` units; 0 takes what is left."""

    extent = Trait(0.0, "_size_up")

    def __init__(self, **values: Any) -> None:
        take_traits(self, values)
        super().__init__(**values)
        self._size_up()

    def _size_up(self) -> None:
        side = App.get_running_app().theme.unit * self.extent
        self.size_hint = (None, None) if side else (1, 1)
        self.size = side, side


class Words(TextSheet):
    """The words of a control; set once the control has a width."""

    def _set(self, *_arguments: object) -> None:
        if self.limit:
            super()._set()


class Control(Pressable, Surface):
    """A button: ``icon`` before the ``text``, ``trailing`` icon at its end, at least ``tall`` high.

    ``centred`` groups icon and text in the middle; else they stand at the left. ``inset`` and
    ``inset_end`` (None: as ``inset``) are the units left free at its sides, ``gap`` stands between
    its parts.
    """

    text = StringProperty("")
    icon = StringProperty("")
    trailing = StringProperty("")
    role = Trait("name", "_later")
    ink: Trait[Colour] = Trait((0, 0, 0, 1), "_paint")
    tall = NumericProperty(128)
    icon_extent = Trait(52.0, "_later")
    inset = Trait(32.0, "_later")
    inset_end: Trait[float | None] = Trait(None, "_later")
    gap = Trait(20.0, "_later")
    centred = Trait(default=True, then="_later")
    even = Trait(default=True, then="_later")
    words_height = NumericProperty(0)

    def __init__(self, **values: Any) -> None:
        # No size before the first layout: nothing is set for a width that soon changes.
        values.setdefault("width", 0)
        take_traits(self, values)
        self.sheets: list[Any] = []
        self._signs: dict[str, IconSheet] = {}
        self._again = Clock.create_trigger(self._arrange, -1)
        super().__init__(**values)
        # Reading aloud does not wait for the layout.
        self._words = Words(self, natural=True, said=self.text)
        self.sheets.append(self._words)
        self.fbind("text", self._say)
        for name in ("pos", "size", "icon", "trailing"):
            self.fbind(name, self._again)
        self._paint()
        self._again()

    def _later(self) -> None:
        self._again()

    def _say(self, *_arguments: object) -> None:
        self._words.said = self.text
        self._again()

    def _paint(self) -> None:
        for sheet in self.sheets:
            sheet.color = self.ink

    def _arrange(self, *_arguments: object) -> None:
        """Put icon, words and trailing icon beside each other."""
        unit, words = App.get_running_app().theme.unit, self._words
        if self.width <= 1:
            return
        inset_end = self.inset if self.inset_end is None else self.inset_end
        sign = self._sign("icon", self.icon, self.icon_extent)
        tail = self._sign("trailing", self.trailing, TRAILING_EXTENT)
        gap = unit * self.gap
        before = sign.width + (gap if self.text else 0) if sign else 0
        after = gap + tail.width if tail else 0
        room = self.width - unit * (self.inset + inset_end)
        words.role, words.even = self.role, self.even
        words.halign = "center" if self.centred and not sign else "left"
        words.limit = max(1, room - before - after)
        self.words_height = words.height
        left = self.x + unit * self.inset
        if self.centred:
            left += max(0, (room - before - words.width - after) / 2)
        middle = self.y + self.height / 2
        if sign is not None:
            sign.pos = left, middle - sign.height / 2
        words.pos = left + before, middle - words.height / 2
        if tail is not None:
            end = left + before + words.width + after
            if not self.centred:
                end = self.x + self.width - unit * inset_end
            tail.pos = end - tail.width, middle - tail.height / 2

    def _sign(self, place: str, icon: str, extent: float) -> IconSheet | None:
        """Return the icon of a place, made when it is first needed."""
        sign = self._signs.get(place)
        if sign is None:
            if not icon:
                return None
            sign = self._signs[place] = IconSheet(self, color=self.ink)
            self.sheets.append(sign)
        sign.shown = bool(icon)
        sign.icon, sign.extent = icon, extent
        return sign if icon else None


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
