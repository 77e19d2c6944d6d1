"""A small procedure with every kind of condition, and one office."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.catalogue.procedure import (
    Answer,
    Case,
    Decision,
    DocumentRequirement,
    Fee,
    FeeStep,
    Form,
    Method,
    MethodKind,
    Necessity,
    Procedure,
    Purpose,
    Question,
    Source,
    TimeLimit,
    TimeUnit,
    UpcomingChange,
)
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.days import DaysTable, Year, seed
from kiosk.clock import COUNTER_ZONE
from kiosk.settings import Hours, Office

WEEKDAYS = ["08:00-12:00", "13:00-17:00"]


@pytest.fixture(scope="session")
def hours() -> Hours:
    return Hours(
        monday=WEEKDAYS, tuesday=WEEKDAYS, wednesday=WEEKDAYS, thursday=WEEKDAYS, friday=WEEKDAYS
    )


@pytest.fixture(scope="session")
def office() -> Office:
    return Office(name="Điểm phục vụ", place="phường Đông Ngạc", province="Hà Nội", phone="1900")


@pytest.fixture(scope="session")
def calendar(hours: Hours) -> WorkingCalendar:
    return WorkingCalendar(
        hours, DaysTable(years=[Year(year=2026, confirmed=True, notice="x", days=seed(2026))])
    )


@pytest.fixture
def noon() -> dt.datetime:
    return dt.datetime(2026, 11, 23, 10, 0, tzinfo=COUNTER_ZONE)


@pytest.fixture
def procedure() -> Procedure:
    """Who applies? If someone else: a relative or not? And is the old paper lost?"""
    return Procedure(
        code="1.000001",
        name="Thủ tục cấp lại giấy tờ mẫu",
        short_name="Cấp lại giấy",
        short_name_en="Replace a paper",
        name_en="Replacement of a sample paper",
        field="Hộ tịch",
        decision=Decision(number="01/QĐ-MAU"),
        source=Source(url="https://example.org/1.000001", dated=dt.date(2026, 7, 1)),
        checked_on=dt.date(2026, 11, 1),
        questions=[
            Question(
                key="who",
                text="Ai đi nộp?",
                text_en="Who applies?",
                answers=[
                    Answer(key="self", label="Chính tôi", label_en="Myself"),
                    Answer(key="other", label="Người khác", label_en="Someone else"),
                ],
            ),
            Question(
                key="kin",
                text="Có phải người thân không?",
                when={"who": ["other"]},
                answers=[Answer(key="yes", label="Phải"), Answer(key="no", label="Không")],
            ),
            Question(
                key="old",
                text="Giấy cũ còn không?",
                answers=[Answer(key="kept", label="Còn"), Answer(key="lost", label="Mất")],
            ),
        ],
        cases=[
            Case(key="kin", name="Người thân đi nộp", when={"who": ["other"], "kin": ["yes"]}),
            Case(key="stranger", name="Người lạ đi nộp", when={"kin": ["no"]}),
            Case(key="kept", name="Còn giấy cũ", when={"old": ["kept"]}),
            Case(key="lost", name="Mất giấy cũ", when={"old": ["lost"]}),
        ],
        documents=[
            DocumentRequirement(name="Tờ khai", originals=1, form="tk", name_en="Form"),
            DocumentRequirement(name="Giấy quan hệ", photocopies=1, cases=["kin"]),
            DocumentRequirement(
                name="Giấy ủy quyền", originals=1, certified_copies=2, cases=["stranger"]
            ),
            DocumentRequirement(name="Giấy cũ", originals=1, cases=["kept"]),
            DocumentRequirement(name="Đơn báo mất", originals=1, cases=["lost"]),
            DocumentRequirement(name="Bất kỳ giấy nào", originals=1, cases=["kept", "lost"]),
            DocumentRequirement(
                name="Giấy cư trú",
                purpose=Purpose.PRESENT,
                originals=1,
                necessity=Necessity.SOMETIMES,
                note="Chỉ khi quầy không tra được",
            ),
            DocumentRequirement(name="Ghi rõ họ tên", purpose=Purpose.NOTE),
        ],
        forms=[Form(key="tk", name="Tờ khai", number="TK-01", where="Xin tại quầy")],
        methods=[
            Method(
                kind=MethodKind.IN_PERSON,
                time_limits=[TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=3)],
                fees=[
                    Fee(name="Lệ phí", amount=15_000, per="bản", cases=["lost"]),
                    Fee(name="Lệ phí", amount=0, cases=["kept"]),
                    Fee(name="Bản sao thêm", per="bản", optional=True),
                ],
            ),
            Method(
                kind=MethodKind.ONLINE,
                time_limits=[TimeLimit(unit=TimeUnit.UNKNOWN, amount=1)],
                fees=[Fee(name="Lệ phí", amount=0)],
            ),
        ],
        steps=["Nộp giấy tờ.", "Nhận kết quả."],
        changes=[
            UpcomingChange(date=dt.date(2027, 3, 1), text="Luật mới có hiệu lực"),
            UpcomingChange(date=dt.date(2035, 1, 1), text="Xa quá"),
        ],
    )


@pytest.fixture
def certified_copy_fee() -> Fee:
    return Fee(
        name="Phí chứng thực bản sao",
        amount=2_000,
        per="trang",
        steps=[FeeStep(from_unit=3, amount=1_000)],
        cap=200_000,
        cap_per="bản",
    )
