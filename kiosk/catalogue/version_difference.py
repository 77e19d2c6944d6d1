"""The difference between two versions of the catalogue, loading only the texts that differ."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, func, select

from kiosk.catalogue import rows
from kiosk.catalogue.difference import ProcedureDifference, compare
from kiosk.catalogue.selection import LONG_AGO, ORIGINS
from kiosk.catalogue.staging import Origin
from kiosk.catalogue.tables import ProcedureRevision, VersionEntry


def compare_versions(
    connection: Connection, published: int | None, draft: int, today: dt.date
) -> list[ProcedureDifference]:
    """Compare the entries of two versions and load only the texts that differ."""
    before, after = _entries(connection, published), _entries(connection, draft)
    differing = sorted(
        slot for slot in before.keys() | after.keys() if before.get(slot) != after.get(slot)
    )
    ward = ORIGINS.index(Origin.WARD)
    found: list[ProcedureDifference] = []
    for code, precedence in differing:
        key = (code, precedence)
        old, new = before.get(key), after.get(key)
        ours = after.get((code, ward)) if precedence != ward else None
        needed = [revision for revision in (old, new, ours) if revision is not None]
        texts = {revision: rows.load(connection, revision)[revision] for revision in needed}
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
