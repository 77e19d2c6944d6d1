"""A renderer, one office and sheets to print."""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import yaml

from kiosk.catalogue.procedure import (
    Answer,
    Case,
    DocumentRequirement,
    Method,
    MethodKind,
    Procedure,
    Question,
    Source,
    TimeLimit,
    TimeUnit,
)
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.checklist import Checklist, build
from kiosk.clock import COUNTER_ZONE
from kiosk.printing.renderer import Renderer
from kiosk.settings import Settings, load_settings
from kiosk.translation import Translator

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
        read = yaml.safe_load(file.read_text(encoding="utf-8"))
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
