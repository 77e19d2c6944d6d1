"""The tokens of the look: colours, type scale, spacing, motion, and the shape of the screen.

Lengths are drawn on a design grid whose unit is one pixel of 0.277 mm seen from 500 mm. The theme
turns units into the pixels of this panel, so that everything keeps its millimetres, and grows on a
panel with room to spare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from kivy.event import EventDispatcher
from kivy.properties import ObjectProperty, StringProperty

from kiosk.settings import Screen
from kiosk.ui.memory import undisturbed

Colour = tuple[float, float, float, float]

REFERENCE_PITCH: Final = 0.277
"""Millimetres of one unit at the reference distance."""

REFERENCE_DISTANCE: Final = 500
"""Viewing distance in millimetres that the type scale is made for."""

TEXT_SCALES: Final = (1.0, 1.5, 2.0)
"""Text sizes that the button offers."""


def colour(code: str, alpha: float = 1.0) -> Colour:
    """Return the colour of ``#RRGGBB``."""
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, alpha


@dataclass(frozen=True)
class Palette:
    """One set of colours. ``tints`` colour families of life events and the paper chips."""

    paper: Colour
    card: Colour
    ink: Colour
    soft: Colour
    accent: Colour
    on_accent: Colour
    outline: Colour
    edge: Colour
    focus: Colour
    good: Colour
    careful: Colour
    stop: Colour
    sand: Colour
    hair: Colour
    key: Colour
    pressed: Colour
    shade: Colour
    tick: Colour
    on_tick: Colour
    tints: Mapping[str, Colour]
    card_edge: float = 0.0
    bar_edge: bool = False

    def tint(self, name: str) -> Colour:
        """Return the tint called ``name``; one that does not exist is the card's colour."""
        return self.tints.get(name, self.card)


LIGHT: Final = Palette(
    paper=colour("#FBF8F3"),
    card=colour("#FFFFFF"),
    ink=colour("#1B1F2A"),
    soft=colour("#4A4F5C"),
    accent=colour("#9E1B23"),
    on_accent=colour("#FFFFFF"),
    outline=colour("#8A8375"),
    edge=colour("#1B1F2A"),
    focus=colour("#0B4FA8"),
    good=colour("#1E5B33"),
    careful=colour("#7A4A00"),
    stop=colour("#8E1B1B"),
    sand=colour("#F3ECE1"),
    hair=colour("#E6DED1"),
    key=colour("#E4DACB"),
    pressed=colour("#1B1F2A", 0.14),
    shade=colour("#1B1F2A", 0.62),
    tick=colour("#1B1F2A"),
    on_tick=colour("#FFFFFF"),
    tints=MappingProxyType(
        {
            "rose": colour("#F6DDDD"),
            "rice": colour("#DDEBD8"),
            "sea": colour("#D8E7F0"),
            "turmeric": colour("#F7E8C6"),
            "lotus": colour("#EADFF0"),
            "clay": colour("#EFE0D3"),
            "stone": colour("#E7E4DE"),
        }
    ),
)

DARK: Final = Palette(
    paper=colour("#12151C"),
    card=colour("#1E222C"),
    ink=colour("#F4F1EA"),
    soft=colour("#C9C4B8"),
    accent=colour("#FFB4A8"),
    on_accent=colour("#12151C"),
    outline=colour("#8C8678"),
    edge=colour("#F4F1EA"),
    focus=colour("#9CC7FF"),
    good=colour("#9FD8AC"),
    careful=colour("#F2CD86"),
    stop=colour("#FFB4A8"),
    sand=colour("#1A1D26"),
    hair=colour("#343945"),
    key=colour("#333845"),
    pressed=colour("#FFFFFF", 0.16),
    shade=colour("#000000", 0.72),
    tick=colour("#F4F1EA"),
    on_tick=colour("#12151C"),
    tints=MappingProxyType(
        {
            "rose": colour("#452B30"),
            "rice": colour("#28392C"),
            "sea": colour("#25374A"),
            "turmeric": colour("#423720"),
            "lotus": colour("#372F45"),
            "clay": colour("#3E3129"),
            "stone": colour("#31343C"),
        }
    ),
)

_BLACK: Final = colour("#000000")
_WHITE: Final = colour("#FFFFFF")
_YELLOW: Final = colour("#FFE600")

CONTRAST: Final = Palette(
    paper=_BLACK,
    card=_BLACK,
    ink=_WHITE,
    soft=_WHITE,
    accent=_YELLOW,
    on_accent=_BLACK,
    outline=_WHITE,
    edge=_YELLOW,
    focus=_YELLOW,
    good=_WHITE,
    careful=_WHITE,
    stop=_WHITE,
    sand=_BLACK,
    hair=colour("#8C8678"),
    key=_BLACK,
    pressed=colour("#FFFFFF", 0.34),
    shade=colour("#000000", 0.8),
    tick=_WHITE,
    on_tick=_BLACK,
    tints=MappingProxyType({}),
    card_edge=4.0,
    bar_edge=True,
)

PALETTES: Final[dict[str, Palette]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


class Role(NamedTuple):
    """A step of the type scale in units: font size, line height and weight."""

    size: float
    line: float
    weight: int


ROLES: Final[dict[str, Role]] = {
    "note": Role(30, 44, 400),
    "label": Role(30, 44, 600),
    "office": Role(30, 40, 600),
    "place": Role(30, 40, 400),
    "clock": Role(40, 44, 600),
    "case": Role(34, 46, 400),
    "body": Role(34, 48, 400),
    "group": Role(34, 48, 600),
    "group_wide": Role(32, 48, 600),
    "body_wide": Role(32, 48, 400),
    "paper": Role(38, 56, 600),
    "lead": Role(40, 56, 400),
    "name": Role(40, 56, 600),
    "query": Role(44, 64, 600),
    "intro": Role(44, 64, 400),
    "choice": Role(44, 60, 400),
    "answer": Role(44, 60, 600),
    "chosen": Role(44, 60, 700),
    "figure": Role(46, 64, 700),
    "figure_wide": Role(42, 60, 700),
    "card_title": Role(54, 76, 700),
    "start": Role(54, 76, 600),
    "procedure": Role(60, 84, 700),
    "question": Role(72, 100, 700),
    "greeting": Role(76, 104, 700),
    "attract": Role(124, 164, 700),
}
"""The steps of the type scale. A capital is 0.74 of the size: 30 units are 6.1 mm high."""

DESK_ROLES: Final[dict[str, Role]] = {
    "desk_note": Role(17, 24, 400),
    "desk": Role(18, 26, 400),
    "desk_strong": Role(18, 26, 600),
    "desk_key": Role(18, 24, 600),
    "desk_name": Role(20, 28, 600),
    "desk_text": Role(20, 30, 400),
    "desk_state": Role(22, 30, 600),
    "desk_clock": Role(24, 34, 600),
    "desk_query": Role(26, 38, 600),
    "desk_title": Role(30, 42, 700),
    "desk_figure": Role(38, 52, 700),
}
"""The steps of the clerk's desk, dense on purpose; in units of ``Theme.desk``."""

DESK_NARROW: Final = 1500
"""Units of width up to which the desk's window has no room to spare beside its columns."""

DESK_LOW: Final = 900
"""Units of height below which it has none over them."""

DESK_TOUCHED: Final = 1.5
"""How much larger the desk is on a portrait panel, which is worked by finger."""

FONTS: Final = {400: "Vietnam400", 600: "Vietnam600", 700: "Vietnam700"}


class TypeStyle(NamedTuple):
    """A step of the type scale in the pixels of this panel."""

    font: str
    size: float
    line: float


def grown(role: Role, text_scale: float) -> tuple[float, float]:
    """Return font size and line height in units at ``text_scale``.

    Small text doubles at 2.0, large text grows by the same length and so keeps the hierarchy with
    fewer broken lines: 30 becomes 60, 76 becomes 106.
    """
    more = text_scale - 1.0
    return role.size + 30 * more, role.line + (44 if role.size <= 34 else 40) * more


class Shape(StrEnum):
    """How a screen is laid out. ``compact`` is a landscape screen too small for two columns."""

    PORTRAIT = "portrait"
    WIDE = "wide"
    COMPACT = "compact"


TWO_COLUMNS_FROM: Final = 1500
"""Width in units from which a landscape screen has two columns."""


REACH_MM: Final = 1220
"""Height above the floor that a hand reaches from a wheelchair."""

ROOM_FOR_TITLE: Final = 360
"""Units above what can be reached from which the screen's title stands up there."""

LEAST_HEIGHT: Final = {True: 1300, False: 768}
"""Units of height that a portrait (True) or landscape screen is given where the panel has them."""


class Theme(EventDispatcher):
    """The tokens for one panel.

    Widgets bind to ``palette`` and follow it. All else is the ``form`` of the panel: a layout is
    built for one form and built anew for another, so that nothing watches what seldom changes.

    ``unit`` is pixels per unit, ``grow`` is 0 at normal text and 1 at 200 % (half of that on a
    ``compact`` screen), ``large`` is any text above normal, ``width`` and
    ``height`` are the screen in units, ``step`` the seconds of one movement (0 without motion).
    ``desk`` is pixels per unit at the clerk's desk, whose text does not grow; ``desk_tall`` pixels
    of height of what is pressed there: 20 mm where it is worked by finger.
    With ``reach`` everything that can be touched lies below ``REACH_MM``: ``above`` pixels at the
    top are left out of ``height``, and titles are ``raised`` into them where they have room.
    ``can_lower``: the panel goes higher than that.
    """

    palette_name = StringProperty("light")
    palette = ObjectProperty(LIGHT, rebind=True)

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.unit = 1.0
        self.desk = 1.0
        self.desk_tall = 40.0
        self.width = 1080.0
        self.height = 1920.0
        self.shape = Shape.PORTRAIT
        self.text_scale = 1.0
        self.grow = 0.0
        self.large = False
        self.reach = False
        self.above = 0
        self.raised = False
        self.can_lower = False
        self.styles: dict[str, TypeStyle] = {}
        self._minimum_unit = (
            REFERENCE_PITCH / screen.mm_per_pixel * screen.viewing_distance_mm / REFERENCE_DISTANCE
        )
        self._mm_per_pixel = screen.mm_per_pixel
        self._reachable = (REACH_MM - screen.lower_edge_mm) / screen.mm_per_pixel
        self._window = (1080.0, 1920.0)
        self.step = 0.16 if screen.motion else 0.0
        self.fit(1080, 1920)

    @property
    def form(self) -> tuple[object, ...]:
        """All that a layout is built for; two layouts of one form are alike."""
        return self.shape, self.unit, self.width, self.height, self.text_scale, self.above

    def fit(self, width: float, height: float) -> None:
        """Take the size of the window in pixels.

        The unit is never smaller than the millimetres ask for; where the panel has room for the
        whole design at a larger unit, it is larger.
        """
        self._window = width, height
        portrait = height > width
        across, up = (1080, 1920) if portrait else (1920, 1080)
        unit = min(width / across, height / up)
        self.can_lower = self._reachable < height
        self.above = round(height - self._reachable) if self.reach and self.can_lower else 0
        if self.above:
            height -= self.above
            unit = min(unit, height / LEAST_HEIGHT[portrait])
        self.unit = max(self._minimum_unit, unit)
        self.desk = self.unit * (DESK_TOUCHED if portrait else 1.0)
        self.desk_tall = self.unit * (88 if portrait else 40)
        self.width, self.height = width / self.unit, height / self.unit
        self.raised = portrait and self.above >= ROOM_FOR_TITLE * self.unit
        if portrait:
            self.shape = Shape.PORTRAIT
        else:
            self.shape = Shape.WIDE if self.width >= TWO_COLUMNS_FROM else Shape.COMPACT
        self._grow()

    def set_text_scale(self, scale: float) -> None:
        """Set the text size, one of ``TEXT_SCALES``."""
        self.text_scale = scale
        self._grow()

    def _grow(self) -> None:
        # A low landscape panel has room for half the growth: 12 mm capitals would leave one line
        # of a list between header and buttons.
        part = 0.5 if self.shape == Shape.COMPACT else 1.0
        self.grow = (self.text_scale - 1.0) * part
        self.large = self.text_scale > 1.0
        self.styles = self._type_styles()

    def set_reach(self, *, on: bool) -> None:
        """Keep what can be touched within reach of a person who sits, or use the whole panel."""
        self.reach = on
        self.fit(*self._window)

    @undisturbed()
    def set_palette(self, name: str) -> None:
        """Set the colours, one of ``PALETTES``."""
        self.palette_name = name
        self.palette = PALETTES[name]

    def reset(self) -> None:
        """Go back to what the next visitor expects: normal text, light colours, the whole panel."""
        self.set_reach(on=False)
        self.set_palette("light")
        self.set_text_scale(1.0)

    def millimetres(self, pixels: float) -> float:
        """Return how long ``pixels`` are on this panel."""
        return pixels * self._mm_per_pixel

    def _type_styles(self) -> dict[str, TypeStyle]:
        styles: dict[str, TypeStyle] = {}
        for name, role in ROLES.items():
            size, line = grown(role, 1.0 + self.grow)
            styles[name] = TypeStyle(FONTS[role.weight], size * self.unit, line * self.unit)
        for name, role in DESK_ROLES.items():
            size, line = role.size * self.desk, role.line * self.desk
            styles[name] = TypeStyle(FONTS[role.weight], size, line)
        return styles
