"""``PRAGMA integrity_check`` is sound on a filled database and tells of a damaged one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.tables import Base
from kiosk.catalogue.yaml_files import load_catalogue


def test_the_key_comes_first_in_every_table_without_row_numbers() -> None:
    for table in Base.metadata.tables.values():
        if table.dialect_options["sqlite"]["with_rowid"] is False:
            keys = [column.name for column in table.primary_key]
            assert [column.name for column in table.columns][: len(keys)] == keys, table.name


def test_a_full_catalogue_is_sound(
    catalogue: Catalogue, stage: Callable[..., object], repository: Path
) -> None:
    stage(*load_catalogue(repository / "db" / "catalogue"))
    catalogue.publish(by="A")
    catalogue.post(catalogue.codes(posted_only=False))
    assert catalogue.integrity() == []


def test_a_missing_value_and_an_orphan_are_told(
    catalogue: Catalogue, tmp_path: Path, stage: Callable[..., object], model: Procedure
) -> None:
    stage(model)
    for statements in (
        # The form is loosened only to write what it forbids, then it is as before.
        ("update sqlite_master set sql = replace(sql, 'label TEXT NOT NULL', 'label TEXT')",),
        (
            "update answer set label = null where position = 0",
            "update sqlite_master set sql = replace(sql, 'label TEXT', 'label TEXT NOT NULL')",
        ),
        ("delete from method",),
    ):
        with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as file:
            file.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                file.execute(statement)
            file.commit()
    catalogue.close()
    problems = catalogue.integrity()
    assert "NULL value in answer.label" in problems
    assert any("belongs to nothing" in problem for problem in problems)
