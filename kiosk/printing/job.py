"""One sheet on its way: the ticket its sender holds, and the plain job that a clerk is shown."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import msgspec

from kiosk.printing.printer import Document, PrinterState, Report

OnReport = Callable[[Report], None]
"""Called with every change, on the printer's thread."""

Make = Callable[[], Document]
"""Sets the sheet, on the printer's thread; raises PrinterError where that fails."""

POSTING = "posting"
REPORT = "report"
"""What a paper is called that is of no one procedure: sheets for the board, the month's page."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What a clerk sees of one sheet; names nobody.

    ``what`` is the code of the procedure, or one of the names above. ``report.cause`` is for the
    clerk. ``can_cancel``: it has not ended. ``can_print_again``: it did not surely come out, and
    what it says is still kept.
    """

    number: int
    what: str
    asked_at: dt.datetime
    report: Report
    can_cancel: bool
    can_print_again: bool


class Ticket:
    """One sheet on its way. ``report`` is the newest; ``done`` is set when it is final.

    ``make`` is forgotten with the end of a sheet that came out or is ``personal``; otherwise the
    worker forgets it some minutes later, so that a clerk can print it again until then.
    """

    def __init__(
        self,
        make: Make,
        on_report: OnReport | None = None,
        *,
        number: int,
        what: str,
        asked_at: dt.datetime,
        personal: bool = False,
    ) -> None:
        self.make: Make | None = make
        self.report = Report(PrinterState.PRINTING)
        self.done = threading.Event()
        self.withdrawn = threading.Event()
        self.number = number
        self.what = what
        self.asked_at = asked_at
        self._personal = personal
        self._on_report = on_report

    def withdraw(self) -> None:
        """Ask for the sheet back; the final report says whether that came in time."""
        self.withdrawn.set()

    def forget(self) -> None:
        """Drop what the sheet says."""
        self.make = None

    def tell(self, report: Report) -> None:
        """Take over a newer report and pass it on if it differs; called by the worker."""
        changed = report != self.report
        self.report = report
        if report.final:
            if self._personal or report.state is PrinterState.PRINTED:
                self.forget()
            self.done.set()
        if changed and self._on_report is not None:
            self._on_report(report)

    def job(self) -> Job:
        """Return how the sheet is now."""
        ended = self.done.is_set()
        return Job(
            number=self.number,
            what=self.what,
            asked_at=self.asked_at,
            report=self.report,
            can_cancel=not ended and not self.withdrawn.is_set(),
            can_print_again=ended and self.make is not None,
        )
