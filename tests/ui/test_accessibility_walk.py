"""A walk through every screen and overlay at every size: can it be hit, read, and heard?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from finding_driver import real_search
from screen_measures import Look
from window_driver import Driver

from kiosk.ui.theme import TEXT_SCALES
from kiosk.ui.tour import Tour, TourPrinter

__all__ = ["real_search"]

PANELS = {
    "portrait": ((1080, 1920), 0.277),
    "landscape": ((1920, 1080), 0.277),
    "laptop": ((1366, 768), 0.252),
    "small": ((1024, 768), 0.297),
    "fine": ((2160, 3840), 0.1845),
}
"""Window in pixels and millimetres of a pixel."""


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
    size, pitch = PANELS[panel]
    printer = TourPrinter()

    def rooms(made: Any) -> Any:
        return replace(real_search(made), start_print=printer.start)

    app = ui.start(size, change=rooms, mm_per_pixel=pitch)
    tour = Tour(app, printer, unseen)
    problems: dict[str, list[str]] = {}
    for stop in tour.stops():
        for language in ("vi", "en"):
            if app.tr.language != language:
                app.switch_language()
            for scale in TEXT_SCALES:
                app.set_text_scale(scale)
                stop.again()
                tour.settle(3)
                look = Look(app.shell.overlay or app.shell, app.theme, size)
                for problem in look.problems():
                    where = f"{stop.name} {scale:.0%} {language}"
                    problems.setdefault(problem, []).append(where)
        app.switch_language()
        app.set_text_scale(1.0)
        stop.again()
        tour.settle(2)
    assert not problems, "\n".join(f"{what}   ({', '.join(at)})" for what, at in problems.items())
