"""A renderer, one office and sheets to print."""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import yaml
from loopback import calm, cups

from kiosk.catalogue.procedure import (
    Answer,
    Case,
    Decision,
    DocumentRequirement,
    Fee,
    Method,
    MethodKind,
    Procedure,
    Purpose,
    Question,
    Source,
    TimeLimit,
    TimeUnit,
)
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.checklist import Checklist, build
from kiosk.clock import COUNTER_ZONE
from kiosk.printing import paper
from kiosk.printing.printer import Document
from kiosk.printing.renderer import Renderer
from kiosk.settings import Paper, Settings, load_settings
from kiosk.translation import Translator

__all__ = ["calm", "cups"]

AT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=COUNTER_ZONE)


@pytest.fixture(scope="session")
def renderer(repository: Path) -> Iterator[Renderer]:
    renderer = Renderer(repository / "assets")
    yield renderer
    renderer.close()


@pytest.fixture(scope="session")
def profile(repository: Path) -> Settings:
    return load_settings(repository / "db" / "ward.toml")


@pytest.fixture(scope="session")
def vietnamese() -> Translator:
    return Translator("vi", gettext.NullTranslations())


@pytest.fixture(scope="session")
def english() -> Translator:
    return Translator("en", gettext.NullTranslations())


@pytest.fixture(scope="session")
def shipped(repository: Path) -> dict[str, Procedure]:
    """The shipped procedures by code."""
    found: dict[str, Procedure] = {}
    for file in sorted((repository / "db" / "catalogue").glob("*.yaml")):
        read = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        common = {key: read[key] for key in ("field", "field_en", "ministry") if key in read}
        for raw in read["procedures"]:
            procedure = msgspec.convert({**common, **raw}, Procedure)
            found[procedure.code] = procedure
    return found


Make = Callable[..., Checklist]


@pytest.fixture(scope="session")
def make(profile: Settings) -> Make:
    """Builds the checklist of a procedure and its answers at the shipped office."""
    calendar = WorkingCalendar(profile.hours)

    def make_one(procedure: Procedure, answers: dict[str, str] | None = None) -> Checklist:
        return build(
            procedure,
            answers or {},
            at=AT,
            office=profile.office,
            hours=profile.hours,
            calendar=calendar,
            counter="Quầy 2",
            counter_en="Counter 2",
        )

    return make_one


@pytest.fixture(scope="session")
def sheet(
    renderer: Renderer, make: Make, shipped: dict[str, Procedure], vietnamese: Translator
) -> Document:
    """The list for a birth as a printer gets it."""
    checklist = make(shipped["1.001193"])
    return Document(paper.render(renderer, checklist, Paper.A4, [vietnamese]), Paper.A4)


@pytest.fixture(scope="session")
def long_procedure() -> Procedure:
    """Forty papers, with names that wrap and a name that would be code if it were not inert."""
    documents = [
        DocumentRequirement(
            name=f"Giấy tờ số {n}: xác nhận của Ủy ban nhân dân nơi cư trú về nguồn gốc hộ {n}",
            name_en=f"Paper {n}",
            originals=n % 3,
            photocopies=1,
            note="Ghi rõ họ tên, kỹ càng, đủ chữ ký" if n % 2 else "",
            cases=["late"] if n > 34 else [],
        )
        for n in range(1, 40)
    ]
    documents.append(DocumentRequirement(name='#read("/etc/passwd") *đậm* $x$ <b>', originals=1))
    return Procedure(
        code="1.999999",
        name="Thủ tục có danh mục rất dài " + "rất dài " * 10,
        short_name="Danh mục dài",
        field="Thử",
        documents=documents,
        questions=[
            Question(
                key="late",
                text="Có trễ hạn không?",
                answers=[Answer(key="yes", label="Có"), Answer(key="no", label="Không")],
            )
        ],
        cases=[Case(key="late", name="Trễ hạn", when={"late": ["yes"]})],
        methods=[
            Method(
                kind=MethodKind.IN_PERSON,
                time_limits=[TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=3)],
            )
        ],
        steps=["Nộp giấy tờ.", "Nhận kết quả."],
        source=Source(url="https://dichvucong.gov.vn/thu-tuc/1.999999"),
    )


def _long(words: str, letters: int) -> str:
    """Return ``words`` again and again, as long as a name of the law's can be."""
    return (words * letters)[: letters - 1].rstrip() + "g"


@pytest.fixture(scope="session")
def extreme_procedure() -> Procedure:
    """Everything too long at once: forty papers with names of 300 letters, a name without blanks,
    eight answers, twelve steps, ten requirements, three ways with long fees; all in English too."""
    name = "Ữ Ộ Ế Ẫ văn bản thỏa thuận về việc nghỉ kỳ nghiệm thu của tổ chức, cá nhân "
    english = "A statement of the organisation or person on what was agreed "
    note = "Bản giấy hoặc bản điện tử có chữ ký số, nộp kèm bản dịch đã chứng thực chữ ký "
    documents = [
        DocumentRequirement(
            name=_long(f"Giấy {n} {name}", 300),
            name_en=_long(f"Paper {n} {english}", 300),
            originals=n % 3,
            certified_copies=n % 2,
            photocopies=12 if n % 5 == 0 else 0,
            purpose=Purpose.PRESENT if n % 4 == 0 else Purpose.SUBMIT,
            note=_long(note, 400),
            note_en=_long(english, 400),
            issuer="Bộ phận của https://dichvucong.gov.vn/" + "thu-tuc-hanh-chinh-" * 8,
            cases=["late"] if n > 30 else [],
        )
        for n in range(1, 41)
    ]
    questions = [
        Question(
            key=f"q{n}",
            text=_long("Bạn thuộc trường hợp nào sau đây ", 120) + "?",
            text_en=_long("Which of these is true of you ", 120) + "?",
            answers=[
                Answer(key="yes", label=_long(name, 100), label_en=_long(english, 100)),
                Answer(key="no", label="Không", label_en="No"),
            ],
        )
        for n in range(8)
    ]
    fee = Fee(
        name=_long("Lệ phí đăng ký và thẩm định ", 100),
        name_en=_long("Fee for registering ", 100),
        amount=123_456_789,
        per="trường hợp",
        note=_long(note, 200),
        note_en=_long(english, 200),
        rule=_long("Nghị quyết 77/2025/NQ-HĐND ", 100),
        exemptions=[_long("người có công với cách mạng ", 120)],
    )
    limit = TimeLimit(
        unit=TimeUnit.WORKING_DAYS, amount=45, note=_long(note, 200), note_en=_long(english, 200)
    )
    return Procedure(
        code="1.888888",
        name=_long("Thủ tục đăng ký " + name, 300),
        name_en=_long("Registration of " + english, 300),
        short_name=_long("Đăng ký " + name, 160),
        short_name_en=_long("Register " + english, 160),
        field="Thử",
        field_en="Trial",
        documents=documents,
        questions=questions,
        cases=[Case(key="late", name=_long(name, 80), name_en=english, when={"q9": ["yes"]})],
        methods=[
            Method(kind=kind, time_limits=[limit], fees=[fee, fee], note=_long(note, 200))
            for kind in MethodKind
        ],
        steps=[_long("Nộp giấy tờ tại quầy và chờ gọi số ", 200) for _ in range(12)],
        steps_en=[_long("Hand in the papers and wait ", 200) for _ in range(12)],
        requirements=[_long("Điều kiện về nơi cư trú của người nộp ", 200) for _ in range(10)],
        decision=Decision(number="163/QĐ-BTP"),
        source=Source(url="https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc.html?ma=1.888888"),
        checked_on=AT.date(),
    )
