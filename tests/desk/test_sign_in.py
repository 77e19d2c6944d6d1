"""The door of the desk: five tries, a lock that doubles, survives a restart and any clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kiosk.catalogue.clerks import AuditTrail, ClerkNameError, Clerks, Role
from kiosk.catalogue.database import CatalogueDatabaseError, Database, writing
from kiosk.desk.passphrase import hash_secret
from kiosk.desk.sign_in import (
    IDLE_SECONDS,
    LONGEST_LOCK,
    LockedOutError,
    SignIn,
    WrongSecretError,
    lock_after,
)

PIN, WRONG = "802714", "802715"


@pytest.fixture
def clerks(engine: Database, hands: Any) -> Clerks:
    found = Clerks(engine)
    found.add("Hoa", Role.CLERK, hash_secret(PIN), hands.clock())
    return found


@pytest.fixture
def door(engine: Database, clerks: Clerks, hands: Any) -> SignIn:
    return SignIn(clerks, AuditTrail(engine), hands.clock, steady=hands.steady)


def fail(door: SignIn, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongSecretError):
            door.enter("Hoa", WRONG)


def test_the_right_pin_opens_and_is_noted(door: SignIn, engine: Database, hands: Any) -> None:
    session = door.enter("Hoa", PIN)
    assert (session.name, session.role, session.ended) == ("Hoa", Role.CLERK, False)
    door.leave(session)
    assert session.ended
    lines = AuditTrail(engine).newest(10)
    assert [(line.who, line.what) for line in lines] == [("Hoa", "sign out"), ("Hoa", "sign in")]
    assert lines[0].at == hands.wall


def test_four_wrong_tries_are_forgiven(door: SignIn, clerks: Clerks) -> None:
    fail(door, 4)
    door.enter("Hoa", PIN)
    assert clerks.all()[0].failures == 0
    fail(door, 4)
    door.enter("Hoa", PIN)


def test_the_fifth_locks_even_for_the_right_pin(door: SignIn, hands: Any) -> None:
    fail(door, 5)
    with pytest.raises(LockedOutError) as locked:
        door.enter("Hoa", PIN)
    assert locked.value.seconds == 60
    hands.wait(59)
    with pytest.raises(LockedOutError):
        door.enter("Hoa", PIN)
    hands.wait(1)
    door.enter("Hoa", PIN)


def test_each_further_wrong_try_doubles_the_lock(door: SignIn, hands: Any) -> None:
    fail(door, 5)
    for seconds in (60, 120, 240):
        with pytest.raises(LockedOutError) as locked:
            door.enter("Hoa", WRONG)
        assert locked.value.seconds == seconds
        hands.wait(seconds)
        fail(door, 1)
    assert lock_after(4) == dt.timedelta(0)
    assert lock_after(500) == LONGEST_LOCK


def test_tries_while_locked_are_not_counted(door: SignIn, clerks: Clerks) -> None:
    fail(door, 5)
    for _ in range(20):
        with pytest.raises(LockedOutError):
            door.enter("Hoa", WRONG)
    assert clerks.all()[0].failures == 5


def test_the_lock_survives_a_restart(
    door: SignIn, clerks: Clerks, engine: Database, hands: Any
) -> None:
    fail(door, 5)
    hands.seconds = 3.0
    again = SignIn(clerks, AuditTrail(engine), hands.clock, steady=hands.steady)
    with pytest.raises(LockedOutError):
        again.enter("Hoa", PIN)


def test_setting_the_clock_forward_opens_nothing(door: SignIn, hands: Any) -> None:
    fail(door, 5)
    hands.wall += dt.timedelta(days=1)
    with pytest.raises(LockedOutError):
        door.enter("Hoa", PIN)
    hands.seconds += 60
    door.enter("Hoa", PIN)


def test_setting_the_clock_back_locks_nobody_out_for_ever(door: SignIn, hands: Any) -> None:
    fail(door, 5)
    hands.wall -= dt.timedelta(days=3650)
    with pytest.raises(LockedOutError) as locked:
        door.enter("Hoa", PIN)
    assert locked.value.seconds == 60


def test_a_try_counts_before_it_is_looked_at(
    door: SignIn, clerks: Clerks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unplugged(*_arguments: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("kiosk.desk.sign_in.is_right", unplugged)
    with pytest.raises(KeyboardInterrupt):
        door.enter("Hoa", WRONG)
    assert clerks.all()[0].failures == 1


def test_an_unknown_name_is_answered_like_a_wrong_pin(door: SignIn) -> None:
    with pytest.raises(WrongSecretError) as unknown:
        door.enter("Lan", PIN)
    with pytest.raises(WrongSecretError) as wrong:
        door.enter("Hoa", WRONG)
    assert str(unknown.value) == str(wrong.value)


def test_nobody_enters_where_tries_cannot_be_counted(door: SignIn, engine: Database) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "create trigger full before update on clerk begin select raise(abort, 'disk is full'); "
            "end"
        )
    with pytest.raises(CatalogueDatabaseError, match="make room"):
        door.enter("Hoa", PIN)


def test_a_session_ends_when_nobody_touches_it(door: SignIn, hands: Any) -> None:
    session = door.enter("Hoa", PIN)
    hands.wait(IDLE_SECONDS - 1)
    session.touch()
    hands.wait(IDLE_SECONDS - 1)
    assert not session.ended
    hands.wait(1)
    assert session.ended
    session.touch()
    assert session.ended


def test_clerks_have_one_name_each(clerks: Clerks, hands: Any) -> None:
    with pytest.raises(ClerkNameError, match="already"):
        clerks.add("Hoa", Role.STEWARD, "x", hands.clock())
    with pytest.raises(ClerkNameError, match="no clerk"):
        clerks.remove("Lan")
    clerks.remove("Hoa")
    assert clerks.all() == []
    assert clerks.find("Hoa") is None
