"""The frame: touches, the way back, time-outs, forgetting, reading settings, failures."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from window_driver import BIRTH, Driver

from kiosk.ui.navigation import Place
from kiosk.ui.strokes import DOWN, ENTER, ESCAPE, F1
from kiosk.ui.visit import Detail, Visit, Wish


def open_birth(ui: Driver) -> Any:
    return open_birth_in(ui, ui.start())


def open_birth_in(ui: Driver, app: Any) -> Any:
    app.start_over()
    app.visit.procedure = app.rooms.procedure(BIRTH)
    app.visit.answers = {"applicant": "parent", "birth": "notified"}
    app.continue_case()
    ui.frames(4)
    assert app.visit.place is Place.PROCEDURE
    return app


def test_the_whole_first_screen_is_the_button(ui: Driver) -> None:
    app = ui.start()
    assert app.visit.place is Place.ATTRACT
    ui.touch_at(540, 1000)
    assert app.visit.place is Place.HOME


def test_a_finger_that_slides_off_presses_nothing(ui: Driver) -> None:
    app = open_birth(ui)
    button = ui.find(app.tr("Print the list of papers"))
    x, y = button.to_window(*button.center)
    touch = ui.touch_at(x, y, lift=False)
    assert button.pressed
    touch.touch_move(x, y + 400)
    ui.frames(1)
    assert not button.pressed
    touch.touch_move(x, y)
    touch.touch_up()
    ui.frames(2)
    assert app.visit.place is Place.PROCEDURE
    ui.tap(button)
    assert app.visit.place is Place.TAKE_AWAY


def test_ticks_are_kept_while_reading_on(ui: Driver) -> None:
    app = open_birth(ui)
    name = app.visit.checklist.certain[0].document.name
    ui.tap_text(name)
    assert app.visit.ticked == {name}
    app.open_detail(Detail.STEPS)
    ui.frames(3)
    ui.tap_text(app.tr("Back"))
    row = ui.find(name)
    assert row.ticked
    ui.tap(row)
    assert not row.ticked
    assert app.visit.ticked == set()


def test_every_paper_of_the_checklist_is_on_the_page(ui: Driver) -> None:
    app = open_birth(ui)
    said = ui.texts()
    for item in [*app.visit.checklist.certain, *app.visit.checklist.possible]:
        assert item.document.name in said


def test_an_idle_visit_is_warned_and_then_forgotten(ui: Driver) -> None:
    app = open_birth(ui)
    app.visit.query = "bí mật"
    app.set_text_scale(1.5)
    ui.steady.seconds += 61
    ui.wait_for(lambda: app.shell.overlay is not None)
    assert app.tr("I am still here") in ui.texts()
    ui.tap_text(app.tr("I am still here"))
    assert app.shell.overlay is None
    assert app.visit.query == "bí mật"
    ui.steady.seconds += 81
    ui.wait_for(lambda: app.visit.place is Place.ATTRACT)
    assert app.visit == Visit()
    assert app.theme.text_scale == 1.0


def test_a_touch_keeps_the_visit(ui: Driver) -> None:
    app = open_birth(ui)
    ui.steady.seconds += 50
    ui.touch_at(20, 1000)
    ui.steady.seconds += 50
    ui.frames(30)
    assert app.shell.overlay is None


def test_start_over_leaves_no_value_of_the_visit(ui: Driver) -> None:
    app = open_birth(ui)
    app.visit.query = "giấy của tôi"
    app.visit.ticked.add("một giấy tờ")
    app.take_away(Wish.QR)
    ui.frames(4)
    visit = weakref.ref(app.visit)
    checklist = weakref.ref(app.shell.screen.layout)
    ui.tap_text(app.tr("Start over"))
    ui.frames(4)
    assert app.visit.place is Place.HOME
    assert app.visit.query == ""

    def gone() -> bool:
        gc.collect()
        return visit() is None and checklist() is None

    ui.wait_for(gone)
    assert all(screen.layout is None for screen in app._screens.values() if is_of_visit(screen))


def is_of_visit(screen: Any) -> bool:
    """The first screen and Home show nothing of a visit; the next screen may stand ready, empty."""
    names = ("AttractScreen", "HomeScreen", "SearchScreen")
    return type(screen).__name__ not in names


def test_back_leads_home_and_then_to_the_first_screen(ui: Driver) -> None:
    app = open_birth(ui)
    app.open_detail(Detail.LAW)
    ui.frames(2)
    ui.key(ESCAPE)
    assert app.visit.place is Place.PROCEDURE
    app.shell.screen.go_back = lambda: False
    ui.key(ESCAPE)
    assert app.visit.place in (Place.HOME, Place.QUESTION)


def test_english_changes_everything_at_once_and_not_the_next_visit(ui: Driver) -> None:
    app = open_birth(ui)
    ui.tap_text("English")
    ui.frames(3)
    assert "Print the list of papers" in ui.texts()
    assert "Birth registration form" in ui.texts()
    app.end_visit()
    assert app.tr.language == "vi"


def test_text_size_and_colours_follow_without_a_new_start(ui: Driver) -> None:
    app = open_birth(ui)
    ui.tap_text(app.tr("Text size"))
    ui.tap_text(app.tr("Largest"))
    assert app.theme.text_scale == 2.0
    ui.tap_text(app.tr("Contrast"))
    ui.tap_text(app.tr("Done"))
    assert app.shell.overlay is None
    title = next(w for w in ui.walk() if getattr(w, "said", "") == "Khai sinh cho con")
    assert tuple(title.color) == (1.0, 1.0, 1.0, 1.0)
    assert title.font_size == 90
    assert app.visit.place is Place.PROCEDURE


def test_a_person_can_be_found_from_everywhere(ui: Driver) -> None:
    app = open_birth(ui)
    ui.tap_text(app.tr("Call staff"))
    said = " ".join(ui.texts())
    assert "1900 1009" in said
    assert "Khai sinh cho con" in said
    ui.tap_text(app.tr("I understand"))
    assert app.shell.overlay is None


def test_all_can_be_worked_from_a_keypad(ui: Driver) -> None:
    app = ui.start()
    ui.key(ENTER)
    assert app.visit.place is Place.HOME
    ui.key(DOWN)
    first = app.focus.control
    assert first is not None
    assert first.focused
    ui.key(DOWN)
    assert app.focus.control is not first
    assert not first.focused
    ui.touch_at(20, 900)
    assert app.focus.control is None


def test_a_failing_screen_becomes_a_calm_one(ui: Driver, caplog: Any) -> None:
    app = open_birth(ui)
    app.visit.query = "riêng tư"

    def break_down() -> None:
        raise ValueError(f"cannot show {app.visit.query}")

    app.post(break_down)
    ui.wait_for(lambda: app.visit.place is Place.ERROR)
    assert app.tr("The machine has stumbled") in ui.texts()
    assert "ValueError" in caplog.text
    assert "riêng tư" not in caplog.text
    ui.tap(ui.find(app.tr("Start over")))
    assert app.visit.place is Place.HOME


def test_a_procedure_that_is_only_listed_says_ask_at_the_counter(ui: Driver) -> None:
    import msgspec

    from kiosk.catalogue.procedure import Tier

    app = ui.start()
    app.start_over()
    listed = msgspec.structs.replace(app.rooms.procedure(BIRTH), tier=Tier.LISTED, questions=[])
    app.visit.procedure = listed
    app.continue_case()
    ui.frames(3)
    said = " ".join(ui.texts())
    assert app.tr("Ask at the counter") in said
    assert "Tờ khai đăng ký khai sinh" not in said


def test_the_kiosk_shows_no_settings_and_keeps_its_window(ui: Driver) -> None:
    app = ui.start()
    ui.key(F1)
    assert not app.open_settings()
    assert ui.window.dispatch("on_request_close") is True
    assert len(ui.window.children) == 1


def test_each_fact_shows_its_source_and_the_day_it_was_checked_at_one_touch(ui: Driver) -> None:
    from kiosk.checklist.words import date_words

    app = open_birth(ui)
    ui.tap_text(app.tr("How much"))
    assert (app.visit.place, app.visit.detail) == (Place.DETAIL, Detail.SOURCES)
    said = "\n".join(ui.texts())
    checked = date_words(app.visit.checklist.checked_on, app.tr)
    assert said.count(checked) >= 3
    assert said.count(app.visit.checklist.decision.number) >= 3
    # The copies' fee has a source of its own.
    assert "77/2025/NQ-HĐND" in said
    ui.tap_text(app.tr("Back"))
    assert app.visit.place is Place.PROCEDURE


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1024, 768)])
def test_the_first_screen_begins_in_english_or_with_the_text_size(
    ui: Driver, size: tuple[int, int]
) -> None:
    app = ui.start(size)
    ui.tap_text("English")
    assert (app.visit.place, app.tr.language) == (Place.HOME, "en")
    app.end_visit()
    ui.frames(3)
    ui.tap_text(app.tr("Text size"))
    assert app.visit.place is Place.HOME
    assert app.tr("Colours") in ui.texts()


def test_home_says_that_the_list_is_being_opened(ui: Driver) -> None:
    app = ui.start()
    knowledge, app.knowledge = app.knowledge, None
    app.start_over()
    ui.frames(3)
    said = app.tr("The list is being opened. You can type already.")
    assert said in ui.texts()
    app._learn(knowledge)
    ui.frames(3)
    assert said not in ui.texts()
    assert "Khai sinh cho con" in ui.texts()


def test_the_screen_takes_in_what_changed_after_a_visit(ui: Driver) -> None:
    import dataclasses

    import msgspec

    from kiosk.ui.rooms import Knowledge

    told: list[str] = []

    def change(rooms: Any) -> Any:
        first = rooms.load()

        def load() -> Knowledge:
            office = msgspec.structs.replace(rooms.settings.office, phone=told[-1] if told else "")
            settings = msgspec.structs.replace(rooms.settings, office=office)
            return dataclasses.replace(first, settings=settings)

        return dataclasses.replace(rooms, load=load)

    ui.start(change=change)
    assert ui.app.rooms.settings.office.phone == ""
    told.append("024 3838 1234")
    ui.app.start_over()
    ui.wait_for(lambda: ui.app.rooms.settings.office.phone == "024 3838 1234")
