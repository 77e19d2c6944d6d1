"""Checklist in, paper out: the one thing that screens, the desk and the command line ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.checklist.checklist import Checklist
from kiosk.clock import Clock, now
from kiosk.errors import Refused
from kiosk.printing import paper
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.job import Job, OnReport, Ticket
from kiosk.printing.printer import (
    Content,
    Document,
    Printer,
    PrinterError,
    PrinterState,
    Report,
)
from kiosk.printing.render_protocol import RenderRequest
from kiosk.printing.renderer import Renderer, RenderError
from kiosk.printing.worker import JobError, PrintWorker
from kiosk.settings import Paper, PrinterKind
from kiosk.settings import Printer as PrinterSettings
from kiosk.translation import Translator


class PrinterAddressError(Refused):
    """The printer's address in the profile is not of the form its kind needs."""


class NoPrinterError(Refused):
    """The profile says that this machine has no printer; the QR code is the other way."""


def make_printer(settings: PrinterSettings, prints: Path) -> Printer | None:
    """Return the printer of the profile, None for none. ``prints``: the folder printer's default.

    Raises:
        PrinterAddressError: the address does not fit the kind.
    """
    address = settings.address
    try:
        if settings.kind is PrinterKind.FOLDER:
            return FolderPrinter(Path(address).expanduser() if address else prints)
        if settings.kind is PrinterKind.IPP:
            # Loaded only where it is used: its HTTP client takes 27 MB.
            made: Printer = import_module("kiosk.printing.ipp").IppPrinter(address)
            return made
        if settings.kind in (PrinterKind.ESCPOS_NETWORK, PrinterKind.ESCPOS_FILE):
            return _make_thermal(settings)
    except ValueError as error:
        raise PrinterAddressError(f"printer.address: {error}") from error
    return None


def _make_thermal(settings: PrinterSettings) -> Printer:
    """Return a thermal printer; its picture library is loaded only where it is used."""
    escpos = import_module("kiosk.printing.escpos")
    made: Printer
    if settings.kind is PrinterKind.ESCPOS_FILE:
        device = Path(settings.address)
        made = escpos.EscposPrinter(lambda: escpos.DeviceLine(device, 5.0))
        return made
    parts = urlsplit(f"//{settings.address}")
    if not parts.hostname:
        raise ValueError(f'"{settings.address}" names no host; write it like "printer:9100"')
    host, port = parts.hostname, parts.port or 9100
    made = escpos.EscposPrinter(lambda: escpos.SocketLine(host, port, 3.0))
    return made


class Station:
    """Renderer, printer and worker of this machine, from ``start`` to ``stop``."""

    def __init__(
        self,
        settings: PrinterSettings,
        renderer: Renderer,
        printer: Printer | None,
        *,
        clock: Clock = now,
    ) -> None:
        self._settings = settings
        self._renderer = renderer
        self._worker = (
            PrintWorker(printer, per_hour=settings.per_hour, clock=clock)
            if printer is not None
            else None
        )
        self._content = printer.content if printer is not None else Content.PDF

    @property
    def paper(self) -> Paper:
        """The paper in this machine's printer."""
        return self._settings.paper

    def fitting(self, wanted: Paper) -> Paper:
        """Return the paper to lay a document out for: what is wanted, if this printer takes it.

        A thermal printer takes receipts only: its own roll, or 80 mm where the profile names none.
        """
        if self._content is Content.PDF or wanted in paper.RECEIPT_DOTS:
            return wanted
        return self.paper if self.paper in paper.RECEIPT_DOTS else Paper.RECEIPT_80

    @property
    def status(self) -> Report:
        """The newest report about the printer; refused where there is none."""
        if self._worker is None:
            return Report(PrinterState.REFUSED, "no printer is set up")
        return self._worker.status

    def start(self) -> None:
        """Begin to work; nothing is rendered before the first sheet."""
        if self._worker is not None:
            self._worker.start()

    def stop(self) -> None:
        """Finish or take back what is on its way, and end the rendering process."""
        if self._worker is not None:
            self._worker.stop()
        self._renderer.close()

    def jobs(self) -> list[Job]:
        """Return the sheets of this run, the newest first, without asking the printer."""
        return self._worker.jobs() if self._worker is not None else []

    def cancel(self, number: int) -> bool:
        """Ask for a sheet back; False if it has ended. Its final report says what came of it."""
        return self._worker is not None and self._worker.cancel(number)

    def print_again(self, number: int, on_report: OnReport | None = None) -> Ticket:
        """Queue a sheet that did not surely come out once more.

        Raises:
            JobError: unknown, still on its way, printed, or no longer kept.
        """
        if self._worker is None:
            raise JobError(f"Sheet {number} is not kept; there is no printer.")
        return self._worker.print_again(number, on_report)

    def look(self) -> None:
        """Ask for the printer's state to be looked at soon; ``status`` has it then."""
        if self._worker is not None:
            self._worker.look()

    def resume(self) -> Report:
        """Let a paused printer go on; waits up to 15 seconds, so not on the screen's thread."""
        return self._worker.resume() if self._worker is not None else self.status

    def pdf(
        self, checklist: Checklist, translators: Sequence[Translator], sheet: Paper | None = None
    ) -> bytes:
        """Return the checklist as PDF, on this machine's paper if none is named.

        Raises:
            RenderError: the paper could not be set.
        """
        return paper.render(self._renderer, checklist, sheet or self.paper, translators)

    def render(self, request: RenderRequest, *, ppi: float | None = None) -> list[bytes]:
        """Set another paper, such as a request to supplement: a PDF, or with ``ppi`` its pictures.

        Raises:
            RenderError: the paper could not be set.
        """
        return self._renderer.render(request if ppi is None else paper.as_pictures(request, ppi))

    def preview(
        self, checklist: Checklist, translators: Sequence[Translator], *, ppi: float = 96.0
    ) -> list[bytes]:
        """Return PNG pictures of the pages as this machine prints them.

        Raises:
            RenderError: the paper could not be set.
        """
        sheet = self.fitting(self.paper)
        return paper.preview(self._renderer, checklist, sheet, translators, ppi=ppi)

    def print(
        self,
        checklist: Checklist,
        translators: Sequence[Translator],
        on_report: OnReport | None = None,
    ) -> Ticket:
        """Queue the checklist and return at once; it is set on the printer's thread.

        ``on_report`` is called on the printer's thread with every change.

        Raises:
            NoPrinterError: this machine has none.
            QuotaError: the hour's sheets are used up.
        """
        if self._worker is None:
            raise NoPrinterError("no printer is set up; see [printer] in ward.toml")
        make = partial(self._make, checklist, translators)
        return self._worker.print(make, on_report, what=checklist.code)

    def print_sheet(
        self,
        request: RenderRequest,
        sheet: Paper,
        on_report: OnReport | None = None,
        *,
        what: str = "",
        personal: bool = False,
    ) -> Ticket:
        """Queue another paper, such as a request to supplement, and return at once.

        ``what`` names it in the clerk's list; a ``personal`` one is never kept after its end.

        Raises:
            NoPrinterError: this machine has none, or one for receipts only.
            QuotaError: the hour's sheets are used up.
        """
        if self._worker is None:
            raise NoPrinterError("no printer is set up; see [printer] in ward.toml")
        if self._content is Content.RASTER and sheet not in paper.RECEIPT_DOTS:
            raise NoPrinterError(f"this printer takes receipts only, not {sheet}")
        make = partial(self._make_sheet, request, sheet)
        return self._worker.print(make, on_report, what=what, personal=personal)

    def print_pdf(
        self, data: bytes, sheet: Paper, on_report: OnReport | None = None, *, what: str = ""
    ) -> Ticket:
        """Queue a PDF that is set already, such as a booklet, and return at once.

        Raises:
            NoPrinterError: this machine has none, or one for receipts only.
            QuotaError: the hour's sheets are used up.
        """
        if self._worker is None:
            raise NoPrinterError("no printer is set up; see [printer] in ward.toml")
        if self._content is not Content.PDF:
            raise NoPrinterError("this printer takes receipts only; write a PDF and print it")
        return self._worker.print(lambda: Document(data, sheet), on_report, what=what)

    def _make_sheet(self, request: RenderRequest, sheet: Paper) -> Document:
        """Set the sheet for this machine's printer.

        Raises:
            PrinterError: it could not be set.
        """
        if self._content is Content.RASTER:
            dots = self._settings.dots or paper.RECEIPT_DOTS[sheet]
            request = paper.for_head(request, dots)
        try:
            return Document(self._renderer.render(request)[0], sheet)
        except RenderError as error:
            raise PrinterError(Report(PrinterState.FAILED, str(error), final=True)) from error

    def _make(self, checklist: Checklist, translators: Sequence[Translator]) -> Document:
        """Set the checklist for this machine's printer.

        Raises:
            PrinterError: it could not be set.
        """
        sheet = self.fitting(self.paper)
        return self._make_sheet(paper.checklist_request(checklist, sheet, translators), sheet)
