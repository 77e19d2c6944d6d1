"""The calendar beside the ``holidays`` library itself, and Tết 2027 counted by hand."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pytest
from holidays.countries.vietnam import Vietnam
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalogue.procedure import TimeLimit, TimeUnit
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.days import DaysTable
from kiosk.clock import COUNTER_ZONE
from kiosk.settings import Hours

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2028, 12, 31)
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2028, 6, 30))
TIMES = st.times(dt.time(8), dt.time(11, 59)).map(lambda time: time.replace(second=0))


@pytest.fixture(scope="module")
def plain(hours: Hours) -> WorkingCalendar:
    """The calendar on the library alone."""
    return WorkingCalendar(hours, DaysTable())


@lru_cache
def library(year: int) -> Vietnam:
    return Vietnam(years=[year], language="en_US")


@lru_cache
def worked_instead() -> frozenset[dt.date]:
    """Days worked for a day off, which the library names on the day off only."""
    found = set()
    for year in range(FIRST.year, LAST.year + 1):
        for name in library(year).values():
            _, _, rest = name.partition("substituted from ")
            if rest:
                found.add(dt.datetime.strptime(rest.rstrip(")"), "%m/%d/%Y").date())
    return frozenset(found)


def works(day: dt.date) -> bool:
    if day in worked_instead():
        return True
    return day.weekday() < 5 and day not in library(day.year)


def due(calendar: WorkingCalendar, unit: TimeUnit, amount: int, at: dt.datetime) -> dt.datetime:
    found = calendar.due(TimeLimit(unit=unit, amount=amount), at)
    assert found is not None
    return found.at


@given(day=DAYS)
@settings(max_examples=300, deadline=None)
def test_a_day_is_worked_where_the_library_says_so(plain: WorkingCalendar, day: dt.date) -> None:
    assert plain.is_working_day(day) == works(day)


def test_every_day_of_2026_and_2027(plain: WorkingCalendar) -> None:
    day = dt.date(2026, 1, 1)
    while day.year < 2028:
        assert plain.is_working_day(day) == works(day), day
        assert bool(plain.periods(day)) == works(day), day
        day += dt.timedelta(days=1)


@given(day=DAYS, time=TIMES, amount=st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_working_days_counted_one_by_one(
    plain: WorkingCalendar, day: dt.date, time: dt.time, amount: int
) -> None:
    expected = day
    while not works(expected):
        expected += dt.timedelta(days=1)
    for _ in range(amount):
        expected += dt.timedelta(days=1)
        while not works(expected):
            expected += dt.timedelta(days=1)
    at = dt.datetime.combine(day, time, COUNTER_ZONE)
    assert due(plain, TimeUnit.WORKING_DAYS, amount, at).date() == expected


@given(day=DAYS, time=TIMES, amount=st.integers(1, 90))
@settings(max_examples=200, deadline=None)
def test_calendar_days_end_on_a_worked_day(
    plain: WorkingCalendar, day: dt.date, time: dt.time, amount: int
) -> None:
    received = day
    while not works(received):
        received += dt.timedelta(days=1)
    expected = received + dt.timedelta(days=amount)
    while not works(expected):
        expected += dt.timedelta(days=1)
    at = dt.datetime.combine(day, time, COUNTER_ZONE)
    assert due(plain, TimeUnit.CALENDAR_DAYS, amount, at).date() == expected


@given(day=DAYS, time=TIMES, amount=st.integers(1, 40), later=st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_a_later_start_or_a_longer_limit_never_ends_sooner(
    plain: WorkingCalendar, day: dt.date, time: dt.time, amount: int, later: int
) -> None:
    at = dt.datetime.combine(day, time, COUNTER_ZONE)
    for unit in (TimeUnit.WORKING_DAYS, TimeUnit.CALENDAR_DAYS, TimeUnit.HOURS):
        end = due(plain, unit, amount, at)
        assert end > at
        assert due(plain, unit, amount + later, at) >= end
        assert due(plain, unit, amount, at + dt.timedelta(days=later)) >= end


# Lunar new year is on Saturday 6 February 2027 (a fact of the moon). Bộ luật Lao động Điều 112
# gives five days around it, and the Saturday and Sunday among them are made up for (Điều 111
# khoản 3): seven days, from Thursday 4 to Wednesday 10. The office opens on Thursday 11 February.
@pytest.mark.parametrize(
    ("start", "unit", "amount", "end"),
    [
        ("2027-02-03T09:00", TimeUnit.WORKING_DAYS, 1, "2027-02-11T17:00"),
        ("2027-02-01T09:00", TimeUnit.WORKING_DAYS, 2, "2027-02-03T17:00"),
        ("2027-02-01T09:00", TimeUnit.WORKING_DAYS, 5, "2027-02-15T17:00"),
        ("2027-01-29T09:00", TimeUnit.WORKING_DAYS, 10, "2027-02-19T17:00"),
        ("2027-02-06T09:00", TimeUnit.WORKING_DAYS, 1, "2027-02-12T17:00"),
        ("2027-02-10T09:00", TimeUnit.WORKING_DAYS, 3, "2027-02-16T17:00"),
        ("2027-02-01T09:00", TimeUnit.CALENDAR_DAYS, 2, "2027-02-03T17:00"),
        ("2027-02-01T09:00", TimeUnit.CALENDAR_DAYS, 3, "2027-02-11T17:00"),
        ("2027-02-01T09:00", TimeUnit.CALENDAR_DAYS, 7, "2027-02-11T17:00"),
        ("2027-01-25T09:00", TimeUnit.CALENDAR_DAYS, 30, "2027-02-24T17:00"),
        ("2027-02-03T15:00", TimeUnit.HOURS, 8, "2027-02-11T15:00"),
        ("2027-02-03T17:30", TimeUnit.HOURS, 1, "2027-02-11T09:00"),
    ],
)
def test_tet_2027_by_hand(
    plain: WorkingCalendar, start: str, unit: TimeUnit, amount: int, end: str
) -> None:
    at = dt.datetime.fromisoformat(start).replace(tzinfo=COUNTER_ZONE)
    assert f"{due(plain, unit, amount, at):%Y-%m-%dT%H:%M}" == end


def test_after_three_on_the_last_day_before_tet(plain: WorkingCalendar) -> None:
    rule = TimeLimit(unit=TimeUnit.SAME_DAY, cutoff="15:00")
    ends = []
    for time in ("14:59", "15:01"):
        at = dt.datetime.fromisoformat(f"2027-02-03T{time}").replace(tzinfo=COUNTER_ZONE)
        found = plain.due(rule, at)
        assert found is not None
        ends.append((found.received.isoformat(), f"{found.at:%Y-%m-%dT%H:%M}"))
    assert ends == [("2027-02-03", "2027-02-03T17:00"), ("2027-02-11", "2027-02-11T17:00")]


def test_no_date_of_an_unconfirmed_year_is_given_as_sure(plain: WorkingCalendar) -> None:
    at = dt.datetime(2027, 2, 1, 9, tzinfo=COUNTER_ZONE)
    found = plain.due(TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=5), at)
    assert found is not None
    assert not found.confirmed
