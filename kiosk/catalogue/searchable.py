"""Reading the searchable words of many procedures, without the rest of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.catalogue.tables import (
    DocumentRequirement,
    Form,
    ProcedureRevision,
    Result,
    TextLine,
)


def read_search_entries(connection: Connection, wanted: Select[int]) -> list[SearchEntry]:
    """Read only the columns that hold words."""
    revision, line = ProcedureRevision, TextLine
    texts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, kind, text in connection.execute(
        select(line.revision_id, line.kind, line.text)
        .where(
            line.revision_id.in_(wanted),
            line.kind.in_(("everyday_names", "steps", "requirements")),
        )
        .order_by(line.revision_id, line.kind, line.position)
    ):
        texts[key][kind].append(text)
    for kind, model in (("forms", Form), ("results", Result), ("documents", DocumentRequirement)):
        for key, name in connection.execute(
            select(model.revision_id, model.name)
            .where(model.revision_id.in_(wanted))
            .order_by(model.revision_id, model.position)
        ):
            names = texts[key][kind]
            if name not in names:
                names.append(name)
    found = connection.execute(
        select(
            revision.id,
            revision.keywords,
            revision.code,
            revision.name,
            revision.short_name,
            revision.field,
            revision.tier,
            revision.name_en,
            revision.short_name_en,
            revision.levels,
        )
        .where(revision.id.in_(wanted))
        .order_by(revision.code)
    )
    entries: list[SearchEntry] = []
    for row in found:
        plain: dict[str, Any] = dict(row._mapping)
        of_revision = texts[plain.pop("id")]
        long_texts = [
            plain.pop("keywords"),
            *of_revision.pop("steps", []),
            *of_revision.pop("requirements", []),
        ]
        plain |= of_revision
        plain["text"] = "\n".join(filter(None, long_texts))
        entries.append(msgspec.convert(plain, SearchEntry))
    return entries
