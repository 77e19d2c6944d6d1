"""The booklets put up at the office: what citizens could read there, and since when."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

import msgspec
from sqlalchemy import func, insert, select

from kiosk.catalogue.database import Database, reading, writing
from kiosk.catalogue.desk_tables import Booklet, BookletSheet
from kiosk.catalogue.procedure import Procedure


class PutUpSheet(msgspec.Struct, frozen=True):
    """One procedure in a booklet; ``digest`` changes with any fact of it."""

    code: str
    name: str
    digest: str


class PutUpBooklet(msgspec.Struct, frozen=True):
    """A booklet that was put up, and when."""

    put_up_at: dt.datetime
    sheets: list[PutUpSheet]


def sheet_of(procedure: Procedure) -> PutUpSheet:
    """Return how a booklet remembers a procedure."""
    digest = hashlib.sha256(msgspec.json.encode(procedure, order="deterministic")).hexdigest()
    return PutUpSheet(procedure.code, procedure.name, digest)


class Booklets:
    """Reads and adds booklets; safe to use from several threads."""

    def __init__(self, engine: Database) -> None:
        self._engine = engine

    def last(self) -> PutUpBooklet | None:
        """Return what hangs at the office now, None where nothing was put up yet."""
        with reading(self._engine) as connection:
            newest = select(Booklet.id, Booklet.put_up_at).order_by(Booklet.id.desc()).limit(1)
            booklet = connection.execute(newest).first()
            if booklet is None:
                return None
            table = BookletSheet
            wanted = select(table.code, table.name, table.digest)
            found = connection.execute(
                wanted.where(table.booklet_id == booklet.id).order_by(table.code)
            )
            return PutUpBooklet(booklet.put_up_at, [PutUpSheet(*row) for row in found])

    def put_up(self, at: dt.datetime, sheets: Iterable[PutUpSheet]) -> None:
        """Note that a booklet of these sheets hangs at the office from now on."""
        with writing(self._engine) as connection:
            number = (connection.scalar(select(func.max(Booklet.id))) or 0) + 1
            connection.execute(insert(Booklet).values(id=number, put_up_at=at))
            rows = [{"booklet_id": number, **msgspec.structs.asdict(sheet)} for sheet in sheets]
            if rows:
                connection.execute(insert(BookletSheet), rows)
