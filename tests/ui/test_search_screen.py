"""Search and results on a real window, over the real finder."""

from __future__ import annotations

import gc
import threading
from dataclasses import replace
from typing import Any

from finding_driver import answered, key_of, press_keys, real_search, visible_rows
from window_driver import BIRTH, SINGLE, Driver

from kiosk.ui.navigation import Place

__all__ = ["real_search"]

BACKSPACE, ENTER = 8, 13


def start(ui: Driver, real_search: Any, size: tuple[int, int] = (1080, 1920)) -> Any:
    ui.start(size, change=real_search)
    ui.app.start_over()
    ui.app.go(Place.SEARCH)
    ui.frames(4)
    return ui.app.shell.screen


def test_results_come_while_typing(ui: Driver, real_search: Any) -> None:
    screen = start(ui, real_search)
    press_keys(ui, "giay doc than")
    answered(ui, "giay doc than")
    assert visible_rows(ui)[0] == "Giấy độc thân"
    rows = [w for w in ui.walk() if getattr(w, "title", "").startswith("[b]")]
    assert rows[0].title == "[b]Giấy độc thân[/b]"
    assert "giấy độc thân" in screen.layout.ids.band.said


def test_before_typing_what_is_needed_most_is_offered(ui: Driver, real_search: Any) -> None:
    start(ui, real_search)
    titles = [procedure.title for procedure in ui.app.knowledge.most_used]
    rows = visible_rows(ui)
    assert rows and rows == titles[: len(rows)]


def test_a_screen_built_ahead_knows_its_room_once_it_is_shown(ui: Driver, real_search: Any) -> None:
    ui.start(change=real_search)
    ui.app.start_over()
    ui.app._prepare(Place.SEARCH)
    ui.app.go(Place.SEARCH)
    ui.frames(4)
    assert len(visible_rows(ui)) > 3
    assert not [row for row in visible_rows(ui) if "…" in row]


def test_no_row_is_cut_by_the_keyboard(ui: Driver, real_search: Any) -> None:
    for size in ((1080, 1920), (1920, 1080), (1366, 768), (1024, 768)):
        screen = start(ui, real_search, size)
        press_keys(ui, "giay")
        answered(ui, "giay")
        rows = [row for row in screen._rows if row.parent is not None and row.opacity]
        assert rows, size
        keyboard = screen.keyboard
        for row in rows:
            left, bottom = row.to_window(*row.pos)
            beside = left + row.width <= keyboard.x + 1
            assert beside or bottom >= keyboard.top - 1, (size, row.title)
        ui.close()


def test_a_row_opens_its_procedure(ui: Driver, real_search: Any) -> None:
    screen = start(ui, real_search)
    press_keys(ui, "giay doc than")
    answered(ui, "giay doc than")
    ui.tap(next(row for row in screen._rows if row.code == SINGLE))
    assert ui.app.visit.procedure.code == SINGLE
    assert ui.app.visit.place in (Place.QUESTION, Place.PROCEDURE)


def test_a_physical_keyboard_types_deletes_and_finds(ui: Driver, real_search: Any) -> None:
    screen = start(ui, real_search)
    ui.type("giaays ddoocj thaans")
    ui.key(BACKSPACE)
    ui.type("n")
    assert screen.layout.ids.field.typed == "giấy độc thấn"
    ui.key(ENTER)
    ui.wait_for(lambda: ui.app.visit.place is Place.RESULTS)
    assert ui.app.visit.answer.rows[0].code == SINGLE


def test_an_input_method_is_seen_and_searched_while_it_composes(
    ui: Driver, real_search: Any
) -> None:
    ui.start(change=real_search)
    ui.app.start_over()
    ui.frames(3)
    for composing in ("g", "gi", "giấy"):
        ui.window.dispatch("on_textedit", composing)
    ui.window.dispatch("on_textinput", "giấy ")
    ui.window.dispatch("on_textedit", "")
    for composing in ("độc", "độc thân"):
        ui.window.dispatch("on_textedit", composing)
    assert ui.app.visit.place is Place.SEARCH
    assert ui.app.shell.screen.layout.ids.field.typed == "giấy độc thân"
    answered(ui, "giấy độc thân")
    assert visible_rows(ui)[0] == "Giấy độc thân"


def test_english_words_stay_as_typed(ui: Driver, real_search: Any) -> None:
    screen = start(ui, real_search)
    ui.app.switch_language()
    press_keys(ui, "marriage")
    assert screen.layout.ids.field.typed == "marriage"
    answered(ui, "marriage")
    assert any("arriage" in row for row in visible_rows(ui))


def test_the_search_out_of_order_is_said_calmly(ui: Driver, real_search: Any) -> None:
    def broken() -> Any:
        raise OSError("no index")

    ui.start(change=lambda rooms: replace(rooms, open_search=broken))
    ui.app.start_over()
    ui.app.go(Place.SEARCH)
    ui.frames(3)
    press_keys(ui, "khai")
    screen = ui.app.shell.screen
    ui.wait_for(lambda: screen.layout.ids.band.said != "")
    ui.tap(key_of(ui, kind="find"))
    ui.wait_for(lambda: ui.app.visit.place is Place.RESULTS)
    ui.app.shell.screen.choose_topic()
    assert ui.app.visit.place is Place.TOPICS


def test_the_facts_stand_beside_the_results(ui: Driver, real_search: Any) -> None:
    from kiosk.checklist.words import papers_headline

    start(ui, real_search)
    press_keys(ui, "giay khai sinh")
    ui.tap(key_of(ui, kind="find"))
    ui.wait_for(lambda: ui.app.visit.place is Place.RESULTS)
    screen = ui.app.shell.screen
    ui.wait_for(lambda: screen._best is not None and screen._best.papers != "")
    procedure = ui.app.rooms.procedure(BIRTH)
    checklist = ui.app.rooms.build_checklist(procedure, {}, ui.app.rooms.clock())
    assert screen._best.papers == papers_headline(checklist, ui.app.tr)[0]
    rows = screen._lists[0].rows
    ui.wait_for(lambda: all(row.papers for row in rows.values()))
    assert rows


def test_nothing_of_the_visit_stays(ui: Driver, real_search: Any) -> None:
    screen = start(ui, real_search)
    press_keys(ui, "giay doc than")
    answered(ui, "giay doc than")
    ui.tap(key_of(ui, kind="find"))
    ui.wait_for(lambda: ui.app.visit.place is Place.RESULTS)
    ui.app.end_visit()
    ui.frames(3)
    assert ui.app.visit.query == "" and ui.app.visit.answer is None
    assert screen._typing.text == "" and screen._rows == [] and screen.layout is None
    assert ui.app.searching._procedures == {} and ui.app.searching._checklists == {}
    for place in (Place.SEARCH, Place.RESULTS):
        kept = ui.app._screens[place]
        assert kept.children == []


def holders_of(part: str) -> int:
    """How many things in memory hold a text with ``part`` in it, ``part`` itself aside."""
    for _ in range(3):  # widgets hold each other: the first round only unties them
        gc.collect()
    count = 0
    for thing in gc.get_objects():
        held = (r for r in gc.get_referents(thing) if type(r) is str)
        count += any(part in text and text != part for text in held)
    return count


def test_what_was_typed_is_nowhere_in_memory(ui: Driver, real_search: Any) -> None:
    start(ui, real_search)
    # Written backwards, so that the test itself does not hold it.
    press_keys(ui, reversed("gnarb obos yaig"))
    ui.wait_for(lambda: ui.app.visit.answer is not None)
    ui.tap(key_of(ui, kind="find"))
    ui.wait_for(lambda: ui.app.visit.place in (Place.RESULTS, Place.QUESTION))
    part = "".join(reversed("obos"))
    assert holders_of(part) > 0
    ui.app.end_visit()
    # Kivy fades the bar of a scrolled list for half a second after it is gone.
    ui.wait_for(lambda: holders_of(part) == 0, seconds=8)


def test_a_slow_search_says_that_it_is_at_work(ui: Driver) -> None:
    may_answer = threading.Event()

    def slowly(rooms: Any) -> Any:
        def open_search() -> Any:
            search = rooms.open_search()

            def find(query: str) -> Any:
                may_answer.wait(10)
                return search.find(query)

            return replace(search, find=find)

        return replace(rooms, open_search=open_search)

    ui.start(change=slowly)
    ui.app.start_over()
    ui.app.go(Place.SEARCH)
    ui.frames(3)
    press_keys(ui, "k")
    band = ui.app.shell.screen.layout.ids.band
    assert band.said == ""
    ui.wait_for(lambda: band.said == ui.app.tr("Searching…"))
    may_answer.set()
    answered(ui, "k")
    assert band.said != ui.app.tr("Searching…")
