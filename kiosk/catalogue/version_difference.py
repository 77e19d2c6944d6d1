"""The difference between two versions of the catalogue, loading only the texts that differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice

from sqlalchemy import Connection, func, select

from kiosk.catalogue import rows
from kiosk.catalogue.difference import ProcedureDifference, compare
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.selection import LONG_AGO, ORIGINS, PRECEDENCE
from kiosk.catalogue.staging import Origin
from kiosk.catalogue.tables import ProcedureRevision, VersionEntry

REVISIONS_AT_ONCE = 400
"""Keeps a statement below the number of values that every database allows."""


def compare_versions(
    connection: Connection, published: int | None, draft: int, today: dt.date
) -> list[ProcedureDifference]:
    """Compare the entries of two versions and load only the texts that differ."""
    before, after = _entries(connection, published), _entries(connection, draft)
    differing = sorted(
        slot for slot in before.keys() | after.keys() if before.get(slot) != after.get(slot)
    )
    ward = PRECEDENCE[Origin.WARD]
    texts = _texts(
        connection,
        {
            revision
            for code, precedence in differing
            for entries in (before, after)
            for slot in ((code, precedence), (code, ward))
            if (revision := entries.get(slot)) is not None
        },
    )
    found: list[ProcedureDifference] = []
    for code, precedence in differing:
        key = (code, precedence)
        old, new = before.get(key), after.get(key)
        ours = after.get((code, ward)) if precedence != ward else None
        found.append(
            compare(
                texts[old] if old is not None else None,
                texts[new] if new is not None else None,
                origin=ORIGINS[precedence],
                ours=texts[ours] if ours is not None else None,
                today=today,
            )
        )
    return found


def _texts(connection: Connection, revisions: Iterable[int]) -> dict[int, Procedure]:
    """Load the revisions, a limited number with one statement."""
    waiting = iter(sorted(revisions))
    found: dict[int, Procedure] = {}
    while some := list(islice(waiting, REVISIONS_AT_ONCE)):
        chosen = select(ProcedureRevision.id).where(ProcedureRevision.id.in_(some))
        found |= rows.load(connection, chosen)
    return found


def _entries(connection: Connection, version: int | None) -> dict[tuple[str, int], int]:
    """Return, for each origin's text of each code, the revision that takes effect last."""
    entry, revision = VersionEntry, ProcedureRevision
    found = connection.execute(
        select(entry.code, entry.precedence, entry.revision_id)
        .join(revision, revision.id == entry.revision_id)
        .where(entry.version_number == version)
        .order_by(func.coalesce(revision.effective_from, LONG_AGO), entry.revision_id)
    )
    return {(code, precedence): key for code, precedence, key in found}
