"""Rounded corners from one small texture a radius: smoother and smaller than meshes."""

from __future__ import annotations

from functools import lru_cache
from math import hypot
from typing import Any

from kivy.graphics.texture import Texture


@lru_cache(maxsize=32)
def rounded_texture(radius: float) -> Any:
    """Return a white square with corners of ``radius`` pixels and soft edges, as a border image."""
    side = corner(radius)
    corners = [[_coverage(x, y, side) for x in range(side)] for y in range(side)]
    rows = [[*row, 255, 255, *reversed(row)] for row in corners]
    full = [255] * (2 * side + 2)
    pixels = bytes(
        value
        for row in [*rows, full, full, *reversed(rows)]
        for alpha in row
        for value in (255, 255, 255, alpha)
    )
    texture = Texture.create(size=(2 * side + 2, 2 * side + 2), colorfmt="rgba")
    texture.blit_buffer(pixels, colorfmt="rgba", bufferfmt="ubyte")
    return texture


def _coverage(x: int, y: int, radius: int) -> int:
    """Return how much of a pixel of the upper left corner is inside, 0 to 255.

    Told from how far its middle is from the arc; a count of points in the pixel looks the same and
    takes milliseconds.
    """
    inside = radius + 0.5 - hypot(x + 0.5 - radius, y + 0.5 - radius)
    return round(255 * min(1.0, max(0.0, inside)))


def corner(radius: float) -> int:
    """Return the whole pixels of a radius; never less than 1."""
    return max(1, round(radius))


def border(radius: float) -> tuple[int, int, int, int]:
    """Return the part of the texture that keeps its size: its corners."""
    side = corner(radius)
    return side, side, side, side
