"""Values to rows and back: one procedure becomes rows of every table, many rows become procedures.

Both ways go through plain dicts whose keys are the fields of the values and the columns of the
tables alike, so that a new field needs a column and a migration, and no code here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, Table, select

from kiosk.catalogue import procedure as values
from kiosk.catalogue import tables

Row = dict[str, Any]

TEXT_LISTS = ("everyday_names", "steps", "steps_en", "requirements", "replaces")
"""The fields of a procedure that are lists of texts; all share the table ``text_line``."""

TOO_LARGE = re.compile(rb'(?<!\\)":-?[0-9]{19,}')
"""A number of 19 or more digits after a key in JSON; inside a text the quote has a backslash."""

SOURCE = ("decision", "url", "page", "dated")
DECISION = ("number", "issued", "issuer")


class Kind(NamedTuple):
    """One kind of part: its table, its value, the field of its owner that lists it, its parts."""

    table: Table
    value: type[msgspec.Struct]
    field: str
    parts: tuple[Kind, ...] = ()

    @property
    def keys(self) -> list[str]:
        """Names of the key's columns: the revision, the owners' positions, its own position."""
        return [column.name for column in self.table.primary_key]

    @property
    def columns(self) -> list[str]:
        """Names of the columns that hold the value."""
        return [column.name for column in self.table.columns if not column.primary_key]


def _table(model: type[tables.Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not mapped to a table")
    return table


KINDS = (
    Kind(
        _table(tables.Question),
        values.Question,
        "questions",
        (
            Kind(_table(tables.Answer), values.Answer, "answers"),
            Kind(_table(tables.Term), values.Term, "terms"),
        ),
    ),
    Kind(_table(tables.Case), values.Case, "cases"),
    Kind(_table(tables.DocumentRequirement), values.DocumentRequirement, "documents"),
    Kind(_table(tables.Form), values.Form, "forms"),
    Kind(
        _table(tables.Method),
        values.Method,
        "methods",
        (
            Kind(_table(tables.TimeLimit), values.TimeLimit, "time_limits"),
            Kind(
                _table(tables.Fee),
                values.Fee,
                "fees",
                (Kind(_table(tables.FeeStep), values.FeeStep, "steps"),),
            ),
        ),
    ),
    Kind(_table(tables.LegalBasis), values.LegalBasis, "legal_bases"),
    Kind(_table(tables.Result), values.Result, "results"),
    Kind(_table(tables.UpcomingChange), values.UpcomingChange, "changes"),
    Kind(_table(tables.AuditNote), values.AuditNote, "notes"),
)
REVISION = _table(tables.ProcedureRevision)
TEXT_LINE = _table(tables.TextLine)


def _all_kinds(kinds: Iterable[Kind]) -> Iterator[Kind]:
    """Yield each kind before its parts, which is the order that foreign keys ask for."""
    for kind in kinds:
        yield kind
        yield from _all_kinds(kind.parts)


TABLES = (REVISION, TEXT_LINE, *(kind.table for kind in _all_kinds(KINDS)))
"""All tables of a revision, owners before what they own."""


def _defaults(value: type[msgspec.Struct]) -> Row:
    """Return the defaults of a value's fields as plain data."""
    found: Row = {}
    for field in msgspec.structs.fields(value):
        if field.default is not msgspec.NODEFAULT:
            found[field.name] = msgspec.to_builtins(field.default)
        elif field.default_factory is not msgspec.NODEFAULT:
            found[field.name] = field.default_factory()
    return found


_VALUES: tuple[type[msgspec.Struct], ...] = (values.Procedure, values.Source, values.Decision)
_DEFAULTS = {
    value: _defaults(value) for value in (*_VALUES, *(kind.value for kind in _all_kinds(KINDS)))
}


class NotStorableError(ValueError):
    """The procedure holds a text or a number that no database can keep; says which kind."""


def digest_of(procedure: values.Procedure) -> str:
    """Return the SHA-256 of the content, as hexadecimal digits.

    Fields at their defaults are left out of it, so a new field does not change old digests.

    Raises:
        NotStorableError: a text is no valid Unicode, or a number has more than 18 digits.
    """
    try:
        content = msgspec.json.encode(procedure, order="deterministic")
    except UnicodeEncodeError as error:
        raise NotStorableError("a text holds half a character (a lone surrogate)") from error
    except OverflowError as error:
        raise NotStorableError("a number is too large") from error
    if TOO_LARGE.search(content):
        raise NotStorableError("a number is too large")
    return hashlib.sha256(content).hexdigest()


def rows_of(
    procedure: values.Procedure, revision: Mapping[str, Any]
) -> Iterator[tuple[Table, Row]]:
    """Yield every row of the procedure with its table, owners first.

    ``revision`` holds what the value does not know: id, origin, digest and created_at.
    """
    plain = {
        **_DEFAULTS[values.Procedure],
        **msgspec.to_builtins(procedure, builtin_types=(dt.date,)),
    }
    _flatten(plain, "source", SOURCE, values.Source)
    _flatten(plain, "decision", DECISION, values.Decision)
    plain.update(revision)
    yield REVISION, {column.name: plain[column.name] for column in REVISION.columns}
    key = {"revision_id": revision["id"]}
    for field in TEXT_LISTS:
        for position, text in enumerate(plain[field]):
            yield TEXT_LINE, {**key, "kind": field, "position": position, "text": text}
    for kind in KINDS:
        yield from _part_rows(kind, key, plain[kind.field])


def _part_rows(kind: Kind, owner: Row, parts: list[Row]) -> Iterator[tuple[Table, Row]]:
    """Yield the rows of one list of parts and of what they own."""
    for position, part in enumerate(parts):
        plain = {**_DEFAULTS[kind.value], **part}
        if "source_url" in kind.table.columns:
            _flatten(plain, "source", SOURCE, values.Source)
        yield (
            kind.table,
            {**owner, "position": position, **{name: plain[name] for name in kind.columns}},
        )
        if kind.parts:
            below = {**owner, kind.table.name: position}
            for owned in kind.parts:
                yield from _part_rows(owned, below, plain[owned.field])


def _flatten(plain: Row, field: str, names: tuple[str, ...], value: type[msgspec.Struct]) -> None:
    """Spread a small value over columns of its owner; all null where there is none."""
    small = plain.pop(field)
    full = {**_DEFAULTS[value], **small} if small is not None else {}
    for name in names:
        plain[f"{field}_{name}"] = full.get(name)


def load(connection: Connection, revisions: Select[int] | int) -> dict[int, values.Procedure]:
    """Return the procedures of the revisions by the revisions' ids.

    ``revisions`` is one id, or a select of ids.
    """
    plain = {
        row["id"]: row for row in _read(connection, REVISION, REVISION.c.id, revisions, order=False)
    }
    for row in plain.values():
        _gather(row, "source", SOURCE, required="decision")
        _gather(row, "decision", DECISION, required="number")
        for name in ("origin", "digest", "created_at"):
            del row[name]
    for row in _read(connection, TEXT_LINE, TEXT_LINE.c.revision_id, revisions):
        plain[row["revision_id"]].setdefault(row["kind"], []).append(row["text"])
    for kind in KINDS:
        for (revision,), parts in _read_parts(connection, kind, revisions).items():
            plain[revision][kind.field] = parts
    return {key: _procedure(row) for key, row in plain.items()}


def _procedure(row: Row) -> values.Procedure:
    del row["id"]
    return msgspec.convert(row, values.Procedure)


def _read_parts(
    connection: Connection, kind: Kind, revisions: Select[int] | int
) -> dict[tuple[int, ...], list[Row]]:
    """Return the parts of one kind with all they own, by the key of their owner."""
    owned = {part.field: _read_parts(connection, part, revisions) for part in kind.parts}
    found: dict[tuple[int, ...], list[Row]] = defaultdict(list)
    keys = kind.keys
    sourced = "source_url" in kind.table.columns
    for row in _read(connection, kind.table, kind.table.c.revision_id, revisions):
        key = tuple(row.pop(name) for name in keys)
        if sourced:
            _gather(row, "source", SOURCE, required="decision")
        for field, by_owner in owned.items():
            row[field] = by_owner.get(key, [])
        found[key[:-1]].append(row)
    return found


def _read(
    connection: Connection,
    table: Table,
    column: Any,  # noqa: ANN401 (a column of any table)
    revisions: Select[int] | int,
    *,
    order: bool = True,
) -> Iterator[Row]:
    """Yield the rows of the revisions as dicts, in the order of their keys."""
    chosen = column == revisions if isinstance(revisions, int) else column.in_(revisions)
    query = select(table).where(chosen)
    if order:
        query = query.order_by(*table.primary_key)
    names = [each.name for each in table.columns]
    for row in connection.execute(query):
        yield dict(zip(names, row, strict=True))


def _gather(row: Row, field: str, names: tuple[str, ...], *, required: str) -> None:
    """Turn the columns of a small value back into it; none where its first column is null."""
    small = {name: row.pop(f"{field}_{name}") for name in names}
    row[field] = small if small[required] is not None else None
