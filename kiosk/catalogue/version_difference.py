"""The difference between two versions of the catalogue, loading only the texts that differ.

And where the ward's own texts are behind: what they were based on has changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection, func, select

from kiosk.catalogue import rows
from kiosk.catalogue.difference import (
    DifferenceKind,
    ProcedureDifference,
    compare,
    field_changes,
)
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.selection import LONG_AGO, ORIGINS, PRECEDENCE, Slot
from kiosk.catalogue.staging import Origin
from kiosk.catalogue.tables import ProcedureRevision, VersionEntry

REVISIONS_AT_ONCE = 400
"""Keeps a statement below the number of values that every database allows."""

WARD = PRECEDENCE[Origin.WARD]

Entries = dict[Slot, int]
"""For each origin's text of each code, the revision that takes effect last."""


def compare_versions(
    connection: Connection, published: int | None, draft: int, today: dt.date
) -> list[ProcedureDifference]:
    """Compare the entries of two versions and load only the texts that differ.

    A text that citizens see is compared with what they saw before, also where that was of another
    origin: a first text of the ward with the shipped one.
    """
    before, after = _entries(connection, published), _entries(connection, draft)
    differing = sorted(
        slot for slot in before.keys() | after.keys() if before.get(slot) != after.get(slot)
    )
    wanted: list[tuple[int, int | None, int | None, int | None]] = []
    for slot in differing:
        old, new, ours = before.get(slot), after.get(slot), _above(after, slot)
        if ours is None:
            old = _below(before, slot) if old is None else old
            new = _below(after, slot) if new is None else new
        wanted.append((slot.precedence, old, new, ours))
    texts = _texts(connection, {key for _, *keys in wanted for key in keys if key is not None})
    return [
        compare(
            texts[old] if old is not None else None,
            texts[new] if new is not None else None,
            origin=ORIGINS[precedence],
            ours=texts[ours] if ours is not None else None,
            today=today,
        )
        for precedence, old, new, ours in wanted
    ]


def find_behind(connection: Connection, version: int | None) -> list[ProcedureDifference]:
    """Return the ward's texts whose base has changed since, in the order of the codes.

    The base is the text that the ward's covered when it was imported. A field that only the other
    side changed is waiting for the ward; one that both changed is a conflict. Importing the ward's
    text again, changed or not, settles both.
    """
    entries = _entries(connection, version)
    based = connection.execute(
        select(VersionEntry.code, VersionEntry.revision_id, VersionEntry.based_on)
        .where(VersionEntry.version_number == version, VersionEntry.based_on.is_not(None))
        .order_by(VersionEntry.code)
    )
    wanted: list[tuple[Slot, int, int, int]] = []
    for code, ours, base in based:
        slot = next(_slots_below(entries, Slot(code, WARD)), None)
        if base is None or slot is None or entries.get(Slot(code, WARD)) != ours:
            continue
        if entries[slot] != base:
            wanted.append((slot, base, entries[slot], ours))
    texts = _texts(connection, {key for _, *keys in wanted for key in keys})
    found: list[ProcedureDifference] = []
    for slot, base, now, ours in wanted:
        changes = list(field_changes(texts[base], texts[now], texts[ours]))
        waiting = [change for change in changes if change.ours != change.new]
        if waiting:
            found.append(
                ProcedureDifference(
                    code=slot.code,
                    name=texts[ours].title,
                    kind=DifferenceKind.BEHIND,
                    origin=ORIGINS[slot.precedence],
                    shown=False,
                    changes=waiting,
                )
            )
    return found


def _above(entries: Entries, slot: Slot) -> int | None:
    """Return the best text of the code that hides this one."""
    above = (Slot(slot.code, precedence) for precedence in range(slot.precedence))
    return next((entries[each] for each in above if each in entries), None)


def _below(entries: Entries, slot: Slot) -> int | None:
    """Return the best text of the code that this one hides."""
    return next((entries[each] for each in _slots_below(entries, slot)), None)


def _slots_below(entries: Entries, slot: Slot) -> Iterator[Slot]:
    below = (Slot(slot.code, rank) for rank in range(slot.precedence + 1, len(ORIGINS)))
    return (each for each in below if each in entries)


def _texts(connection: Connection, revisions: Iterable[int]) -> dict[int, Procedure]:
    """Load the revisions, a limited number with one statement."""
    waiting = iter(sorted(revisions))
    found: dict[int, Procedure] = {}
    while some := list(islice(waiting, REVISIONS_AT_ONCE)):
        chosen = select(ProcedureRevision.id).where(ProcedureRevision.id.in_(some))
        found |= rows.load(connection, chosen)
    return found


def _entries(connection: Connection, version: int | None) -> Entries:
    """Read the entries of a version."""
    entry, revision = VersionEntry, ProcedureRevision
    found = connection.execute(
        select(entry.code, entry.precedence, entry.revision_id)
        .join(revision, revision.id == entry.revision_id)
        .where(entry.version_number == version)
        .order_by(func.coalesce(revision.effective_from, LONG_AGO), entry.revision_id)
    )
    return {Slot(code, precedence): key for code, precedence, key in found}
