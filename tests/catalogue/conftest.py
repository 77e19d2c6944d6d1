"""A catalogue in an empty folder, at a time that stands still until a test moves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.catalogue.database import migrate, open_database
from kiosk.catalogue.procedure import (
    Answer,
    Case,
    Decision,
    DocumentRequirement,
    Fee,
    Form,
    Method,
    MethodKind,
    Procedure,
    Question,
    Result,
    TimeLimit,
    TimeUnit,
)
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import ImportReport, Incoming, Origin
from kiosk.clock import COUNTER_ZONE

OPENING = dt.datetime(2026, 11, 23, 8, 0, tzinfo=COUNTER_ZONE)

MODEL = Procedure(
    code="1.000001",
    name="Thủ tục mẫu",
    field="Hộ tịch",
    short_name="Mẫu",
    everyday_names=["làm mẫu", "xin mẫu"],
    decision=Decision(number="1/QĐ-BTP", issued=dt.date(2026, 1, 5)),
    checked_on=dt.date(2026, 11, 1),
    questions=[
        Question(
            key="who",
            text="Ai đi nộp?",
            answers=[Answer(key="self", label="Tôi"), Answer(key="other", label="Người khác")],
        ),
        Question(
            key="paper",
            text="Có giấy ủy quyền chưa?",
            answers=[Answer(key="there", label="Có"), Answer(key="missing", label="Chưa")],
            when={"who": ["other"]},
        ),
    ],
    cases=[
        Case(key="other", name="Người khác đi nộp", when={"who": ["other"]}),
        Case(key="unsigned", name="Chưa có giấy", when={"paper": ["missing"]}),
    ],
    documents=[
        DocumentRequirement(name="Tờ khai", originals=1, form="to-khai"),
        DocumentRequirement(name="Giấy ủy quyền", originals=1, cases=["other"]),
        DocumentRequirement(name="Mẫu ủy quyền", photocopies=1, cases=["unsigned"]),
    ],
    forms=[Form(key="to-khai", name="Tờ khai")],
    methods=[
        Method(
            kind=MethodKind.IN_PERSON,
            time_limits=[TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=3)],
            fees=[Fee(name="Lệ phí", amount=8000)],
        )
    ],
    steps=["Nộp giấy tờ."],
    results=[Result(name="Giấy chứng nhận")],
)
"""A sound procedure, to be changed by the tests."""


class Hand:
    """A clock that a test sets."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment


@pytest.fixture
def clock() -> Hand:
    return Hand(OPENING)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'catalogue.sqlite'}"


@pytest.fixture
def catalogue(database: str, clock: Hand) -> Iterator[Catalogue]:
    engine = open_database(database)
    migrate(engine)
    found = Catalogue(engine, clock, office="Phường thử")
    yield found
    found.close()


@pytest.fixture
def model() -> Procedure:
    return MODEL


@pytest.fixture
def stage(catalogue: Catalogue) -> Callable[..., ImportReport]:
    """Stage procedures as from one origin (the ward's by default)."""

    def bring(*procedures: Procedure, origin: Origin = Origin.WARD, **how: bool) -> ImportReport:
        return catalogue.stage(
            (Incoming(procedure=p, origin=origin, file="file") for p in procedures), **how
        )

    return bring


@pytest.fixture
def numbered() -> Callable[[int], Procedure]:
    """Make the model under another code."""

    def make(number: int) -> Procedure:
        return msgspec.structs.replace(MODEL, code=f"1.{number:06d}", name=f"Thủ tục {number}")

    return make
