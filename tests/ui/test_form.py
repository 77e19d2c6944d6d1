"""Another text size, reach or window: layouts are built anew, and nobody loses their place."""

from __future__ import annotations

from typing import Any

from desk_driver import DeskDriver, desk, house, stocked_home, wall
from window_driver import Driver

from kiosk.app import House
from kiosk.ui.strokes import DOWN, ENTER

__all__ = ["desk", "house", "stocked_home", "wall"]


def focused(ui: Driver) -> Any:
    control = ui.app.focus.control
    return control.text if control is not None else None


def test_who_chooses_the_text_size_by_keypad_stays_on_that_choice(ui: Driver) -> None:
    app = ui.start()
    app.start_over()
    app.show_reading()
    ui.frames(2)
    largest = app.tr("Largest")
    while focused(ui) != largest:
        ui.key(DOWN)
    ui.key(ENTER)
    ui.frames(3)
    assert app.theme.text_scale == 2.0
    assert focused(ui) == largest
    assert app.focus.control.chosen == "yes"


def test_two_layouts_of_one_form_are_one(ui: Driver) -> None:
    app = ui.start()
    app.start_over()
    ui.frames(2)
    before = app.shell.screen.layout
    app.switch_language()
    assert app.shell.screen.layout is before
    app.set_text_scale(1.5)
    assert app.shell.screen.layout is not before


def test_the_desk_of_a_resized_window_is_built_for_it_under_an_open_sheet(
    desk: DeskDriver, house: House
) -> None:
    app = desk.open(house, (1366, 768))
    desk.sign_in()
    desk.frames(3)
    before = desk.desk.frame
    app.theme.fit(1024, 768)
    desk.desk.refresh()
    desk.frames(3)
    assert desk.desk.frame is not before
    assert desk.page.parent is desk.desk.frame.ids.stage.__self__
    desk.desk.show_pages()
    desk.frames(2)
    app.theme.fit(1366, 768)
    desk.desk.refresh()
    desk.frames(2)
    assert desk.desk.area.children[0] is desk.desk.sheet
    assert desk.desk.area.children[-1] is desk.desk.frame
    desk.desk.close_sheet()
    desk.look_up("khai sinh")
    assert desk.page.at_hand is not None
