"""What a steward says about the office holds over the profile, and nothing wrong gets in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.catalogue.clerks import AuditTrail
from kiosk.catalogue.database import Database
from kiosk.catalogue.local import DayHere, FeeHere, YearHere
from kiosk.catalogue.local_facts import LocalFacts, NotSaidError
from kiosk.catalogue.local_fees import LocalFeeError, with_local_fees
from kiosk.catalogue.procedure import Fee, FeeStep, Method, MethodKind, Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import Incoming, Origin
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.days import DaysTable, SpecialDay, Year, with_local_days
from kiosk.desk.local import LocalDesk, LocalError
from kiosk.errors import Refused
from kiosk.settings import Counter, Settings, SettingsError, counter_of, lay_over, load_settings

CODE = "1.000001"
FEES = [
    Fee(name="Lệ phí"),
    Fee(name="Lệ phí", amount=5000),
    Fee(name="Sao", amount=2000, steps=[FeeStep(from_unit=3, amount=1000)]),
]
TEXT = Procedure(
    code=CODE,
    name="Thủ tục mẫu",
    field="Hộ tịch",
    methods=[Method(kind=MethodKind.IN_PERSON, fees=FEES), Method(kind=MethodKind.ONLINE)],
)
IN_PERSON = FeeHere(
    code=CODE, method=MethodKind.IN_PERSON, name="Lệ phí", amount=8000, rule="06/NQ"
)


@pytest.fixture
def profile(repository: Path) -> Settings:
    return load_settings(repository / "db" / "ward.toml")


@pytest.fixture
def catalogue(engine: Database, hands: Any) -> Catalogue:
    catalogue = Catalogue(engine, hands.clock)
    catalogue.stage([Incoming(procedure=TEXT, origin=Origin.SHIPPED, file="x")])
    catalogue.publish(by="A")
    catalogue.post([CODE])
    return catalogue


@pytest.fixture
def desk(engine: Database, hands: Any, profile: Settings, catalogue: Catalogue) -> LocalDesk:
    return LocalDesk(profile, LocalFacts(engine), catalogue, AuditTrail(engine), hands.clock)


def test_facts_hold_over_the_profile_until_they_are_taken_back(
    desk: LocalDesk, profile: Settings, engine: Database
) -> None:
    desk.say("office.phone", ["024", " 3838 1234"], by="Lan")
    desk.say("hours.saturday", ["08:00-11:30"], by="Lan")
    desk.say("hours.friday", [], by="Lan")
    desk.say("hours.confirmed", ["true"], by="Lan")
    ward = desk.ward()
    assert ward.office.phone == "024 3838 1234"
    assert ward.office.name == profile.office.name
    assert (ward.hours.saturday, ward.hours.friday) == (["08:00-11:30"], [])
    assert ward.hours.confirmed
    desk.take_back("office.phone", by="Lan")
    assert desk.ward().office.phone == profile.office.phone
    lines = [(line.who, line.what) for line in AuditTrail(engine).newest(9)]
    assert lines[0] == ("Lan", "take back local fact")
    assert lines.count(("Lan", "local fact")) == 4


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("hours.monday", ["12:00-08:00"]),
        ("hours.monday", ["08:00-12:00", "11:00-17:00"]),
        ("hours.monday", ["tám giờ"]),
        ("hours.confirmed", ["có"]),
        ("office.phone", ["1" * 301]),
        ("office.name", ["X"]),
        ("printer.kind", ["none"]),
        ("counters", ["Quầy 1"]),
        ("database", ["sqlite://"]),
    ],
)
def test_what_the_profile_would_refuse_is_refused(
    desk: LocalDesk, name: str, texts: list[str]
) -> None:
    with pytest.raises(Refused):
        desk.say(name, texts, by="Lan")
    assert desk.all().facts == {}


def test_only_some_keys_of_the_profile_can_be_laid_over(profile: Settings) -> None:
    assert lay_over(profile, {}) == profile
    for name, value in (("office.phone", 5), ("screen.width", 1), ("hours", {})):
        with pytest.raises(SettingsError):
            lay_over(profile, {name: value})


def test_a_field_goes_over_from_one_counter_to_another(desk: LocalDesk) -> None:
    desk.say_counter("Quầy 1", ["Hộ tịch"], by="Lan")
    desk.say_counter("Quầy 2", ["Hộ tịch"], label_en="Counter 2", by="Lan")
    assert desk.ward().counters == [
        Counter(label="Quầy 1", fields=[]),
        Counter(label="Quầy 2", fields=["Hộ tịch"], label_en="Counter 2"),
    ]
    found = counter_of(desk.ward(), "Hộ tịch")
    assert found is not None
    assert found.label == "Quầy 2"
    desk.remove_counter("Quầy 2", by="Lan")
    assert counter_of(desk.ward(), "Hộ tịch") is None
    for label, fields in (("", []), ("Quầy 3", ["Đất"])):
        with pytest.raises(LocalError):
            desk.say_counter(label, fields, by="Lan")
    with pytest.raises(LocalError):
        desk.remove_counter("Quầy 9", by="Lan")


def test_a_local_fee_stands_in_the_text_that_citizens_see(
    desk: LocalDesk, catalogue: Catalogue
) -> None:
    second = msgspec.structs.replace(IN_PERSON, name="Lệ phí (2)", amount=0, rule="07/NQ")
    online = msgspec.structs.replace(IN_PERSON, method=MethodKind.ONLINE, amount=4000)
    for fee in (IN_PERSON, second, online):
        desk.say_fee(fee, by="Lan")
    seen = catalogue.procedure(CODE)
    assert seen is not None
    assert seen == catalogue.procedures()[0]
    first, online_method = seen.methods
    assert [(fee.amount, fee.rule) for fee in first.fees] == [
        (8000, "06/NQ"),
        (0, "07/NQ"),
        (2000, ""),
    ]
    assert online_method.fees == [Fee(name="Lệ phí", amount=4000, rule="06/NQ")]
    assert catalogue.procedures(own=True) == [TEXT]
    desk.take_back_fee(IN_PERSON, by="Lan")
    assert with_local_fees(TEXT, desk.all().fees) == catalogue.procedure(CODE)
    with pytest.raises(NotSaidError):
        desk.take_back_fee(IN_PERSON, by="Lan")


@pytest.mark.parametrize(
    "change",
    [
        {"code": "1.999999"},
        {"method": MethodKind.POSTAL},
        {"name": "Phí"},
        {"name": "Sao"},
        {"amount": -1},
        {"amount": 10**10},
        {"rule": " "},
    ],
)
def test_a_fee_that_cannot_be_is_refused(desk: LocalDesk, change: dict[str, Any]) -> None:
    with pytest.raises((LocalError, LocalFeeError)):
        desk.say_fee(msgspec.structs.replace(IN_PERSON, **change), by="Lan")
    assert desk.all().fees == []


def test_an_update_of_the_shipped_text_keeps_the_local_fee(
    desk: LocalDesk, catalogue: Catalogue
) -> None:
    desk.say_fee(IN_PERSON, by="Lan")
    newer = msgspec.structs.replace(TEXT, agency="Ủy ban nhân dân")
    catalogue.stage([Incoming(procedure=newer, origin=Origin.SHIPPED, file="x")])
    catalogue.publish(by="A")
    seen = catalogue.procedure(CODE)
    assert seen is not None
    assert (seen.agency, seen.methods[0].fees[0].amount) == ("Ủy ban nhân dân", 8000)


TET = dt.date(2027, 2, 4)
TABLE = DaysTable(
    years=[
        Year(
            year=2027,
            confirmed=False,
            notice="",
            days=[SpecialDay(date=TET, closed=True, name="Tết")],
        )
    ]
)


def test_days_and_years_of_the_office(desk: LocalDesk, profile: Settings) -> None:
    def calendar() -> WorkingCalendar:
        said = desk.all()
        return WorkingCalendar(profile.hours, with_local_days(TABLE, said.days, said.years))

    assert not calendar().confirmed(2027)
    desk.say_year(YearHere(year=2027, notice="Thông báo 1/TB"), by="Lan")
    assert calendar().confirmed(2027)
    outing = DayHere(date=dt.date(2027, 3, 5), closed=True, name="Tập huấn")
    desk.say_day(outing, by="Lan")
    assert not calendar().is_working_day(outing.date)
    assert not calendar().confirmed(2027)
    sure = msgspec.structs.replace(outing, notice="5/TB", confirmed=True)
    desk.say_day(sure, by="Lan")
    assert calendar().confirmed(2027)
    desk.say_day(DayHere(date=TET, closed=False, name="Làm bù"), by="Lan")
    assert calendar().is_working_day(TET)
    desk.take_back_day(outing, by="Lan")
    assert calendar().is_working_day(outing.date)
    desk.take_back_year(2027, by="Lan")
    assert not calendar().confirmed(2027)


@pytest.mark.parametrize(
    "say",
    [
        lambda desk: desk.say_day(DayHere(date=TET, closed=True, name=" "), by="Lan"),
        lambda desk: desk.say_day(DayHere(date=TET, closed=True, name="A", confirmed=True), by="L"),
        lambda desk: desk.say_year(YearHere(year=2027, notice=""), by="Lan"),
        lambda desk: desk.say_year(YearHere(year=1, notice="A"), by="Lan"),
    ],
)
def test_a_day_without_its_reason_is_refused(
    desk: LocalDesk, say: Callable[[LocalDesk], None]
) -> None:
    with pytest.raises(LocalError):
        say(desk)
    assert (desk.all().days, desk.all().years) == ([], [])


def test_the_mark_changes_with_what_is_said(desk: LocalDesk, engine: Database, hands: Any) -> None:
    marks = [LocalFacts(engine).mark()]
    for phone in ("1", "2"):
        hands.wait(1)
        desk.say("office.phone", [phone], by="Lan")
        marks.append(LocalFacts(engine).mark())
    desk.take_back("office.phone", by="Lan")
    marks.append(LocalFacts(engine).mark())
    assert len(set(marks)) == 3
    assert marks[0] == marks[3]
