"""The tables of the desk.

Anonymous counts, clerks and what they pinned, who did what, citizens' calls, and what hangs on the
board.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.catalogue.tables import CLUSTERED, Base

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""A number that was given to a row is given to no other, also when the row has gone."""


class DailyCount(Base):
    """How often something happened on one day; see ``counted``."""

    __tablename__ = "daily_count"
    __table_args__ = (CLUSTERED,)

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class UnfoundQuery(Base):
    """A text that found nothing, without who typed it or at what hour; dropped after 90 days."""

    __tablename__ = "unfound_query"
    __table_args__ = (CLUSTERED,)

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class Clerk(Base):
    """Who may sign in at the desk.

    ``secret`` is the scrypt hash with its salt and costs. ``failures`` counts wrong tries in a row
    and ``locked_until`` is when the next one is allowed; both survive a restart.
    """

    __tablename__ = "clerk"
    __table_args__ = (CheckConstraint("role in ('clerk', 'steward')", name="role"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    secret: Mapped[str]
    added_at: Mapped[dt.datetime]
    failures: Mapped[int]
    locked_until: Mapped[dt.datetime | None]


class AuditEntry(Base):
    """Who did what to what, and when. Entries are only ever added."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    who: Mapped[str]
    what: Mapped[str]
    about: Mapped[str]


class Booklet(Base):
    """A booklet of all posted procedures that was put up at the office."""

    __tablename__ = "booklet"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    put_up_at: Mapped[dt.datetime]


class BookletSheet(Base):
    """A procedure's sheet in a booklet; ``digest`` tells whether its text has changed since."""

    __tablename__ = "booklet_sheet"
    __table_args__ = (CLUSTERED,)

    booklet_id: Mapped[int] = mapped_column(
        ForeignKey("booklet.id"), primary_key=True, autoincrement=False
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    digest: Mapped[str]


class PinnedProcedure(Base):
    """A procedure that a clerk keeps at hand."""

    __tablename__ = "pinned_procedure"
    __table_args__ = (CLUSTERED,)

    clerk: Mapped[str] = mapped_column(
        ForeignKey("clerk.name", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    pinned_at: Mapped[dt.datetime]


class CitizenCall(Base):
    """A call for a person from a machine; names nobody and is removed after minutes.

    Numbers are never used again: a machine must not take another call's answer for its own.
    """

    __tablename__ = "citizen_call"
    __table_args__ = (NEVER_AGAIN,)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    machine: Mapped[str]
    field: Mapped[str]
    heard_at: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]
