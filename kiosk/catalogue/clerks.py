"""The clerks who may sign in, as they are kept, and the trail of who did what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update

from kiosk.catalogue.database import Database, reading, writing
from kiosk.catalogue.desk_tables import AuditEntry, Clerk
from kiosk.errors import Refused


class Role(StrEnum):
    """A clerk serves citizens; a steward also keeps the catalogue and the clerks."""

    CLERK = "clerk"
    STEWARD = "steward"


class ClerkRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk as kept; ``secret`` is a hash, ``failures`` are wrong tries in a row."""

    name: str
    role: Role
    secret: str
    added_at: dt.datetime
    failures: int = 0
    locked_until: dt.datetime | None = None


class AuditLine(msgspec.Struct, frozen=True):
    """Who did what to what, and when."""

    at: dt.datetime
    who: str
    what: str
    about: str = ""


class ClerkNameError(Refused):
    """There is no clerk of that name, or one already."""


class Clerks:
    """Reads and writes the clerks; safe to use from several threads."""

    def __init__(self, engine: Database) -> None:
        self._engine = engine

    def all(self) -> list[ClerkRecord]:
        """Return all clerks by name."""
        with reading(self._engine) as connection:
            found = connection.execute(select(Clerk.__table__).order_by(Clerk.name))
            return [_record(row._mapping) for row in found]

    def find(self, name: str) -> ClerkRecord | None:
        """Return one clerk, None where there is none of that name."""
        with reading(self._engine) as connection:
            row = connection.execute(select(Clerk.__table__).where(Clerk.name == name)).first()
            return _record(row._mapping) if row else None

    def add(self, name: str, role: Role, secret: str, at: dt.datetime) -> None:
        """Add a clerk; ``secret`` is the hash.

        Raises:
            ClerkNameError: there is one of that name.
        """
        with writing(self._engine) as connection:
            if connection.scalar(select(Clerk.name).where(Clerk.name == name)) is not None:
                raise ClerkNameError(f'There is a clerk "{name}" already; remove that one first.')
            row = {"name": name, "role": role.value, "secret": secret, "added_at": at}
            connection.execute(insert(Clerk).values(**row, failures=0, locked_until=None))

    def remove(self, name: str) -> None:
        """Remove a clerk.

        Raises:
            ClerkNameError: there is none of that name.
        """
        with writing(self._engine) as connection:
            if connection.execute(delete(Clerk).where(Clerk.name == name)).rowcount == 0:
                raise ClerkNameError(f'There is no clerk "{name}"; see `kiosk clerk list`.')

    def begin_try(
        self, name: str, now: dt.datetime, locked_for: Callable[[ClerkRecord], dt.timedelta]
    ) -> dt.timedelta:
        """Count a try as wrong before it is looked at, so that a pulled plug gives none for free.

        Returns how long the clerk is still locked out; nothing is counted then.

        Args:
            name: who tries.
            now: the time of the try.
            locked_for: how long a clerk so recorded is locked out from now.
        """
        with writing(self._engine) as connection:
            row = connection.execute(select(Clerk.__table__).where(Clerk.name == name)).first()
            if row is None:
                return dt.timedelta(0)
            record = _record(row._mapping)
            left = locked_for(record)
            if left > dt.timedelta(0):
                return left
            failures = record.failures + 1
            connection.execute(update(Clerk).where(Clerk.name == name).values(failures=failures))
            return dt.timedelta(0)

    def lock(self, name: str, until: dt.datetime | None) -> None:
        """Let nobody try before ``until``."""
        with writing(self._engine) as connection:
            connection.execute(update(Clerk).where(Clerk.name == name).values(locked_until=until))

    def forgive(self, name: str) -> None:
        """Forget the wrong tries: the right secret was given."""
        with writing(self._engine) as connection:
            cleared = update(Clerk).where(Clerk.name == name)
            connection.execute(cleared.values(failures=0, locked_until=None))


class AuditTrail:
    """Who did what; only ever added to. Holds nothing of citizens."""

    def __init__(self, engine: Database) -> None:
        self._engine = engine

    def note(self, at: dt.datetime, who: str, what: str, about: str = "") -> None:
        """Add a line."""
        with writing(self._engine) as connection:
            connection.execute(insert(AuditEntry).values(at=at, who=who, what=what, about=about))

    def newest(self, limit: int) -> list[AuditLine]:
        """Return the newest lines, the newest first."""
        table = AuditEntry
        wanted = select(table.at, table.who, table.what, table.about)
        with reading(self._engine) as connection:
            found = connection.execute(wanted.order_by(table.id.desc()).limit(limit))
            return [AuditLine(*row) for row in found]


def _record(row: Mapping[Any, Any]) -> ClerkRecord:
    """Return the value of a row."""
    return msgspec.convert(dict(row), ClerkRecord)
