"""What lapses and what will change is told to the clerk, at fixed times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.app import House
from kiosk.checklist.upkeep import coming_changes, stale_codes
from kiosk.clock import COUNTER_ZONE
from kiosk.commands.diff_command import warnings
from kiosk.commands.fitness import Grade, examine
from kiosk.home import Home

CHECKED = dt.date(2026, 11, 23)
AtDay = Callable[[dt.date], House]


@pytest.fixture
def at_day(home: Path) -> Iterator[AtDay]:
    opened: list[House] = []

    def open_at(day: dt.date) -> House:
        moment = dt.datetime.combine(day, dt.time(9), COUNTER_ZONE)
        opened.append(House(Home(home), clock=lambda: moment))
        return opened[-1]

    yield open_at
    for house in opened:
        house.close()


def facts(house: House) -> list[str]:
    found = examine(house)
    assert not [each for each in found if each.grade is Grade.BAD]
    return [each.text for each in found if each.about == "facts"]


def test_180_days_after_the_check_nothing_is_stale_and_on_the_next_day_all_is(
    at_day: AtDay,
) -> None:
    house = at_day(CHECKED + dt.timedelta(days=180))
    changed = {p.code for p in house.catalogue.procedures() if p.changes}
    stale = set(stale_codes(house.catalogue.procedures(), CHECKED + dt.timedelta(days=180)))
    assert stale <= changed
    later = at_day(CHECKED + dt.timedelta(days=181))
    (told,) = [text for text in facts(later) if "may have lapsed" in text]
    posted = later.catalogue.codes()
    assert told.startswith(f"{len(posted)} procedures")
    assert all(code in told for code in posted)
    lines = list(warnings(later.catalogue.procedures(), CHECKED + dt.timedelta(days=181)))
    assert lines[0].startswith(f"stale      {len(posted)} posted procedures need a check")


def test_the_law_of_1_march_2027_is_told_before_and_makes_stale_after(at_day: AtDay) -> None:
    before = at_day(dt.date(2027, 2, 28))
    (coming,) = [text for text in facts(before) if text.startswith("from 2027-03-01")]
    assert "03/2026/QH16" in coming
    assert "1.001193" in coming
    birth = before.catalogue.procedure("1.001193")
    assert birth is not None
    checklist = before.build_checklist(birth, {}, before.clock())
    assert not checklist.stale
    assert [change.date for change in checklist.changes] == [dt.date(2027, 3, 1)]
    lines = list(warnings(before.catalogue.procedures(), dt.date(2027, 2, 28)))
    assert any(line.startswith("coming     2027-03-01: Luật Hộ tịch") for line in lines)

    after = at_day(dt.date(2027, 3, 1))
    told = facts(after)
    assert not [text for text in told if text.startswith("from 2027-03-01")]
    (stale,) = [text for text in told if "may have lapsed" in text]
    assert "1.001193" in stale
    checklist = after.build_checklist(birth, {}, after.clock())
    assert checklist.stale
    assert checklist.changes == []


def test_changes_are_gathered_by_day_and_law(at_day: AtDay) -> None:
    today = dt.date(2026, 11, 25)
    found = coming_changes(at_day(today).catalogue.procedures(), today)
    days = [change.date for change in found]
    assert days == sorted(days)
    assert dt.date(2027, 3, 1) in days
    assert all(change.codes and change.date > today for change in found)
    assert coming_changes([], today) == []


def test_a_text_that_has_ended_is_stale(at_day: AtDay) -> None:
    birth = at_day(CHECKED).catalogue.procedure("1.001193")
    assert birth is not None
    ended = msgspec.structs.replace(birth, effective_to=CHECKED)
    assert stale_codes([ended], CHECKED) == []
    assert stale_codes([ended], CHECKED + dt.timedelta(days=1)) == ["1.001193"]
