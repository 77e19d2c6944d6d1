"""Twelve people at the machine, each to the end of their visit, on a real window.

The blind visitor has a file of his own. ``KIOSK_JOURNEY_PICTURES=FOLDER`` keeps a picture of every
step.
"""

from __future__ import annotations

from typing import Any

from finding_driver import real_search
from visitor import Visitor
from window_driver import BIRTH, COPY, SINGLE, Driver

from kiosk.catalogue.counted import CountKind, Reason
from kiosk.printing.printer import PrinterState
from kiosk.ui.navigation import Place
from kiosk.ui.strokes import DOWN, ENTER, ESCAPE
from kiosk.ui.theme import LIGHT, REACH_MM
from kiosk.ui.visit import Visit

__all__ = ["real_search"]


def test_an_elder_in_a_wheelchair_reads_it_twice_as_large(ui: Driver, real_search: Any) -> None:
    elder = Visitor(ui, "elder", real_search, lower_edge_mm=850)
    elder.begin()
    elder.touch_word("Text size")
    elder.touch_word("Largest")
    elder.touch_word("Bring the buttons down")
    elder.touch_word("Done")
    assert elder.app.theme.text_scale == 2.0
    assert elder.app.theme.reach
    elder.reaches = (REACH_MM - 850) / elder.app.theme.millimetres(1)
    elder.type("khai sinh")
    elder.find()
    elder.touch_word("See what to bring")
    elder.answer()
    said = elder.see()
    assert elder.place is Place.PROCEDURE
    for item in elder.app.visit.checklist.certain:
        assert item.document.name in said
    elder.touch_word("Print")
    elder.printer_says(PrinterState.PRINTED)
    elder.touch_word("I have my paper")
    elder.touch_word("Very satisfied")
    elder.touch_word("Done")
    assert elder.place is Place.ATTRACT
    assert elder.app.theme.text_scale == 1.0
    assert not elder.app.theme.reach
    assert ui.shop.ratings == [5]


def test_a_foreigner_is_answered_in_english(ui: Driver, real_search: Any) -> None:
    foreigner = Visitor(ui, "foreigner", real_search)
    foreigner.begin()
    foreigner.touch("English")
    assert "What do you need to do?" in foreigner.see()
    foreigner.type("certified copy")
    foreigner.find()
    foreigner.answer()
    if foreigner.place is Place.RESULTS:
        foreigner.touch("See what to bring")
        foreigner.answer()
    assert foreigner.place is Place.PROCEDURE
    assert foreigner.app.visit.procedure.code == COPY
    said = foreigner.see()
    assert {"Bring", "How much", "When ready", "Papers to bring"} <= set(said)
    foreigner.touch("Get the QR code")
    assert "Take it with your phone" in foreigner.see()
    foreigner.touch("Done")
    foreigner.touch("Satisfied")
    foreigner.touch("Done")
    assert foreigner.app.tr.language == "vi"


def test_keys_of_vni_typed_raw_are_understood(ui: Driver, real_search: Any) -> None:
    person = Visitor(ui, "vni", real_search)
    person.begin()
    person.type("d9a8ng ky1 ke61t ho6n", becomes="đăng ký kết hôn")
    assert "đăng ký kết hôn" in person.see()
    person.find()
    person.touch_word("See what to bring")
    person.answer()
    assert person.app.visit.procedure.code == "1.000894"


def test_a_driving_licence_is_done_elsewhere_and_that_is_said(ui: Driver, real_search: Any) -> None:
    driver = Visitor(ui, "driver", real_search)
    driver.begin()
    driver.type("doi bang lai xe")
    driver.find()
    said = driver.see()
    assert driver.app.tr("Not done at this counter") in said
    assert any("Cảnh sát giao thông" in text for text in said)
    driver.touch_word("Type other words")
    assert driver.place is Place.SEARCH


def test_who_leaves_half_way_leaves_nothing(ui: Driver, real_search: Any) -> None:
    person = Visitor(ui, "leaver", real_search)
    person.begin()
    person.touch("English")
    person.touch("Text size")
    person.touch("Dark")
    person.touch("Done")
    person.type("single")
    person.wait(61)
    assert "Are you still here?" in person.see()
    person.wait(10)
    person.touch("I am still here")
    assert person.app.visit.query == "single"
    person.wait(61)
    person.see()
    person.wait(21)
    assert person.place is Place.ATTRACT
    assert person.app.visit == Visit()
    assert person.app.theme.palette is LIGHT
    person.begin()
    assert person.app.tr("What do you need to do?") == "Bạn cần làm việc gì?"
    assert not any("single" in text.lower() for text in person.see())


def test_a_grandchild_corrects_an_answer(ui: Driver, real_search: Any) -> None:
    two = Visitor(ui, "grandchild", real_search, size=(1920, 1080))
    two.begin()
    two.touch("Khai sinh cho con")
    two.answer(0)
    before = {item.document.name for item in two.app.visit.checklist.certain}
    two.touch_word("Edit")
    first = two.app.visit.procedure.questions[0]
    assert first.text in two.see()
    other = first.answers[2]
    two.touch(other.label)
    assert other.label in two.see() or two.place is Place.PROCEDURE
    two.answer(0)
    after = {item.document.name for item in two.app.visit.checklist.certain}
    assert two.app.visit.answers[first.key] == other.key
    assert before != after
    two.touch_word("Back")
    assert two.place is Place.QUESTION
    two.touch_word("Back")
    assert first.text in two.see()


def test_two_matters_in_one_visit(ui: Driver, real_search: Any) -> None:
    person = Visitor(ui, "two-matters", real_search)
    person.begin()
    person.touch_word("Text size")
    person.touch_word("Large")
    person.touch_word("Done")
    for code, words in ((BIRTH, "khai sinh cho con"), (SINGLE, "giay doc than")):
        person.type(words)
        person.find()
        person.touch_word("See what to bring")
        person.answer()
        assert person.app.visit.procedure.code == code
        person.touch_word("Print the list of papers")
        person.printer_says(PrinterState.PRINTED)
        person.touch_word("Start over")
        assert person.app.theme.text_scale == 1.5
    assert [sheet.code for sheet in ui.shop.printed] == [BIRTH, SINGLE]
    assert person.counted.count((CountKind.LOOKED_UP, BIRTH)) == 1


def test_no_paper_in_the_printer_leaves_the_qr_code(ui: Driver, real_search: Any) -> None:
    person = Visitor(ui, "no-paper", real_search)
    person.begin()
    person.touch("Khai sinh cho con")
    person.answer()
    person.touch_word("Print the list of papers")
    person.printer_says(PrinterState.PAPER_OUT)
    said = person.see()
    assert person.app.tr("The printer is out of paper") in said
    assert person.app.tr("Take the QR code with your phone, or call the staff") in said
    assert person.app.tr("I have my paper") not in said
    code = person.app.shell.screen.layout.ids.qr
    assert len(code.list_rows) == 37
    _x, bottom = code.to_window(*code.pos)
    assert bottom > 0
    person.touch_word("Done")
    assert person.place is Place.RATING


def test_high_contrast_with_the_keyboard_alone(ui: Driver, real_search: Any) -> None:
    person = Visitor(ui, "keys", real_search)
    person.press(ENTER)
    assert person.place is Place.HOME
    person.focus_on(person.app.tr("Text size"))
    person.press(ENTER)
    person.focus_on(person.app.tr("Contrast"))
    person.press(ENTER)
    person.focus_on(person.app.tr("Done"))
    person.press(ENTER)
    assert person.app.theme.palette_name == "contrast"
    person.press(ESCAPE)
    assert person.place is Place.HOME
    person.focus_on("Khai sinh cho con")
    person.press(ENTER)
    while person.place is Place.QUESTION:
        question = next(
            each
            for each in person.app.visit.procedure.questions
            if each.key not in person.app.visit.answers
        )
        person.focus_on(question.answers[0].label)
        person.press(ENTER)
    last = [*person.app.visit.checklist.certain, *person.app.visit.checklist.possible][-1]
    person.focus_on(last.document.name)
    person.press(ENTER)
    assert person.app.visit.ticked == {last.document.name}
    person.focus_on(person.app.tr("Get the QR code"))
    person.press(ENTER)
    assert person.place is Place.TAKE_AWAY
    person.press(ESCAPE)
    assert person.place is Place.PROCEDURE
    person.press(DOWN)


def test_a_clerk_passing_by_scans_a_code(ui: Driver, real_search: Any) -> None:
    clerk = Visitor(ui, "clerk", real_search)
    clerk.begin()
    clerk.touch("Khai sinh cho con")
    clerk.scan("https://dichvucong.gov.vn/thu-tuc?ma=2.000815")
    assert clerk.app.visit.procedure.code == COPY
    clerk.answer()
    assert clerk.place is Place.PROCEDURE
    clerk.scan("8934588012112")
    assert clerk.app.tr("The machine reads only the code of a procedure.") in clerk.see()
    clerk.touch_word("I understand")
    assert clerk.place is Place.PROCEDURE
    clerk.touch_word("Start over")
    clerk.touch_word("Find")
    clerk.type_on_desk_keyboard("1.004873")
    clerk.find()
    clerk.touch_word("See what to bring")
    assert clerk.app.visit.procedure.code == SINGLE


def test_an_unhappy_visitor_says_why(ui: Driver, real_search: Any) -> None:
    person = Visitor(ui, "unhappy", real_search, size=(1920, 1080))
    person.begin()
    person.touch("Khai sinh cho con")
    person.answer(-1)
    person.touch_word("QR code")
    person.touch_word("Done")
    assert person.place is Place.RATING
    person.touch_word("Dissatisfied")
    person.touch_word("I needed help")
    person.touch_word("Call staff")
    assert len(person.bell.rung) == 1
    person.touch_word("I understand")
    person.touch_word("Done")
    assert person.place is Place.ATTRACT
    assert ui.shop.ratings == [2]
    assert (CountKind.REASON, Reason.NEEDED_HELP) in person.counted
    assert person.app.visit == Visit()


def test_a_person_is_called_and_says_what_the_machine_suggests(
    ui: Driver, real_search: Any
) -> None:
    person = Visitor(ui, "caller", real_search)
    person.begin()
    person.touch("Khai sinh cho con")
    person.touch_word("Call staff")
    said = " ".join(person.see())
    assert "Khai sinh cho con" in said
    assert person.bell.rung == ["Hộ tịch"]
    person.touch_word("I understand")
    assert person.place is Place.QUESTION
