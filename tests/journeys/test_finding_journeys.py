"""Whole visits that begin with words: found, asked back, sent elsewhere, changed on the way."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from finding_driver import answered, key_of, press_keys, real_search, visible_rows
from pypdf import PdfReader
from window_driver import BIRTH, NOW, SINGLE, Driver

from kiosk.app import House
from kiosk.catalogue.procedure import Necessity, Purpose
from kiosk.checklist.cases import UNSURE
from kiosk.home import SHIPPED, Home
from kiosk.screen_rooms import rooms_of
from kiosk.ui.navigation import Place
from kiosk.ui.widgets.press import Pressable

__all__ = ["real_search"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """All real rooms over the shipped catalogue, printing into a folder."""
    profile = (SHIPPED / "ward.toml").read_text(encoding="utf-8")
    assert "motion = true" in profile
    home = Home(tmp_path)
    home.profile.write_text(profile.replace("motion = true", "motion = false"), encoding="utf-8")
    made = House(home, clock=lambda: NOW)
    yield made
    made.close()


def begin(ui: Driver, change: Any) -> None:
    """From the first screen to Home by touching it."""
    ui.start(change=change)
    ui.touch_at(500, 900)
    assert ui.app.visit.place is Place.HOME
    ui.frames(5)


def open_search(ui: Driver) -> None:
    from kiosk.ui.screens.home import SearchBox

    ui.tap(next(widget for widget in ui.walk() if isinstance(widget, SearchBox)))
    assert ui.app.visit.place is Place.SEARCH
    ui.frames(3)


def answer_buttons(ui: Driver) -> list[Any]:
    from kiosk.ui.screens.question import AnswerButton

    return [widget for widget in ui.walk() if isinstance(widget, AnswerButton)]


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(page.extract_text() for page in pages)
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_from_the_search_box_to_the_paper(ui: Driver, house: House) -> None:
    assert house.catalogue.codes()
    begin(ui, lambda _fakes: rooms_of(house))
    open_search(ui)
    press_keys(ui, "giay khai sinh")
    answered(ui, "giay khai sinh")
    assert "Khai sinh cho con" in visible_rows(ui)
    row = next(row for row in ui.app.shell.screen._rows if row.code == BIRTH)
    ui.tap(row)
    assert ui.app.visit.place is Place.QUESTION
    asked = []
    while ui.app.visit.place is Place.QUESTION:
        asked.append(ui.app.shell.screen.layout.ids.question.said)
        ui.tap(answer_buttons(ui)[0])
    assert len(asked) == len(set(asked)) >= 1
    assert ui.app.visit.place is Place.PROCEDURE
    ui.app.shell.screen.print()
    ui.frames(3)
    assert ui.app.visit.place is Place.TAKE_AWAY
    ui.wait_for(lambda: any(house.home.prints.glob("*.pdf")), seconds=20)
    checklist = ui.app.visit.checklist
    assert checklist.certain
    text = words_of(next(house.home.prints.glob("*.pdf")).read_bytes())
    for item in [*checklist.certain, *checklist.possible]:
        assert item.document.name in text


def test_not_sure_shows_every_case(ui: Driver, real_search: Any) -> None:
    begin(ui, real_search)
    ui.app.open_procedure(BIRTH)
    ui.frames(3)
    while ui.app.visit.place is Place.QUESTION:
        last = answer_buttons(ui)[-1]
        assert last.key == UNSURE
        ui.app.shell.screen.layout.ids.list.show(last)
        ui.frames(2)
        ui.tap(last)
    procedure = ui.app.visit.procedure
    papers = [d for d in procedure.documents if d.purpose is not Purpose.NOTE]
    shown = [*ui.app.visit.checklist.certain, *ui.app.visit.checklist.possible]
    assert {item.document.name for item in shown} == {paper.name for paper in papers}
    certain = {item.document.name for item in ui.app.visit.checklist.certain}
    assert certain == {d.name for d in papers if not d.cases and d.necessity is Necessity.ALWAYS}


def test_back_keeps_the_answers_and_each_can_be_changed(ui: Driver, real_search: Any) -> None:
    begin(ui, real_search)
    ui.app.open_procedure(BIRTH)
    ui.frames(3)
    first = answer_buttons(ui)[0]
    question = ui.app.shell.screen.layout.ids.question.said
    ui.tap(first)
    second = ui.app.shell.screen.layout.ids.question.said
    assert second != question
    ui.app.back()
    ui.frames(3)
    assert ui.app.shell.screen.layout.ids.question.said == question
    assert [button.key for button in answer_buttons(ui) if button.chosen] == [first.key]
    ui.tap(answer_buttons(ui)[2])
    assert ui.app.shell.screen.layout.ids.question.said == second
    from kiosk.ui.screens.question import GivenAnswer

    chip = next(widget for widget in ui.walk() if isinstance(widget, GivenAnswer))
    ui.tap(chip)
    assert ui.app.shell.screen.layout.ids.question.said == question


def test_a_word_is_explained_and_closed_again(ui: Driver, real_search: Any) -> None:
    begin(ui, real_search)
    ui.app.open_procedure(BIRTH)
    ui.frames(3)
    term = ui.app.visit.procedure.questions[0].terms[0]
    ui.tap_text(term.ask)
    assert term.explanation in ui.texts()
    ui.tap_text(ui.app.tr("I understand"))
    assert term.explanation not in ui.texts()
    assert ui.app.visit.place is Place.QUESTION


def test_a_phrase_of_several_meanings_is_asked_back(ui: Driver, real_search: Any) -> None:
    begin(ui, real_search)
    open_search(ui)
    press_keys(ui, "giay xac nhan")
    answered(ui, "giay xac nhan")
    ui.tap(key_of(ui, kind="find"))
    ui.frames(3)
    assert ui.app.visit.place is Place.QUESTION
    options = ui.app.visit.answer.finding.question.options
    buttons = answer_buttons(ui)
    assert [button.label for button in buttons[:-1]] == [option.label for option in options]
    chosen = next(button for button in buttons if button.key == SINGLE)
    ui.tap(chosen)
    assert ui.app.visit.procedure.code == SINGLE
    while ui.app.visit.place is Place.PROCEDURE:
        ui.app.back()
    ui.app.back()
    ui.frames(3)
    assert [button.key for button in answer_buttons(ui)] == [button.key for button in buttons]
    ui.tap(answer_buttons(ui)[-1])
    assert ui.app.visit.place is Place.RESULTS


def test_what_is_not_done_here_is_sent_elsewhere(ui: Driver, real_search: Any) -> None:
    begin(ui, real_search)
    open_search(ui)
    press_keys(ui, "bang lai xe")
    answered(ui, "bang lai xe")
    ui.tap(key_of(ui, kind="find"))
    ui.frames(3)
    assert ui.app.visit.place is Place.RESULTS
    elsewhere = ui.app.visit.answer.finding.elsewhere
    assert any(elsewhere.where_to_go in text for text in ui.texts())


def test_a_life_event_leads_to_its_procedures(ui: Driver, real_search: Any) -> None:
    begin(ui, real_search)
    event = ui.app.knowledge.life_events[0]
    tile = next(w for w in ui.walk() if getattr(w, "text", "").replace("\n", " ") == event.label)
    while not isinstance(tile, Pressable):
        tile = tile.parent
    ui.tap(tile)
    assert ui.app.visit.place is Place.LIFE_EVENT
    screen = ui.app.shell.screen
    ui.wait_for(lambda: bool(screen._list and screen._list.rows))
    ui.wait_for(lambda: screen._list.rows[0].papers != "")
    shown = [screen._list.rows[number].code for number in sorted(screen._list.rows)]
    assert shown == list(event.codes)[: len(shown)]
    ui.tap(screen._list.rows[0])
    assert ui.app.visit.procedure.code == event.codes[0]
