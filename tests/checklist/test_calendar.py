from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalogue.procedure import TimeLimit, TimeUnit
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.days import DaysError, DaysTable, SpecialDay, Year, load_days, seed
from kiosk.clock import COUNTER_ZONE
from kiosk.settings import Hours

WORKING, CALENDAR, HOURS, SAME_DAY, UNKNOWN = (
    TimeUnit.WORKING_DAYS,
    TimeUnit.CALENDAR_DAYS,
    TimeUnit.HOURS,
    TimeUnit.SAME_DAY,
    TimeUnit.UNKNOWN,
)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=COUNTER_ZONE)


def ends(calendar: WorkingCalendar, limit: TimeLimit, start: str) -> str | None:
    due = calendar.due(limit, at(start))
    return None if due is None else f"{due.at:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("start", "unit", "amount", "end"),
    [
        # Worked out by hand. 2 September 2026: 31/8, 1/9 and 2/9 closed, Saturday 22/8 worked.
        ("2026-08-27T09:00", WORKING, 5, "2026-09-08T17:00"),
        ("2026-08-20T09:00", WORKING, 2, "2026-08-22T17:00"),
        # 24 November 2026 is a holiday; the day of receipt is not counted.
        ("2026-11-23T14:30", WORKING, 1, "2026-11-25T17:00"),
        ("2026-11-23T14:30", SAME_DAY, None, "2026-11-23T17:00"),
        # Handed in at midday, in the evening, on Saturday: counts from the next opening.
        ("2026-11-23T12:30", HOURS, 4, "2026-11-23T17:00"),
        ("2026-11-23T18:00", SAME_DAY, None, "2026-11-25T17:00"),
        ("2026-11-28T09:00", WORKING, 1, "2026-12-01T17:00"),
        # Hours go on over the lunch break, the night and the holiday.
        ("2026-11-23T14:00", HOURS, 8, "2026-11-25T14:00"),
        ("2026-11-23T08:00", HOURS, 4, "2026-11-23T12:00"),
        # Calendar days move to the next working day at the end only.
        ("2026-11-20T09:00", CALENDAR, 1, "2026-11-23T17:00"),
        ("2026-11-20T09:00", CALENDAR, 4, "2026-11-25T17:00"),
        ("2026-11-20T09:00", CALENDAR, 3, "2026-11-23T17:00"),
        # Tết 2026: closed from Saturday 14 to Sunday 22 February.
        ("2026-02-13T09:00", WORKING, 1, "2026-02-23T17:00"),
        ("2026-02-12T09:00", WORKING, 3, "2026-02-24T17:00"),
        # Tết 2027: the first day of the year is Saturday 6 February; 4 to 10 closed.
        ("2027-02-03T09:00", WORKING, 1, "2027-02-11T17:00"),
        ("2027-02-02T09:00", WORKING, 2, "2027-02-11T17:00"),
        # Giỗ Tổ 2026 is on a Sunday: Monday 27 April is off, too; 30/4 and 1/5 follow.
        ("2026-04-24T09:00", WORKING, 3, "2026-05-04T17:00"),
        # Over the end of the year.
        ("2026-12-31T09:00", WORKING, 1, "2027-01-04T17:00"),
        ("2026-11-23T09:00", UNKNOWN, 5, None),
        ("2026-11-23T09:00", WORKING, None, None),
    ],
)
def test_by_hand(
    calendar: WorkingCalendar, start: str, unit: TimeUnit, amount: int | None, end: str | None
) -> None:
    assert ends(calendar, TimeLimit(unit=unit, amount=amount), start) == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-25T14:59", "2026-11-25T17:00"),
        ("2026-11-25T15:00", "2026-11-25T17:00"),
        ("2026-11-25T15:01", "2026-11-26T17:00"),
        ("2026-11-23T15:30", "2026-11-25T17:00"),
        ("2026-11-27T16:00", "2026-11-30T17:00"),
    ],
)
def test_fifteen_hundred_only_where_the_procedure_says_so(
    calendar: WorkingCalendar, start: str, end: str
) -> None:
    ruled = TimeLimit(unit=SAME_DAY, cutoff="15:00")
    assert ends(calendar, ruled, start) == end
    assert ends(calendar, TimeLimit(unit=SAME_DAY), start) == f"{start[:10]}T17:00"


def test_an_unconfirmed_year_says_so(calendar: WorkingCalendar) -> None:
    limit = TimeLimit(unit=WORKING, amount=3)
    sure = calendar.due(limit, at("2026-12-01T09:00"))
    unsure = calendar.due(limit, at("2026-12-30T09:00"))
    assert sure and sure.confirmed
    assert unsure and not unsure.confirmed


def test_the_table_wins_over_the_seed(hours: Hours) -> None:
    table = DaysTable(
        days=[
            SpecialDay(date=dt.date(2026, 11, 24), closed=False, name="Làm việc"),
            SpecialDay(date=dt.date(2026, 11, 25), closed=True, name="Mất điện"),
        ]
    )
    limit = TimeLimit(unit=WORKING, amount=2)
    assert ends(WorkingCalendar(hours, table), limit, "2026-11-23T09:00") == "2026-11-26T17:00"


def test_a_written_year_never_asks_the_seed(hours: Hours) -> None:
    def never(year: int) -> list[SpecialDay]:
        raise AssertionError(f"asked for {year}")

    off = SpecialDay(date=dt.date(2026, 11, 24), closed=True, name="Nghỉ")
    table = DaysTable(years=[Year(year=2026, confirmed=True, notice="x", days=[off])])
    calendar = WorkingCalendar(hours, table, seed=never)
    limit = TimeLimit(unit=WORKING, amount=1)
    assert ends(calendar, limit, "2026-11-23T09:00") == "2026-11-25T17:00"


def test_no_hours_no_date() -> None:
    closed = WorkingCalendar(Hours())
    for unit in (WORKING, CALENDAR, HOURS, SAME_DAY):
        assert (
            closed.due(TimeLimit(unit=unit, amount=1, cutoff="15:00"), at("2026-11-23T09:00"))
            is None
        )


def test_saturday_opening_is_no_working_day() -> None:
    hours = Hours(monday=["08:00-17:00"], friday=["08:00-17:00"], saturday=["08:00-11:30"])
    calendar = WorkingCalendar(hours)
    limit = TimeLimit(unit=WORKING, amount=1)
    assert ends(calendar, limit, "2026-11-27T09:00") == "2026-11-30T17:00"
    assert ends(calendar, TimeLimit(unit=SAME_DAY), "2026-11-28T09:00") == "2026-11-28T11:30"


def test_a_made_up_saturday_opens(calendar: WorkingCalendar) -> None:
    assert calendar.is_working_day(dt.date(2026, 8, 22))
    assert [f"{p.opens:%H:%M}" for p in calendar.periods(dt.date(2026, 8, 22))] == [
        "08:00",
        "13:00",
    ]
    assert calendar.periods(dt.date(2026, 11, 24)) == []


def test_years_are_looked_up_when_needed(hours: Hours) -> None:
    asked: list[int] = []

    def counting(year: int) -> list[SpecialDay]:
        asked.append(year)
        return []

    calendar = WorkingCalendar(hours, seed=counting)
    assert asked == []
    for _ in range(3):
        calendar.due(TimeLimit(unit=WORKING, amount=2), at("2026-11-23T09:00"))
    assert asked == [2026]


@settings(max_examples=150, deadline=None)
@given(
    minutes=st.integers(0, 2 * 365 * 24 * 60 // 5),
    amount=st.integers(0, 45),
    unit=st.sampled_from([WORKING, CALENDAR, HOURS, SAME_DAY]),
    cutoff=st.sampled_from(["", "15:00"]),
)
def test_every_end_is_an_opening_moment_after_the_start(
    calendar: WorkingCalendar, minutes: int, amount: int, unit: TimeUnit, cutoff: str
) -> None:
    start = at("2026-01-01T00:00") + dt.timedelta(minutes=5 * minutes)
    due = calendar.due(TimeLimit(unit=unit, amount=amount, cutoff=cutoff), start)
    assert due is not None
    assert due.at >= start
    assert any(p.opens <= due.at.time() <= p.closes for p in calendar.periods(due.at.date()))
    if unit is WORKING and amount:
        days = (due.received + dt.timedelta(days=n) for n in range(1, 400))
        counted = [day for day in days if calendar.is_working_day(day)]
        assert due.at.date() == counted[amount - 1]


@settings(max_examples=100, deadline=None)
@given(
    minutes=st.integers(0, 500_000), amount=st.integers(0, 20), unit=st.sampled_from(list(TimeUnit))
)
def test_a_later_start_never_ends_earlier(
    calendar: WorkingCalendar, minutes: int, amount: int, unit: TimeUnit
) -> None:
    limit = TimeLimit(unit=unit, amount=amount, cutoff="15:00")
    start = at("2026-06-01T00:00") + dt.timedelta(minutes=minutes)
    first, second = (calendar.due(limit, start + dt.timedelta(hours=h)) for h in (0, 7))
    assert (first is None) == (second is None)
    if first and second:
        assert first.at <= second.at


def test_seed_knows_tet_and_the_swapped_day() -> None:
    days = {day.date: day for day in seed(2026)}
    assert days[dt.date(2026, 2, 17)].name == "Tết Nguyên đán"
    assert not days[dt.date(2026, 8, 22)].closed
    assert days[dt.date(2026, 8, 31)].name == "Nghỉ hoán đổi"
    assert {day.date for day in seed(2027) if "Tết Nguyên" in day.name} == {
        dt.date(2027, 2, number) for number in range(4, 11)
    }


def test_the_shipped_table(repository: Path, tmp_path: Path) -> None:
    table = load_days(repository / "db" / "calendar" / "days.yaml")
    assert [(year.year, year.confirmed) for year in table.years] == [(2026, False), (2027, False)]
    for year in table.years:
        written = {(day.date, day.closed, day.name) for day in year.days}
        assert written == {(day.date, day.closed, day.name) for day in seed(year.year)}
    broken = tmp_path / "days.yaml"
    broken.write_text("days: [{date: tomorrow}]", encoding="utf-8")
    with pytest.raises(DaysError, match="See the comments at its top"):
        load_days(broken)
