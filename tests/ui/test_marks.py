"""Letters with two marks, as they are drawn: no mark of Ế, Ộ, Ữ is cut, no line touches another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import ImageFont
from window_driver import Driver

from kiosk.home import ASSETS
from kiosk.ui.theme import ROLES, TEXT_SCALES

TALLEST = "ẾỘỮẰỄỴ"
ONE_LINE = {"office", "place", "clock"}
"""Roles of the header, which never has a second line of the same."""
FILES = {400: "400Regular", 600: "600SemiBold", 700: "700Bold"}


def ink_rows(texture: Any) -> Any:
    """Which rows of a texture hold anything, from above."""
    width, height = texture.size
    pixels = np.frombuffer(texture.pixels, np.uint8).reshape(height, width, 4)
    return np.flatnonzero(pixels[:, :, 3].max(axis=1) > 40)


def real_height(weight: int, size: float, letters: str) -> int:
    """Pixels from the highest mark of ``letters`` to the lowest in the font file itself."""
    font = ImageFont.truetype(str(ASSETS / "fonts" / f"BeVietnamPro_{FILES[weight]}.ttf"), size)
    _left, top, _right, bottom = font.getbbox(letters)
    return int(bottom - top)


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_no_mark_is_cut_and_no_line_touches_the_next(ui: Driver, scale: float) -> None:
    from kivy.core.text import Label

    app = ui.start()
    app.set_text_scale(scale)
    for name, role in ROLES.items():
        style = app.theme.styles[name]
        label = Label(text=TALLEST, font_name=style.font, font_size=style.size)
        label.refresh()
        rows = ink_rows(label.texture)
        high = real_height(role.weight, style.size, TALLEST)
        assert rows[-1] - rows[0] + 1 >= high - 2, (name, len(rows), high)
        # A line within a text begins with a small letter; capitals stand in the first.
        letters = real_height(role.weight, style.size, "ếộữ")
        assert name in ONE_LINE or style.line >= letters, (name, style.line, letters)
