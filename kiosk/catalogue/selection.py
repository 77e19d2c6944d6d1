"""Which revision is the text of a code: selects that the readers share.

A version may hold several revisions of one code: one of each origin, and one more while a later one
waits for its day. The text is the one in force today; among those, the ward's own before the
shipped one before the portal's before other records, and the latest to take effect.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from kiosk.catalogue.staging import Origin
from kiosk.catalogue.tables import Posting, ProcedureRevision, VersionEntry
from kiosk.catalogue.versions import VersionState, number_of

THIS_OFFICE = 1
"""The office of this database; a database serves one office."""

ORIGINS = tuple(Origin)
PRECEDENCE = {origin: rank for rank, origin in enumerate(ORIGINS)}
"""Rank of an origin as it is stored: the ward first."""


class Slot(NamedTuple):
    """The place of one origin's text of one code in a version."""

    code: str
    precedence: int


LONG_AGO = dt.date(1, 1, 1)
"""Stands for "since ever" where texts are put in the order in which they take effect."""


def version_to_read(connection: Connection, *, newest: bool) -> int | None:
    """Return the published version, or with ``newest`` the open draft if there is one."""
    draft = number_of(connection, VersionState.DRAFT) if newest else None
    return draft if draft is not None else number_of(connection, VersionState.PUBLISHED)


def in_force(today: dt.date) -> ColumnElement[bool]:
    """Return the condition that a revision holds on ``today``."""
    begin, end = ProcedureRevision.effective_from, ProcedureRevision.effective_to
    return and_(or_(begin.is_(None), begin <= today), or_(end.is_(None), end >= today))


def texts_in_force(
    version: int,
    today: dt.date,
    *,
    posted_only: bool,
    code: str = "",
    last: Origin = ORIGINS[-1],
) -> Select[int]:
    """Select the ids of the revisions that are the texts of ``version`` on ``today``.

    ``last``: origins below this one are left out.
    """
    place = func.row_number().over(
        partition_by=VersionEntry.code,
        order_by=(
            VersionEntry.precedence,
            func.coalesce(ProcedureRevision.effective_from, LONG_AGO).desc(),
            VersionEntry.revision_id.desc(),
        ),
    )
    ranked = (
        select(VersionEntry.revision_id, place.label("place"))
        .join(ProcedureRevision, ProcedureRevision.id == VersionEntry.revision_id)
        .where(
            VersionEntry.version_number == version,
            VersionEntry.precedence <= PRECEDENCE[last],
            in_force(today),
        )
    )
    if posted_only:
        ranked = ranked.join(
            Posting, and_(Posting.code == VersionEntry.code, Posting.office_id == THIS_OFFICE)
        )
    if code:
        ranked = ranked.where(VersionEntry.code == code)
    found = ranked.subquery()
    return select(found.c.revision_id).where(found.c.place == 1)
