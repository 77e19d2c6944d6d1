"""How much the catalogue holds, by field: procedures, questions, papers, facts with a source."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kiosk.catalogue.paths import paths
from kiosk.catalogue.procedure import DocumentRequirement, Fee, Procedure, Tier, TimeLimit


class FieldSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one field (lĩnh vực).

    ``paths`` are the ways to answer, so the different checklists at most. ``facts`` are the papers,
    time limits, fees and legal bases; ``sourced`` those whose page or decision is known, their own
    or the procedure's. ``checked`` procedures carry the day a person last checked them.
    """

    field: str
    full: int = 0
    listed: int = 0
    english: int = 0
    questions: int = 0
    paths: int = 0
    documents: int = 0
    facts: int = 0
    sourced: int = 0
    checked: int = 0


def summarise(procedures: Iterable[Procedure]) -> list[FieldSummary]:
    """Return the counts by field in the order of their names; the last one is the sum of all."""
    fields: dict[str, FieldSummary] = {}
    total = FieldSummary(field="")
    for procedure in procedures:
        counts = _count(procedure)
        fields[procedure.field] = _add(
            fields.get(procedure.field, FieldSummary(field=procedure.field)), counts
        )
        total = _add(total, counts)
    return [*(fields[name] for name in sorted(fields)), total]


def _count(procedure: Procedure) -> FieldSummary:
    """Count one procedure."""
    facts: list[DocumentRequirement | TimeLimit | Fee] = [
        *procedure.documents,
        *(limit for method in procedure.methods for limit in method.time_limits),
        *(fee for method in procedure.methods for fee in method.fees),
    ]
    general = procedure.source is not None or procedure.decision is not None
    own = sum(general or fact.source is not None for fact in facts)
    bases = len(procedure.legal_bases)
    full = procedure.tier is Tier.FULL
    return FieldSummary(
        field=procedure.field,
        full=int(full),
        listed=int(not full),
        english=int(bool(procedure.name_en)),
        questions=len(procedure.questions),
        paths=len(paths(procedure)) if full else 0,
        documents=len(procedure.documents),
        facts=len(facts) + bases,
        sourced=own + bases,
        checked=int(procedure.checked_on is not None),
    )


def _add(one: FieldSummary, other: FieldSummary) -> FieldSummary:
    """Return the sum of the counts under the first one's name."""
    counts = one.__struct_fields__[1:]
    sums = {name: getattr(one, name) + getattr(other, name) for name in counts}
    return msgspec.structs.replace(one, **sums)
