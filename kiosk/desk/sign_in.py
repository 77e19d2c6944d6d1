"""Signing in at the desk: five tries, then a lock-out that doubles and survives a restart."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from kiosk.catalogue.clerks import AuditTrail, ClerkRecord, Clerks, Role
from kiosk.clock import Clock
from kiosk.desk.passphrase import hash_secret, is_right
from kiosk.errors import Refused

FREE_TRIES = 5
FIRST_LOCK = dt.timedelta(minutes=1)
LONGEST_LOCK = dt.timedelta(hours=24)
IDLE_SECONDS = 300.0
"""A desk that nobody touches signs out after so long, unless the profile says otherwise."""

NO_TIME = dt.timedelta(0)
Steady = Callable[[], float]
"""Seconds that only ever grow, whatever becomes of the clock."""


class WrongSecretError(Refused):
    """No such clerk, or not the right PIN; does not say which."""


class LockedOutError(Refused):
    """Too many wrong tries; ``seconds`` until the next one is allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too many wrong tries; try again in {max(1, round(seconds))} seconds.")
        self.seconds = seconds


class Session:
    """A clerk at the desk, until they leave or touch nothing for ``idle_seconds``."""

    def __init__(
        self, name: str, role: Role, steady: Steady, idle_seconds: float = IDLE_SECONDS
    ) -> None:
        self.name = name
        self.role = role
        self._steady = steady
        self._idle_seconds = idle_seconds
        self._touched = steady()
        self._left = False

    def touch(self) -> None:
        """Note that somebody is there; a session that has ended stays ended."""
        if not self.ended:
            self._touched = self._steady()

    def leave(self) -> None:
        """Sign out."""
        self._left = True

    @property
    def ended(self) -> bool:
        """Say whether the desk must ask for the PIN again."""
        return self._left or self._steady() - self._touched >= self._idle_seconds


class SignIn:
    """The door of the desk.

    A lock is kept as a time of the clock, so that it survives a restart, and beside it as steady
    seconds, so that setting the clock forward opens nothing while the program runs.
    """

    def __init__(
        self,
        clerks: Clerks,
        trail: AuditTrail,
        clock: Clock,
        *,
        steady: Steady = time.monotonic,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._clerks = clerks
        self._trail = trail
        self._clock = clock
        self._steady = steady
        self._idle_seconds = idle_seconds
        self._locked_until: dict[str, float] = {}

    def enter(self, name: str, secret: str) -> Session:
        """Sign a clerk in; takes about 65 ms whatever the outcome.

        Raises:
            LockedOutError: too many wrong tries; the secret was not looked at.
            WrongSecretError: no such clerk or not the right secret.
            CatalogueDatabaseError: the database cannot be written; nobody gets in then.
        """
        now = self._clock()
        record = self._clerks.find(name)
        if record is None:
            hash_secret(secret)
            raise WrongSecretError("This is not the right PIN.")
        left = self._clerks.begin_try(name, now, self._locked_for)
        if left > NO_TIME:
            raise LockedOutError(left.total_seconds())
        if is_right(secret, record.secret):
            self._clerks.forgive(name)
            self._locked_until.pop(name, None)
            self._trail.note(now, name, "sign in")
            return Session(name, record.role, self._steady, self._idle_seconds)
        self._refuse(name, now)
        raise WrongSecretError("This is not the right PIN.")

    def leave(self, session: Session) -> None:
        """Sign a clerk out."""
        session.leave()
        self._trail.note(self._clock(), session.name, "sign out")

    def _refuse(self, name: str, now: dt.datetime) -> None:
        """Note a wrong try, and lock where there were too many."""
        record = self._clerks.find(name)
        lock = lock_after(record.failures) if record else NO_TIME
        if lock > NO_TIME:
            self._clerks.lock(name, now + lock)
            self._locked_until[name] = self._steady() + lock.total_seconds()
            self._trail.note(now, name, "locked out", f"{lock.total_seconds():.0f} s")
        else:
            self._trail.note(now, name, "wrong try")

    def _locked_for(self, record: ClerkRecord) -> dt.timedelta:
        """Return how long a clerk is still locked out, by the clock or by steady seconds.

        A clock that was set back makes no lock longer than it was meant.
        """
        by_clock = NO_TIME
        if record.locked_until is not None:
            by_clock = min(record.locked_until - self._clock(), lock_after(record.failures))
        steady = self._locked_until.get(record.name, 0.0) - self._steady()
        return max(by_clock, dt.timedelta(seconds=steady), NO_TIME)


def lock_after(failures: int) -> dt.timedelta:
    """Return the lock after so many wrong tries in a row: none before the fifth, then doubling."""
    if failures < FREE_TRIES:
        return NO_TIME
    doubled = FIRST_LOCK * (1 << min(failures - FREE_TRIES, 20))
    return min(doubled, LONGEST_LOCK)
