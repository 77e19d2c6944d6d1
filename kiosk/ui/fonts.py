"""The fonts of the screen, registered by weight."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase

from kiosk.ui.theme import TypeStyle

ICON_FONT = "Icons"


def register_fonts(assets: Path) -> None:
    """Register Be Vietnam Pro in three weights (bold markup is 700) and the icon font.

    Raises:
        OSError: a font file is missing.
    """
    folder = assets / "fonts"
    bold = str(folder / "BeVietnamPro_700Bold.ttf")
    regular = str(folder / "BeVietnamPro_400Regular.ttf")
    LabelBase.register("Vietnam400", regular, fn_bold=bold)
    LabelBase.register("Vietnam600", str(folder / "BeVietnamPro_600SemiBold.ttf"), fn_bold=bold)
    LabelBase.register("Vietnam700", bold)
    LabelBase.register("Roboto", regular, fn_bold=bold)
    LabelBase.register(ICON_FONT, str(assets / "icons" / "materialdesignicons-webfont.ttf"))


@lru_cache(maxsize=64)
def _measuring(font: str, size: float) -> CoreLabel:
    """Return what measures texts of ``font``; making one takes longer than measuring."""
    return CoreLabel(font_name=font, font_size=size)


@lru_cache(maxsize=256)
def ink_height(font: str, size: float) -> int:
    """Return the pixels of one line of ``font``, ascent and descent, as Kivy sets it."""
    return int(_measuring(font, size).get_extents("|")[1])


@lru_cache(maxsize=4096)
def text_width(font: str, size: float, text: str) -> int:
    """Return how many pixels wide ``text`` is on one line."""
    return int(_measuring(font, size).get_extents(text)[0])


def words_width(text: str, style: TypeStyle) -> int:
    """Return how many pixels wide ``text`` is in a step of the type scale."""
    return text_width(style.font, style.size, text)


def forget_texts() -> None:
    """Drop what was measured: a text may hold what a person typed."""
    text_width.cache_clear()
