"""The bell of the touch screen and the desk that hears it, over a real database."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest

from kiosk.catalogue.calls import KEPT_FOR, Calls
from kiosk.catalogue.database import Database
from kiosk.desk.bell import UNHEARD_AFTER, CitizenBell, Ringing


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def calls(engine: Database) -> Calls:
    return Calls(engine)


def test_a_call_is_heard_and_answered(calls: Calls, hands) -> None:
    bell = CitizenBell(lambda: calls, hands.clock, "Máy 1")
    assert bell.ringing is Ringing.SILENT
    bell.ring("Hộ tịch")
    assert bell.ringing is Ringing.RINGING
    wait_for(lambda: bool(calls.waiting(hands.clock())))
    (call,) = calls.hear(hands.clock())
    assert (call.machine, call.field, call.heard_at) == ("Máy 1", "Hộ tịch", None)

    def seen(wanted: Ringing) -> bool:
        bell.look()
        return bell.ringing is wanted

    wait_for(lambda: seen(Ringing.HEARD))
    assert calls.answer(call.number, hands.clock())
    assert not calls.answer(call.number, hands.clock()), "two clerks would come"
    wait_for(lambda: seen(Ringing.ANSWERED))
    assert calls.waiting(hands.clock()) == []


def test_a_call_that_no_desk_shows_is_not_said_to_be_heard(calls: Calls, hands) -> None:
    bell = CitizenBell(lambda: calls, hands.clock)
    bell.ring()
    wait_for(lambda: bool(calls.waiting(hands.clock())))
    hands.wait(UNHEARD_AFTER.total_seconds() + 1)

    def seen(wanted: Ringing) -> bool:
        bell.look()
        return bell.ringing is wanted

    wait_for(lambda: seen(Ringing.UNHEARD))
    calls.hear(hands.clock())
    wait_for(lambda: seen(Ringing.HEARD))


def test_a_call_is_taken_away_after_some_minutes(calls: Calls, hands) -> None:
    first = calls.ring(hands.clock(), "Máy 1")
    hands.wait(KEPT_FOR.total_seconds() + 1)
    assert calls.hear(hands.clock()) == []
    assert calls.find(first) is None, "an old call stays in the database"
    second = calls.ring(hands.clock(), "Máy 2")
    assert second != first, "a machine would take another call's answer for its own"
    hands.wait(KEPT_FOR.total_seconds() + 1)
    calls.ring(hands.clock(), "Máy 3")
    assert calls.find(second) is None


def test_ringing_again_rings_once(calls: Calls, hands) -> None:
    calls.ring(hands.clock(), "Máy 1")
    hands.wait(10)
    second = calls.ring(hands.clock(), "Máy 1")
    calls.ring(hands.clock(), "Máy 2")
    assert calls.waiting(hands.clock())[0].number == second
    assert len(calls.waiting(hands.clock())) == 2
    calls.take_back(second)
    assert len(calls.waiting(hands.clock())) == 1


def test_a_broken_database_is_no_bell(hands) -> None:
    from kiosk.catalogue.database import CatalogueDatabaseError

    def broken() -> Calls:
        raise CatalogueDatabaseError("the disk is full")

    bell = CitizenBell(broken, hands.clock)
    bell.ring()
    wait_for(lambda: bell.ringing is Ringing.UNHEARD)


def test_a_call_holds_no_more_than_time_machine_and_field(engine: Database) -> None:
    from kiosk.catalogue.desk_tables import CitizenCall

    assert set(CitizenCall.__table__.columns.keys()) == {
        "id",
        "at",
        "machine",
        "field",
        "heard_at",
        "answered_at",
    }
    assert dt.timedelta(0) < KEPT_FOR <= dt.timedelta(minutes=10)
