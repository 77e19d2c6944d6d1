"""Whatever a procedure says comes back from the database as it was."""

from __future__ import annotations

import datetime as dt
import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalogue.database import migrate, open_database, writing
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.rows import digest_of, load, rows_of
from kiosk.catalogue.yaml_files import load_catalogue
from kiosk.clock import now

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    dt.date: st.dates(),
}


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that a field of a procedure has."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is list:
        return st.lists(values_of(arguments[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(TEXT, values_of(arguments[1]), max_size=2)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(
            st.none(), *(values_of(each) for each in arguments if each is not types.NoneType)
        )
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{name: values_of(hints[name]) for name in kind.__struct_fields__})


@given(procedure=values_of(Procedure))
@settings(max_examples=60, deadline=None)
def test_any_procedure(procedure: Procedure, tmp_path_factory: Any) -> None:
    assert there_and_back([procedure], tmp_path_factory.mktemp("db")) == [procedure]


def there_and_back(procedures: list[Procedure], folder: Path) -> list[Procedure]:
    engine = open_database(f"sqlite:///{folder / 'x.sqlite'}")
    migrate(engine)
    found = []
    with writing(engine) as connection:
        for number, procedure in enumerate(procedures, start=1):
            owner = {"id": number, "origin": "ward", "digest": str(number), "created_at": now()}
            for table, row in rows_of(procedure, owner):
                connection.execute(table.insert(), row)
            found.append(load(connection, number)[number])
    engine.dispose()
    return found


def test_the_shipped_procedures(repository: Path, tmp_path: Path) -> None:
    procedures = load_catalogue(repository / "db" / "catalogue")[:40]
    assert there_and_back(procedures, tmp_path) == procedures


def test_the_digest_follows_the_content(model: Procedure) -> None:
    again = msgspec.convert(msgspec.to_builtins(model), Procedure)
    assert digest_of(again) == digest_of(model)
    assert digest_of(msgspec.structs.replace(model, steps=["Khác."])) != digest_of(model)
    two = {"when": {"a": ["1"], "b": ["2"]}}
    turned = {"when": {"b": ["2"], "a": ["1"]}}
    cases = [{"key": "k", "name": "K", **when} for when in (two, turned)]
    first, second = (
        msgspec.convert({"code": "1.000001", "name": "N", "field": "F", "cases": [case]}, Procedure)
        for case in cases
    )
    assert digest_of(first) == digest_of(second)
