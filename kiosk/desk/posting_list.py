"""The list of posted procedures as an XLSX workbook: real numbers and dates, never a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence

import msgspec
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.catalogue.posting import Posting
from kiosk.catalogue.procedure import Procedure
from kiosk.checklist import words
from kiosk.checklist.checklist import Checklist, FeeKind
from kiosk.translation import Translator

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_TEXT = 32_767
"""Characters that a cell of XLSX can hold."""

Value = str | int | dt.date | None


class ListRow(msgspec.Struct, frozen=True):
    """One procedure of the list; None is an empty cell."""

    code: str
    title: str
    name: str
    field: str
    where: str
    time: str
    fee: int | None
    fee_words: str
    posted_since: dt.date | None
    posted_by: str
    decision: str
    checked_on: dt.date | None
    page: str


def row_of(
    procedure: Procedure, checklist: Checklist, posting: Posting | None, tr: Translator
) -> ListRow:
    """Return one row. The fee in đồng stands only where it is the same in every case."""
    fee = checklist.fee
    sure = fee.kind in (FeeKind.EXACT, FeeKind.FREE)
    counter = posting.counter if posting else ""
    return ListRow(
        code=procedure.code,
        title=procedure.title,
        name=procedure.name,
        field=procedure.field,
        where=counter or words.where_words(checklist, tr),
        time=words.time_headline(checklist, tr)[0],
        fee=fee.amount if sure else None,
        fee_words=words.fee_headline(checklist, tr)[0],
        posted_since=posting.since if posting else None,
        posted_by=posting.decision if posting else "",
        decision=procedure.decision.number if procedure.decision else "",
        checked_on=procedure.checked_on,
        page=checklist.url,
    )


def workbook(rows: Sequence[ListRow], tr: Translator) -> bytes:
    """Return the list as a file of one sheet, its head frozen and filtered."""
    heads = (
        (tr("Item no."), 6),
        (tr("Code"), 12),
        (tr("Procedure"), 34),
        (tr("Procedure's name"), 60),
        (tr("Field"), 24),
        (tr("Where"), 26),
        (tr("When"), 20),
        (tr("Fee (đồng)"), 14),
        (tr("Fee in words"), 24),
        (tr("Posted since"), 14),
        (tr("Posted by decision"), 20),
        (tr("Published by decision"), 22),
        (tr("Checked on"), 14),
        (tr("Official page"), 40),
    )
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = tr("Posted procedures")
    for place, (head, width) in enumerate(heads, start=1):
        _fill(sheet, 1, place, head)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.cell(1, place).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows, start=1):
        values: tuple[Value, ...] = (number, *msgspec.structs.astuple(row))
        for place, value in enumerate(values, start=1):
            _fill(sheet, number + 1, place, value)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    """Write one value with its own type; a text is a text, whatever it begins with."""
    if isinstance(value, str):
        value = NOT_IN_XML.sub("", value)[:LONGEST_TEXT]
    cell = sheet.cell(row, column, value)
    cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
    if isinstance(value, str) and value:
        cell.data_type = "s"
    elif isinstance(value, dt.date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, int):
        cell.number_format = "#,##0"
