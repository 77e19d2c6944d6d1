"""Long lists: only the rows in sight exist, and what is in sight stays where it is."""

from __future__ import annotations

from typing import Any

import pytest
from window_driver import Driver

from kiosk.search.finding import Finding, Outcome
from kiosk.ui.navigation import Place
from kiosk.ui.searching import SearchAnswer, row_of

COUNT = 500


def show_many(ui: Driver, size: tuple[int, int] = (1080, 1920)) -> Any:
    """The results screen with many rows; returns their list."""
    app = ui.start(size)
    app.start_over()
    rows = [row_of(procedure) for procedure in app.knowledge.most_used]
    many = tuple(rows[number % len(rows)] for number in range(COUNT))
    app.visit.query = "giay"
    # Asked back: every row is in the list, none in a card.
    app.visit.answer = SearchAnswer("giay", Finding("giay", Outcome.ASK), many)
    app.go(Place.RESULTS)
    ui.frames(10)
    return app.shell.screen._lists[0]


def seen(ui: Driver, rows: Any) -> dict[int, tuple[float, float]]:
    """Bottom and top on the window of the rows that are wholly in sight, by number."""
    scroller = rows._scroller
    found = {}
    for number, row in rows.rows.items():
        _x, bottom = row.to_window(row.x, row.y)
        if bottom >= scroller.y and bottom + row.height <= scroller.top:
            found[number] = (bottom, bottom + row.height)
    return found


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_few_rows_exist_and_they_touch(ui: Driver, size: tuple[int, int]) -> None:
    rows = show_many(ui, size)
    for offset in (0, 700, 9000, 4000, 10**6):
        rows._scroller.move_to(offset)
        ui.frames(6)
        assert 0 < len(rows.rows) < 30
        numbers = sorted(seen(ui, rows))
        assert numbers == list(range(numbers[0], numbers[-1] + 1)), offset
        for number in numbers[:-1]:
            assert seen(ui, rows)[number][0] == pytest.approx(seen(ui, rows)[number + 1][1], abs=1)
        for number in numbers:
            assert rows.rows[number].code == rows._items[number].code
    # The rows that came into sight may be higher than they were taken for.
    rows._scroller.move_to(10**6)
    ui.frames(6)
    assert max(seen(ui, rows)) == COUNT - 1


def test_the_voice_and_the_focus_meet_the_rows_in_their_order(ui: Driver) -> None:
    rows = show_many(ui)
    for offset in (3000, 0, 1500):
        rows._scroller.move_to(offset)
        ui.frames(8)
        order = [row for _number, row in sorted(rows.rows.items())]
        assert list(reversed(rows.children)) == order


def test_what_is_in_sight_stays_when_rows_above_turn_out_higher(ui: Driver) -> None:
    rows = show_many(ui)
    rows._scroller.move_to(5000)
    ui.frames(8)
    above = min(rows.rows)
    number = sorted(seen(ui, rows))[0]
    assert rows._tops[above + 1] <= rows._span()[0]
    before = seen(ui, rows)[number]
    rows.rows[above].title = "Một tên rất dài " * 12
    ui.frames(4)
    assert seen(ui, rows)[number] == pytest.approx(before, abs=1)


def test_a_list_drawn_by_finger_follows_it_by_whole_pixels(ui: Driver) -> None:
    from kivy.tests.common import UnitTestTouch

    scroller = show_many(ui)._scroller
    touch = UnitTestTouch(500, 900)
    touch.touch_down()
    touch.touch_move(500, 1100.4)
    ui.frames(2)
    assert scroller.offset == pytest.approx(200.4)
    x, y = scroller.to_parent(0, 0)
    assert (x, y) == (round(x), round(y))
    assert scroller.to_local(*scroller.to_parent(12, 34)) == (12, 34)
    touch.touch_up()
    scroller.move_to(-50)
    assert scroller.offset == 0


def test_a_row_that_grows_to_just_the_height_it_was_taken_for_hangs_right(ui: Driver) -> None:
    from kivy.uix.widget import Widget

    from kiosk.ui.widgets.row_list import RowList

    app = ui.start()
    rows = RowList(lambda: Widget(size_hint_y=None, height=0), lambda _row, _number: None, 120.0)
    rows.size_hint_x, rows.width = None, 400
    app.shell.add_widget(rows)
    rows.show(2)
    ui.frames(2)
    for row in rows.rows.values():
        row.height = 120.0
    ui.frames(2)
    tops = [row.top for _number, row in sorted(rows.rows.items())]
    assert tops == [rows.top, rows.top - 120.0]


def test_a_list_that_is_dropped_waits_for_nothing(ui: Driver) -> None:
    rows = show_many(ui)
    rows._scroller.move_to(700)
    rows.show(COUNT)
    waiting = (rows._update, rows._go_on, rows._rest)
    assert any(trigger.is_triggered for trigger in waiting)
    ui.app.end_visit()
    assert not any(trigger.is_triggered for trigger in waiting)
