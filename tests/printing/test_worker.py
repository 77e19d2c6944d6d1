from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kiosk.printing.job import Ticket
from kiosk.printing.printer import Content, Document, PrinterError, PrinterState, Report
from kiosk.printing.worker import (
    KEPT_JOBS,
    KEPT_SECONDS,
    JobError,
    PrintWorker,
    QuotaError,
)
from kiosk.settings import Paper

S = PrinterState
SHEET = Document(b"sheet", Paper.A4)


class FakePrinter:
    """A printer that plays the given reports; the last one stays."""

    content = Content.PDF

    def __init__(
        self, *, status: list[Report] | None = None, follow: list[Report] | None = None
    ) -> None:
        self.statuses = status or [Report(S.READY)]
        self.follows = follow or [Report(S.PRINTED, final=True)]
        self.submitted: list[Document] = []
        self.cancelled: list[str] = []
        self.cancels = True
        self.stale = 0
        self.fails: Exception | None = None
        self.resumed = 0
        self.threads: set[str] = set()

    def _next(self, reports: list[Report]) -> Report:
        self.threads.add(threading.current_thread().name)
        return reports.pop(0) if len(reports) > 1 else reports[0]

    def status(self) -> Report:
        return self._next(self.statuses)

    def submit(self, document: Document) -> str:
        self.submitted.append(document)
        if self.fails:
            raise self.fails
        return str(len(self.submitted))

    def follow(self, job: str) -> Report:
        return self._next(self.follows)

    def cancel(self, job: str) -> bool:
        self.cancelled.append(job)
        return self.cancels

    def cancel_stale(self) -> int:
        stale, self.stale = self.stale, 0
        return stale

    def resume(self) -> Report:
        self.resumed += 1
        return self.status()


Start = Callable[..., PrintWorker]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[PrintWorker] = []

    def begin(printer: FakePrinter, **options: Any) -> PrintWorker:
        worker = PrintWorker(printer, **{"deadline_seconds": 0.2, "poll_seconds": 0.01, **options})
        worker.start()
        started.append(worker)
        return worker

    yield begin
    for worker in started:
        worker.stop()


def end_of(ticket: Ticket) -> Report:
    assert ticket.done.wait(5), "the sheet has no final report"
    return ticket.report


def wait_until(holds: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.005)


def test_the_way_of_a_sheet(start: Start) -> None:
    printer = FakePrinter(
        follow=[Report(S.PRINTING, "50 %"), Report(S.PAPER_OUT), Report(S.PRINTED, final=True)]
    )
    seen: list[PrinterState] = []
    ticket = start(printer).print(lambda: SHEET, lambda report: seen.append(report.state))
    assert end_of(ticket).state is S.PRINTED
    assert seen == [S.PRINTING, S.PAPER_OUT, S.PRINTED]
    assert printer.submitted == [SHEET]
    assert ticket.make is None, "nothing of the person stays behind"
    assert printer.threads == {"printer"}, "one thread owns the printer"


def test_nothing_is_handed_to_a_printer_in_trouble(start: Start) -> None:
    printer = FakePrinter(status=[Report(S.PAPER_OUT, "media-empty")])
    report = end_of(start(printer).print(lambda: SHEET))
    assert (report.state, report.cause, report.final) == (S.PAPER_OUT, "media-empty", True)
    assert printer.submitted == []


def test_trouble_that_passes(start: Start) -> None:
    printer = FakePrinter(status=[Report(S.READY), Report(S.PAPER_OUT), Report(S.READY)])
    assert end_of(start(printer).print(lambda: SHEET)).state is S.PRINTED


def test_a_sheet_that_waits_too_long_is_taken_back(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.PAPER_OUT, "media-empty")])
    report = end_of(start(printer).print(lambda: SHEET))
    assert report.state is S.PAPER_OUT
    assert "taken back" in report.cause
    assert printer.cancelled == ["1"]


def test_what_cannot_be_taken_back_is_unknown(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.OFFLINE)])
    printer.cancels = False
    report = end_of(start(printer).print(lambda: SHEET))
    assert report.state is S.UNKNOWN
    assert "may still come out" in report.cause


def test_printed_while_it_was_being_taken_back(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.PRINTING)])
    printer.cancels = False
    worker = start(printer, deadline_seconds=0.05)

    def cancel(job: str) -> bool:
        printer.follows = [Report(S.PRINTED, final=True)]
        return False

    printer.cancel = cancel
    assert end_of(worker.print(lambda: SHEET)).state is S.PRINTED


@pytest.mark.parametrize(("stale", "state"), [(1, S.FAILED), (0, S.UNKNOWN)])
def test_a_broken_connection_is_never_printed_twice(
    start: Start, stale: int, state: PrinterState
) -> None:
    printer = FakePrinter()
    printer.fails = PrinterError(Report(S.UNKNOWN, "no answer"))

    def submit(document: Document) -> str:
        printer.submitted.append(document)
        printer.stale = stale
        raise PrinterError(Report(S.UNKNOWN, "no answer"))

    printer.submit = submit
    assert end_of(start(printer).print(lambda: SHEET)).state is state
    assert len(printer.submitted) == 1


def test_yesterdays_sheets_are_taken_back_first(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    printer = FakePrinter()
    printer.stale = 2
    end_of(start(printer).print(lambda: SHEET))
    assert "took back 2 sheets" in caplog.text


def test_a_printer_that_was_away_at_the_start_is_emptied_before_a_sheet(start: Start) -> None:
    printer = FakePrinter()
    worker = start(printer)
    wait_until(lambda: worker.status.state is S.READY)
    printer.stale = 2  # only now it can be asked, and still has yesterday's
    assert end_of(worker.print(lambda: SHEET)).state is S.PRINTED
    assert printer.stale == 0


def test_the_thread_outlives_the_unforeseen(start: Start) -> None:
    printer = FakePrinter()
    printer.fails = ZeroDivisionError("nobody thought of it")
    worker = start(printer)
    assert end_of(worker.print(lambda: SHEET)).state is S.UNKNOWN
    printer.fails = None
    assert end_of(worker.print(lambda: SHEET)).state is S.PRINTED


def test_a_listener_that_fails_does_not_stop_the_next(start: Start) -> None:
    def broken(report: Report) -> None:
        raise ValueError("the screen is gone")

    worker = start(FakePrinter())
    assert end_of(worker.print(lambda: SHEET, broken)).state is S.PRINTED
    assert end_of(worker.print(lambda: SHEET)).state is S.PRINTED


def test_a_sheet_that_cannot_be_set(start: Start) -> None:
    def broken() -> Document:
        raise PrinterError(Report(S.FAILED, "template"))

    printer = FakePrinter()
    report = end_of(start(printer).print(broken))
    assert (report.state, report.cause) == (S.FAILED, "template")
    assert printer.submitted == []


def test_quota_of_the_hour() -> None:
    now = [0.0]
    worker = PrintWorker(FakePrinter(), per_hour=2, monotonic=lambda: now[0])
    worker.print(lambda: SHEET)
    worker.print(lambda: SHEET)
    with pytest.raises(QuotaError, match="2 sheets"):
        worker.print(lambda: SHEET)
    now[0] = 3601.0
    worker.print(lambda: SHEET)


def test_what_did_not_come_out_is_not_counted(start: Start) -> None:
    printer = FakePrinter(status=[Report(S.PAPER_OUT)])
    worker = start(printer, per_hour=1, deadline_seconds=0.0)
    for _ in range(3):
        assert end_of(worker.print(lambda: SHEET)).state is S.PAPER_OUT
    printer.statuses = [Report(S.READY)]
    assert end_of(worker.print(lambda: SHEET)).state is S.PRINTED
    with pytest.raises(QuotaError):
        worker.print(lambda: SHEET)


def test_withdraw_and_stop_give_final_reports(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.PRINTING)])
    worker = start(printer, deadline_seconds=60)
    first, second = worker.print(lambda: SHEET), worker.print(lambda: SHEET)
    first.withdraw()
    assert end_of(first).state is S.FAILED
    worker.stop()
    assert end_of(second).state is S.FAILED
    assert end_of(worker.print(lambda: SHEET)).cause == "the kiosk is stopping"


def test_the_list_of_sheets(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.PAPER_OUT, "media-empty")])
    worker = start(printer, deadline_seconds=60)
    first = worker.print(lambda: SHEET, what="1.001193")
    second = worker.print(lambda: SHEET, what="2.000815")
    wait_until(lambda: second.report.state is S.PAPER_OUT)  # told while it waits behind
    waiting = worker.jobs()
    assert [(job.what, job.report.state) for job in waiting] == [
        ("2.000815", S.PAPER_OUT),
        ("1.001193", S.PAPER_OUT),
    ]
    assert all(job.can_cancel and not job.can_print_again for job in waiting)
    assert all(job.report.cause == "media-empty" and job.asked_at.tzinfo for job in waiting)
    assert worker.cancel(first.number)
    assert worker.cancel(second.number)
    assert end_of(first).state is S.PAPER_OUT
    assert end_of(second).state is S.FAILED
    assert printer.cancelled == ["1"], "the second was never handed over"
    ended = worker.jobs()
    assert not any(job.can_cancel for job in ended)
    assert all(job.can_print_again for job in ended)
    assert not worker.cancel(first.number)
    assert not worker.cancel(99)


def test_print_again_once_and_only_by_hand(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.FAILED, "jam", final=True)])
    worker = start(printer)
    failed = worker.print(lambda: SHEET, what="1.001193")
    end_of(failed)
    assert len(printer.submitted) == 1, "never by itself"
    printer.follows = [Report(S.PRINTED, final=True)]
    again = worker.print_again(failed.number)
    assert end_of(again).state is S.PRINTED
    assert again.what == "1.001193"
    for number in (failed.number, again.number, 99):
        with pytest.raises(JobError, match="is not kept"):
            worker.print_again(number)
    assert len(printer.submitted) == 2


def test_a_personal_sheet_is_never_kept(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.FAILED, "jam", final=True)])
    worker = start(printer)
    ticket = worker.print(lambda: SHEET, personal=True)
    end_of(ticket)
    assert ticket.make is None
    with pytest.raises(JobError):
        worker.print_again(ticket.number)


def test_what_a_sheet_says_is_forgotten_in_time(start: Start) -> None:
    moment = [0.0]
    printer = FakePrinter(follow=[Report(S.FAILED, "jam", final=True)])
    worker = start(printer, monotonic=lambda: moment[0], look_seconds=0.01)
    tickets = [worker.print(lambda: SHEET) for _ in range(KEPT_JOBS + 3)]
    for ticket in tickets:
        end_of(ticket)
    wait_until(lambda: len(worker.jobs()) == KEPT_JOBS)
    assert tickets[-1].make is not None
    moment[0] = KEPT_SECONDS
    wait_until(lambda: tickets[-1].make is None)
    assert not any(job.can_print_again for job in worker.jobs())


def test_nothing_is_kept_after_the_end(start: Start) -> None:
    printer = FakePrinter(follow=[Report(S.FAILED, "jam", final=True)])
    worker = start(printer)
    ticket = worker.print(lambda: SHEET)
    end_of(ticket)
    assert ticket.make is not None
    worker.stop()
    assert ticket.make is None


def test_an_idle_printer_is_looked_at(start: Start) -> None:
    printer = FakePrinter(status=[Report(S.READY), Report(S.COVER_OPEN)])
    worker = start(printer, look_seconds=60)
    wait_until(lambda: worker.status.state is S.READY)
    worker.look()
    wait_until(lambda: worker.status.state is S.COVER_OPEN)
    often = FakePrinter(status=[Report(S.READY), Report(S.OFFLINE)])
    other = start(often, look_seconds=0.01)
    wait_until(lambda: other.status.state is S.OFFLINE)


def test_resume_while_a_sheet_waits(start: Start) -> None:
    """The clerk's button works although a citizen's sheet has the thread."""
    printer = FakePrinter(status=[Report(S.PAUSED)])
    worker = start(printer, deadline_seconds=60)
    ticket = worker.print(lambda: SHEET)
    wait_until(lambda: ticket.report.state is S.PAUSED)

    def resume() -> Report:
        printer.statuses = [Report(S.READY)]
        return Report(S.READY)

    printer.resume = resume
    assert worker.resume(timeout_seconds=5).state is S.READY
    assert end_of(ticket).state is S.PRINTED


def test_resume(start: Start) -> None:
    printer = FakePrinter()
    assert start(printer).resume().state is S.READY
    assert printer.resumed == 1
