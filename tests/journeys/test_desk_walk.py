"""Every page of the desk at every size: targets large enough, texts whole, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desk_driver import DeskDriver, desk, house, stocked_home, wall

from kiosk.app import House
from kiosk.ui.strokes import ESCAPE

__all__ = ["desk", "house", "stocked_home", "wall"]

PITCH = 0.277
"""Millimetres of a pixel of the panel in the profile."""

TOUCHED_MM, POINTED_PIXELS = 20.0, 28
"""What a finger needs, and a mouse: the desk is worked with keyboard and mouse, its choices are 40
pixels high, links in a line of text as high as a key cap."""


def in_sight(driver: DeskDriver, widget: Any) -> bool:
    """Whether a widget is not scrolled away."""
    from kiosk.ui.widgets import Scroller

    bottom = widget.to_window(widget.x, widget.y)[1]
    top = bottom + widget.height
    parent = widget.parent
    while parent is not None and parent is not driver.window:
        if isinstance(parent, Scroller):
            low = parent.to_window(parent.x, parent.y)[1]
            if bottom < low - 1 or top > low + parent.height + 1:
                return False
        parent = parent.parent
    return True


def frames_of(widget: Any, driver: DeskDriver) -> Iterator[Any]:
    """The surfaces and controls that a widget stands on, the nearest first."""
    from kiosk.ui.widgets import Pressable, Surface

    parent = widget.parent
    while parent is not None and parent is not driver.window:
        if isinstance(parent, Pressable | Surface):
            yield parent
        parent = parent.parent


def faults(driver: DeskDriver, *, touched: bool) -> list[str]:
    """What is too small to be hit, and what is cut or stands out of its frame."""
    from kiosk.ui.desk.widgets import FunctionCell
    from kiosk.ui.widgets import Pressable
    from kiosk.ui.widgets.text import Lettering

    driver.frames(4)
    found: list[str] = []
    for widget in driver.walk():
        if isinstance(widget, Pressable) and not widget.disabled and widget.height > 1:
            smaller = min(widget.width, widget.height)
            is_link = isinstance(widget, FunctionCell)
            least = TOUCHED_MM / PITCH if touched else POINTED_PIXELS if is_link else 40
            if smaller < least - 0.5 and in_sight(driver, widget):
                found.append(f"{type(widget).__name__} {widget.size} is small")
        if isinstance(widget, Lettering) and widget.said:
            if not in_sight(driver, widget):
                continue
            left = widget.to_window(widget.x, widget.y)[0]
            drawn = left + widget.texture_size[0]
            for frame in frames_of(widget, driver):
                start = frame.to_window(frame.x, frame.y)[0]
                if left < start - 1 or drawn > start + frame.width + 1:
                    found.append(f"{widget.said!r} stands out of {type(frame).__name__}")
            bottom = widget.to_window(widget.x, widget.y)[1]
            whole = bottom >= -1 and bottom + widget.height <= driver.size[1] + 1
            if left < -1 or drawn > driver.size[0] + 1 or not whole:
                found.append(f"{widget.said!r} is cut at the window")
    return found


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1080, 1920)])
def test_the_desk_reads_well_everywhere(
    desk: DeskDriver, house: House, size: tuple[int, int]
) -> None:
    touched = size[1] > size[0]
    seen: dict[str, list[str]] = {}

    def look(name: str) -> None:
        for language in ("", " in English"):
            seen[name + language] = faults(desk, touched=touched)
            desk.function(11)

    desk.open(house, size)
    look("sign in")
    desk.sign_in()
    desk.type("khai sinh")
    desk.wait_for(lambda: bool(desk.page._pick_rows))
    look("search")
    desk.type("1")
    desk.wait_for(lambda: desk.page.at_hand is not None)
    look("case")
    desk.answer_all()
    desk.type("a")
    look("dossier")
    desk.type("B")
    look("paper")
    desk.press(ESCAPE)
    for number, name in ((9, "slip"), (1, "help"), (8, "sources"), (6, "code"), (10, "pages")):
        desk.function(number)
        assert desk.desk.sheet is not None, name
        look(name)
        desk.press(ESCAPE)
    desk.desk.go("queue")
    look("printer")
    for key in ("posting", "catalogue", "office", "words", "figures"):
        desk.desk.go(key)
        desk.settled()
        look(key)
    assert {name: found for name, found in seen.items() if found} == {}
