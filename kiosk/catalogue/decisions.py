"""Taking or refusing what an official text would change, field by field.

A decision is kept beside the draft and about one text. Publishing carries the decisions out: where
a field was refused, or taken over into a text of our own, the ward's own text is written and says
on which official text it is based, so that a later one that changes the field asks again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import structs
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from kiosk.catalogue.difference import FieldChange, ProcedureDifference, field_changes
from kiosk.catalogue.local_tables import FieldDecision
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.selection import PRECEDENCE
from kiosk.catalogue.staging import Incoming, Origin
from kiosk.catalogue.tables import VersionEntry
from kiosk.catalogue.taking import take_fields, whole_items
from kiosk.catalogue.version_difference import (
    Pair,
    behind,
    compare_versions,
    differing,
    find_behind,
    load_texts,
)
from kiosk.catalogue.versions import VersionState, number_of, open_draft
from kiosk.catalogue.writing import stage_all
from kiosk.errors import SaidRefused

WHOLE = ""
"""Stands for the field where a procedure as a whole is new or taken out."""

ACCEPTED, REFUSED = "accepted", "refused"

Decided = Mapping[tuple[str, int], Mapping[str, bool]]
"""By code and judged revision: each field with whether it was accepted."""


class NoSuchDifferenceError(SaidRefused):
    """Nothing of that name waits for a decision."""


def read_decisions(connection: Connection) -> Decided:
    """Return all decisions that were made."""
    table = FieldDecision
    found: dict[tuple[str, int], dict[str, bool]] = {}
    wanted = select(table.code, table.revision_id, table.field, table.accepted)
    for code, revision, field, accepted in connection.execute(wanted):
        found.setdefault((code, revision), {})[field] = accepted
    return found


def read_difference(connection: Connection, today: dt.date) -> list[ProcedureDifference]:
    """Return what publishing would change and where the ward's texts are behind, by code.

    Where the ward's text is behind and no draft changes it, a field that was refused waits no more.
    """
    draft = number_of(connection, VersionState.DRAFT)
    published = number_of(connection, VersionState.PUBLISHED)
    decided = read_decisions(connection)
    found = find_behind(connection, published if draft is None else draft)
    told = {(each.code, each.origin) for each in found}
    found = [_with_decisions(each, decided) for each in found]
    if draft is None:
        found = [open_ for each in found if (open_ := _still_open(each)).changes]
    else:
        changed = compare_versions(connection, published, draft, today)
        found += [
            _with_decisions(each, decided)
            for each in changed
            if (each.code, each.origin) not in told
        ]
    return sorted(found, key=lambda each: each.code)


def _with_decisions(each: ProcedureDifference, decided: Decided) -> ProcedureDifference:
    """Return a difference with what was decided about it."""
    words = {True: ACCEPTED, False: REFUSED}
    known = decided.get((each.code, each.revision), {})
    changes = [
        structs.replace(change, decided=words[known[change.field]])
        if change.field in known
        else change
        for change in whole_items(each.changes)
    ]
    whole = words[known[WHOLE]] if WHOLE in known else ""
    return structs.replace(each, changes=changes, decided=whole)


def _still_open(each: ProcedureDifference) -> ProcedureDifference:
    """Return a difference without what was refused."""
    changes = [change for change in each.changes if change.decided != REFUSED]
    return structs.replace(each, changes=changes)


def decide(
    connection: Connection,
    now: dt.datetime,
    code: str,
    fields: Sequence[str],
    *,
    accepted: bool,
    by: str,
) -> int:
    """Keep a decision about some fields of a code, or about all that differs; return how many.

    Where a field is to be taken and no draft is open, one is opened.

    Raises:
        NoSuchDifferenceError: the code, or one of its fields, has no difference.
        FieldTakeError: a field cannot be decided alone.
    """
    waiting = [each for each in read_difference(connection, now.date()) if each.code == code]
    if not waiting:
        raise NoSuchDifferenceError("{code} has no difference; see `kiosk diff`.", code=code)
    rows: list[tuple[int, str]] = []
    for each in waiting:
        known = [change.field for change in each.changes] or [WHOLE]
        rows += [(each.revision, field) for field in known if field in fields or not fields]
    missing = set(fields) - {field for _, field in rows}
    if missing:
        raise NoSuchDifferenceError(
            '{code} does not differ in "{field}"; see `kiosk diff`.',
            code=code,
            field=sorted(missing)[0],
        )
    for revision, field in rows:
        _keep(connection, now, (code, revision, field), accepted=accepted, by=by)
    if accepted and number_of(connection, VersionState.DRAFT) is None:
        open_draft(connection, now)
    for pair, about in _decided_pairs(connection):
        if pair.slot.code == code and WHOLE not in about:
            _outcome(pair, about, load_texts(connection, [pair]))
    return len(rows)


def _keep(
    connection: Connection,
    now: dt.datetime,
    about: tuple[str, int, str],
    *,
    accepted: bool,
    by: str,
) -> None:
    """Write one decision in place of an earlier one."""
    table = FieldDecision
    code, revision, field = about
    connection.execute(
        delete(table).where(table.code == code, table.revision_id == revision, table.field == field)
    )
    connection.execute(
        insert(table).values(
            code=code,
            revision_id=revision,
            field=field,
            accepted=accepted,
            said_by=by,
            said_at=now,
        )
    )


def carry_out(connection: Connection, now: dt.datetime) -> None:
    """Make the open draft what was decided; called when it is published."""
    draft = number_of(connection, VersionState.DRAFT)
    published = number_of(connection, VersionState.PUBLISHED)
    if draft is None:
        return
    pairs = _decided_pairs(connection)
    texts = load_texts(connection, [pair for pair, _ in pairs])
    written: list[Incoming] = []
    open_bases: dict[str, int] = {}
    for pair, about in pairs:
        if about.get(WHOLE) is False:
            _leave_as_it_was(connection, pair, draft, published)
        elif WHOLE not in about:
            outcome = _outcome(pair, about, texts)
            if outcome is not None:
                place = f"decided {now:%Y-%m-%d}"
                written.append(Incoming(procedure=outcome, origin=Origin.WARD, file=place))
                if pair.ours is not None and pair.old is not None and _waits(pair, about, texts):
                    open_bases[pair.slot.code] = pair.old
    stage_all(connection, written, now, write=True, replace_origin=False, progress=None)
    for code, base in open_bases.items():
        mine = (
            VersionEntry.version_number == draft,
            VersionEntry.code == code,
            VersionEntry.precedence == PRECEDENCE[Origin.WARD],
        )
        connection.execute(update(VersionEntry).where(*mine).values(based_on=base))


def _decided_pairs(connection: Connection) -> list[tuple[Pair, Mapping[str, bool]]]:
    """Return what differs now and was decided about, with the decisions."""
    draft = number_of(connection, VersionState.DRAFT)
    published = number_of(connection, VersionState.PUBLISHED)
    decided = read_decisions(connection)
    if draft is None:
        return []
    pairs = behind(connection, draft)
    told = {pair.slot for pair in pairs}
    pairs += [pair for pair in differing(connection, published, draft) if pair.slot not in told]
    found = ((pair, decided.get((pair.slot.code, pair.judged), {})) for pair in pairs)
    return [(pair, about) for pair, about in found if about]


def _outcome(
    pair: Pair, about: Mapping[str, bool], texts: Mapping[int, Procedure]
) -> Procedure | None:
    """Return the ward's text that the decisions make, None where they make none.

    Raises:
        FieldTakeError: the decisions do not fit together.
    """
    if pair.new is None or pair.old is None:
        return None
    base = texts[pair.new if pair.ours is None else pair.ours]
    source = texts[pair.old if pair.ours is None else pair.new]
    wanted = [field for field, accepted in about.items() if accepted is (pair.ours is not None)]
    outcome = take_fields(base, source, wanted)
    return outcome if outcome != base else None


def _waits(pair: Pair, about: Mapping[str, bool], texts: Mapping[int, Procedure]) -> bool:
    """Say whether a field of the official text still waits for a decision about our own."""
    old, new, ours = pair.old, pair.new, pair.ours
    if old is None or new is None or ours is None:
        return False
    changes = field_changes(texts[old], texts[new], texts[ours])
    return any(_is_open(change, about) for change in whole_items(list(changes)))


def _is_open(change: FieldChange, about: Mapping[str, bool]) -> bool:
    """Say whether ours says something else and nobody has decided."""
    return change.ours != change.new and change.field not in about


def _leave_as_it_was(connection: Connection, pair: Pair, draft: int, published: int | None) -> None:
    """Give a slot of the draft the entries that it has in the published version."""
    code, precedence = pair.slot
    entry = VersionEntry

    def of(version: int | None) -> tuple[ColumnElement[bool], ...]:
        return (
            entry.version_number == version,
            entry.code == code,
            entry.precedence == precedence,
        )

    connection.execute(delete(entry).where(*of(draft)))
    kept = connection.execute(select(entry.revision_id, entry.based_on).where(*of(published))).all()
    for revision, base in kept:
        connection.execute(
            insert(entry).values(
                version_number=draft,
                code=code,
                precedence=precedence,
                revision_id=revision,
                based_on=base,
            )
        )
