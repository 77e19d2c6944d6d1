"""What a ward says itself: facts of the office, days, fees, and which official fields it took.

Revision: 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables to this form."""
    op.create_table(
        "local_fact",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        *_said(),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_local_fact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "local_day",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        *_said(),
        sa.PrimaryKeyConstraint("date", name=op.f("pk_local_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "local_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        *_said(),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_local_year")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "local_fee",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        *_said(),
        sa.PrimaryKeyConstraint("code", "method", "name", name=op.f("pk_local_fee")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "field_decision",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        *_said(),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["procedure_revision.id"],
            name=op.f("fk_field_decision_procedure_revision"),
        ),
        sa.PrimaryKeyConstraint("code", "revision_id", "field", name=op.f("pk_field_decision")),
        sqlite_with_rowid=False,
    )


def _said() -> tuple[sa.Column[str], sa.Column[object]]:
    """Who wrote a row, and when."""
    return (
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
    )


def downgrade() -> None:
    """Bring the tables back to the form before."""
    for table in ("field_decision", "local_fee", "local_year", "local_day", "local_fact"):
        op.drop_table(table)
