"""Printing in words, limits, the rating."""

from __future__ import annotations

import gettext
from typing import Any

import pytest
from test_kiosk import open_birth
from window_driver import Driver

from kiosk.printing.printer import PrinterState, Report
from kiosk.settings import Paper
from kiosk.translation import Translator
from kiosk.ui.icons import ICONS
from kiosk.ui.navigation import Place
from kiosk.ui.visit import Wish

TR = Translator("en", gettext.NullTranslations())


@pytest.mark.parametrize("state", list(PrinterState))
def test_each_state_of_the_printer_has_words_and_a_sign(window: Any, state: PrinterState) -> None:
    from kiosk.ui.screens.take_away import printer_words

    words = printer_words(state, TR)
    assert words.title
    assert words.line
    assert words.icon in ICONS


def test_the_sheet_in_words(window: Any) -> None:
    from kiosk.ui.screens.take_away import paper_words

    assert paper_words(Paper.A4, 1, TR) == "1 sheet of A4, one side"
    assert paper_words(Paper.A5, 3, TR) == "3 sheets of A5, one side"
    assert paper_words(Paper.RECEIPT_80, 1, TR) == "1 slip"


def test_print_says_what_the_printer_says(ui: Driver) -> None:
    app = open_birth(ui)
    ui.tap_text(app.tr("Print the list of papers"))
    assert [sheet.code for sheet in ui.shop.printed] == ["1.001193"]
    assert app.tr("Preparing") in ui.texts()
    ui.shop.news[0](Report(PrinterState.PRINTED, final=True))
    ui.frames(3)
    assert app.tr("Printed") in ui.texts()
    ui.shop.news[0](Report(PrinterState.PAPER_OUT))
    ui.frames(3)
    assert app.tr("The printer is out of paper") in ui.texts()


def test_a_visit_prints_no_more_than_its_sheets(ui: Driver) -> None:
    app = open_birth(ui)
    app.take_away(Wish.PRINT)
    ui.frames(3)
    for _ in range(5):
        ui.tap_text(app.tr("Print more"))
    assert len(ui.shop.printed) == app.rooms.settings.printer.per_visit


def test_news_of_a_visit_that_is_over_reaches_nobody(ui: Driver) -> None:
    app = open_birth(ui)
    app.take_away(Wish.PRINT)
    app.end_visit()
    ui.shop.news[0](Report(PrinterState.PRINTED))
    ui.frames(3)
    assert app.visit.place is Place.ATTRACT


def test_the_code_is_drawn_for_phones(ui: Driver) -> None:
    app = open_birth(ui)
    ui.tap_text(app.tr("Get the QR code"))
    assert ui.shop.printed == []
    code = next(w for w in ui.walk() if type(w).__name__ == "QrCode")
    assert code.canvas.length() > 0
    module = code.height / (len(code.rows) + 4)
    assert app.theme.millimetres(module) >= 0.7


def test_the_rating_is_counted_once_when_it_is_left(ui: Driver) -> None:
    app = open_birth(ui)
    app.go(Place.RATING)
    ui.frames(3)
    ui.tap_text(app.tr("Neutral"))
    ui.tap_text(app.tr("Satisfied"))
    assert ui.shop.ratings == []
    ui.tap_text(app.tr("Done"))
    assert app.visit.place is Place.ATTRACT
    assert ui.shop.ratings == [4]


def test_no_rating_is_asked_for_twice_or_required(ui: Driver) -> None:
    app = open_birth(ui)
    app.go(Place.RATING)
    ui.frames(3)
    ui.tap_text(app.tr("Done"))
    assert app.visit.place is Place.ATTRACT
    assert ui.shop.ratings == []
