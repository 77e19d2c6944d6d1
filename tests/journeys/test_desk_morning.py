"""A clerk's day at the desk, by keys alone: real window, catalogue, database and folder printer."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from desk_driver import CLERK, PIN, DeskDriver, desk, house, stocked_home, texts_in, wall
from pypdf import PdfReader

from kiosk.app import House
from kiosk.catalogue.clerks import Role
from kiosk.log import start_logging
from kiosk.ui.strokes import BACKSPACE, DOWN, ENTER, ESCAPE, F12, TAB
from kiosk.vietnamese.letters import nfc

__all__ = ["desk", "house", "stocked_home", "wall"]

MORNING = (
    # What the clerk types, and what must lie on the desk then.
    ("ks", "1.001193"),
    ("1.004873", "1.004873"),
    ("dkkh", "1.000894"),
    ("sao y", "2.000815"),
    ("khai tử", "1.000656"),
    ("635", "2.000635"),
    ("tam tru", "1.004194"),
    ("1.0048", "1.004837"),
    ("ho kinh doanh", "1.001612"),
    ("mai tang phi", "1.001731"),
)


def printed(house: House) -> list[str]:
    """The texts of the sheets in the folder printer, the oldest first."""
    files = sorted(house.home.prints.glob("*.pdf"), key=lambda file: file.stat().st_mtime_ns)
    pages = (PdfReader(file).pages for file in files)
    return [nfc(" ".join(page.extract_text() for page in sheet)) for sheet in pages]


def remembered(driver: DeskDriver) -> list[str]:
    """The texts that are drawn, or kept as pictures of texts, and name the person."""
    from kiosk.ui.typesetting import set_text

    kept = set_text.cache_info().currsize
    driver.frames(3)
    for widget in driver.walk():
        if "Zoăng" in getattr(widget, "said", ""):
            return [widget.said]
    return [] if kept < 200 else [f"{kept} texts were kept"]


def wait_for_prints(driver: DeskDriver, count: int) -> list[str]:
    driver.wait_for(lambda: len(list(driver.house.home.prints.glob("*.pdf"))) >= count, 30)
    driver.settled()
    return printed(driver.house)


def test_ten_dossiers_by_keyboard(desk: DeskDriver, house: House) -> None:
    desk.open(house)
    desk.sign_in()
    for number, (query, code) in enumerate(MORNING):
        desk.look_up(query)
        at_hand = desk.page.at_hand
        assert at_hand.procedure.code == code, query
        desk.answer_all()
        assert {q.key for q in at_hand.questions} == set(at_hand.answers)
        certain = [item.document.name for item in at_hand.checklist.certain]
        if number % 2 == 0 and certain:
            desk.function(4)
            desk.type("a")  # there -> missing
            assert not at_hand.state.complete
            desk.function(9)
            desk.function(9)
        else:
            desk.function(5)
        texts = wait_for_prints(desk, number + 1)
        said = " ".join(texts[-1].split())
        assert code in said
        if number % 2 == 0 and certain:
            assert "Mẫu số 02" in said
            assert " ".join(certain[0].split()) in said
        else:
            assert all(" ".join(name.split())[:40] in said for name in certain)
        desk.press(ESCAPE)
        assert desk.page.at_hand is None
    trail = [(line.who, line.what) for line in house.trail.newest(30)]
    assert trail.count((CLERK, "print supplement")) + trail.count((CLERK, "print list")) == 10
    desk.function(12)
    desk.settled()
    assert house.trail.newest(1)[0].what == "sign out"


def test_a_wrong_pin_locks_out_and_says_for_how_long(desk: DeskDriver, house: House) -> None:
    desk.open(house)
    desk.type(str(desk.page._names.index(CLERK) + 1))
    for _ in range(5):
        desk.type("000000")
        desk.enter()
        desk.wait_for(lambda: not desk.page._asking)
    assert desk.app.tr("This is not the right PIN.") in desk.texts()
    desk.type(PIN)
    desk.enter()
    desk.wait_for(lambda: not desk.page._asking)
    assert desk.desk.session is None, "a locked door opened to the right PIN"
    said = next(text for text in desk.texts() if text.startswith("Nhập sai nhiều lần"))
    assert said == "Nhập sai nhiều lần. Thử lại sau 60 giây."
    desk.steady.seconds += 61
    desk.wall.now += dt.timedelta(seconds=61)
    desk.type(PIN)
    desk.enter()
    desk.wait_for(lambda: desk.desk.session is not None)


def test_what_is_typed_for_the_slip_is_found_nowhere_afterwards(
    desk: DeskDriver, house: House
) -> None:
    start_logging(house.home.logs)
    desk.open(house)
    desk.sign_in()
    desk.look_up("ks")
    desk.answer_all()
    desk.type("a")
    desk.function(9)
    person = ("Zoăng Thị Quỳnh Xyz", "99 ngõ Wưwư", "0999888777", "zoang@thu.vn")
    for text in person:
        desk.type(text)
        desk.enter()
    field = desk.desk.sheet.card.ids.name
    assert field.typed == person[0]
    desk.function(9)
    (text,) = wait_for_prints(desk, 1)
    assert "Mẫu số 02" in text
    for needle in person:
        assert needle not in text, "a slip that stays in a file names somebody"
    assert field.typed == ""
    assert field.typing.text == ""
    assert remembered(desk) == []
    desk.press(ESCAPE)
    desk.function(12)
    desk.settled()
    for needle in (*person, "Zoăng", "Wưwư"):
        assert texts_in(house.home.folder, needle) == [], needle


def test_a_slip_for_a_real_printer_names_the_person(desk: DeskDriver, house: House) -> None:
    from dataclasses import replace

    requests = []
    desk.open(house)
    rooms = desk.desk.rooms
    desk.desk.rooms = replace(
        rooms, print_supplement=lambda request, _news: requests.append(request)
    )
    desk.sign_in()
    desk.look_up("ks")
    desk.answer_all()
    desk.type("a")
    desk.type("B")
    desk.press(TAB)
    desk.type("chưa có dấu")
    desk.enter()
    desk.function(9)
    desk.type("Trần Thử")
    desk.function(9)
    (request,) = requests
    assert request.applicant.name == "Trần Thử"
    assert request.officer == CLERK
    assert request.gaps[0].defect == "chưa có dấu"
    assert "chưa có dấu" in request.reason


def test_a_citizens_ring_reaches_the_desk_and_is_answered(desk: DeskDriver, house: House) -> None:
    from kiosk.desk.bell import CitizenBell, Ringing

    class Counted:
        played = 0

        def play(self) -> None:
            self.played += 1

    from dataclasses import replace

    chime = Counted()
    desk.open(house)
    desk.desk.rooms = replace(desk.desk.rooms, chime=chime)
    desk.sign_in()
    bell = CitizenBell(lambda: house.calls, house.clock, "Máy 1, sảnh")
    bell.ring("Hộ tịch")

    def shown() -> bool:
        desk.steady.seconds += 1
        return any("Máy 1, sảnh" in text for text in desk.texts())

    desk.wait_for(shown)
    assert any("08:05 · Hộ tịch" in text for text in desk.texts())
    assert chime.played == 1
    desk.press(ENTER, "ctrl")
    desk.settled()

    def coming() -> bool:
        bell.look()
        return bell.ringing is Ringing.ANSWERED

    desk.wait_for(coming)
    assert not any("Máy 1, sảnh" in text for text in desk.texts())
    assert house.trail.newest(1)[0].what == "answer call"


def test_a_desk_that_nobody_touches_locks_itself_and_forgets(
    desk: DeskDriver, house: House
) -> None:
    desk.open(house)
    desk.sign_in()
    desk.look_up("ks")
    desk.type("a")
    desk.steady.seconds += house.settings.desk.idle_seconds + 1
    desk.wait_for(lambda: desk.desk.session is None)
    assert desk.desk.page.__class__.__name__ == "SignInPage"
    assert not any("khai sinh" in text.lower() for text in desk.texts())


def test_pins_stay_and_recent_ones_do_not(desk: DeskDriver, house: House) -> None:
    desk.open(house)
    desk.sign_in()
    desk.look_up("2.000815")
    desk.press(ord("g"), "ctrl")
    desk.press(ESCAPE)
    desk.press(ESCAPE)
    desk.look_up("ks")
    desk.press(ESCAPE)
    desk.press(ESCAPE)
    desk.wait_for(lambda: len(desk.page._home_rows) == 2)
    assert [row.code for row in desk.page._home_rows] == ["2.000815", "1.001193"]
    desk.function(12)
    desk.settled()
    desk.wait_for(lambda: bool(desk.page._names))
    desk.sign_in()
    desk.wait_for(lambda: bool(desk.page._home_rows))
    assert [row.code for row in desk.page._home_rows] == ["2.000815"]
    desk.press(ord("1"), "ctrl")
    desk.wait_for(lambda: desk.page.at_hand is not None)
    assert desk.page.at_hand.procedure.code == "2.000815"


def test_everything_by_keys_in_english_too(desk: DeskDriver, house: House) -> None:
    desk.open(house)
    desk.sign_in()
    desk.function(11)
    assert "Clerk’s desk" in desk.texts()
    desk.look_up("ks")
    desk.press(ord("1"), "alt")
    question = desk.page.at_hand.questions[0]
    assert desk.page.at_hand.answers == {question.key: question.answers[0].key}
    desk.press(ord("1"), "alt")
    assert desk.page.at_hand.answers == {question.key: question.answers[1].key}
    for number, title in ((1, "Keys of the desk"), (7, "Forms needed"), (8, "Where the facts")):
        desk.function(number)
        assert any(text.startswith(title) for text in desk.texts())
        desk.press(ESCAPE)
        assert desk.desk.sheet is None
    desk.function(6)
    assert desk.desk.sheet.card.ids.code.rows
    desk.press(ESCAPE)
    desk.function(10)
    desk.type("2") if desk.desk.sheet is None else desk.press(ord("2"))
    assert desk.page.title() == "Printer"
    desk.press(ESCAPE)
    assert desk.page.at_hand is not None, "the dossier was lost on the way to the printer"


def test_keys_pressed_before_the_rows_are_there_open_the_right_row(
    desk: DeskDriver, house: House
) -> None:
    desk.open(house)
    desk.sign_in()
    for letter in "giay doc than":
        desk.window.dispatch("on_textinput", letter)
    desk.window.dispatch("on_key_down", ENTER, 0, None, [])
    desk.wait_for(lambda: desk.page.at_hand is not None)
    assert desk.page.at_hand.procedure.code == "1.004873"


def test_nobody_may_sign_in_yet(desk: DeskDriver, house: House) -> None:
    for clerk in house.clerks.all():
        house.clerks.remove(clerk.name)
    desk.open(house)
    assert any("kiosk clerk add" in text for text in desk.texts())
    house.clerks.add(CLERK, Role.CLERK, "x", house.clock())
    desk.press(ESCAPE)
    desk.wait_for(lambda: CLERK in desk.texts())


def test_the_reason_is_the_clerks_own_once_written(desk: DeskDriver, house: House) -> None:
    desk.open(house)
    desk.sign_in()
    desk.look_up("ks")
    desk.answer_all()
    desk.function(4)
    desk.type("a")
    reason = desk.page.layout.ids.card.ids.reason
    assert reason.typed.startswith("Thiếu: ")
    desk.press(TAB)
    desk.press(BACKSPACE, "ctrl")
    desk.type("Mang bản gốc đến chiều nay")
    desk.enter()
    desk.press(DOWN)
    desk.type("b")
    assert reason.typed == "Mang bản gốc đến chiều nay"
    assert len(desk.page.at_hand.state.gaps) == 2


def test_a_failing_page_begins_anew_and_the_desk_goes_on(
    desk: DeskDriver, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(house)
    desk.sign_in()
    monkeypatch.setattr(
        type(desk.page), "show_help", lambda _page: (_ for _ in ()).throw(ValueError("secret"))
    )
    desk.app.fail()
    desk.frames(2)
    assert desk.app.tr("Something went wrong; the page begins anew.") in desk.texts()
    desk.look_up("ks")


def test_ctrl_f12_on_the_kiosk_opens_the_desk_and_leaving_forgets(
    desk: DeskDriver, house: House, tmp_path: Path
) -> None:
    from dataclasses import replace

    from window_driver import BIRTH

    from kiosk.screen_rooms import rooms_of
    from kiosk.ui.navigation import Place
    from kiosk.ui.visit import Visit

    real = rooms_of(house)
    app = desk.start(change=lambda rooms: replace(rooms, desk=real.desk, bell=real.bell))
    app.start_over()
    app.open_procedure(BIRTH)
    desk.press(F12, "ctrl")
    assert app.desk is not None
    assert app.visit == Visit()
    desk.wait_for(lambda: bool(app.desk.page._names))
    desk.type(str(app.desk.page._names.index(CLERK) + 1) + PIN)
    desk.enter()
    desk.wait_for(lambda: app.desk.session is not None)
    desk.type("ks1")
    desk.wait_for(lambda: app.desk.page.at_hand is not None)
    desk.function(12)
    desk.wait_for(lambda: app.desk is None)
    assert app.visit.place is Place.ATTRACT
    assert not any("Bàn cán bộ" in text for text in desk.texts())


def test_a_finger_on_the_mark_for_three_seconds_opens_the_desk(
    desk: DeskDriver, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from kiosk.screen_rooms import rooms_of

    monkeypatch.setattr("kiosk.ui.staff_entry.SECONDS", 0.1)
    real = rooms_of(house)
    app = desk.start(change=lambda rooms: replace(rooms, desk=real.desk))
    desk.touch_at(86, 1860)
    time.sleep(0.15)
    desk.frames(2)
    assert app.desk is None, "a short touch of the mark opens nothing"
    app.end_visit()
    touch = desk.touch_at(86, 1860, lift=False)
    desk.wait_for(lambda: app.desk is not None)
    touch.touch_up()
    desk.frames(3)
    assert app.visit.place == "attract"
    desk.wait_for(lambda: bool(app.desk.page._names))
    # A desk that nobody signs in to gives the screen back.
    desk.steady.seconds += 61
    desk.wait_for(lambda: app.desk is None)
