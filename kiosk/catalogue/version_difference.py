"""The difference between two versions of the catalogue, loading only the texts that differ.

And where the ward's own texts are behind: what they were based on has changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from msgspec import structs
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


class Pair(NamedTuple):
    """Revisions to compare: what citizens saw, what the draft has, and ours that covers it."""

    slot: Slot
    old: int | None
    new: int | None
    ours: int | None

    @property
    def judged(self) -> int:
        """The revision that a decision is about: the new text, or the one that is taken out."""
        judged = self.old if self.new is None else self.new
        if judged is None:
            raise ValueError("nothing to compare")
        return judged


def differing(connection: Connection, published: int | None, draft: int) -> list[Pair]:
    """Return what differs between the entries of two versions, in the order of the codes.

    A text that citizens see is compared with what they saw before, also where that was of another
    origin: a first text of the ward with the shipped one.
    """
    before, after = _entries(connection, published), _entries(connection, draft)
    slots = sorted(
        slot for slot in before.keys() | after.keys() if before.get(slot) != after.get(slot)
    )
    pairs: list[Pair] = []
    for slot in slots:
        old, new, ours = before.get(slot), after.get(slot), _above(after, slot)
        if ours is None:
            old = _below(before, slot) if old is None else old
            new = _below(after, slot) if new is None else new
        pairs.append(Pair(slot, old, new, ours))
    return pairs


def compare_versions(
    connection: Connection, published: int | None, draft: int, today: dt.date
) -> list[ProcedureDifference]:
    """Compare two versions and load only the texts that differ."""
    pairs = differing(connection, published, draft)
    texts = load_texts(connection, pairs)
    return [
        structs.replace(
            compare(
                texts[pair.old] if pair.old is not None else None,
                texts[pair.new] if pair.new is not None else None,
                origin=ORIGINS[pair.slot.precedence],
                ours=texts[pair.ours] if pair.ours is not None else None,
                today=today,
            ),
            revision=pair.judged,
        )
        for pair in pairs
    ]


def behind(connection: Connection, version: int | None) -> list[Pair]:
    """Return the ward's texts whose base has changed since, in the order of the codes.

    The base (``old``) is the text that the ward's covered when it was imported.
    """
    entries = _entries(connection, version)
    based = connection.execute(
        select(VersionEntry.code, VersionEntry.revision_id, VersionEntry.based_on)
        .where(VersionEntry.version_number == version, VersionEntry.based_on.is_not(None))
        .order_by(VersionEntry.code)
    )
    pairs: list[Pair] = []
    for code, ours, base in based:
        slot = next(_slots_below(entries, Slot(code, WARD)), None)
        if base is None or slot is None or entries.get(Slot(code, WARD)) != ours:
            continue
        if entries[slot] != base:
            pairs.append(Pair(slot, base, entries[slot], ours))
    return pairs


def find_behind(connection: Connection, version: int | None) -> list[ProcedureDifference]:
    """Return where the ward's texts are behind what they were based on.

    A field that only the other side changed is waiting for the ward; one that both changed is a
    conflict. Deciding each field, or importing the ward's text again, settles both.
    """
    pairs = behind(connection, version)
    texts = load_texts(connection, pairs)
    found: list[ProcedureDifference] = []
    for pair in pairs:
        base, now, ours = (texts[key] for key in (pair.old, pair.new, pair.ours) if key is not None)
        changes = list(field_changes(base, now, ours))
        waiting = [change for change in changes if change.ours != change.new]
        if waiting:
            found.append(
                ProcedureDifference(
                    code=pair.slot.code,
                    name=ours.title,
                    kind=DifferenceKind.BEHIND,
                    origin=ORIGINS[pair.slot.precedence],
                    shown=False,
                    changes=waiting,
                    revision=pair.judged,
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


def load_texts(connection: Connection, pairs: Iterable[Pair]) -> dict[int, Procedure]:
    """Load the texts of the pairs, a limited number with one statement."""
    keys = {key for pair in pairs for key in pair[1:] if key is not None}
    waiting = iter(sorted(keys))
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
