"""One thread owns the printer: a sheet is never lost silently and never printed twice by itself."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from functools import partial

import msgspec

from kiosk.clock import Clock, now
from kiosk.errors import Refused
from kiosk.printing.job import Job, Make, OnReport, Ticket
from kiosk.printing.printer import (
    CAME_OUT,
    TROUBLE,
    Printer,
    PrinterError,
    PrinterState,
    Report,
)

log = logging.getLogger(__name__)

DEADLINE_SECONDS = 60.0
"""How long a sheet may wait for paper or for a printer before it is taken back."""

POLL_SECONDS = 0.5

QUIET_SECONDS = 9.0
"""After so long without any change the person is told another way; the sheet may still come."""

KEPT_JOBS = 30
"""Ended sheets that a clerk still sees in the list."""

KEPT_SECONDS = 600.0
"""How long a sheet that did not surely come out can be printed again; then it is forgotten."""

LOOK_SECONDS = 60.0
"""How often an idle printer is looked at, so that its state is known before somebody prints."""


class QuotaError(Refused):
    """So many sheets were printed that this one is refused; a visit or the hour has to end."""


class JobError(Refused):
    """There is no such sheet, or it is no longer kept, so that it cannot be printed again."""


class _Errand(msgspec.Struct, frozen=True):
    """A wish about the printer itself; done at once, also while a sheet waits for paper."""

    resume: bool
    answer: queue.Queue[Report]


class PrintWorker:
    """Owns the printer from ``start`` to ``stop``; every method may be called from any thread.

    ``on_report`` is called on the worker's thread. ``per_hour`` sheets are taken in any 60 minutes;
    those that surely did not come out do not count.
    """

    def __init__(
        self,
        printer: Printer,
        *,
        per_hour: int = 60,
        deadline_seconds: float = DEADLINE_SECONDS,
        poll_seconds: float = POLL_SECONDS,
        quiet_seconds: float = QUIET_SECONDS,
        look_seconds: float = LOOK_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
        clock: Clock = now,
    ) -> None:
        self._printer = printer
        self._per_hour = per_hour
        self._deadline_seconds = deadline_seconds
        self._poll_seconds = poll_seconds
        self._quiet_seconds = quiet_seconds
        self._look_seconds = look_seconds
        self._monotonic = monotonic
        self._clock = clock
        self._accepted: dict[int, float] = {}
        self._ended: dict[int, float] = {}
        self._tickets: dict[int, Ticket] = {}
        self._numbers = itertools.count(1)
        self._wishes: queue.Queue[Ticket | None] = queue.Queue()
        self._errands: queue.SimpleQueue[_Errand] = queue.SimpleQueue()
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

    def print(
        self,
        make: Make,
        on_report: OnReport | None = None,
        *,
        what: str = "",
        personal: bool = False,
    ) -> Ticket:
        """Queue one sheet and return at once.

        ``what`` names the sheet in the clerk's list. A ``personal`` sheet is never kept for
        printing again.

        Raises:
            QuotaError: the printer gave ``per_hour`` sheets within the hour.
        """
        return self._queue(make, on_report, what=what, personal=personal)

    def jobs(self) -> list[Job]:
        """Return the sheets of this run, the newest first, without asking the printer."""
        with self._lock:
            return [ticket.job() for ticket in reversed(self._tickets.values())]

    def cancel(self, number: int) -> bool:
        """Ask for a sheet back; False if it has ended. Its final report says what came of it."""
        with self._lock:
            ticket = self._tickets.get(number)
        if ticket is None or ticket.done.is_set():
            return False
        ticket.withdraw()
        return True

    def print_again(self, number: int, on_report: OnReport | None = None) -> Ticket:
        """Queue a sheet that did not surely come out once more; it does not count in the quota.

        Raises:
            JobError: unknown, still on its way, printed, or no longer kept.
        """
        with self._lock:
            ticket = self._tickets.get(number)
            make = ticket.make if ticket is not None and ticket.done.is_set() else None
            if ticket is None or make is None:
                raise JobError(f"Sheet {number} is not kept; make it again from its procedure.")
            ticket.forget()  # a second touch of the button must not print a third sheet
        return self._queue(make, on_report, what=ticket.what, counted=False)

    def look(self) -> None:
        """Ask for the printer's state to be looked at soon; ``status`` has it then."""
        self._send(resume=False)

    def _queue(
        self,
        make: Make,
        on_report: OnReport | None,
        *,
        what: str,
        personal: bool = False,
        counted: bool = True,
    ) -> Ticket:
        """Put a sheet on the list and into the queue.

        Raises:
            QuotaError: it is counted and would be one too many.
        """
        with self._lock:
            number = next(self._numbers)
            if counted:
                self._count(number)
            ticket = Ticket(
                make, on_report, number=number, what=what, asked_at=self._clock(), personal=personal
            )
            self._tickets[number] = ticket
            stopped = self._stopping.is_set()
            if not stopped:
                self._wishes.put(ticket)
        if stopped:
            ticket.forget()
            ticket.tell(Report(PrinterState.FAILED, "the kiosk is stopping", final=True))
        return ticket

    def _count(self, number: int) -> None:
        """Count a sheet within the hour; the lock is held.

        Raises:
            QuotaError: it would be one too many.
        """
        moment = self._monotonic()
        self._accepted = {n: when for n, when in self._accepted.items() if moment - when < 3600}
        if len(self._accepted) >= self._per_hour:
            raise QuotaError(f"{self._per_hour} sheets were printed within the hour")
        self._accepted[number] = moment

    def resume(self, timeout_seconds: float = 15.0) -> Report:
        """Let a paused printer go on and return how it is then; waits, at most so long."""
        try:
            return self._send(resume=True).get(timeout=timeout_seconds)
        except queue.Empty:
            return Report(PrinterState.UNKNOWN, "the printer does not answer yet")

    def _send(self, *, resume: bool) -> queue.Queue[Report]:
        """Send the worker's thread on an errand and return where its answer arrives."""
        errand = _Errand(resume, queue.Queue())
        self._errands.put(errand)
        self._wishes.put(None)
        return errand.answer

    def _work(self) -> None:
        """Serve wishes until told to stop; the thread outlives every one of them."""
        self._safely(self._begin)
        while not self._stopping.is_set():
            try:
                ticket = self._wishes.get(timeout=self._look_seconds)
            except queue.Empty:
                self._safely(self._look)
            else:
                self._safely(self._run_errands)
                if ticket is not None:
                    self._safely(partial(self._serve, ticket))
            self._forget_ended()
        self._refuse_the_rest()

    def _refuse_the_rest(self) -> None:
        """Give the sheets that were not begun their final report, and keep nothing of any."""
        refused = Report(PrinterState.FAILED, "the kiosk was stopped", final=True)
        while not self._wishes.empty():
            ticket = self._wishes.get_nowait()
            if ticket is not None:
                self._safely(partial(ticket.tell, refused))
        with self._lock:
            for ticket in self._tickets.values():
                ticket.forget()

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

    def _look(self) -> None:
        """Look how the printer is."""
        self._status = self._printer.status()

    def _forget_ended(self) -> None:
        """Drop what old sheets say, and the oldest from the list."""
        moment = self._monotonic()
        with self._lock:
            for number, ended in list(self._ended.items()):
                if moment - ended >= KEPT_SECONDS:
                    self._tickets[number].forget()
            for number in list(self._ended)[:-KEPT_JOBS]:
                del self._ended[number], self._tickets[number]

    def _run_errands(self) -> None:
        """Do what was wished about the printer itself."""
        while not self._errands.empty():
            errand = self._errands.get()
            self._status = self._printer.resume() if errand.resume else self._printer.status()
            errand.answer.put(self._status)

    def _pause(self) -> None:
        """Wait until the next look at a sheet, doing errands meanwhile."""
        self._safely(self._run_errands)
        self._stopping.wait(self._poll_seconds)

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
            with self._lock:
                self._ended[ticket.number] = self._monotonic()
                if final.state not in (*CAME_OUT, PrinterState.UNKNOWN):
                    self._accepted.pop(ticket.number, None)
            ticket.tell(final)

    def _to_its_end(self, ticket: Ticket) -> Report:
        """Return the final report of one sheet."""
        if ticket.make is None or ticket.withdrawn.is_set():
            return Report(PrinterState.FAILED, "withdrawn before printing", final=True)
        if (before := self._wait_until_able(ticket)) is not None:
            return before
        try:
            document = ticket.make()
        except PrinterError as error:
            return msgspec.structs.replace(error.report, final=True)
        self._forget_stale()
        try:
            job = self._printer.submit(document)
        except PrinterError as error:
            return self._not_taken(error.report)
        return self._follow(ticket, job)

    def _follow(self, ticket: Ticket, job: str) -> Report:
        """Watch a sheet at the printer until it has ended or has to be taken back."""
        began = since = self._monotonic()
        last = ticket.report
        while True:
            report = self._printer.follow(job)
            if report.final:
                if report.state not in CAME_OUT:
                    self._printer.cancel(job)  # CUPS keeps a sheet whose filter failed
                return report
            moment = self._monotonic()
            if report != last:
                last, since = report, moment
            self._tell(ticket, self._doubted(report, moment - since))
            late = moment - began >= self._deadline_seconds
            lost = report.state is PrinterState.UNKNOWN
            if late or lost or self._stopping.is_set() or ticket.withdrawn.is_set():
                return self._take_back(job, report)
            self._pause()

    def _doubted(self, report: Report, quiet_seconds: float) -> Report:
        """Return the report, or that nobody knows where a printer says "printing" too long."""
        if report.state is not PrinterState.PRINTING or quiet_seconds < self._quiet_seconds:
            return report
        said = "; ".join(filter(None, [report.cause, "nothing has changed for a while"]))
        return Report(PrinterState.UNKNOWN, said)

    def _tell(self, ticket: Ticket, report: Report) -> None:
        """Pass on how a sheet is; those that wait behind it learn of the printer's trouble, too."""
        ticket.tell(report)
        if report.state not in TROUBLE:
            return
        with self._lock:
            behind = [each for n, each in self._tickets.items() if n > ticket.number]
        for each in behind:
            if not each.done.is_set():
                self._safely(partial(each.tell, report))

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
            self._tell(ticket, status)
            self._pause()

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
