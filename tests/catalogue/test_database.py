"""The database opens safely, migrates from empty, and says what is wrong."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text

from kiosk.catalogue.database import (
    HEAD,
    MIGRATIONS,
    CatalogueDatabaseError,
    migrate,
    open_database,
    reading,
    writing,
)
from kiosk.catalogue.desk_tables import DailyCount
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.tables import Base
from kiosk.clock import now


def test_migrating_from_empty_gives_the_tables_of_the_models(database: str) -> None:
    engine = open_database(database)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert DailyCount.__tablename__ in Base.metadata.tables
        assert compare_metadata(context, Base.metadata) == []
        for table in Base.metadata.tables.values():
            keys = inspect(connection).get_foreign_keys(table.name)
            assert len(keys) == len(table.foreign_key_constraints), table.name
    engine.dispose()


def test_the_known_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


@pytest.mark.parametrize("released", ["0001", "0002"])
def test_a_released_database_comes_to_the_present_form_and_back(
    database: str, released: str
) -> None:
    engine = open_database(database)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, released)
        if released == "0002":
            clerk = "insert into clerk values ('Hà', 'clerk', 'hash', '2026-01-01', 0, null)"
            connection.execute(text(clerk))
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, Base.metadata) == []
        kept = connection.scalar(text("select count(*) from clerk"))
        assert kept == (1 if released == "0002" else 0)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, released)
        assert "citizen_call" not in inspect(connection).get_table_names()
    engine.dispose()


def test_the_connection_is_durable_and_checks_foreign_keys(database: str) -> None:
    engine = open_database(database)
    with reading(engine) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    engine.dispose()


def test_a_reader_sees_one_state_while_another_writes(database: str) -> None:
    engine = open_database(database)
    migrate(engine)
    count = text("select count(*) from office")
    with reading(engine) as reader:
        assert reader.scalar(count) == 0
        with writing(engine) as writer:
            writer.execute(text("insert into office (id, name) values (1, 'A')"))
        assert reader.scalar(count) == 0
    with reading(engine) as reader:
        assert reader.scalar(count) == 1
    engine.dispose()


def test_a_current_database_opens_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    engine = open_database(url)
    migrate(engine)
    engine.dispose()
    program = (
        "import sys; from kiosk.catalogue.database import migrate, open_database\n"
        f"migrate(open_database({url!r}))\n"
        "assert 'alembic' not in sys.modules, 'alembic was imported'"
    )
    environment = {**os.environ, "PYTHONPATH": str(MIGRATIONS.parents[1])}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'x.sqlite'}")
    migrate(engine)
    engine.dispose()
    assert (tmp_path / "a" / "b" / "x.sqlite").is_file()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"rubbish" * 1000)
    with pytest.raises(CatalogueDatabaseError, match=r"x\.sqlite: the file is no database"):
        migrate(open_database(f"sqlite:///{path}"))
    assert path.read_bytes() == b"rubbish" * 1000


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    with writing(engine) as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(CatalogueDatabaseError, match='its form is "9999"'):
        migrate(engine)
    engine.dispose()


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x", "postgresql+nothing://x/y"])
def test_an_address_that_is_not_understood_is_refused(url: str) -> None:
    with pytest.raises(CatalogueDatabaseError, match="leave `database` in ward"):
        open_database(url)


def test_another_writer_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.catalogue.database.SECONDS_TO_WAIT_FOR_ANOTHER_WRITER", 0.1)
    path = tmp_path / "x.sqlite"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CatalogueDatabaseError, match="another program is writing"):
        Catalogue(engine, now).withdraw(["1.000001"])
    other.close()
    engine.dispose()


def test_times_come_back_in_the_zone_of_the_counter(database: str) -> None:
    engine = open_database(database)
    migrate(engine)
    moment = dt.datetime(2026, 1, 1, 23, 30, tzinfo=dt.UTC)
    from kiosk.catalogue.tables import CatalogueVersion

    with writing(engine) as connection:
        values = {"number": 1, "state": "draft", "created_at": moment}
        connection.execute(CatalogueVersion.__table__.insert(), values)
    with reading(engine) as connection:
        stored = connection.exec_driver_sql("select created_at from catalogue_version").scalar()
        assert stored == "2026-01-01 23:30:00.000000"
    found = Catalogue(engine, now).versions()[0].created_at
    assert (found, found.hour) == (moment, 6)
    engine.dispose()


def test_a_migration_that_dies_leaves_the_database_empty(database: str) -> None:
    engine = open_database(database)
    statements = 0

    def fail(*_: object) -> None:
        nonlocal statements
        statements += 1
        if statements == 20:
            raise InterruptedError

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(InterruptedError):
        migrate(engine)
    event.remove(engine, "before_cursor_execute", fail)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    migrate(engine)
    engine.dispose()
