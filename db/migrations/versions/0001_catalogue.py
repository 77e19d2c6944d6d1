"""The catalogue with its versions, and what the office posts.

Revision: 0001, from an empty database.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this form."""
    op.create_table(
        "catalogue_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state in ('draft', 'published', 'superseded')", name=op.f("ck_catalogue_version_state")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_catalogue_version")),
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "procedure_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("short_name_en", sa.Text(), nullable=False),
        sa.Column("field_en", sa.Text(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("coordinating_agencies", sa.Text(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("dossier_sets", sa.Integer(), nullable=True),
        sa.Column("where_to_go", sa.Text(), nullable=False),
        sa.Column("where_to_go_en", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=True),
        sa.Column("decision_issued", sa.Date(), nullable=True),
        sa.Column("decision_issuer", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=False),
        sa.Column("source_decision", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("source_page", sa.Text(), nullable=True),
        sa.Column("source_dated", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_revision")),
        sa.UniqueConstraint(
            "code", "origin", "digest", name=op.f("uq_procedure_revision_code_origin_digest")
        ),
    )
    op.create_table(
        "audit_note",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["procedure_revision.id"],
            name=op.f("fk_audit_note_procedure_revision"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_audit_note")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_of_procedure",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("when", sa.JSON(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["procedure_revision.id"],
            name=op.f("fk_case_of_procedure_procedure_revision"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_case_of_procedure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document_requirement",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("originals", sa.Integer(), nullable=False),
        sa.Column("certified_copies", sa.Integer(), nullable=False),
        sa.Column("photocopies", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("necessity", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("replaceable_by", sa.JSON(), nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("source_decision", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("source_page", sa.Text(), nullable=True),
        sa.Column("source_dated", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["procedure_revision.id"],
            name=op.f("fk_document_requirement_procedure_revision"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_document_requirement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "form",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["procedure_revision.id"], name=op.f("fk_form_procedure_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_form")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "legal_basis",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["procedure_revision.id"],
            name=op.f("fk_legal_basis_procedure_revision"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_legal_basis")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "method",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["procedure_revision.id"], name=op.f("fk_method_procedure_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_method")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posting",
        sa.Column("office_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_posting_office")),
        sa.PrimaryKeyConstraint("office_id", "code", name=op.f("pk_posting")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_number"],
            ["catalogue_version.number"],
            name=op.f("fk_publication_catalogue_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_table(
        "question",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("why_en", sa.Text(), nullable=False),
        sa.Column("when", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["procedure_revision.id"], name=op.f("fk_question_procedure_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_question")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "result",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["procedure_revision.id"], name=op.f("fk_result_procedure_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_result")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text_line",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["procedure_revision.id"], name=op.f("fk_text_line_procedure_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "kind", "position", name=op.f("pk_text_line")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "upcoming_change",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["procedure_revision.id"],
            name=op.f("fk_upcoming_change_procedure_revision"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_upcoming_change")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "version_entry",
        sa.Column("version_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("precedence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["based_on"], ["procedure_revision.id"], name=op.f("fk_version_entry_based_on")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["procedure_revision.id"],
            name=op.f("fk_version_entry_procedure_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["version_number"],
            ["catalogue_version.number"],
            name=op.f("fk_version_entry_catalogue_version"),
        ),
        sa.PrimaryKeyConstraint(
            "version_number", "code", "precedence", "revision_id", name=op.f("pk_version_entry")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("version_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_version_entry_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("hint_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id", "question"],
            ["question.revision_id", "question.position"],
            name=op.f("fk_answer_question"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "question", "position", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fee",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("per", sa.Text(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("cap_per", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("exemptions", sa.JSON(), nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("source_decision", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("source_page", sa.Text(), nullable=True),
        sa.Column("source_dated", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id", "method"],
            ["method.revision_id", "method.position"],
            name=op.f("fk_fee_method"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "method", "position", name=op.f("pk_fee")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "term",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("ask_en", sa.Text(), nullable=False),
        sa.Column("explanation_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id", "question"],
            ["question.revision_id", "question.position"],
            name=op.f("fk_term_question"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "question", "position", name=op.f("pk_term")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "time_limit",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("cutoff", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("source_decision", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("source_page", sa.Text(), nullable=True),
        sa.Column("source_dated", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id", "method"],
            ["method.revision_id", "method.position"],
            name=op.f("fk_time_limit_method"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "method", "position", name=op.f("pk_time_limit")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fee_step",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_unit", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id", "method", "fee"],
            ["fee.revision_id", "fee.method", "fee.position"],
            name=op.f("fk_fee_step_fee"),
        ),
        sa.PrimaryKeyConstraint(
            "revision_id", "method", "fee", "position", name=op.f("pk_fee_step")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Bring the tables back to the form before."""
    op.drop_table("fee_step")
    op.drop_table("time_limit")
    op.drop_table("term")
    op.drop_table("fee")
    op.drop_table("answer")
    with op.batch_alter_table("version_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_entry_revision_id"))

    op.drop_table("version_entry")
    op.drop_table("upcoming_change")
    op.drop_table("text_line")
    op.drop_table("result")
    op.drop_table("question")
    op.drop_table("publication")
    op.drop_table("posting")
    op.drop_table("method")
    op.drop_table("legal_basis")
    op.drop_table("form")
    op.drop_table("document_requirement")
    op.drop_table("case_of_procedure")
    op.drop_table("audit_note")
    op.drop_table("procedure_revision")
    op.drop_table("office")
    op.drop_table("catalogue_version")
