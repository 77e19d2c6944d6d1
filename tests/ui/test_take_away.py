"""Printing in words, limits, the rating."""

from __future__ import annotations

import gettext
from dataclasses import replace
from typing import Any

import pytest
from test_kiosk import open_birth, open_birth_in
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

    assert paper_words(Paper.A4, 1, TR) == "1 page of A4"
    assert paper_words(Paper.A5, 3, TR) == "3 pages of A5"
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


def test_what_did_not_come_out_does_not_count(ui: Driver) -> None:
    app = open_birth(ui)
    app.take_away(Wish.PRINT)
    for _ in range(app.rooms.settings.printer.per_visit + 2):
        ui.shop.news[-1](Report(PrinterState.PAPER_OUT))
        ui.frames(3)
        ui.tap_text(app.tr("Print"))
        ui.shop.news[-2](Report(PrinterState.PAPER_OUT, final=True))
        ui.frames(3)
    waited = len(ui.shop.printed) - 1
    assert waited == app.rooms.settings.printer.per_visit + 2
    assert ui.shop.withdrawn == list(range(waited)), "each waiting sheet is taken back first"


def test_a_sheet_that_waits_for_paper_is_not_for_the_next_person(ui: Driver) -> None:
    app = open_birth(ui)
    app.take_away(Wish.PRINT)
    app.end_visit()
    assert ui.shop.withdrawn == [], "one that is being printed comes out"
    app = open_birth(ui)
    app.take_away(Wish.PRINT)
    ui.shop.news[-1](Report(PrinterState.PAPER_OUT))
    ui.frames(3)
    app.end_visit()
    assert ui.shop.withdrawn == [1]


def test_the_other_printer_is_another_way(ui: Driver) -> None:
    second: list[Any] = []

    def start(sheet: Any, _tr: Translator, news: Any) -> None:
        second.append((sheet.code, news))

    app = ui.start(
        change=lambda rooms: replace(
            rooms,
            second_printer=lambda tr: tr.pick("bàn cán bộ", "the desk"),
            start_second_print=start,
        )
    )
    open_birth_in(ui, app)
    app.take_away(Wish.PRINT)
    assert "bàn cán bộ" not in " ".join(ui.texts())
    ui.shop.news[0](Report(PrinterState.PAPER_OUT))
    ui.frames(3)
    assert "In ở bàn cán bộ, hoặc lấy mã QR bằng điện thoại" in ui.texts()
    ui.tap_text("Máy khác")
    assert ui.shop.withdrawn == [0], "it must not come out here as well"
    assert [code for code, _ in second] == ["1.001193"]
    ui.shop.news[0](Report(PrinterState.PAPER_OUT, "taken back", final=True))
    second[0][1](Report(PrinterState.PRINTED, final=True))
    ui.frames(3)
    assert app.tr("Printed") in ui.texts()
    assert "Lấy giấy ở bàn cán bộ" in ui.texts()
    assert app.tr("Print more") in ui.texts(), "the next one is tried here again"


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
    ui.wait_for(lambda: bool(code.rows))
    assert code.canvas.length() > 0
    module = code.height / (len(code.rows) + 4)
    assert app.theme.millimetres(module) >= 0.7


def test_the_rating_is_counted_once_when_it_is_left(ui: Driver) -> None:
    app = open_birth(ui)
    app.go(Place.RATING)
    ui.frames(3)
    ui.tap_text(app.tr("Neutral"))
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


def test_both_codes_can_be_reached_one_at_a_time(ui: Driver) -> None:
    from dataclasses import replace

    page = [[1, 0], [0, 1]]
    app = ui.start(change=lambda rooms: replace(rooms, page_qr=lambda _checklist: page))
    app.start_over()
    app.visit.procedure = app.rooms.procedure("1.001193")
    app.visit.answers = {"applicant": "parent", "birth": "notified"}
    app.continue_case()
    app.take_away(Wish.QR)
    ui.frames(4)
    code = next(w for w in ui.walk() if type(w).__name__ == "QrCode")
    whole = code.rows
    assert len(whole) == 37
    ui.tap_text(app.tr("Official page"))
    assert code.rows == page
    ui.tap_text(app.tr("Code of my list"))
    assert code.rows == whole


def test_without_an_official_page_there_is_one_code(ui: Driver) -> None:
    app = open_birth(ui)
    app.take_away(Wish.QR)
    ui.frames(4)
    assert app.tr("Official page") not in ui.texts()
