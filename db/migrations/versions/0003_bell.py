"""The desk on screen: what a clerk pinned, and citizens' calls for a person.

Revision: 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables to this form."""
    op.create_table(
        "pinned_procedure",
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("pinned_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clerk"],
            ["clerk.name"],
            name=op.f("fk_pinned_procedure_clerk"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("clerk", "code", name=op.f("pk_pinned_procedure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "citizen_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen_call")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Bring the tables back to the form before."""
    op.drop_table("citizen_call")
    op.drop_table("pinned_procedure")
