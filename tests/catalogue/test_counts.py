"""The anonymous counts: by day, summed, and texts that go after 90 days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import inspect

from kiosk.catalogue.counted import CountKind, DayCount, UnfoundText
from kiosk.catalogue.counts import KEPT_DAYS, Counts
from kiosk.catalogue.database import CatalogueDatabaseError, migrate, open_database
from kiosk.catalogue.desk_tables import DailyCount, UnfoundQuery

DAY = dt.date(2026, 11, 23)
LATER = DAY + dt.timedelta(days=9)


@pytest.fixture
def counts(database: str) -> Iterator[Counts]:
    engine = open_database(database)
    migrate(engine)
    yield Counts(engine)
    engine.dispose()


def test_counts_of_a_day_add_up(counts: Counts) -> None:
    counts.add(DAY, {(CountKind.VISIT, ""): 2, (CountKind.LOOKED_UP, "1.001193"): 1})
    counts.add(DAY, {(CountKind.VISIT, ""): 3})
    counts.add(DAY + dt.timedelta(days=1), {(CountKind.VISIT, ""): 7})
    assert counts.between(DAY, DAY) == [
        DayCount(DAY, CountKind.LOOKED_UP, "1.001193", 1),
        DayCount(DAY, CountKind.VISIT, "", 5),
    ]
    assert [row.count for row in counts.between(DAY, DAY + dt.timedelta(days=1))] == [1, 5, 7]
    assert counts.between(DAY - dt.timedelta(days=9), DAY - dt.timedelta(days=1)) == []


def test_unfound_texts_are_summed_over_days_and_dropped_in_time(counts: Counts) -> None:
    old = DAY - dt.timedelta(days=KEPT_DAYS)
    counts.add(old, {}, {"nuôi chó": 4})
    counts.add(DAY, {}, {"nuôi chó": 1, "xe điện": 2})
    found = counts.unfound(old, LATER, 10)
    assert found == [UnfoundText("nuôi chó", 5, DAY), UnfoundText("xe điện", 2, DAY)]
    assert counts.unfound(DAY, LATER, 10)[0] == UnfoundText("xe điện", 2, DAY)
    assert len(counts.unfound(old, LATER, 1)) == 1
    assert counts.unfound(old, old, 10) == [UnfoundText("nuôi chó", 4, old)]
    counts.add(DAY + dt.timedelta(days=1), {(CountKind.VISIT, ""): 1})
    assert counts.unfound(old, LATER, 10)[0].text == "xe điện"
    counts.forget_unfound("xe điện")
    assert [kept.text for kept in counts.unfound(old, LATER, 10)] == ["nuôi chó"]


def test_nothing_finer_than_the_day_is_kept() -> None:
    assert {c.name for c in inspect(DailyCount).columns} == {"day", "kind", "key", "count"}
    assert {c.name for c in inspect(UnfoundQuery).columns} == {"day", "text", "count"}


def test_counts_survive_a_new_start_of_the_program(counts: Counts, database: str) -> None:
    counts.add(DAY, {(CountKind.SATISFACTION, "5"): 1})
    engine = open_database(database)
    migrate(engine)
    assert Counts(engine).between(DAY, DAY)[0].key == "5"
    engine.dispose()


def test_a_database_that_cannot_be_written_is_told(tmp_path: object) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/empty.sqlite")
    with pytest.raises(CatalogueDatabaseError):
        Counts(engine).add(DAY, {(CountKind.VISIT, ""): 1})
    engine.dispose()
