"""Citizens' calls for a person: which machine rang, about what field, and who goes is not kept.

A call lives for minutes: it is shown at the desk, answered there, and removed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update

from kiosk.catalogue.database import Database, reading, writing
from kiosk.catalogue.desk_tables import CitizenCall

KEPT_FOR = dt.timedelta(minutes=5)
"""Who has waited longer has gone or was helped; the call is removed."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call. ``field`` is that of the procedure that was open, "" for none.

    ``heard_at``: when a desk showed it. ``answered_at``: when a clerk said they are coming.
    """

    number: int
    at: dt.datetime
    machine: str = ""
    field: str = ""
    heard_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None


class Calls:
    """Writes and reads the calls; safe to use from several threads and programs."""

    def __init__(self, engine: Database) -> None:
        self._engine = engine

    def ring(self, at: dt.datetime, machine: str = "", field: str = "") -> int:
        """Add a call and return its number; a second one of the same machine replaces the first."""
        with writing(self._engine) as connection:
            old = CitizenCall.at < at - KEPT_FOR
            connection.execute(delete(CitizenCall).where(old | (CitizenCall.machine == machine)))
            added = connection.execute(
                insert(CitizenCall)
                .values(at=at, machine=machine, field=field)
                .returning(CitizenCall.id)
            )
            return int(added.scalar_one())

    def find(self, number: int) -> Call | None:
        """Return a call, None where it is no longer kept."""
        with reading(self._engine) as connection:
            wanted = select(CitizenCall.__table__).where(CitizenCall.id == number)
            row = connection.execute(wanted).first()
            return _call(row._mapping) if row else None

    def take_back(self, number: int) -> None:
        """Remove a call: the person has gone on without help."""
        with writing(self._engine) as connection:
            connection.execute(delete(CitizenCall).where(CitizenCall.id == number))

    def waiting(self, now: dt.datetime) -> list[Call]:
        """Return the calls that nobody has answered, the oldest first."""
        with reading(self._engine) as connection:
            wanted = select(CitizenCall.__table__).where(
                CitizenCall.answered_at.is_(None), CitizenCall.at >= now - KEPT_FOR
            )
            found = connection.execute(wanted.order_by(CitizenCall.id))
            return [_call(row._mapping) for row in found]

    def hear(self, now: dt.datetime) -> list[Call]:
        """Return the calls that wait, note that a desk has shown them, and remove old ones."""
        found = self.waiting(now)
        new = [call.number for call in found if call.heard_at is None]
        old = CitizenCall.at < now - KEPT_FOR
        with reading(self._engine) as connection:
            has_old = connection.scalar(select(CitizenCall.id).where(old).limit(1)) is not None
        # Written only where there is something to write: a desk looks every second.
        if new or has_old:
            with writing(self._engine) as connection:
                heard = update(CitizenCall).where(CitizenCall.id.in_(new))
                connection.execute(heard.values(heard_at=now))
                connection.execute(delete(CitizenCall).where(old))
        return found

    def answer(self, number: int, now: dt.datetime) -> bool:
        """Say that a clerk is coming; False where another desk was first or the call is gone."""
        with writing(self._engine) as connection:
            answered = update(CitizenCall).where(
                CitizenCall.id == number, CitizenCall.answered_at.is_(None)
            )
            return bool(connection.execute(answered.values(answered_at=now)).rowcount)


def _call(row: Mapping[Any, Any]) -> Call:
    """Return the value of a row."""
    values = dict(row)
    return msgspec.convert({"number": values.pop("id"), **values}, Call)
