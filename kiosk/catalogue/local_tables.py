"""The tables of what a ward says itself: facts of the office, days, fees, and which fields it took.

They lie beside the catalogue's versions, so that no import and no update of the program overwrites
them. Each row says who wrote it and when; what was before is in the audit trail.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.catalogue.tables import CLUSTERED, KEY, Base


class Said:
    """Who wrote a row, and when."""

    said_by: Mapped[str]
    said_at: Mapped[dt.datetime]


class LocalFact(Said, Base):
    """A value over one key of the profile; ``value`` is JSON, ``name`` as ``office.phone``."""

    __tablename__ = "local_fact"
    __table_args__ = (CLUSTERED,)

    name: Mapped[str] = mapped_column(primary_key=True, sort_order=KEY)
    value: Mapped[str]


class LocalDay(Said, Base):
    """A day that the office is closed on, or works although the weekday says otherwise."""

    __tablename__ = "local_day"
    __table_args__ = (CLUSTERED,)

    date: Mapped[dt.date] = mapped_column(primary_key=True, sort_order=KEY)
    closed: Mapped[bool]
    name: Mapped[str]
    notice: Mapped[str]
    confirmed: Mapped[bool]


class LocalYear(Said, Base):
    """A year whose days off the office has compared with the public ``notice``."""

    __tablename__ = "local_year"
    __table_args__ = (CLUSTERED,)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)
    notice: Mapped[str]


class LocalFee(Said, Base):
    """What a fee is in this province or ward, in đồng, and by which ``rule``.

    ``name`` is the fee's in the text, with "(2)" after it where a second one has the same name.
    """

    __tablename__ = "local_fee"
    __table_args__ = (CLUSTERED,)

    code: Mapped[str] = mapped_column(primary_key=True, sort_order=KEY)
    method: Mapped[str] = mapped_column(primary_key=True, sort_order=KEY)
    name: Mapped[str] = mapped_column(primary_key=True, sort_order=KEY)
    amount: Mapped[int]
    rule: Mapped[str]


class FieldDecision(Said, Base):
    """Whether a field of an official text was taken (``accepted``) or kept as it was.

    ``revision_id`` is the official text that was judged: a later one asks again.
    """

    __tablename__ = "field_decision"
    __table_args__ = (CLUSTERED,)

    code: Mapped[str] = mapped_column(primary_key=True, sort_order=KEY)
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("procedure_revision.id"), primary_key=True, autoincrement=False, sort_order=KEY
    )
    field: Mapped[str] = mapped_column(primary_key=True, sort_order=KEY)
    accepted: Mapped[bool]
