"""A scanner in keyboard mode, on every screen: codes open, the rest is refused and forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from finding_driver import real_search
from window_driver import BIRTH, SINGLE, Driver, Steady

from kiosk.ui.navigation import Place
from kiosk.ui.scanner import Scanner, code_in

__all__ = ["real_search"]

ENTER = 13
CARD = "001099012345|012345678|Nguyễn Văn A|01011999|Nam|Hà Nội|01012021"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.001193", "1.001193"),
        ("https://dichvucong.gov.vn/thu-tuc?ma=1.004873&x=1", "1.004873"),
        ("Mã 2.000815", "2.000815"),
        ("1.001193.000.00.00.H26", "1.001193"),
        ("11.001193", ""),
        ("1.0011934", ""),
        (CARD, ""),
        ("https://motcua.example/", ""),
    ],
)
def test_the_code_in_what_was_scanned(text: str, code: str) -> None:
    assert code_in(text) == code


@pytest.mark.parametrize(
    ("text", "seconds", "scanned"),
    [
        ("1.001193", 0.005, True),
        ("1.001193", 0.12, False),
        (CARD, 0.02, True),
        ("khai sinh cho con", 0.001, False),
        ("12345", 0.001, False),
    ],
)
def test_the_pace_tells_a_scanner_from_a_hand(text: str, seconds: float, scanned: bool) -> None:
    clock = Steady()
    scanner = Scanner(clock)
    for letter in text:
        clock.seconds += seconds
        scanner.hear(letter)
    assert scanner.ended() == (text if scanned else "")
    assert scanner.ended() == ""


def test_enter_long_after_is_a_hand() -> None:
    clock = Steady()
    scanner = Scanner(clock)
    for letter in "1.001193":
        scanner.hear(letter)
    clock.seconds += 1
    assert scanner.ended() == ""


def scan(ui: Driver, text: str) -> None:
    for letter in text:
        ui.window.dispatch("on_textinput", letter)
    ui.key(ENTER)


@pytest.mark.parametrize("place", ["home", "search", "question", "staff"])
def test_a_code_opens_its_procedure_from_anywhere(ui: Driver, real_search: Any, place: str) -> None:
    app = ui.start(change=real_search)
    app.start_over()
    if place == "search":
        app.go(Place.SEARCH)
        ui.type("khai")
        ui.steady.seconds += 1
    elif place == "question":
        app.open_procedure(BIRTH)
    elif place == "staff":
        app.call_staff()
    ui.frames(3)
    scan(ui, f"https://dichvucong.gov.vn/thu-tuc?ma={SINGLE}")
    ui.wait_for(lambda: app.visit.procedure is not None and app.visit.procedure.code == SINGLE)
    assert app.visit.place in (Place.QUESTION, Place.PROCEDURE)
    assert app.shell.overlay is None
    assert app.visit.query == ("khai" if place == "search" else "")


def test_an_identity_card_is_refused_and_kept_nowhere(ui: Driver, real_search: Any) -> None:
    app = ui.start(change=real_search)
    app.start_over()
    ui.frames(3)
    scan(ui, CARD)
    assert app.visit.place is Place.HOME
    assert app.tr("This code opens nothing here") in ui.texts()
    assert app.visit.query == ""
    assert app._scanner._heard == []
    assert app._screens[Place.SEARCH]._typing.text == ""
    ui.tap_text(app.tr("I understand"))
    assert app.visit.place is Place.HOME


def test_a_procedure_of_another_office_is_said_to_be_one(ui: Driver, real_search: Any) -> None:
    app = ui.start(change=real_search)
    app.start_over()
    ui.frames(3)
    scan(ui, "9.999999")
    ui.wait_for(lambda: app.shell.overlay is not None)
    assert app.tr("{code} is not done at this counter.", code="9.999999") in ui.texts()


def test_a_code_typed_by_hand_is_found(ui: Driver, real_search: Any) -> None:
    app = ui.start(change=real_search)
    app.start_over()
    ui.frames(3)
    for letter in SINGLE:
        ui.steady.seconds += 0.2
        ui.type(letter)
    ui.steady.seconds += 0.2
    ui.key(ENTER)
    ui.wait_for(lambda: app.visit.place is Place.RESULTS)
    assert app.visit.answer.rows[0].code == SINGLE
