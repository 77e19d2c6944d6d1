"""What the ward says itself, as it is kept: facts of the office, days, years, fees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, Engine, delete, func, insert, select, union_all

from kiosk.catalogue.database import reading, writing
from kiosk.catalogue.local import DayHere, FeeHere, Said, YearHere
from kiosk.catalogue.local_tables import LocalDay, LocalFact, LocalFee, LocalYear
from kiosk.catalogue.procedure import MethodKind
from kiosk.errors import Refused

Tables = type[LocalFact] | type[LocalDay] | type[LocalYear] | type[LocalFee]
TABLES: tuple[Tables, ...] = (LocalFact, LocalDay, LocalYear, LocalFee)


class NotSaidError(Refused):
    """There is nothing of that name to take back."""


class LocalFacts:
    """Reads and writes what the ward says itself; safe to use from several threads.

    Writing replaces what was said before. What is written is checked by ``desk.local``.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def mark(self) -> str:
        """Return a text that changes whenever something is said otherwise."""
        counted = [
            select(func.count().label("rows"), func.max(table.said_at).label("last"))
            for table in TABLES
        ]
        with reading(self._engine) as connection:
            return str([tuple(row) for row in connection.execute(union_all(*counted))])

    def all(self) -> Said:
        """Return everything."""
        with reading(self._engine) as connection:
            facts = connection.execute(
                select(LocalFact.name, LocalFact.value).order_by(LocalFact.name)
            )
            day = LocalDay
            days = connection.execute(
                select(day.date, day.closed, day.name, day.notice, day.confirmed).order_by(day.date)
            )
            years = connection.execute(
                select(LocalYear.year, LocalYear.notice).order_by(LocalYear.year)
            )
            return Said(
                facts={name: msgspec.json.decode(value) for name, value in facts},
                days=[DayHere(**row._mapping) for row in days],
                years=[YearHere(**row._mapping) for row in years],
                fees=read_local_fees(connection),
            )

    def say(self, fact: str, value: object, *, by: str, at: dt.datetime) -> None:
        """Say a fact of the office; ``value`` is plain data."""
        text = msgspec.json.encode(value).decode("utf-8")
        with writing(self._engine) as connection:
            _replace(
                connection,
                LocalFact,
                {"name": fact},
                {"value": text},
                {"said_by": by, "said_at": at},
            )

    def say_day(self, day: DayHere, *, by: str, at: dt.datetime) -> None:
        """Say that the office is closed, or works, on a day."""
        values = msgspec.structs.asdict(day)
        key = {"date": values.pop("date")}
        with writing(self._engine) as connection:
            _replace(connection, LocalDay, key, values, {"said_by": by, "said_at": at})

    def say_year(self, year: YearHere, *, by: str, at: dt.datetime) -> None:
        """Say that a year's days off were compared with the public notice."""
        with writing(self._engine) as connection:
            values = {"notice": year.notice}
            _replace(
                connection, LocalYear, {"year": year.year}, values, {"said_by": by, "said_at": at}
            )

    def say_fee(self, fee: FeeHere, *, by: str, at: dt.datetime) -> None:
        """Say what a fee is here."""
        key = {"code": fee.code, "method": fee.method.value, "name": fee.name}
        values = {"amount": fee.amount, "rule": fee.rule}
        with writing(self._engine) as connection:
            _replace(connection, LocalFee, key, values, {"said_by": by, "said_at": at})

    def take_back(self, table: Tables, key: Mapping[str, object]) -> None:
        """Say no more what is under this key of one of ``TABLES``.

        Raises:
            NotSaidError: nothing is.
        """
        with writing(self._engine) as connection:
            if _delete(connection, table, key) == 0:
                told = " ".join(map(str, key.values()))
                raise NotSaidError(f'"{told}" is not said here; see `kiosk local`.')


def read_local_fees(connection: Connection, code: str = "") -> list[FeeHere]:
    """Return the fees that are said here, of one code or of all."""
    table = LocalFee
    wanted = select(table.code, table.method, table.name, table.amount, table.rule)
    if code:
        wanted = wanted.where(table.code == code)
    rows = connection.execute(wanted.order_by(table.code, table.method, table.name))
    return [
        FeeHere(
            code=row.code,
            method=MethodKind(row.method),
            name=row.name,
            amount=row.amount,
            rule=row.rule,
        )
        for row in rows
    ]


def _replace(
    connection: Connection,
    table: Tables,
    key: Mapping[str, object],
    values: Mapping[str, object],
    said: Mapping[str, object],
) -> None:
    """Write one row in place of an earlier one; ``said`` is who and when."""
    _delete(connection, table, key)
    connection.execute(insert(table).values(**key, **values, **said))


def _delete(connection: Connection, table: Tables, key: Mapping[str, object]) -> int:
    """Delete the row of a key; return how many there were."""
    same = [getattr(table, name) == value for name, value in key.items()]
    return connection.execute(delete(table).where(*same)).rowcount
