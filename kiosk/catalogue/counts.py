"""The anonymous counts as they are kept: one row a day, kind and key, nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from kiosk.catalogue.counted import CountKind, DayCount, UnfoundText
from kiosk.catalogue.database import reading, writing
from kiosk.catalogue.desk_tables import DailyCount, UnfoundQuery

KEPT_DAYS = 90
"""So long is a text that found nothing kept; counts are kept for ever."""


class Counts:
    """Reads and adds counts; safe to use from several threads, does not own the engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        day: dt.date,
        counts: Mapping[tuple[CountKind, str], int],
        unfound: Mapping[str, int] | None = None,
    ) -> None:
        """Add to the counts of ``day``, in one transaction; texts beyond their time are dropped.

        Raises:
            CatalogueDatabaseError: the database cannot be written; nothing was added.
        """
        with writing(self._engine) as connection:
            for (kind, key), count in counts.items():
                row = {"day": day, "kind": kind.value, "key": key}
                _raise(connection, DailyCount, row, count)
            for text, count in (unfound or {}).items():
                _raise(connection, UnfoundQuery, {"day": day, "text": text}, count)
            too_old = UnfoundQuery.day < day - dt.timedelta(days=KEPT_DAYS)
            connection.execute(delete(UnfoundQuery).where(too_old))

    def between(self, first: dt.date, last: dt.date) -> list[DayCount]:
        """Return all counts from ``first`` to ``last``, both included, in the order of the days.

        Raises:
            CatalogueDatabaseError: the database cannot be read.
        """
        table = DailyCount
        wanted = (
            select(table.day, table.kind, table.key, table.count)
            .where(table.day.between(first, last))
            .order_by(table.day, table.kind, table.key)
        )
        with reading(self._engine) as connection:
            return [
                DayCount(row.day, CountKind(row.kind), row.key, row._mapping["count"])
                for row in connection.execute(wanted)
            ]

    def unfound(self, first: dt.date, last: dt.date, limit: int) -> list[UnfoundText]:
        """Return the texts that found nothing from one day to another, the most frequent first.

        Raises:
            CatalogueDatabaseError: the database cannot be read.
        """
        table = UnfoundQuery
        total = func.sum(table.count)
        wanted = (
            select(table.text, total, func.max(table.day))
            .where(table.day.between(first, last))
            .group_by(table.text)
            .order_by(total.desc(), table.text)
            .limit(limit)
        )
        with reading(self._engine) as connection:
            return [UnfoundText(*row) for row in connection.execute(wanted)]

    def forget_unfound(self, text: str) -> None:
        """Drop a text: a clerk has dealt with it.

        Raises:
            CatalogueDatabaseError: the database cannot be written.
        """
        with writing(self._engine) as connection:
            connection.execute(delete(UnfoundQuery).where(UnfoundQuery.text == text))


def _raise(
    connection: Connection,
    table: type[DailyCount] | type[UnfoundQuery],
    row: Mapping[str, object],
    count: int,
) -> None:
    """Add ``count`` to the row, which is made where it is missing."""
    same: list[ColumnElement[bool]] = [getattr(table, name) == value for name, value in row.items()]
    raised = update(table).where(*same).values(count=table.count + count)
    if connection.execute(raised).rowcount == 0:
        connection.execute(insert(table).values(**row, count=count))
