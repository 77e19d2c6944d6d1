"""How it goes: the anonymous counts of a month as figures, as a table, and on one page."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence

import msgspec
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kiosk.catalogue.counted import CountKind, DayCount
from kiosk.catalogue.counts import Counts
from kiosk.catalogue.repository import Catalogue
from kiosk.clock import Clock
from kiosk.desk.month import SCORES, Month, figures, month_of
from kiosk.desk.month_report import (
    MOST_ROWS,
    SHOWN,
    Report,
    kind_words,
    lay_out_report,
    reason_words,
    report_request,
)
from kiosk.printing.render_protocol import RenderRequest
from kiosk.settings import Office
from kiosk.translation import Translator

BYTE_ORDER_MARK = "\ufeff"
"""Lets spreadsheets read the Vietnamese of a CSV as UTF-8."""

CODE_KINDS = (CountKind.LOOKED_UP, CountKind.PRINTED, CountKind.QR_SHOWN)
"""What is counted by procedure."""

Value = str | int | dt.date


class Table(msgspec.Struct, frozen=True):
    """One sheet of the export: its name, its head and its rows."""

    name: str
    head: list[str]
    rows: list[list[Value]]


class HowItGoes:
    """Reads the counts; holds nothing of a person and nothing finer than the day."""

    def __init__(
        self,
        counts: Counts,
        catalogue: Catalogue,
        *,
        office: Callable[[], Office],
        render: Callable[[RenderRequest], bytes],
        clock: Clock,
    ) -> None:
        self._counts = counts
        self._catalogue = catalogue
        self._office = office
        self._render = render
        self._clock = clock

    def month(self, day: dt.date) -> Month:
        """Return the figures of the month of ``day``, with the month before beside them."""
        first, last = month_of(day)
        earlier = month_of(first - dt.timedelta(days=1))
        return figures(day, self._counts.between(first, last), self._counts.between(*earlier))

    def report(self, day: dt.date, tr: Translator) -> Report:
        """Return the month as it stands on the page, for paper and screen."""
        month = self.month(day)
        return lay_out_report(
            month,
            self._counts.unfound(month.first, month.last, MOST_ROWS),
            title_of=lambda code: self._title(code, tr),
            office=self._office(),
            at=self._clock(),
            tr=tr,
        )

    def pdf(self, day: dt.date, tr: Translator) -> bytes:
        """Return the month on one page.

        Raises:
            RenderError: the page could not be set.
        """
        return self._render(report_request(self.report(day, tr)))

    def xlsx(self, day: dt.date, tr: Translator) -> bytes:
        """Return the month as a workbook: real dates and numbers, never a formula."""
        book = Workbook()
        for place, table in enumerate(self._tables(day, tr)):
            sheet = book.active if place == 0 else book.create_sheet()
            if sheet is None:
                raise RuntimeError("a new workbook has no sheet")
            sheet.title = table.name
            lines: list[list[Value]] = [[*table.head], *table.rows]
            for row, values in enumerate(lines, start=1):
                for column, value in enumerate(values, start=1):
                    cell = sheet.cell(row, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
                    elif isinstance(value, dt.date):
                        cell.number_format = "dd/mm/yyyy"
            for column in range(1, len(table.head) + 1):
                sheet.cell(1, column).font = Font(bold=True)
                sheet.column_dimensions[get_column_letter(column)].width = 16
            sheet.freeze_panes = "A2"
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def csv(self, day: dt.date, tr: Translator) -> bytes:
        """Return every count of the month, a line each: day, what, which, how often."""
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow([tr("Day"), tr("What"), tr("Which"), tr("How often")])
        first, last = month_of(day)
        for row in self._counts.between(first, last):
            named = [row.day.isoformat(), kind_words(row.kind, tr), self._named(row, tr), row.count]
            writer.writerow(named)
        return (BYTE_ORDER_MARK + buffer.getvalue()).encode("utf-8")

    def _tables(self, day: dt.date, tr: Translator) -> list[Table]:
        """Return the sheets of the workbook."""
        month = self.month(day)
        days = [month.first + dt.timedelta(days=place) for place in range(month.last.day)]
        counts = self._counts.between(month.first, month.last)
        return [
            Table(
                tr("By day"),
                [tr("Day"), *(kind_words(kind, tr) for kind in SHOWN)],
                [[each, *(_on(counts, each, kind) for kind in SHOWN)] for each in days],
            ),
            Table(
                tr("By procedure"),
                [tr("Code"), tr("Procedure"), *(kind_words(kind, tr) for kind in CODE_KINDS)],
                self._by_procedure(counts, tr),
            ),
            Table(
                tr("Satisfaction"),
                [tr("From"), tr("To"), *(f"{score}/5" for score in SCORES)],
                [[week.first, week.last, *week.scores] for week in month.weeks],
            ),
            Table(
                tr("Reasons given"),
                [tr("Reason"), tr("How often")],
                [[reason_words(key, tr), count] for key, count in month.reasons],
            ),
        ]

    def _by_procedure(self, counts: Sequence[DayCount], tr: Translator) -> list[list[Value]]:
        """Return a row for each procedure, the most looked up first."""
        sums: dict[str, dict[CountKind, int]] = {}
        for row in counts:
            if row.kind in CODE_KINDS:
                of_code = sums.setdefault(row.key, dict.fromkeys(CODE_KINDS, 0))
                of_code[row.kind] += row.count
        ranked = sorted(sums.items(), key=lambda pair: (-pair[1][CountKind.LOOKED_UP], pair[0]))
        return [[code, self._title(code, tr), *found.values()] for code, found in ranked]

    def _named(self, row: DayCount, tr: Translator) -> str:
        """Return what a count's key stands for."""
        if row.kind in CODE_KINDS:
            return f"{row.key} {self._title(row.key, tr)}"
        return reason_words(row.key, tr) if row.kind is CountKind.REASON else row.key

    def _title(self, code: str, tr: Translator) -> str:
        """Return what people call a procedure; its code where the catalogue has it no more."""
        procedure = self._catalogue.procedure(code)
        if procedure is None:
            return code
        return tr.pick(procedure.title, procedure.short_name_en or procedure.name_en)


def _on(counts: Sequence[DayCount], day: dt.date, kind: CountKind) -> int:
    """Return how often something happened on a day."""
    return sum(row.count for row in counts if row.day == day and row.kind is kind)
