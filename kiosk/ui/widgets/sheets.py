"""Texts, icons and surfaces that a widget draws and places itself.

A Kivy widget costs 20 kilobytes and a fifth of a millisecond, a sheet a tenth of it: rows and
controls, of which a screen has many, are one widget with sheets. ``owner.sheets`` names them in the
order in which they are read aloud.
"""

from __future__ import annotations

from typing import Any

from kivy.app import App
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui.icons import glyph
from kiosk.ui.theme import Colour
from kiosk.ui.typesetting import NOTHING, set_icon
from kiosk.ui.widgets.text import Lettering
from kiosk.ui.widgets.trait import Trait, take_traits

BLACK: Colour = (0, 0, 0, 1)


class Sheet:
    """What is drawn on its ``owner``, in the owner's coordinates; nothing where not ``shown``.

    ``opacity`` and ``to_window`` are as those of a widget, for whoever looks at what is shown.
    """

    x = Trait(0.0, "_place")
    y = Trait(0.0, "_place")
    width: Any = Trait(0.0, "_place")
    height: Any = Trait(0.0, "_place")
    color: Trait[Colour] = Trait(BLACK, "_paint")
    shown = Trait(default=True, then="_paint")

    def __init__(self, owner: Any, **traits: Any) -> None:
        self.owner = owner
        self._tint = Color(0, 0, 0, 0)
        self._picture = Rectangle(size=(0, 0))
        take_traits(self, traits)
        owner.canvas.add(self._tint)
        owner.canvas.add(self._picture)
        self._paint()

    @property
    def pos(self) -> tuple[float, float]:
        """The lower left corner in pixels."""
        return self.x, self.y

    @pos.setter
    def pos(self, pos: tuple[float, float]) -> None:
        if pos != (self.x, self.y):
            self.__dict__["x"], self.__dict__["y"] = pos
            self._place()

    @property
    def opacity(self) -> int:
        """1 where it is shown."""
        return int(self.shown)

    def to_window(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the owner's coordinates stands on the window."""
        place: tuple[float, float] = self.owner.to_window(x, y)
        return place

    def _paint(self) -> None:
        self._tint.rgba = self.color if self.shown else (0, 0, 0, 0)

    def _place(self) -> None:
        """Put the picture in its place."""
        raise NotImplementedError


class TextSheet(Sheet, Lettering):
    """Lettering that its owner places; ``said`` and the traits of ``Lettering``."""

    width: Any = Trait(0.0, "_widen")
    height: Any = Trait(0.0, "_place")
    said: Any = Trait("", "_set")
    natural_width: Any = Trait(0.0)

    def __init__(self, owner: Widget, **traits: Any) -> None:
        self._setting = NOTHING
        super().__init__(owner, **traits)
        self._set()

    def _place(self, *_arguments: object) -> None:
        Lettering._place(self)


class IconSheet(Sheet):
    """An icon by its Material Design name, ``extent`` units square; it grows with the text."""

    icon = Trait("", "_set")
    extent = Trait(48.0, "_size_up")

    def __init__(self, owner: Widget, **traits: Any) -> None:
        super().__init__(owner, **traits)
        self._size_up()

    def take_side(self, side: float) -> None:
        """Be ``side`` pixels wide and high, whatever the extent."""
        if side != self.width:
            self.width = self.height = side
            self._set()

    def _size_up(self) -> None:
        theme = App.get_running_app().theme
        self.take_side(theme.unit * (self.extent + 32 * theme.grow))

    def _set(self) -> None:
        sign = glyph(self.icon)
        texture = set_icon(sign, self.width) if sign else None
        self._picture.texture = texture
        self._picture.size = texture.size if texture is not None else (0, 0)
        self._place()

    def _place(self) -> None:
        width, height = self._picture.size
        x, y = self.x + (self.width - width) / 2, self.y + (self.height - height) / 2
        self._picture.pos = int(x), int(y)
