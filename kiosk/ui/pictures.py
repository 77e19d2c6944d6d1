"""Pictures of the screens, made on a window in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from PIL import Image

from kiosk.ui.app import KioskApp
from kiosk.ui.theme import PALETTES, TEXT_SCALES
from kiosk.ui.tour import Tour

COLOURS: Final = 256
"""Colours of a kept picture: the screens are flat, so that nothing is lost that an eye finds."""

SHEET_COLOURS: Final = 64
"""Colours of a sheet: it is for a glance over all sizes and themes."""

SHEET_PART: Final = 4
"""A picture on a sheet is so many times smaller than the window."""

ON_SHEETS: Final = frozenset(
    {
        "attract",
        "home",
        "search-typed",
        "results",
        "question",
        "procedure",
        "take-away",
        "rating",
        "reading",
    }
)
"""Screens that always have a sheet; all have one where every picture is kept."""

GAP: Final = 12
"""Pixels between the pictures of a sheet."""

GROUND: Final = (120, 120, 120)


def picture_of_window(size: tuple[int, int] | None = None) -> Image.Image:
    """Return the window, or its lower left part of ``size``, as it is drawn now."""
    width, height = (int(side) for side in size or Window.size)
    Window.dispatch("on_draw")
    pixels = bytes(glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE))
    picture = Image.frombytes("RGBA", (width, height), pixels).convert("RGB")
    # OpenGL's first row is the lowest.
    return picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def save_window(path: Path, size: tuple[int, int] | None = None) -> None:
    """Save the window, or its lower left part of ``size``, as a PNG at ``path``.

    Raises:
        OSError: the file cannot be written.
    """
    picture_of_window(size).save(path, optimize=True)


def save_small(picture: Image.Image, path: Path, colours: int = COLOURS) -> None:
    """Save ``picture`` as a PNG of few ``colours``.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    few = picture.quantize(colours, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def variants(app: KioskApp) -> Iterator[tuple[str, float]]:
    """Show the present screen in every theme and text size, a theme a row; each is yielded."""
    for palette in PALETTES:
        app.theme.set_palette(palette)
        for scale in TEXT_SCALES:
            app.set_text_scale(scale)
            yield palette, scale
    app.theme.set_palette("light")
    app.set_text_scale(1.0)


def sheet_of(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Return ``pictures`` of like size, made smaller, beside and under each other."""
    small = [each.reduce(SHEET_PART) for each in pictures]
    wide, high = small[0].size
    rows = -(-len(small) // columns)
    size = columns * (wide + GAP) + GAP, rows * (high + GAP) + GAP
    sheet = Image.new("RGB", size, GROUND)
    for number, each in enumerate(small):
        row, column = divmod(number, columns)
        sheet.paste(each, (GAP + column * (wide + GAP), GAP + row * (high + GAP)))
    return sheet


class Wanted(NamedTuple):
    """Where pictures go, the word for the window's shape in their names, and which are wanted.

    With ``each`` every picture of a sheet is kept at full size too. ``screens`` empty is all.
    """

    folder: Path
    shape: str
    each: bool = False
    screens: Sequence[str] = ()


def take_pictures(app: KioskApp, tour: Tour, wanted: Wanted) -> Iterator[Path]:
    """Save every screen of ``tour`` as it opens, and a sheet of its text sizes and themes.

    Yields ``NAME-SHAPE.png`` and, for ``ON_SHEETS``, ``sheets/NAME-SHAPE.png``; what is kept of
    each picture of a sheet goes to ``each/``.

    Raises:
        OSError: a picture cannot be written.
        TimeoutError: a screen does not get what it waits for.
    """
    folder, shape = wanted.folder, wanted.shape
    for stop in tour.stops():
        if wanted.screens and stop.name not in wanted.screens:
            continue
        pictures: list[Image.Image] = []
        for palette, scale in variants(app):
            stop.again()
            tour.settle()
            picture = picture_of_window()
            pictures.append(picture)
            if wanted.each:
                path = folder / "each" / f"{stop.name}-{shape}-{palette}-{scale:.0%}.png"
                save_small(picture, path)
        path = folder / f"{stop.name}-{shape}.png"
        save_small(pictures[0], path)
        yield path
        if wanted.each or stop.name in ON_SHEETS:
            path = folder / "sheets" / f"{stop.name}-{shape}.png"
            save_small(sheet_of(pictures, len(TEXT_SCALES)), path, SHEET_COLOURS)
            yield path
