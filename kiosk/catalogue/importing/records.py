"""The national records: JSON Lines, one procedure a line, merged from several sources."""

from __future__ import annotations

from typing import Annotated

import msgspec

from kiosk.catalogue.importing import fields
from kiosk.catalogue.importing.documents import HEADER, Row, flat_rows, table_rows, understand
from kiosk.catalogue.importing.legal import legal_bases, legal_row
from kiosk.catalogue.importing.methods import method_row, parse_methods
from kiosk.catalogue.importing.results import parse_results
from kiosk.catalogue.procedure import (
    AuditNote,
    LegalBasis,
    Method,
    Procedure,
    Purpose,
    Source,
    Tier,
)
from kiosk.vietnamese.text import clean

Copies = Annotated[int, msgspec.Meta(ge=0, le=999)]


class RecordDocument(msgspec.Struct, frozen=True):
    """One paper of a record."""

    name: str
    case: str = ""
    form: str = ""
    original: Copies = 0
    copy: Copies = 0


class RecordMethod(msgspec.Struct, frozen=True):
    """One way to hand in."""

    method: str
    time: str = ""
    fee: str = ""
    note: str = ""


class RecordLegal(msgspec.Struct, frozen=True):
    """One legal basis."""

    code: str = ""
    name: str = ""
    date: str = ""
    issuer: str = ""


class Record(msgspec.Struct, frozen=True):
    """One line."""

    code: str
    name: str
    completeness: str
    level: list[str] = []
    field: str = ""
    ministry: str = ""
    subjects: str = ""
    agency: str = ""
    steps: str = ""
    methods_text: str = ""
    documents_text: str = ""
    legal_text: str = ""
    conditions: str = ""
    result: str = ""
    keywords: str = ""
    decision_no: str = ""
    url: str = ""
    documents: list[RecordDocument] | None = None
    methods: list[RecordMethod] | None = None
    legal: list[RecordLegal] | None = None


def read_record(record: Record) -> Procedure:
    """Read one record: its rows where it has them, else its texts.

    Raises:
        BadRecordError: no code of the right form, or no name.
    """
    code = fields.procedure_code(record.code)
    name = fields.procedure_name(code, record.name)
    dossier = understand(_document_rows(record))
    methods, doubts = _methods(record)
    decision, notes = fields.decision(record.decision_no)
    result = parse_results(record.result)
    known = any(document.purpose is not Purpose.NOTE for document in dossier.documents)
    return Procedure(
        code=code,
        name=name,
        field=fields.short_text(record.field),
        tier=Tier.FULL if known and record.completeness != "stub" else Tier.LISTED,
        levels=fields.levels(record.level),
        ministry=fields.short_text(record.ministry),
        agency=fields.short_text(record.agency),
        subjects=fields.short_text(record.subjects),
        keywords=fields.short_text(record.keywords) or result.keywords,
        steps=fields.paragraphs(record.steps),
        requirements=fields.requirements(record.conditions),
        results=result.results,
        dossier_sets=dossier.dossier_sets,
        cases=dossier.cases,
        documents=dossier.documents,
        forms=dossier.forms,
        methods=methods,
        legal_bases=_legal(record),
        decision=decision,
        source=Source(
            decision=decision.number if decision else "", url=fields.web_address(record.url)
        ),
        notes=[*notes, *doubts],
    )


def _document_rows(record: Record) -> list[Row]:
    if record.documents is not None:
        return [
            Row(
                clean(row.case),
                clean(row.name),
                [form for form in map(clean, row.form.split(";")) if form],
                row.original,
                row.copy,
            )
            for row in record.documents
        ]
    if HEADER in record.documents_text:
        return flat_rows(record.documents_text)
    return table_rows(record.documents_text)


def _methods(record: Record) -> tuple[list[Method], list[AuditNote]]:
    if record.methods is None:
        return parse_methods(record.methods_text)
    rows = [method_row(row.method, row.time, row.fee, row.note) for row in record.methods]
    return [row for row in rows if row is not None], []


def _legal(record: Record) -> list[LegalBasis]:
    if record.legal is None:
        return legal_bases(record.legal_text)
    rows = [legal_row(row.code, row.name, row.date, row.issuer) for row in record.legal]
    return [row for row in rows if row is not None]
