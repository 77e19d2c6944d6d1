"""The procedures that a clerk keeps at hand."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, insert, select

from kiosk.catalogue.database import Database, reading, writing
from kiosk.catalogue.desk_tables import PinnedProcedure


class PinnedProcedures:
    """Keeps for each clerk the codes they pinned, in the order in which they did."""

    def __init__(self, engine: Database) -> None:
        self._engine = engine

    def of(self, clerk: str) -> list[str]:
        """Return a clerk's codes, the first pinned first."""
        table = PinnedProcedure
        wanted = select(table.code).where(table.clerk == clerk).order_by(table.pinned_at)
        with reading(self._engine) as connection:
            return list(connection.scalars(wanted))

    def pin(self, clerk: str, code: str, at: dt.datetime) -> None:
        """Keep a code; one that is kept stays where it is."""
        table = PinnedProcedure
        with writing(self._engine) as connection:
            mine = select(table.code).where(table.clerk == clerk, table.code == code)
            if connection.scalar(mine) is None:
                row = {"clerk": clerk, "code": code, "pinned_at": at}
                connection.execute(insert(table).values(**row))

    def unpin(self, clerk: str, code: str) -> None:
        """Keep a code no longer."""
        table = PinnedProcedure
        with writing(self._engine) as connection:
            connection.execute(delete(table).where(table.clerk == clerk, table.code == code))
