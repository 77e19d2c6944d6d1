"""Posting sheets, the booklet with its list and changes, and the list as XLSX."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pypdf
import pytest

from kiosk.catalogue.booklets import Booklets, PutUpBooklet, sheet_of
from kiosk.catalogue.database import Database
from kiosk.catalogue.posting import Posting
from kiosk.catalogue.procedure import (
    Answer,
    Case,
    DocumentRequirement,
    Fee,
    LegalBasis,
    Level,
    Method,
    MethodKind,
    Procedure,
    Purpose,
    Question,
    Result,
    Source,
    Tier,
    TimeLimit,
    TimeUnit,
)
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.checklist import Checklist, build
from kiosk.clock import COUNTER_ZONE
from kiosk.desk.booklet import (
    changes_since,
    front_of,
    lay_out_posting,
    posting_request,
)
from kiosk.desk.posting_list import row_of, workbook
from kiosk.desk.posting_sheet import PostingSheet, lay_out_sheet
from kiosk.printing.renderer import Renderer
from kiosk.settings import Hours, Office, Paper
from kiosk.translation import Translator

TR = Translator("vi", gettext.NullTranslations())
AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=COUNTER_ZONE)
HOURS = Hours(monday=["08:00-12:00"])
OFFICE = Office(
    name="Điểm thử", place="phường thử", province="Hà Nội", complaints="Bàn tiếp nhận, 1900 1009"
)
BIRTH = Procedure(
    code="1.000001",
    name="Thủ tục đăng ký thử",
    short_name="Đăng ký thử",
    field="Hộ tịch",
    levels=[Level.COMMUNE],
    agency="Ủy ban nhân dân cấp xã",
    subjects="Công dân Việt Nam",
    steps=["Nộp giấy tờ.", "Nhận kết quả."],
    dossier_sets=2,
    questions=[
        Question(
            key="late",
            text="Có trễ hạn không?",
            answers=[Answer(key="yes", label="Có"), Answer(key="no", label="Không")],
        )
    ],
    cases=[Case(key="late", name="Trễ hạn", when={"late": ["yes"]})],
    documents=[
        DocumentRequirement(name="Tờ khai", originals=1),
        DocumentRequirement(name="Giấy giải trình", photocopies=2, cases=["late"]),
        DocumentRequirement(name="Căn cước", originals=1, purpose=Purpose.PRESENT),
        DocumentRequirement(name="Không phải nộp lại bản đã nộp", purpose=Purpose.NOTE),
    ],
    methods=[
        Method(
            kind=MethodKind.IN_PERSON,
            time_limits=[TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=3)],
            fees=[Fee(name="Lệ phí", amount=15000, rule="Nghị quyết 1", cases=[])],
        )
    ],
    results=[Result(name="Giấy chứng nhận")],
    requirements=["Đủ 18 tuổi"],
    legal_bases=[LegalBasis(number="60/2014/QH13", name="Luật Hộ tịch")],
    source=Source(url="https://dichvucong.gov.vn/thu-tuc/1.000001"),
    checked_on=dt.date(2026, 11, 1),
)
LISTED = Procedure(
    code="1.000002", name="=1+1 Thủ tục khác", field="Giáo dục", tier=Tier.LISTED, short_name="=1+1"
)


def case_of(procedure: Procedure) -> Checklist:
    calendar = WorkingCalendar(HOURS)
    return build(procedure, {}, at=AT, office=OFFICE, hours=HOURS, calendar=calendar)


def sheet(procedure: Procedure, posting: Posting | None = None) -> PostingSheet:
    return lay_out_sheet(procedure, case_of(procedure), posting, TR)


@pytest.fixture(scope="module")
def renderer(repository: Path) -> Iterator[Renderer]:
    renderer = Renderer(repository / "assets", timeout_seconds=60)
    yield renderer
    renderer.close()


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_sheet_shows_every_constituent_part(renderer: Renderer) -> None:
    posting = Posting(
        code=BIRTH.code, office="x", since=dt.date(2026, 7, 1), decision="5/QĐ", counter="Quầy 2"
    )
    made = lay_out_posting([sheet(BIRTH, posting)], OFFICE, AT, Paper.A4, TR)
    text = squeezed("\n".join(texts(renderer.render(posting_request(made))[0])))
    for part in (
        "Thủ tục đăng ký thử",
        "1.000001",
        "Hộ tịch",
        "commune level",
        "Ủy ban nhân dân cấp xã",
        "Công dân Việt Nam",
        "01/07/2026 (5/QĐ)",
        "Where: Quầy 2",
        "Tờ khai",
        "Giấy giải trình",
        "If: trễ hạn.",
        "Show only.",
        "Không phải nộp lại bản đã nộp.",
        "Dossiers: 2 sets.",
        "3 working days",
        "Lệ phí: 15.000 đồng. By Nghị quyết 1.",
        "Nộp giấy tờ.",
        "Giấy chứng nhận.",
        "Đủ 18 tuổi.",
        "60/2014/QH13 Luật Hộ tịch.",
        "None is named in the source.",
        "Scan for the official page.",
        "Complaints and proposals about procedures: Bàn tiếp nhận, 1900 1009",
    ):
        assert squeezed(part) in text, part


def test_what_is_not_known_sends_to_the_counter() -> None:
    made = sheet(LISTED)
    assert made.papers_foot == ["Ask at the counter."]
    assert all(part.lines == ["Ask at the counter."] for part in made.parts)
    assert made.qr is None


def test_each_paper_size_is_set(renderer: Renderer) -> None:
    for paper, width in ((Paper.A4, 595.28), (Paper.A5, 419.53)):
        made = posting_request(lay_out_posting([sheet(BIRTH)], OFFICE, AT, paper, TR))
        page = pypdf.PdfReader(io.BytesIO(renderer.render(made)[0])).pages[0]
        assert round(float(page.mediabox.width), 2) == width


@pytest.mark.parametrize("paper", [Paper.RECEIPT_80, Paper.RECEIPT_58])
def test_a_roll_has_every_part_but_is_never_bound(renderer: Renderer, paper: Paper) -> None:
    made = lay_out_posting([sheet(BIRTH), sheet(LISTED)], OFFICE, AT, paper, TR)
    (page,) = pypdf.PdfReader(io.BytesIO(renderer.render(posting_request(made))[0])).pages
    assert round(float(page.mediabox.width) / 72 * 25.4) == (
        80 if paper is Paper.RECEIPT_80 else 58
    )
    text = squeezed(page.extract_text())
    for posted in (sheet(BIRTH), sheet(LISTED)):
        assert squeezed(posted.title) in text
        assert all(squeezed(each.name + each.counts) in text for each in posted.papers)
        for part in (posted.steps, *posted.parts):
            assert squeezed(part.label) in text
            assert all(squeezed(line) in text for line in part.lines)
    bound = msgspec.structs.replace(made, front=front_of([sheet(BIRTH)], None, OFFICE, AT, TR))
    with pytest.raises(ValueError, match="bound"):
        posting_request(bound)


def booklet(renderer: Renderer, last: PutUpBooklet | None, *procedures: Procedure) -> bytes:
    sheets = [sheet(procedure) for procedure in procedures]
    changes = changes_since(last, [sheet_of(procedure) for procedure in procedures])
    front = front_of(sheets, changes, OFFICE, AT, TR)
    made = lay_out_posting(sheets, OFFICE, AT, Paper.A4, TR, front=front)
    return renderer.render(posting_request(made))[0]


def flat(outline: list[Any], depth: int = 0) -> Iterator[tuple[int, str, Any]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry, depth + 1)
        else:
            yield depth, entry.title, entry


def test_the_list_names_the_page_on_which_each_sheet_begins(renderer: Renderer) -> None:
    many = [
        msgspec.structs.replace(
            BIRTH, code=f"1.{n:06d}", short_name=f"Thủ tục {n}", field=f"Lĩnh vực {n % 3}"
        )
        for n in range(1, 60)
    ]
    pdf = booklet(renderer, None, *many)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    begins = {
        title: reader.get_destination_page_number(entry) + 1
        for _, title, entry in flat(reader.outline)
    }
    listing = next(n for n, text in enumerate(pages) if "List of procedures by field" in text)
    listed = squeezed("".join(pages[listing : listing + 3]))
    for procedure in many:
        assert procedure.title in begins
        page = begins[procedure.title]
        assert f"{procedure.code}{squeezed(procedure.title)}{page}" in listed, procedure.title
        assert procedure.code in pages[page - 1]


def test_bookmarks_are_fields_with_their_procedures(renderer: Renderer) -> None:
    reader = pypdf.PdfReader(io.BytesIO(booklet(renderer, None, BIRTH, LISTED)))
    entries = [(depth, title) for depth, title, _ in flat(reader.outline)]
    assert entries == [
        (0, "What has changed"),
        (0, "List of procedures by field"),
        (0, "GIÁO DỤC"),
        (1, "=1+1"),
        (0, "HỘ TỊCH"),
        (1, "Đăng ký thử"),
    ]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_booklet_says_what_has_changed(renderer: Renderer) -> None:
    gone = msgspec.structs.replace(LISTED, code="1.000009", name="Thủ tục đã bãi bỏ")
    before = msgspec.structs.replace(BIRTH, agency="Nơi khác")
    last = PutUpBooklet(AT - dt.timedelta(days=30), [sheet_of(before), sheet_of(gone)])
    text = " ".join(texts(booklet(renderer, last, BIRTH, LISTED))[1].split())
    assert "Changes since the booklet of 24/10/2026:" in text
    new, changed, lapsed = (text.index(w) for w in ("New", "With another text", "Lapsed"))
    assert new < text.index("1.000002") < changed < text.index("1.000001") < lapsed
    assert lapsed < text.index("Thủ tục đã bãi bỏ")
    assert "Bàn tiếp nhận" in texts(booklet(renderer, last, BIRTH))[0]


def test_a_first_booklet_and_one_without_changes_say_so() -> None:
    first = front_of([sheet(BIRTH)], None, OFFICE, AT, TR)
    assert first.changes_text == "This is the first booklet put up here."
    same = changes_since(PutUpBooklet(AT, [sheet_of(BIRTH)]), [sheet_of(BIRTH)])
    again = front_of([sheet(BIRTH)], same, OFFICE, AT, TR)
    assert again.changes_text == "Nothing has changed since the booklet of 23/11/2026."
    assert again.changes == []


def test_what_was_put_up_is_remembered(engine: Database) -> None:
    booklets = Booklets(engine)
    assert booklets.last() is None
    booklets.put_up(AT, [sheet_of(BIRTH)])
    booklets.put_up(AT + dt.timedelta(days=1), [sheet_of(LISTED), sheet_of(BIRTH)])
    last = booklets.last()
    assert last is not None
    assert last.put_up_at == AT + dt.timedelta(days=1)
    assert last.sheets == [sheet_of(BIRTH), sheet_of(LISTED)]


def test_the_list_has_real_types_and_no_formulas() -> None:
    posting = Posting(code=LISTED.code, office="x", since=dt.date(2026, 7, 1), counter="@SUM(A1)")
    hostile = msgspec.structs.replace(LISTED, field="\x0b-1+1")
    rows = [
        row_of(BIRTH, case_of(BIRTH), None, TR),
        row_of(hostile, case_of(hostile), posting, TR),
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows, TR)))
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    birth, other = (dict(zip(heads, sheet[n], strict=True)) for n in (2, 3))
    assert (birth["Item no."].value, birth["Item no."].data_type) == (1, "n")
    assert birth["Code"].value == "1.000001"
    assert birth["Code"].data_type == "s"
    assert (birth["Fee (đồng)"].value, birth["Fee (đồng)"].data_type) == (15000, "n")
    assert birth["Checked on"].is_date
    assert birth["Checked on"].value.date() == dt.date(2026, 11, 1)
    assert birth["Posted since"].value is None
    assert other["Fee (đồng)"].value is None
    assert other["Posted since"].value.date() == dt.date(2026, 7, 1)
    assert (other["Procedure"].value, other["Procedure"].data_type) == ("=1+1", "s")
    assert other["Where"].value == "@SUM(A1)"
    assert other["Field"].value == "-1+1"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.freeze_panes == "C2"
