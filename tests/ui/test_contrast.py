"""Contrast of what is really drawn, read back from the window, in every palette."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from finding_driver import real_search
from screen_measures import Box, Look, Part, said_by, text_box
from window_driver import Driver

from kiosk.ui.theme import PALETTES

__all__ = ["real_search"]

LEAST_TEXT = 7.0
LEAST_CONTROL = 3.0

Picture = np.ndarray[Any, np.dtype[np.uint8]]


def luminance(colour: Any) -> float:
    """Relative luminance of WCAG 2, of red, green and blue from 0 to 255."""
    parts = [value / 255 for value in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Any, other: Any) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def drawn(size: tuple[int, int]) -> Picture:
    """The window as rows from below, red, green and blue."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

    Window.dispatch("on_draw")
    pixels = bytes(glReadPixels(0, 0, *size, GL_RGBA, GL_UNSIGNED_BYTE))
    return np.frombuffer(pixels, np.uint8).reshape(size[1], size[0], 4)[:, :, :3]


def colours_in(picture: Picture, box: Box) -> tuple[Any, Any]:
    """The most frequent colour of a box, and the one that stands out most from it."""
    part = picture[int(box.bottom) : int(box.top), int(box.left) : int(box.right)].reshape(-1, 3)
    packed = part.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    values, counts = np.unique(packed, return_counts=True)
    ground = values[counts.argmax()]
    # A colour of a few pixels is a corner of something else, not the letters.
    some = values[counts >= max(3, counts.sum() // 2000)]

    def split(value: Any) -> tuple[int, int, int]:
        return int(value) >> 16, int(value) >> 8 & 255, int(value) & 255

    strongest = max((split(value) for value in some), key=lambda c: contrast(c, split(ground)))
    return split(ground), strongest


def wholly_seen(part: Part, box: Box) -> bool:
    return not box.empty and box.within(part.seen) == box


def faint_texts(look: Look, picture: Picture) -> Iterator[str]:
    for part in look.texts:
        box = text_box(part)
        if not wholly_seen(part, box):
            continue
        ground, ink = colours_in(picture, box)
        found = contrast(ground, ink)
        if found < LEAST_TEXT:
            yield f"“{part.widget.said}” is drawn in {ink} on {ground}: {found:.1f}"


def faint_signs(look: Look, picture: Picture) -> Iterator[str]:
    from kiosk.ui.widgets import Icon
    from kiosk.ui.widgets.sheets import IconSheet

    for part in look.parts:
        if not isinstance(part.widget, Icon | IconSheet) or not part.widget.icon:
            continue
        if not wholly_seen(part, part.box):
            continue
        ground, ink = colours_in(picture, part.box)
        found = contrast(ground, ink)
        if found < LEAST_CONTROL:
            yield f"the icon {part.widget.icon} is drawn in {ink} on {ground}: {found:.1f}"


def faint_edges(look: Look, picture: Picture) -> Iterator[str]:
    """Controls that are known by their edge or by their fill: the edge, or else the fill, shows."""
    from kiosk.ui.widgets import Primary, Surface

    for part in look.parts:
        widget, box = part.widget, part.box
        if not isinstance(widget, Surface) or widget not in look.controls:
            continue
        if not (widget.edge_width or isinstance(widget, Primary)) or not wholly_seen(part, box):
            continue
        middle = int((box.bottom + box.top) / 2)
        outside = picture[middle, max(0, int(box.left) - 3)]
        edge = picture[middle, int(box.left) + 1]
        found = contrast(outside, edge)
        if found < LEAST_CONTROL:
            yield f"{said_by(widget)} has the edge {tuple(edge)} on {tuple(outside)}: {found:.1f}"


SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
WALKED = SIZES if os.environ.get("KIOSK_WALK") == "everything" else ["portrait"]
"""Colours do not depend on the shape: landscape is looked at with everything else."""


@pytest.mark.parametrize("shape", WALKED)
def test_everything_stands_out_in_every_palette(ui: Driver, real_search: Any, shape: str) -> None:
    # Imported here: it opens the window, which the fixture must have set up before.
    from kiosk.ui.tour import Tour, TourPrinter

    size = SIZES[shape]
    printer = TourPrinter()
    app = ui.start(
        size, change=lambda rooms: replace(real_search(rooms), start_print=printer.start)
    )
    tour = Tour(app, printer)
    problems: dict[str, list[str]] = {}
    for stop in tour.stops():
        look = Look(app.shell.overlay or app.shell, app.theme, size)
        for palette in PALETTES:
            app.theme.set_palette(palette)
            tour.settle(2)
            picture = drawn(size)
            for check in (faint_texts, faint_signs, faint_edges):
                for problem in check(look, picture):
                    problems.setdefault(problem, []).append(f"{stop.name} {palette}")
        app.theme.set_palette("light")
        tour.settle(2)
    assert not problems, "\n".join(f"{what}   ({', '.join(at)})" for what, at in problems.items())


def test_the_focus_can_be_seen_on_every_ground(ui: Driver, real_search: Any) -> None:
    size = (1080, 1920)
    app = ui.start(size, change=real_search)
    app.start_over()
    ui.frames(4)
    for palette in PALETTES:
        app.theme.set_palette(palette)
        look = Look(app.shell, app.theme, size)
        for control in look.controls:
            app.focus.take(control)
            ui.frames(1)
            part = next(each for each in look.parts if each.widget is control)
            left = int(part.box.left - control.ring_gap * app.theme.unit)
            picture = drawn(size)
            middle = int((part.box.bottom + part.box.top) / 2)
            ring = picture[middle, max(0, left - 1) : left + 2]
            outside = picture[middle, max(0, left - 7)]
            strongest = max(contrast(each, outside) for each in ring)
            assert strongest >= LEAST_CONTROL, (palette, said_by(control), ring, outside)
