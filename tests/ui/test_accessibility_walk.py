"""A walk through every screen and overlay at every size: can it be hit, read, and heard?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from finding_driver import real_search
from screen_measures import Look
from window_driver import Driver

from kiosk.ui.theme import TEXT_SCALES

__all__ = ["real_search"]

PANELS = {
    "portrait": ((1080, 1920), 0.277),
    "landscape": ((1920, 1080), 0.277),
    "laptop": ((1366, 768), 0.252),
    "small": ((1024, 768), 0.297),
    "fine": ((2160, 3840), 0.1845),
}
"""Window in pixels and millimetres of a pixel."""

EVERYTHING = [(language, scale) for language in ("vi", "en") for scale in TEXT_SCALES]
"""Each language in each text size, for every panel: KIOSK_WALK=everything takes minutes."""

HARDEST = {
    "portrait": [("vi", 1.0), ("vi", 2.0), ("en", 1.5)],
    "landscape": [("vi", 1.5), ("en", 2.0)],
    "laptop": [("en", 1.0)],
    "small": [("vi", 2.0)],
    "fine": [("en", 2.0)],
}
"""What each panel is walked with in every test run: each language, size and shape comes up."""


@pytest.fixture
def unseen() -> Iterator[Callable[[], None]]:
    """Lets a frame pass without drawing it and without waiting for its time."""
    from kivy.clock import Clock
    from kivy.lang import Builder

    pace = Clock._max_fps
    Clock._max_fps = 0

    def frame() -> None:
        Clock.tick()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()

    yield frame
    Clock._max_fps = pace


@pytest.mark.parametrize("panel", PANELS)
def test_every_screen_can_be_hit_read_and_heard(
    ui: Driver, real_search: Any, unseen: Callable[[], None], panel: str
) -> None:
    # Imported here: it opens the window, which the fixture must have set up before.
    from kiosk.ui.tour import Tour, TourPrinter

    size, pitch = PANELS[panel]
    printer = TourPrinter()

    def rooms(made: Any) -> Any:
        return replace(real_search(made), start_print=printer.start)

    app = ui.start(size, change=rooms, mm_per_pixel=pitch)
    tour = Tour(app, printer, unseen)
    ways = EVERYTHING if os.environ.get("KIOSK_WALK") == "everything" else HARDEST[panel]
    problems: dict[str, list[str]] = {}
    for stop in tour.stops():
        for language, scale in ways:
            if app.tr.language != language:
                app.switch_language()
            if app.theme.text_scale != scale:
                app.set_text_scale(scale)
            stop.again()
            tour.settle(4)
            look = Look(app.shell.overlay or app.shell, app.theme, size)
            for problem in look.problems():
                where = f"{stop.name} {scale:.0%} {language}"
                problems.setdefault(problem, []).append(where)
    assert not problems, "\n".join(f"{what}   ({', '.join(at)})" for what, at in problems.items())
