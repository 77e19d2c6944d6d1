"""The tables: SQLAlchemy models of a procedure's constituent parts, of versions and of postings.

A ``ProcedureRevision`` never changes once it is written; it owns its parts. A part's key is the
revision and its position, below that its owner's position and its own, so a part needs no number of
its own and the parts of one procedure lie beside each other in the file. A version is a set of
revisions (``VersionEntry``), and a change is a new revision in the draft's set.

The columns of a part are named like the fields of its value in ``procedure.py``; ``rows`` relies on
it. Small lists and conditions, which no query looks into, are JSON.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from kiosk.clock import COUNTER_ZONE


class Moment(TypeDecorator[dt.datetime]):
    """An aware time, stored as UTC; comes back in the counter's zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn an aware time into a bare time of UTC."""
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value else None

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Turn a bare time of UTC into an aware one."""
        return value.replace(tzinfo=dt.UTC).astimezone(COUNTER_ZONE) if value else None


class Base(DeclarativeBase):
    """Base of all models; names every constraint, so that a migration can change it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        dt.date: Date,
        dt.datetime: Moment,
        list[str]: JSON,
        dict[str, list[str]]: JSON,
    }


CLUSTERED = {"sqlite_with_rowid": False}
"""Keep the rows in the order of their primary key, as the parts are read."""

KEY = -1
"""Sort order of the key's columns: before the others, as ``PRAGMA integrity_check`` needs them.

SQLite 3.40 reads the columns of a table without row numbers at the wrong places where its key does
not come first, and reports nulls that are none.
"""


class Sourced:
    """Columns of a ``Source``; all null where there is none."""

    source_decision: Mapped[str | None]
    source_url: Mapped[str | None]
    source_page: Mapped[str | None]
    source_dated: Mapped[dt.date | None]


class ProcedureRevision(Sourced, Base):
    """One text of one procedure, as one origin had it; ``digest`` is the SHA-256 of its content."""

    __tablename__ = "procedure_revision"
    __table_args__ = (UniqueConstraint("code", "origin", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    origin: Mapped[str]
    digest: Mapped[str]
    created_at: Mapped[dt.datetime]
    code: Mapped[str]
    name: Mapped[str]
    field: Mapped[str]
    tier: Mapped[str]
    short_name: Mapped[str]
    name_en: Mapped[str]
    short_name_en: Mapped[str]
    field_en: Mapped[str]
    levels: Mapped[list[str]]
    ministry: Mapped[str]
    agency: Mapped[str]
    coordinating_agencies: Mapped[str]
    subjects: Mapped[str]
    keywords: Mapped[str]
    dossier_sets: Mapped[int | None]
    where_to_go: Mapped[str]
    where_to_go_en: Mapped[str]
    decision_number: Mapped[str | None]
    decision_issued: Mapped[dt.date | None]
    decision_issuer: Mapped[str | None]
    checked_on: Mapped[dt.date | None]
    effective_from: Mapped[dt.date | None]
    effective_to: Mapped[dt.date | None]
    replaced_by: Mapped[str]


class Part:
    """Key of a part: its revision and its place in the list."""

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("procedure_revision.id"), primary_key=True, autoincrement=False, sort_order=KEY
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)


class TextLine(Base):
    """One text of a list of texts; ``kind`` is the field: everyday_names, steps, steps_en, ..."""

    __tablename__ = "text_line"
    __table_args__ = (CLUSTERED,)

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("procedure_revision.id"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]


class Question(Part, Base):
    """A question; ``when`` is its condition."""

    __tablename__ = "question"
    __table_args__ = (CLUSTERED,)

    key: Mapped[str]
    text: Mapped[str]
    why: Mapped[str]
    text_en: Mapped[str]
    why_en: Mapped[str]
    when: Mapped[dict[str, list[str]]]


class OfQuestion:
    """Key of what a question owns; ``question`` is the position of the owner."""

    revision_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)


class Answer(OfQuestion, Base):
    """An answer of a question."""

    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["revision_id", "question"], ["question.revision_id", "question.position"]
        ),
        CLUSTERED,
    )

    key: Mapped[str]
    label: Mapped[str]
    hint: Mapped[str]
    label_en: Mapped[str]
    hint_en: Mapped[str]


class Term(OfQuestion, Base):
    """A legal term explained beside a question."""

    __tablename__ = "term"
    __table_args__ = (
        ForeignKeyConstraint(
            ["revision_id", "question"], ["question.revision_id", "question.position"]
        ),
        CLUSTERED,
    )

    ask: Mapped[str]
    explanation: Mapped[str]
    ask_en: Mapped[str]
    explanation_en: Mapped[str]


class Case(Part, Base):
    """Trường hợp."""

    __tablename__ = "case_of_procedure"
    __table_args__ = (CLUSTERED,)

    key: Mapped[str]
    name: Mapped[str]
    when: Mapped[dict[str, list[str]]]
    name_en: Mapped[str]


class DocumentRequirement(Part, Sourced, Base):
    """Thành phần hồ sơ."""

    __tablename__ = "document_requirement"
    __table_args__ = (CLUSTERED,)

    name: Mapped[str]
    originals: Mapped[int]
    certified_copies: Mapped[int]
    photocopies: Mapped[int]
    purpose: Mapped[str]
    necessity: Mapped[str]
    note: Mapped[str]
    issuer: Mapped[str]
    form: Mapped[str]
    replaceable_by: Mapped[list[str]]
    cases: Mapped[list[str]]
    name_en: Mapped[str]
    note_en: Mapped[str]


class Form(Part, Base):
    """Mẫu đơn, tờ khai."""

    __tablename__ = "form"
    __table_args__ = (CLUSTERED,)

    key: Mapped[str]
    name: Mapped[str]
    number: Mapped[str]
    where: Mapped[str]
    url: Mapped[str]
    name_en: Mapped[str]


class Method(Part, Base):
    """Cách thức thực hiện."""

    __tablename__ = "method"
    __table_args__ = (CLUSTERED,)

    kind: Mapped[str]
    note: Mapped[str]
    note_en: Mapped[str]


class OfMethod:
    """Key of what a method owns; ``method`` is the position of the owner."""

    revision_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)
    method: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=KEY)


class TimeLimit(OfMethod, Sourced, Base):
    """Thời hạn giải quyết."""

    __tablename__ = "time_limit"
    __table_args__ = (
        ForeignKeyConstraint(["revision_id", "method"], ["method.revision_id", "method.position"]),
        CLUSTERED,
    )

    unit: Mapped[str]
    amount: Mapped[int | None]
    cutoff: Mapped[str]
    note: Mapped[str]
    note_en: Mapped[str]
    cases: Mapped[list[str]]


class Fee(OfMethod, Sourced, Base):
    """Phí, lệ phí, in whole đồng."""

    __tablename__ = "fee"
    __table_args__ = (
        ForeignKeyConstraint(["revision_id", "method"], ["method.revision_id", "method.position"]),
        CLUSTERED,
    )

    name: Mapped[str]
    amount: Mapped[int | None]
    per: Mapped[str]
    cap: Mapped[int | None]
    cap_per: Mapped[str]
    rule: Mapped[str]
    note: Mapped[str]
    exemptions: Mapped[list[str]]
    cases: Mapped[list[str]]
    optional: Mapped[bool]
    name_en: Mapped[str]
    note_en: Mapped[str]


class FeeStep(Base):
    """A step of a fee; ``method`` and ``fee`` are the positions of its owners."""

    __tablename__ = "fee_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["revision_id", "method", "fee"], ["fee.revision_id", "fee.method", "fee.position"]
        ),
        CLUSTERED,
    )

    revision_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    method: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fee: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    from_unit: Mapped[int]
    amount: Mapped[int]


class LegalBasis(Part, Base):
    """Căn cứ pháp lý."""

    __tablename__ = "legal_basis"
    __table_args__ = (CLUSTERED,)

    number: Mapped[str]
    name: Mapped[str]
    issued: Mapped[dt.date | None]
    issuer: Mapped[str]


class Result(Part, Base):
    """Kết quả thực hiện."""

    __tablename__ = "result"
    __table_args__ = (CLUSTERED,)

    name: Mapped[str]
    name_en: Mapped[str]


class UpcomingChange(Part, Base):
    """A law that changes the procedure on a known date."""

    __tablename__ = "upcoming_change"
    __table_args__ = (CLUSTERED,)

    date: Mapped[dt.date]
    text: Mapped[str]
    text_en: Mapped[str]


class AuditNote(Part, Base):
    """Why our fact differs from the public record."""

    __tablename__ = "audit_note"
    __table_args__ = (CLUSTERED,)

    about: Mapped[str]
    text: Mapped[str]


class CatalogueVersion(Base):
    """A state of the whole catalogue: draft, published (what citizens see) or superseded."""

    __tablename__ = "catalogue_version"
    __table_args__ = (
        CheckConstraint("state in ('draft', 'published', 'superseded')", name="state"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    created_at: Mapped[dt.datetime]


class Publication(Base):
    """One act of publishing or rolling back; the acts are kept for ever, in their order."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_number: Mapped[int] = mapped_column(ForeignKey("catalogue_version.number"))
    published_at: Mapped[dt.datetime]
    published_by: Mapped[str]
    decision: Mapped[str]
    note: Mapped[str]


class VersionEntry(Base):
    """A revision that belongs to a version.

    ``precedence`` is the rank of its origin, 0 first. An origin has one revision of a code in a
    version, or two while a later one waits for the day on which it takes effect. ``based_on`` is
    the revision that a text of the ward covered when it was imported.
    """

    __tablename__ = "version_entry"
    __table_args__ = (Index(None, "revision_id"), CLUSTERED)

    version_number: Mapped[int] = mapped_column(
        ForeignKey("catalogue_version.number"), primary_key=True, autoincrement=False
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    precedence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("procedure_revision.id"), primary_key=True, autoincrement=False
    )
    based_on: Mapped[int | None] = mapped_column(
        ForeignKey("procedure_revision.id", name="fk_version_entry_based_on")
    )


class Office(Base):
    """An office that posts procedures."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]


class Posting(Base):
    """Niêm yết: this procedure is posted at this office, and so citizens see it there."""

    __tablename__ = "posting"

    office_id: Mapped[int] = mapped_column(
        ForeignKey("office.id"), primary_key=True, autoincrement=False
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[dt.date | None]
    decision: Mapped[str]
    counter: Mapped[str]
