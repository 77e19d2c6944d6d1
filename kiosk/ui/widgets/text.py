"""Text with exact line heights, and icons."""

from __future__ import annotations

from typing import Any

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.label import Label

from kiosk.ui.fonts import ink_height, text_width
from kiosk.ui.icons import glyph
from kiosk.ui.theme import TypeStyle
from kiosk.ui.widgets.balance import balanced


class Text(Label):
    """Text in a ``role`` of the type scale.

    Its height is its lines' height, as a browser would set them, so that Ế, Ộ and ị keep their
    marks; "" takes no room. The width is the parent's, or, with ``natural``, the text's own, broken
    at ``limit`` pixels where that is not 0; ``natural_width`` is what it would need on one line.
    With ``even`` the lines are of like length.
    """

    width: float
    text: str

    role = StringProperty("body")
    style = ObjectProperty(TypeStyle("Vietnam400", 1, 1), rebind=True)
    natural = BooleanProperty(False)
    limit = NumericProperty(0)
    even = BooleanProperty(False)
    said = StringProperty("")
    ink_offset = NumericProperty(0)
    natural_width = NumericProperty(0)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        for name in ("said", "width", "limit", "natural", "style", "even"):
            self.fbind(name, self._set_text)
        self.fbind("text", self._measure)
        self.fbind("texture_size", self._measure)
        self._set_text()

    def on_style(self, _widget: Text, style: TypeStyle) -> None:
        """Take font, size and line height of the role."""
        ink = ink_height(style.font, style.size)
        self.font_name = style.font
        self.font_size = style.size
        # Kivy cuts the product to whole pixels: a little more keeps 104.0 from becoming 103.
        self.line_height = (style.line + 0.01) / ink
        self.ink_offset = (style.line - ink) / 2

    def _set_text(self, *_arguments: object) -> None:
        style = self.style
        room = self.limit if self.natural else self.width
        text = self.said
        if self.even and room > 0 and not self.markup:
            text = balanced(text, room, lambda part: text_width(style.font, style.size, part))
        if text != self.text:
            self.text = text
        if self.natural:
            longest = self._longest_line(text) if self.limit else 0
            self.natural_width = longest
            self.text_size = (self.limit if longest > self.limit else None, None)
        else:
            self.text_size = (max(self.width, 1), None)
        if not text:
            self._measure()

    def _longest_line(self, text: str) -> int:
        style = self.style
        plain = text.replace("[b]", "").replace("[/b]", "") if self.markup else text
        return max(text_width(style.font, style.size, line) for line in plain.split("\n"))

    def _measure(self, *_arguments: object) -> None:
        if not self.text:
            self.height = 0
            if self.natural:
                self.width = 0
            return
        width, height = self.texture_size
        ink = ink_height(self.style.font, self.style.size)
        lines = max(1, round((height - ink) / self.style.line) + 1)
        self.height = lines * self.style.line
        if self.natural:
            self.width = width


class Icon(Label):
    """An icon by its Material Design name, ``extent`` units square; it grows with the text."""

    icon = StringProperty("")
    extent = NumericProperty(48)
    tone = ListProperty([0, 0, 0, 1])

    def on_icon(self, _widget: Icon, name: str) -> None:
        """Show the icon's character."""
        self.text = glyph(name)
