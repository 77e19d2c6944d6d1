"""A whole visit by touch: from the gate to the paper, the rating, and nothing left behind."""

from __future__ import annotations

import pytest
from window_driver import Driver

from kiosk.printing.printer import PrinterState, Report
from kiosk.ui.navigation import Place
from kiosk.ui.visit import Visit


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_from_the_first_screen_to_the_paper(ui: Driver, size: tuple[int, int]) -> None:
    app = ui.start(size)
    tr = app.tr
    ui.touch_at(size[0] / 2, size[1] / 2)
    ui.tap_text("Khai sinh cho con")
    touches = 1
    while app.visit.place is Place.QUESTION:
        question = next(q for q in app.visit.procedure.questions if q.key not in app.visit.answers)
        ui.tap_text(question.answers[0].label)
        touches += 1
    assert app.visit.place is Place.PROCEDURE
    assert touches <= 3
    for item in app.visit.checklist.certain:
        assert item.document.name in ui.texts()
    ui.tap_text(tr("Print the list of papers"))
    ui.shop.news[0](Report(PrinterState.PRINTED, final=True))
    ui.frames(4)
    assert tr("Printed") in ui.texts()
    ui.tap_text(tr("I have my paper"))
    assert app.visit.place is Place.RATING
    ui.tap_text(tr("Very satisfied"))
    ui.tap_text(tr("Done"))
    assert app.visit == Visit()
    assert ui.shop.ratings == [5]
    assert [sheet.title for sheet in ui.shop.printed] == ["Khai sinh cho con"]


def test_a_foreigner_reads_english_to_the_end(ui: Driver) -> None:
    app = ui.start()
    ui.touch_at(540, 900)
    ui.tap_text("English")
    assert "What do you need to do?" in ui.texts()
    ui.tap_text("Register a birth")
    while app.visit.place is Place.QUESTION:
        question = next(q for q in app.visit.procedure.questions if q.key not in app.visit.answers)
        ui.tap_text(question.answers[0].label_en)
    assert "Birth registration form" in ui.texts()
    ui.tap_text("Get the QR code")
    assert "Take it with your phone" in ui.texts()


def test_someone_who_leaves_half_way_is_forgotten(ui: Driver) -> None:
    app = ui.start()
    ui.touch_at(540, 900)
    ui.tap_text("Khai sinh cho con")
    assert app.visit.place is Place.QUESTION
    ui.steady.seconds += 60
    ui.wait_for(lambda: app.shell.overlay is not None)
    ui.steady.seconds += 20
    ui.wait_for(lambda: app.visit.place is Place.ATTRACT)
    assert app.visit == Visit()
