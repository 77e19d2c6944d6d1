"""One thread owns the printer: a sheet is never lost silently and never printed twice by itself."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from functools import partial

import msgspec

from kiosk.errors import Refused
from kiosk.printing.printer import (
    TROUBLE,
    Document,
    Printer,
    PrinterError,
    PrinterState,
    Report,
)

log = logging.getLogger(__name__)

DEADLINE_SECONDS = 60.0
"""How long a sheet may wait for paper or for a printer before it is taken back."""

POLL_SECONDS = 0.5

OnReport = Callable[[Report], None]


class QuotaError(Refused):
    """So many sheets were printed that this one is refused; a visit or the hour has to end."""


Make = Callable[[], Document]
"""Sets the sheet, on the worker's thread; raises PrinterError where that fails."""


class Ticket:
    """One sheet on its way. ``report`` is the newest; ``done`` is set when it is final."""

    def __init__(self, make: Make, on_report: OnReport | None = None) -> None:
        self.make: Make | None = make
        self.report = Report(PrinterState.PRINTING)
        self.done = threading.Event()
        self.withdrawn = threading.Event()
        self._on_report = on_report

    def withdraw(self) -> None:
        """Ask for the sheet back; the final report says whether that came in time."""
        self.withdrawn.set()

    def tell(self, report: Report) -> None:
        """Take over a newer report and pass it on if it differs; called by the worker."""
        changed = report != self.report
        self.report = report
        if report.final:
            self.make = None  # nothing of the person stays behind
            self.done.set()
        if changed and self._on_report is not None:
            self._on_report(report)


class _Resume(msgspec.Struct, frozen=True):
    """The clerk's wish to let a paused printer go on."""

    answer: queue.Queue[Report]


class PrintWorker:
    """Owns the printer from ``start`` to ``stop``. ``on_report`` is called on the worker's thread.

    ``per_hour`` sheets are taken in any 60 minutes.
    """

    def __init__(
        self,
        printer: Printer,
        *,
        per_hour: int = 60,
        deadline_seconds: float = DEADLINE_SECONDS,
        poll_seconds: float = POLL_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._printer = printer
        self._per_hour = per_hour
        self._deadline_seconds = deadline_seconds
        self._poll_seconds = poll_seconds
        self._monotonic = monotonic
        self._accepted: list[float] = []
        self._wishes: queue.Queue[Ticket | _Resume | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="printer", daemon=True)
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._status = Report(PrinterState.UNKNOWN, "not asked yet")

    @property
    def status(self) -> Report:
        """The newest report about the printer, without asking it."""
        return self._status

    def start(self) -> None:
        """Take back yesterday's sheets and begin to work."""
        self._thread.start()

    def stop(self, timeout_seconds: float = 10.0) -> None:
        """Finish: sheets not yet handed over fail, the one at the printer is taken back."""
        with self._lock:
            self._stopping.set()
            self._wishes.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout_seconds)

    def print(self, make: Make, on_report: OnReport | None = None) -> Ticket:
        """Queue one sheet and return at once.

        Raises:
            QuotaError: the printer gave ``per_hour`` sheets within the hour.
        """
        ticket = Ticket(make, on_report)
        with self._lock:
            hour_ago = self._monotonic() - 3600
            self._accepted = [moment for moment in self._accepted if moment > hour_ago]
            if len(self._accepted) >= self._per_hour:
                raise QuotaError(f"{self._per_hour} sheets were printed within the hour")
            self._accepted.append(self._monotonic())
            stopped = self._stopping.is_set()
            if not stopped:
                self._wishes.put(ticket)
        if stopped:
            ticket.tell(Report(PrinterState.FAILED, "the kiosk is stopping", final=True))
        return ticket

    def resume(self, timeout_seconds: float = 15.0) -> Report:
        """Let a paused printer go on, after the sheet in hand; returns how the printer is then."""
        wish = _Resume(queue.Queue())
        self._wishes.put(wish)
        try:
            return wish.answer.get(timeout=timeout_seconds)
        except queue.Empty:
            return Report(PrinterState.UNKNOWN, "the printer is busy with a sheet")

    def _work(self) -> None:
        """Serve wishes until told to stop; the thread outlives every one of them."""
        self._safely(self._begin)
        while not self._stopping.is_set():
            wish = self._wishes.get()
            if isinstance(wish, Ticket):
                self._safely(partial(self._serve, wish))
            elif isinstance(wish, _Resume):
                self._safely(partial(self._resume, wish))
        while not self._wishes.empty():
            wish = self._wishes.get_nowait()
            if isinstance(wish, Ticket):
                refused = Report(PrinterState.FAILED, "the kiosk was stopped", final=True)
                self._safely(partial(wish.tell, refused))

    def _safely(self, step: Callable[[], None]) -> None:
        """Do one step; what nobody foresaw is logged, and the next person can still print."""
        try:
            step()
        except Exception:
            log.exception("the printer's thread met what nobody foresaw")

    def _begin(self) -> None:
        """Take back yesterday's sheets and look at the printer."""
        self._forget_stale()
        self._status = self._printer.status()

    def _resume(self, wish: _Resume) -> None:
        """Let a paused printer go on."""
        self._status = self._printer.resume()
        wish.answer.put(self._status)

    def _forget_stale(self) -> int:
        """Take back what waits at the printer although no sheet is in hand.

        Also before every sheet: the printer may have been out of reach when the kiosk started.
        """
        stale = self._printer.cancel_stale()
        if stale:
            log.warning("took back %d sheets left behind at the printer", stale)
        return stale

    def _serve(self, ticket: Ticket) -> None:
        """Print one sheet; it gets a final report whatever happens on the way."""
        final = Report(PrinterState.UNKNOWN, "the kiosk lost sight of the sheet", final=True)
        try:
            final = self._to_its_end(ticket)
        finally:
            log.info("sheet %s: %s", final.state, final.cause)
            ticket.tell(final)

    def _to_its_end(self, ticket: Ticket) -> Report:
        """Return the final report of one sheet."""
        if ticket.make is None or ticket.withdrawn.is_set():
            return Report(PrinterState.FAILED, "withdrawn before printing", final=True)
        try:
            document = ticket.make()
        except PrinterError as error:
            return msgspec.structs.replace(error.report, final=True)
        if (before := self._wait_until_able(ticket)) is not None:
            return before
        self._forget_stale()
        try:
            job = self._printer.submit(document)
        except PrinterError as error:
            return self._not_taken(error.report)
        deadline = self._monotonic() + self._deadline_seconds
        while True:
            report = self._printer.follow(job)
            if report.final:
                return report
            ticket.tell(report)
            late = self._monotonic() >= deadline
            if late or self._stopping.is_set() or ticket.withdrawn.is_set():
                return self._take_back(job, report)
            self._stopping.wait(self._poll_seconds)

    def _wait_until_able(self, ticket: Ticket) -> Report | None:
        """Wait while the printer is in trouble; return the final report if it stays so.

        Nothing is handed to a printer in trouble: what it has not got cannot come out tomorrow.
        """
        deadline = self._monotonic() + self._deadline_seconds
        while True:
            self._status = status = self._printer.status()
            if status.state not in TROUBLE:
                return None
            given_up = self._stopping.is_set() or ticket.withdrawn.is_set()
            if status.final or given_up or self._monotonic() >= deadline:
                return msgspec.structs.replace(status, final=True)
            ticket.tell(status)
            self._stopping.wait(self._poll_seconds)

    def _not_taken(self, report: Report) -> Report:
        """Return the final report of a sheet that could not be handed over.

        Where the printer may have taken it, it is taken back, so that it is not printed twice.
        """
        if report.state is PrinterState.UNKNOWN and self._forget_stale():
            return Report(PrinterState.FAILED, f"{report.cause}; taken back", final=True)
        return msgspec.structs.replace(report, final=True)

    def _take_back(self, job: str, last: Report) -> Report:
        """Cancel a sheet that waited too long, so that it does not come out later."""
        if self._printer.cancel(job):
            state = last.state if last.state is not PrinterState.PRINTING else PrinterState.FAILED
            return Report(state, f"{last.cause}; taken back".lstrip("; "), final=True)
        seen = self._printer.follow(job)
        if seen.final:
            return seen
        return Report(PrinterState.UNKNOWN, f"{last.cause}; may still come out", final=True)
