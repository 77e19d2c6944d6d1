"""The database: opening it safely and bringing it to the present form.

SQLite is the default, one file on the kiosk: write-ahead log, foreign keys on, and ``synchronous
FULL``, so that what was committed survives a power cut. Another URL of SQLAlchemy, such as one of
PostgreSQL, needs its driver installed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from kiosk.errors import Refused
from kiosk.home import SHIPPED

HEAD = "0004"
"""The newest migration; a database that has it needs no look at the migrations."""

MIGRATIONS = SHIPPED / "migrations"
SECONDS_TO_WAIT_FOR_ANOTHER_WRITER = 30


Database = Engine
"""What ``open_database`` returns. Whoever opened it disposes of it."""


class CatalogueDatabaseError(Refused):
    """The database cannot be opened, read or written; says which and what to do."""


def open_database(url: str) -> Engine:
    """Return the engine for a database URL; a SQLite file's folder is made if it is missing.

    Raises:
        CatalogueDatabaseError: the URL is not understood, or the folder cannot be made.
    """
    try:
        address = make_url(url)
        is_sqlite = address.get_backend_name() == "sqlite"
        if is_sqlite and address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        if is_sqlite:
            waiting = {"timeout": SECONDS_TO_WAIT_FOR_ANOTHER_WRITER}
            engine = create_engine(address, connect_args=waiting)
        else:
            engine = create_engine(address, isolation_level="REPEATABLE READ")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise CatalogueDatabaseError(
            f'The database address "{url}" is not understood ({error}); '
            "leave `database` in ward.toml empty for a file on this machine."
        ) from error
    except OSError as error:
        raise CatalogueDatabaseError(
            f"{error.filename}: the folder of the database cannot be made ({error.strerror})."
        ) from error
    if is_sqlite:
        event.listen(engine, "connect", _prepare_connection)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    """Set what SQLite keeps per connection, and leave transactions to ``_begin``."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin for real, so that all reads of a transaction see one state.

    A writer takes its lock at once: one that waits for the lock after it has read would fail.
    """
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection on which everything read is of one moment.

    Raises:
        CatalogueDatabaseError: the database cannot be read.
    """
    with _told(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one transaction: all of it is kept, or nothing on any error.

    Raises:
        CatalogueDatabaseError: the database cannot be written.
    """
    writer = engine.execution_options(writes=True)
    with _told(engine), writer.begin() as connection:
        yield connection


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Turn a database's error into a sentence."""
    try:
        yield
    except DBAPIError as error:
        place = engine.url.render_as_string(hide_password=True)
        raise CatalogueDatabaseError(f"{place}: {_explain(str(error.orig))}.") from error


def _explain(message: str) -> str:
    """Say what a person can do about the commonest errors of SQLite."""
    advice = {
        "locked": "another program is writing to it; try again when that has ended",
        "disk is full": "the disk is full; make room and try again",
        "readonly": "it is read-only; give the kiosk's user the right to write it",
        "unable to open": "it cannot be opened; see that the folder exists and can be written",
        "not a database": "the file is no database; put a backup in its place or remove it",
        "malformed": "the file is damaged; put a backup in its place",
    }
    told = next((sentence for sign, sentence in advice.items() if sign in message), "")
    return f"{told} ({message})" if told else message


def migrate(engine: Engine) -> None:
    """Bring the database to the present form, from empty or from any released one.

    Raises:
        CatalogueDatabaseError: it cannot be written, or a newer program has made it.
    """
    with reading(engine) as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    with writing(engine) as connection:
        if _revision(connection) != HEAD:
            _upgrade(connection, revision)


def integrity(engine: Engine) -> list[str]:
    """Return what is wrong with the database file; empty is sound. Servers check themselves.

    Raises:
        CatalogueDatabaseError: the database cannot be read.
    """
    if engine.dialect.name != "sqlite":
        return []
    with reading(engine) as connection:
        found = list(connection.scalars(text("PRAGMA integrity_check(5)")))
        orphans = connection.execute(text("PRAGMA foreign_key_check")).first()
    problems = [] if found == ["ok"] else [str(line) for line in found]
    return [*problems, f"a row of {orphans[0]} belongs to nothing"] if orphans else problems


def _revision(connection: Connection) -> str | None:
    """Return the last migration that the database has had; None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("select version_num from alembic_version"))
    return revision


def _upgrade(connection: Connection, revision: str | None) -> None:
    """Run the migrations inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        place = connection.engine.url.render_as_string(hide_password=True)
        raise CatalogueDatabaseError(
            f'{place}: was made by another program version (its form is "{revision}"); '
            "update this program or put a backup in its place."
        ) from error
