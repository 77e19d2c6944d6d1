"""Rating: a level, a reason for whoever wants, counted by key alone, and home by itself or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from window_driver import Driver

from kiosk.catalogue.counted import CountKind, Reason
from kiosk.ui.navigation import Place
from kiosk.ui.screens.rating import READING_SECONDS, SECONDS, reasons_for


def rating(ui: Driver, size: tuple[int, int] = (1080, 1920)) -> tuple[Any, list[tuple[str, str]]]:
    counted: list[tuple[str, str]] = []
    app = ui.start(
        size,
        lambda rooms: replace(rooms, count=lambda kind, key: counted.append((kind, key))),
    )
    app.start_over()
    app.go(Place.RATING)
    ui.frames(4)
    counted.clear()
    return app, counted


def pass_seconds(app: Any, seconds: int) -> None:
    # Only the seconds that the test lets pass count, however long its frames take.
    app.shell.screen._counting.cancel()
    for _ in range(seconds):
        if app.visit.place is Place.RATING:
            app.shell.screen._count(1.0)


def test_a_reason_is_counted_by_its_key_and_apart_from_the_level(ui: Driver) -> None:
    app, counted = rating(ui)
    ui.tap_text(app.tr("Dissatisfied"))
    assert app.tr("Very satisfied") not in ui.texts()
    ui.tap_text(app.tr("Too slow"))
    ui.tap_text(app.tr("Done"))
    assert app.visit.place is Place.ATTRACT
    assert ui.shop.ratings == [2]
    assert counted == [(CountKind.REASON, "too_slow")]


def test_a_level_alone_is_enough_and_both_can_be_taken_back(ui: Driver) -> None:
    app, counted = rating(ui)
    ui.tap_text(app.tr("Dissatisfied"))
    ui.tap_text(app.tr("Hard to read"))
    ui.tap_text(app.tr("Dissatisfied"))
    assert app.tr("Hard to read") not in ui.texts()
    ui.tap_text(app.tr("Very satisfied"))
    assert app.tr("Easy to find") in ui.texts()
    ui.tap_text(app.tr("Quick"))
    ui.tap_text(app.tr("Quick"))
    ui.tap_text(app.tr("Done"))
    assert ui.shop.ratings == [5]
    assert counted == []


def test_home_by_itself_after_the_last_choice(ui: Driver) -> None:
    app, counted = rating(ui)
    ui.tap_text(app.tr("Neutral"))
    pass_seconds(app, READING_SECONDS - 1)
    assert app.visit.place is Place.RATING
    ui.tap_text(app.tr("I needed help"))
    pass_seconds(app, SECONDS - 3)  # a busy machine may have taken a second or two itself
    assert app.visit.place is Place.RATING
    pass_seconds(app, 3)
    assert app.visit.place is Place.ATTRACT
    assert (ui.shop.ratings, counted) == ([3], [(CountKind.REASON, "needed_help")])


@pytest.mark.parametrize("size", [(1080, 1920), (1024, 768)])
def test_whoever_wants_to_stay_stays(ui: Driver, size: tuple[int, int]) -> None:
    app, _counted = rating(ui, size)
    assert app.tr("Stay") not in ui.texts()
    ui.tap_text(app.tr("Satisfied"))
    ui.tap_text(app.tr("Stay"))
    assert app.shell.screen._counting is None
    assert app.visit.place is Place.RATING
    assert app.tr("Stay") not in ui.texts()


def test_each_level_has_reasons_and_no_reason_is_lost() -> None:
    offered = [set(reasons_for(score)) for score in range(1, 6)]
    assert all(3 <= len(reasons) <= 5 for reasons in offered)
    assert set().union(*offered) == set(Reason)
