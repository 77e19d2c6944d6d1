"""Text with exact line heights, and icons."""

from __future__ import annotations

from typing import Any

from kivy.app import App
from kivy.graphics import Color, Rectangle
from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui.fonts import text_width
from kiosk.ui.icons import glyph
from kiosk.ui.shortening import shortened
from kiosk.ui.theme import TypeStyle
from kiosk.ui.typesetting import NOTHING, Setting, longest_line, set_icon, set_text
from kiosk.ui.widgets.balance import balanced
from kiosk.ui.widgets.trait import Trait, take_traits


class Lettering:
    """What is written in a ``role`` of the type scale; ``Text`` and ``TextSheet`` hold one.

    Its height is its lines' height, as a browser would set them, so that Ế, Ộ and ị keep their
    marks; "" takes no room. The width is given, or, with ``natural``, the text's own, broken
    at ``limit`` pixels where that is not 0; ``natural_width`` is what it would need on one line.
    With ``even`` the lines are of like length, with ``shorten`` there is one, cut with "…".
    ``markup``: ``said`` has bold words as [b]…[/b]. ``text`` is what is drawn, lines broken.
    """

    x: Any
    y: Any
    width: Any
    height: Any
    said: Any
    natural_width: Any
    _setting: Setting
    _picture: Rectangle

    role = Trait("body", "_set")
    halign = Trait("left", "_set")
    natural = Trait(default=False, then="_follow")
    limit = Trait(0.0, "_set")
    even = Trait(default=False, then="_set")
    shorten = Trait(default=False, then="_set")
    markup = Trait(default=False, then="_set")
    text = ""

    @property
    def style(self) -> TypeStyle:
        """The step of the type scale in this panel's pixels."""
        style: TypeStyle = App.get_running_app().theme.styles[self.role]
        return style

    @property
    def texture_size(self) -> tuple[float, float]:
        """Width and height in pixels of what is drawn."""
        texture = self._setting.texture
        return texture.size if texture is not None else (0, 0)

    @property
    def font_size(self) -> float:
        """Pixels of the font."""
        return self.style.size

    def _follow(self) -> None:
        self._set()

    def _widen(self, *_arguments: object) -> None:
        self._set()
        self._place()

    def _set(self, *_arguments: object) -> None:
        """Set the text for the present width and take its height."""
        style, said, natural = self.style, self.said, self.natural
        room = self.limit if natural else self.width
        if not said:
            setting = NOTHING
            self.text = ""
        elif not natural and room <= 1:
            return
        else:
            self.text = said = self._broken(said, style, room)
            if natural and room:
                self.natural_width = longest_line(said, style, self.markup)
                room = room if self.natural_width > room else 0
            setting = set_text(said, style, room, self.halign, self.markup)
        if setting is not self._setting:
            self._setting = setting
            self._picture.texture = setting.texture
            self._picture.size = self.texture_size
            self._place()
        self.height = setting.height
        if natural:
            self.width = setting.width

    def _broken(self, said: str, style: TypeStyle, room: float) -> str:
        def measure(part: str) -> float:
            return text_width(style.font, style.size, part)

        if self.shorten and room > 0:
            return shortened(said, room, 1, measure)
        if self.even and room > 0 and not self.markup:
            return balanced(said, room, measure)
        return said

    def _place(self, *_arguments: object) -> None:
        """Put the texture on whole pixels."""
        texture = self._setting.texture
        if texture is None:
            return
        width, height = texture.size
        # Not top, right and center: Kivy keeps them and may still hold the old ones here.
        aside = {"left": 0.0, "center": 0.5, "right": 1.0}[self.halign]
        x = self.x + aside * (self.width - width)
        self._picture.pos = int(x), int(self.y + self.height - self._setting.over - height)


class Text(Lettering, Widget):
    """Lettering as a widget that boxes lay out; as wide as its parent or ``natural``.

    Not Kivy's label: that one costs several times the time and memory, and a screen has a hundred.
    """

    color = ColorProperty([0, 0, 0, 1])
    said = StringProperty("")
    natural_width = NumericProperty(0)

    def __init__(self, **values: Any) -> None:
        # No size of its own before the first layout: nothing is set for a width that soon changes.
        values.setdefault("width", 0)
        values.setdefault("height", 0)
        take_traits(self, values)
        self._setting = NOTHING
        self._tint = Color(0, 0, 0, 1)
        self._picture = Rectangle(size=(0, 0))
        super().__init__(**values)
        self.canvas.add(self._tint)
        self.canvas.add(self._picture)
        self.fbind("said", self._set)
        self.fbind("width", self._widen)
        self.fbind("height", self._place)
        self.fbind("pos", self._place)
        self._follow()
        self._tint.rgba = self.color

    @property
    def owner(self) -> Widget:
        """The widget on whose canvas it is drawn."""
        return self

    def on_color(self, _widget: Text, colour: Any) -> None:
        """Tint the text; it need not be set anew."""
        self._tint.rgba = colour

    def _follow(self) -> None:
        """Take the parent's width, or the text's own."""
        self.size_hint = (None, None) if self.natural else (1, None)
        self._set()


class Icon(Widget):
    """An icon by its Material Design name, ``extent`` units square; it grows with the text."""

    icon = Trait("", "_set")
    extent = Trait(48.0, "_size_up")
    font_size = NumericProperty(0)
    color = ColorProperty([0, 0, 0, 1])

    def __init__(self, **values: Any) -> None:
        values.setdefault("size_hint", (None, None))
        take_traits(self, values)
        self._tint = Color(0, 0, 0, 1)
        self._picture = Rectangle(size=(0, 0))
        super().__init__(**values)
        self.canvas.add(self._tint)
        self.canvas.add(self._picture)
        self.fbind("font_size", self._grow)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)
        self._tint.rgba = self.color
        self._size_up()

    def on_color(self, _widget: Icon, colour: Any) -> None:
        """Tint the icon."""
        self._tint.rgba = colour

    def _size_up(self) -> None:
        theme = App.get_running_app().theme
        self.font_size = theme.unit * (self.extent + 32 * theme.grow)

    def _grow(self, *_arguments: object) -> None:
        self.size = self.font_size, self.font_size
        self._set()

    def _set(self) -> None:
        sign = glyph(self.icon)
        texture = set_icon(sign, self.font_size) if sign and self.font_size else None
        self._picture.texture = texture
        self._picture.size = texture.size if texture is not None else (0, 0)
        self._place()

    def _place(self, *_arguments: object) -> None:
        width, height = self._picture.size
        x, y = self.x + (self.width - width) / 2, self.y + (self.height - height) / 2
        self._picture.pos = int(x), int(y)
