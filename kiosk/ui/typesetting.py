"""Texts set in type: how wide and high, and the texture that shows them; kept for one visit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

from kivy.core.text import Label as PlainLabel
from kivy.core.text.markup import MarkupLabel
from kivy.graphics.texture import Texture

from kiosk.ui.fonts import ICON_FONT, ink_height, text_width
from kiosk.ui.theme import TypeStyle

ESCAPES = (("&bl;", "["), ("&br;", "]"), ("&amp;", "&"))
"""What Kivy's markup writes for its own signs, the ampersand last."""


KEPT: Final = 128
"""Texts that stay ready though no widget shows them: two screens full, some 8 MB at most.

Every key of a search sets new rows; more would keep what nobody goes back to.
"""


class Setting(NamedTuple):
    """A text as it is drawn: its texture, white on nothing, and what room it takes in pixels.

    The texture's top is ``over`` pixels below that of the room: half the space between lines.
    """

    texture: Any
    width: float
    height: float
    over: float


NOTHING = Setting(None, 0, 0, 0)


@lru_cache(maxsize=KEPT)
def set_text(text: str, style: TypeStyle, room: float, halign: str, bold_words: bool) -> Setting:
    """Set ``text`` in ``style``, in lines of ``room`` pixels at most; 0 adds no line breaks.

    ``bold_words``: the text holds markup, [b] and escapes. Colour is the widget's: the texture is
    white. A screen gone back to finds its texts ready.
    """
    if not text:
        return NOTHING
    if bold_words and "[b]" not in text:
        # Markup costs three times as much as a plain text; most titles have no bold word.
        bold_words = False
        for escape, sign in ESCAPES:
            text = text.replace(escape, sign)
    ink = ink_height(style.font, style.size)
    texture = _drawn(
        (MarkupLabel if bold_words else PlainLabel)(
            text=text,
            font_name=style.font,
            font_size=style.size,
            halign=halign,
            # Kivy cuts the product to whole pixels: a little more keeps 104.0 from becoming 103.
            line_height=(style.line + 0.01) / ink,
            text_size=(_wrapped_at(text, style, room, bold_words), None),
        )
    )
    width, height = texture.size
    lines = max(1, round((height - ink) / style.line) + 1)
    return Setting(texture, width, lines * style.line, (style.line - ink) / 2)


@lru_cache(maxsize=128)
def set_icon(sign: str, size: float) -> Any:
    """Return the texture of an icon's character, white; shared by all that show it."""
    return _drawn(PlainLabel(text=sign, font_name=ICON_FONT, font_size=size))


def longest_line(text: str, style: TypeStyle, bold_words: bool) -> int:
    """Return how many pixels wide ``text`` is where only its own line breaks break it."""
    if bold_words:
        text = text.replace("[b]", "").replace("[/b]", "")
    return max(text_width(style.font, style.size, line) for line in text.split("\n"))


def forget_settings() -> None:
    """Drop what was set: a text may hold what a person typed."""
    set_text.cache_clear()


def _wrapped_at(text: str, style: TypeStyle, room: float, bold_words: bool) -> float | None:
    """Return the width to break at; None makes the texture no wider than its only line."""
    if not room:
        return None
    if bold_words or longest_line(text, style, bold_words) > room:
        return room
    return None


class _Caught:
    """Stands where a label expects its texture, and keeps the picture that is drawn into it."""

    picture: Any = None

    def blit_data(self, picture: Any) -> None:
        """Take the picture, four bytes a pixel."""
        self.picture = picture


def _drawn(label: Any) -> Any:
    """Return the texture of what ``label`` says: white, two bytes a pixel, half of Kivy's own.

    It is drawn when it is first shown, and lets go of its label then. Texts stand on whole pixels;
    mixing neighbours would cost time.
    """
    label.resolve_font_name()
    size = label.render()
    if min(size) <= 1:
        return label.texture_1px
    label._size = size
    waiting = [label]

    def draw(texture: Any) -> None:
        if waiting:
            _draw(waiting.pop(), texture)

    texture = Texture.create(size=size, colorfmt="luminance_alpha", callback=draw)
    texture.flip_vertical()
    texture.mag_filter = texture.min_filter = "nearest"
    return texture


def _draw(label: Any, texture: Any) -> None:
    label.texture = caught = _Caught()
    label.render(real=True)
    if caught.picture is None:
        return
    pixels = bytearray(b"\xff") * (2 * texture.width * texture.height)
    pixels[1::2] = caught.picture.data[3::4]
    texture.blit_buffer(bytes(pixels), colorfmt="luminance_alpha", bufferfmt="ubyte")
