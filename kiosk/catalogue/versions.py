"""Versions of the whole catalogue: the draft, what is published, and what was.

There is at most one draft and at most one published version. A version is never deleted, and each
act of publishing or rolling back is kept with who, when and under which decision. Every function
here works inside the caller's transaction.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, func, insert, literal, select, update

from kiosk.catalogue.tables import CatalogueVersion, Publication, VersionEntry
from kiosk.errors import Refused, SaidRefused

SHIPPED_NOTE = "shipped catalogue"
ROLLBACK_NOTE = "rollback from "
"""The notes that the program writes itself."""


class VersionState(StrEnum):
    """The life of a version."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class VersionInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A version and the last act that made it the one citizens see; a draft has none."""

    number: int
    state: VersionState
    created_at: dt.datetime
    published_at: dt.datetime | None = None
    published_by: str = ""
    decision: str = ""
    note: str = ""


class NothingToPublishError(SaidRefused):
    """There is no draft."""


class NoSuchVersionError(Refused):
    """There is no earlier version, or none of that number, to go back to."""


def number_of(connection: Connection, state: VersionState) -> int | None:
    """Return the number of the version in this state; ask only for draft or published."""
    return connection.scalar(
        select(CatalogueVersion.number).where(CatalogueVersion.state == state.value)
    )


def open_draft(connection: Connection, now: dt.datetime) -> int:
    """Return the draft's number; where none is open, it begins as a copy of what is published."""
    draft = number_of(connection, VersionState.DRAFT)
    if draft is not None:
        return draft
    newest = connection.scalar(select(func.max(CatalogueVersion.number))) or 0
    draft = newest + 1
    connection.execute(
        insert(CatalogueVersion).values(
            number=draft, state=VersionState.DRAFT.value, created_at=now
        )
    )
    entry = VersionEntry
    copied = [entry.code, entry.precedence, entry.revision_id, entry.based_on]
    published = select(literal(draft), *copied).where(
        entry.version_number == number_of(connection, VersionState.PUBLISHED)
    )
    names = [entry.version_number.key, *(column.key for column in copied)]
    connection.execute(insert(VersionEntry).from_select(names, published))
    return draft


def publish_draft(
    connection: Connection, now: dt.datetime, *, by: str, decision: str, note: str
) -> int:
    """Make the draft what citizens see and return its number.

    Raises:
        NothingToPublishError: no draft is open.
    """
    draft = number_of(connection, VersionState.DRAFT)
    if draft is None:
        raise NothingToPublishError(
            "There is no draft to publish; `kiosk import` makes one when something is new."
        )
    _make_current(connection, draft, now, by=by, decision=decision, note=note)
    return draft


def roll_back(connection: Connection, now: dt.datetime, *, to: int | None, by: str) -> int:
    """Make an earlier version what citizens see and return its number.

    Args:
        connection: the transaction.
        now: the time of the act.
        to: the version's number; None is the one before the published one.
        by: who does it.

    Raises:
        NoSuchVersionError: there is none to go back to.
    """
    current = number_of(connection, VersionState.PUBLISHED)
    earlier = list(
        connection.scalars(
            select(CatalogueVersion.number)
            .where(CatalogueVersion.state == VersionState.SUPERSEDED.value)
            .order_by(CatalogueVersion.number)
        )
    )
    if to is None:
        before = [number for number in earlier if current is not None and number < current]
        if not before:
            raise NoSuchVersionError("There is no version before the published one to go back to.")
        to = before[-1]
    elif to not in earlier:
        known = ", ".join(map(str, earlier)) or "none"
        raise NoSuchVersionError(f"There is no version {to} to go back to; there are: {known}.")
    _make_current(connection, to, now, by=by, decision="", note=f"{ROLLBACK_NOTE}{current}")
    return to


def _make_current(
    connection: Connection, number: int, now: dt.datetime, *, by: str, decision: str, note: str
) -> None:
    """Supersede the published version by this one and keep the act."""
    version = CatalogueVersion
    connection.execute(
        update(version)
        .where(version.state == VersionState.PUBLISHED.value)
        .values(state=VersionState.SUPERSEDED.value)
    )
    connection.execute(
        update(version).where(version.number == number).values(state=VersionState.PUBLISHED.value)
    )
    newest = connection.scalar(select(func.max(Publication.id))) or 0
    connection.execute(
        insert(Publication).values(
            id=newest + 1,
            version_number=number,
            published_at=now,
            published_by=by,
            decision=decision,
            note=note,
        )
    )


def list_versions(connection: Connection) -> list[VersionInfo]:
    """Return all versions, oldest first, each with its last act."""
    last_acts = select(func.max(Publication.id)).group_by(Publication.version_number)
    version, act = CatalogueVersion, Publication
    rows = connection.execute(
        select(
            version.number,
            version.state,
            version.created_at,
            act.published_at,
            func.coalesce(act.published_by, "").label("published_by"),
            func.coalesce(act.decision, "").label("decision"),
            func.coalesce(act.note, "").label("note"),
        )
        .outerjoin(act, (act.version_number == version.number) & act.id.in_(last_acts))
        .order_by(version.number)
    )
    return [msgspec.convert(dict(row._mapping), VersionInfo) for row in rows]
