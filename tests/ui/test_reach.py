"""Reach mode: all that can be touched lies below 1,220 mm, and the next visitor starts as usual."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from finding_driver import answered, press_keys, real_search
from window_driver import BIRTH, Driver

from kiosk.settings import Screen
from kiosk.ui.focus import controls_in
from kiosk.ui.navigation import Place
from kiosk.ui.theme import REACH_MM, Theme
from kiosk.ui.visit import Detail, Wish

__all__ = ["real_search"]


def screens(ui: Driver) -> Iterator[str]:
    """Go through a visit; each screen is named when it stands."""
    app = ui.app
    yield "home"
    app.go(Place.SEARCH)
    ui.frames(4)
    press_keys(ui, "khai sinh")
    answered(ui, "khai sinh")
    ui.frames(4)
    yield "search"
    ui.app.shell.screen.find()
    ui.wait_for(lambda: app.visit.place in (Place.RESULTS, Place.QUESTION))
    yield "found"
    app.open_procedure(BIRTH)
    yield "question"
    app.visit.answers = {"applicant": "parent", "birth": "notified"}
    app.continue_case()
    yield "procedure"
    app.open_detail(Detail.LAW)
    yield "law"
    app.take_away(Wish.QR)
    yield "take away"
    app.go(Place.RATING)
    yield "rating"
    app.show_reading()
    yield "text size"
    app.call_staff()
    yield "staff"


@pytest.mark.parametrize(
    ("size", "lower_edge_mm", "scale"),
    [((1080, 1920), 850, 2.0), ((1920, 1080), 990, 1.0)],
    ids=["portrait-200", "landscape"],
)
def test_nothing_to_touch_is_higher_than_a_seated_hand(
    ui: Driver, real_search: Any, size: tuple[int, int], lower_edge_mm: int, scale: float
) -> None:
    app = ui.start(size, real_search, lower_edge_mm=lower_edge_mm)
    app.start_over()
    app.set_text_scale(scale)
    app.switch_reach()
    highest = (REACH_MM - lower_edge_mm) / app.theme.millimetres(1)
    for name in screens(ui):
        ui.frames(6)
        controls = controls_in(app.shell.overlay or app.shell)
        assert controls
        for control in controls:
            top = control.to_window(control.x, control.top)[1]
            assert top <= highest + 1, (name, type(control).__name__, top)
        keyboard = getattr(app.shell.screen, "keyboard", None)
        assert keyboard is None or keyboard.top <= highest


def test_it_is_one_touch_behind_text_size_and_ends_with_the_visit(ui: Driver) -> None:
    app = ui.start()
    app.start_over()
    ui.frames(3)
    title = app.tr("What do you need to do?")
    ui.tap_text(app.tr("Text size"))
    ui.tap_text(app.tr("Bring the buttons down"))
    ui.tap_text(app.tr("Done"))
    assert app.theme.reach
    assert ui.texts().count(title) == 1
    app.start_over()
    assert app.theme.reach
    app.end_visit()
    ui.frames(3)
    assert not app.theme.reach
    assert app.theme.above == 0


def test_a_panel_that_is_low_enough_has_nothing_to_lower(ui: Driver) -> None:
    app = ui.start((1920, 1080))
    app.start_over()
    app.show_reading()
    ui.frames(3)
    assert app.tr("Bring the buttons down") not in ui.texts()


@pytest.mark.parametrize(("lower_edge_mm", "lowered"), [(600, False), (700, True), (1000, True)])
def test_the_mounting_height_decides(lower_edge_mm: int, lowered: bool) -> None:
    theme = Theme(Screen(lower_edge_mm=lower_edge_mm))
    theme.fit(1080, 1920)
    theme.set_reach(on=True)
    assert theme.can_lower is lowered
    top = lower_edge_mm + (1920 - theme.above) * 0.277
    assert top <= REACH_MM + 0.2
    assert (top > REACH_MM - 0.5) is lowered


def test_a_large_panel_keeps_enough_units_for_every_screen() -> None:
    theme = Theme(Screen(lower_edge_mm=600))
    theme.fit(2160, 3840)
    theme.set_reach(on=True)
    assert theme.shape == "portrait"
    assert theme.height >= 1299
