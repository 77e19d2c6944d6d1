"""A steward's posting day: a file is brought, read, decided, published, and hangs on the board."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from desk_driver import (
    CLERK,
    PIN,
    STEWARD,
    STEWARD_PIN,
    DeskDriver,
    desk,
    house,
    stocked_home,
    wall,
)
from pypdf import PdfReader

from kiosk.app import House
from kiosk.catalogue.counted import CountKind, Reason
from kiosk.catalogue.importing import read_sources
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.staging import Incoming, Origin
from kiosk.ui.strokes import DOWN, ENTER, ESCAPE, F1, RIGHT, SPACE, UP

__all__ = ["desk", "house", "stocked_home", "wall"]

CODE = "9.000001"
TEXT = """\
field: Hộ tịch
procedures:
  - code: "9.000001"
    name: Thủ tục xác nhận nơi ở của trẻ em
    agency: {agency}
    levels: [commune]
    decision: {{number: 12/QĐ-UBND}}
    checked_on: 2026-11-20
    steps: [Nộp hồ sơ., Nhận kết quả.]
    documents:
      - {{name: Tờ khai xác nhận, originals: {count}}}
    methods:
      - kind: in_person
        time_limits: [{{unit: working_days, amount: {days}}}]
        fees: [{{name: Lệ phí xác nhận, amount: {fee}}}]
"""
BEFORE = {"agency": "Ủy ban nhân dân cấp xã", "count": 1, "days": 3, "fee": 8000}
AFTER = {"agency": "Trung tâm hành chính công", "count": 2, "days": 2, "fee": 5000}
KEPT = ("1.001193", "1.000656", "2.000815")


@pytest.fixture
def brought(house: House) -> Path:
    """A file as somebody brought it; its earlier form is published, and few things are posted."""
    house.home.incoming.mkdir()
    path = house.home.incoming / "thu-tuc-phuong.yaml"
    path.write_text(TEXT.format(**BEFORE), encoding="utf-8")
    house.catalogue.stage(read_sources([path]))
    house.catalogue.publish(by="A")
    house.catalogue.withdraw(set(house.catalogue.codes()) - set(KEPT))
    house.catalogue.post([CODE])
    house.posting.put_up(by="A")
    path.write_text(TEXT.format(**AFTER), encoding="utf-8")
    return path


def go_to(desk: DeskDriver, key: str) -> None:
    """Open a page by the digit that the list of pages gives it."""
    place = [entry.key for entry in desk.desk.entries()].index(key)
    desk.press(F1 + 9)
    desk.press(ord("1") + place)
    desk.settled()
    desk.wait_for(lambda: getattr(desk.page, "known", key) is not None, 20)


def test_a_posting_day(desk: DeskDriver, house: House, brought: Path) -> None:
    desk.open(house)
    desk.sign_in(STEWARD, STEWARD_PIN)

    go_to(desk, "catalogue")
    desk.function(2)
    assert brought.name in desk.texts()
    desk.press(ENTER)
    desk.wait_for(lambda: desk.page.known.has_draft, 20)
    assert desk.page.view == "changes"
    shown = [row.field for row in desk.page._change_rows]
    assert shown[0] == "Cơ quan thực hiện"
    assert len(shown) == 4
    desk.press(RIGHT)
    desk.press(SPACE)  # the agency stays
    desk.wait_for(lambda: desk.page._change_rows[0].decided == "refused", 20)
    assert "nhận 3/4" in desk.texts()
    assert house.catalogue.procedure(CODE).agency == BEFORE["agency"]
    desk.function(9)
    desk.type("45/QD-UBND")
    desk.function(9)
    desk.wait_for(lambda: not desk.page.known.has_draft, 20)
    seen = house.catalogue.procedure(CODE)
    assert (seen.agency, seen.documents[0].originals) == (BEFORE["agency"], 2)
    assert seen.methods[0].fees[0].amount == 5000
    assert house.catalogue.versions()[-1].decision == "45/QD-UBND"

    go_to(desk, "posting")
    desk.wait_for(lambda: desk.page.standing is not None, 20)
    assert desk.page.standing.changes.to_hang == {CODE}
    desk.function(6)
    papers = house.home.papers
    desk.wait_for(lambda: bool(list(papers.glob("niem-yet-tap-*.pdf"))), 60)
    (booklet,) = papers.glob("niem-yet-tap-*.pdf")
    pages = [page.extract_text() for page in PdfReader(booklet).pages]
    assert CODE in pages[1]  # what has changed
    assert any("5.000 đồng" in page for page in pages)
    desk.type("2")  # only what is new
    desk.function(5)
    desk.wait_for(lambda: bool(list(house.home.prints.glob("*.pdf"))), 60)
    (printed,) = house.home.prints.glob("*.pdf")
    assert BEFORE["agency"] in PdfReader(printed).pages[0].extract_text()
    desk.function(7)
    desk.wait_for(lambda: bool(list(papers.glob("*.xlsx"))), 20)
    (listing,) = papers.glob("*.xlsx")
    assert openpyxl.load_workbook(listing).active["B2"].value == CODE
    desk.function(9)
    desk.wait_for(lambda: not desk.page.standing.changes.to_hang, 20)

    desk.press(ESCAPE)
    desk.look_up("xac nhan noi o cua tre em")
    assert desk.page.at_hand.procedure.code == CODE
    did = {line.what for line in house.trail.newest(20) if line.who == STEWARD}
    assert did >= {"import", "refuse fields", "publish", "put up booklet"}


def test_a_version_that_was_wrong_is_taken_back(
    desk: DeskDriver, house: House, brought: Path
) -> None:
    house.catalogue.stage(read_sources([brought]))
    house.catalogue.publish(by="A")
    desk.open(house)
    desk.sign_in(STEWARD, STEWARD_PIN)
    go_to(desk, "catalogue")
    desk.function(4)
    desk.press(DOWN)
    desk.press(ENTER)
    desk.press(ENTER)
    desk.wait_for(lambda: house.catalogue.procedure(CODE).agency == BEFORE["agency"], 20)


def test_a_clerk_reads_the_catalogue_and_changes_nothing(
    desk: DeskDriver, house: House, brought: Path
) -> None:
    house.catalogue.stage(read_sources([brought]))
    desk.open(house)
    desk.sign_in(CLERK, PIN)
    go_to(desk, "catalogue")
    assert len(desk.page._change_rows) == 4
    for key in (5, 6, 8, 9):
        desk.function(key)
    desk.type("a")
    assert desk.desk.sheet is None
    desk.function(2)
    desk.press(ENTER)
    go_to(desk, "office")
    desk.press(ENTER)
    assert desk.desk.sheet is None
    go_to(desk, "posting")
    desk.function(9)
    desk.settled()
    assert house.catalogue.has_draft()
    assert all(not each.decided for each in house.catalogue.difference()[0].changes)
    assert {line.what for line in house.trail.newest(9)} == {"sign in", "put up booklet"}


def test_what_holds_here_is_said_at_the_desk(desk: DeskDriver, house: House) -> None:
    desk.open(house)
    desk.sign_in(STEWARD, STEWARD_PIN)
    go_to(desk, "office")
    desk.press(ENTER)
    desk.type("024 3838 1234")
    desk.function(9)
    desk.settled()
    assert house.local.ward().office.phone.endswith("024 3838 1234")
    place = [fact.title for fact in desk.page.facts].index("Thứ Bảy")
    desk.page.choose(place)
    desk.press(ENTER)
    desk.type("12:00-08:00")
    desk.function(9)
    desk.settled()
    desk.wait_for(lambda: "Bạn ghi giờ như 08:00-12:00, 13:00-17:00." in desk.texts(), 20)
    assert house.local.ward().hours.saturday == []
    desk.press(ESCAPE)
    place = [fact.title for fact in desk.page.facts].index("Thêm mức thu")
    desk.page.choose(place)
    desk.press(ENTER)
    desk.type("1.001193")
    desk.function(9)
    desk.wait_for(lambda: "Số đồng, 0 là không thu" in desk.texts(), 20)
    desk.type("7000")
    desk.press(ENTER)
    desk.type("06/2020/NQ-HDND")
    desk.function(9)
    desk.settled()
    (fee,) = house.local.all().fees
    assert (fee.code, fee.amount, fee.rule) == ("1.001193", 7000, "06/2020/NQ-HDND")


def test_a_word_becomes_a_name_with_two_touches(desk: DeskDriver, house: House) -> None:
    house.counts.add(house.clock().date(), {}, {"giấy cho cún": 3, "xe bay": 2})
    desk.open(house, (1080, 1920))
    desk.sign_in(CLERK, PIN)
    go_to(desk, "words")
    desk.tap_text("“giấy cho cún”")
    desk.wait_for(lambda: bool(desk.page._found), 20)
    row = desk.page._found[0]
    desk.tap_text(row.title)
    desk.wait_for(lambda: [text.text for text in desk.page.texts] == ["xe bay"], 20)
    assert house.finder().find("giấy cho cún").results[0].code == row.code
    desk.function(7)
    desk.wait_for(lambda: desk.page.texts == [], 20)
    assert "Không còn từ nào chờ" in desk.texts()


def test_the_month_is_drawn_and_taken_along(desk: DeskDriver, house: House) -> None:
    house.counts.add(
        dt.date(2026, 11, 3),
        {
            (CountKind.VISIT, ""): 42,
            (CountKind.LOOKED_UP, "1.001193"): 7,
            (CountKind.SATISFACTION, "5"): 6,
            (CountKind.REASON, Reason.TOO_SLOW.value): 2,
        },
    )
    house.counts.add(dt.date(2026, 10, 5), {(CountKind.VISIT, ""): 30})
    desk.open(house)
    desk.sign_in(CLERK, PIN)
    go_to(desk, "figures")
    desk.wait_for(lambda: "42" in desk.texts(), 20)
    assert "tháng trước: 30" in desk.texts()
    for key, ending in ((6, "pdf"), (7, "xlsx"), (8, "csv")):
        desk.function(key)
        file = house.home.papers / f"thong-ke-2026-11.{ending}"
        desk.wait_for(file.exists, 30)
    desk.tap(next(w for w in desk.walk() if getattr(w, "icon", "") == "chevron-left"))
    desk.wait_for(lambda: desk.page.report.figures[0].value == "30", 20)
    assert "Tháng 10 năm 2026" in desk.texts()


def test_thousands_of_changes_are_listed_a_hundred_at_a_time(
    desk: DeskDriver, house: House
) -> None:
    many = [
        Procedure(code=f"9.{number:06d}", name=f"Thủ tục {number}", field="Thử")
        for number in range(250)
    ]
    house.catalogue.stage(Incoming(procedure=each, origin=Origin.PORTAL, file="x") for each in many)
    desk.open(house)
    desk.sign_in(STEWARD, STEWARD_PIN)
    go_to(desk, "catalogue")
    assert "1–100" in desk.texts()
    desk.press(UP)  # from the first to the last row, which goes on
    assert "101–200" in desk.texts()
    desk.press(UP)
    assert "201–250" in desk.texts()
    assert desk.page.layout.ids.card.title == "Thủ tục 200"
    desk.function(6)
    desk.wait_for(lambda: desk.page.known.changes[200].decided == "refused", 20)
    desk.press(UP)
    assert "101–200" in desk.texts()
