"""A PNG from our renderer → one bit a dot, as thermal heads take it."""

from __future__ import annotations

import io

import msgspec
from PIL import Image, UnidentifiedImageError

THRESHOLD = 150
"""Darker than this is a black dot: sharp text, where dithering makes it furry."""


class BitmapError(ValueError):
    """Not a picture."""


class Bitmap(msgspec.Struct, frozen=True):
    """Rows of ``stride`` bytes, the leftmost dot in the highest bit, 1 is black."""

    width: int
    height: int
    data: bytes

    @property
    def stride(self) -> int:
        """Bytes in a row."""
        return (self.width + 7) // 8


def from_png(png: bytes) -> Bitmap:
    """Return the black dots of ``png`` on white paper.

    Raises:
        BitmapError: damaged or not a PNG.
    """
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            colours = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise BitmapError(f"not a printable picture: {error}") from error
    paper = Image.new("RGBA", colours.size, "white")
    grey = Image.alpha_composite(paper, colours).convert("L")
    # Pillow packs 1 for white; the head wants 1 for black.
    black = grey.point(lambda value: 255 if value <= THRESHOLD else 0, mode="1")
    return Bitmap(grey.width, grey.height, black.tobytes())
