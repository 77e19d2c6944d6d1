"""One printer by IPP, straight and through a real CUPS: what it says and what it does."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from loopback import Loopback

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.printing import ipp, paper
from kiosk.printing.ipp import IppPrinter
from kiosk.printing.printer import Document, PrinterError, PrinterState, Report
from kiosk.printing.renderer import Renderer
from kiosk.printing.worker import PrintWorker
from kiosk.settings import Paper
from kiosk.translation import Translator

S = PrinterState

pytestmark = pytest.mark.usefixtures("calm")


@pytest.fixture(params=["queue", "straight"])
def printer(request: pytest.FixtureRequest, cups: Loopback) -> IppPrinter:
    """The same printer, through CUPS and straight."""
    address = cups.queue if request.param == "queue" else cups.printer.uri
    return IppPrinter(address, machine="test", timeout_seconds=3)


@pytest.fixture
def queue(cups: Loopback) -> IppPrinter:
    return IppPrinter(cups.queue, machine="test", timeout_seconds=1)


def wait_until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


def seen(printer: IppPrinter, job: str, state: PrinterState, seconds: float = 10.0) -> Report:
    """Return the report once the job is in ``state``; every failure is to be seen within 10 s."""
    reports: list[Report] = []

    def there() -> bool:
        reports.append(printer.follow(job))
        return reports[-1].state is state

    try:
        wait_until(there, seconds)
    except AssertionError as error:
        raise AssertionError(f"never {state}: {reports[-3:]}") from error
    return reports[-1]


def test_printed_whole(printer: IppPrinter, cups: Loopback, sheet: Document) -> None:
    assert printer.status().state is S.READY
    report = seen(printer, printer.submit(sheet), S.PRINTED)
    assert report.final
    (file,) = cups.printer.sheets()
    reader = pypdf.PdfReader(file)
    assert "Khai sinh cho con" in reader.pages[0].extract_text()


def test_the_paper_size_is_always_named(
    queue: IppPrinter,
    cups: Loopback,
    renderer: Renderer,
    make: Callable[..., Checklist],
    shipped: dict[str, Procedure],
    vietnamese: Translator,
) -> None:
    small = paper.render(renderer, make(shipped["1.001193"]), Paper.A5, [vietnamese])
    seen(queue, queue.submit(Document(small, Paper.A5)), S.PRINTED)
    (file,) = cups.printer.sheets()
    box = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (420, 595)


def test_paper_out_and_refilled(printer: IppPrinter, cups: Loopback, sheet: Document) -> None:
    cups.printer.set("empty")
    job = printer.submit(sheet)
    report = seen(printer, job, S.PAPER_OUT)
    assert not report.final
    assert "media-empty" in report.cause
    assert cups.printer.sheets() == []
    cups.printer.set("empty", False)
    seen(printer, job, S.PRINTED)
    assert len(cups.printer.sheets()) == 1


def test_cover_open(printer: IppPrinter, cups: Loopback, sheet: Document) -> None:
    cups.printer.set("open")
    job = printer.submit(sheet)
    seen(printer, job, S.COVER_OPEN)
    cups.printer.set("open", False)
    seen(printer, job, S.PRINTED)


def test_paused_and_resumed(
    queue: IppPrinter, cups: Loopback, sheet: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.admin("cupsdisable", "office")
    assert queue.status().state is S.PAUSED
    job = queue.submit(sheet)
    seen(queue, job, S.PAUSED)
    monkeypatch.setenv("CUPS_SERVER", f"localhost:{cups.port}")
    refused = queue.resume()
    assert refused.state is S.PAUSED
    assert "resume was refused" in refused.cause, "the clerk is told why the button does nothing"
    monkeypatch.setenv("CUPS_SERVER", cups.socket)
    assert queue.resume().state in (S.READY, S.PRINTING)
    seen(queue, job, S.PRINTED)


def test_a_hung_spooler_may_print_it_later(
    queue: IppPrinter, cups: Loopback, sheet: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.cupsd.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(PrinterError) as caught:
            queue.submit(sheet)
        assert caught.value.report.state is S.OFFLINE, "it hung before the sheet was sent"
        monkeypatch.setattr(queue, "_prepare", dict)
        with pytest.raises(PrinterError) as caught:
            queue.submit(sheet)
        assert caught.value.report.state is S.UNKNOWN, "it hung with the sheet in its hands"
    finally:
        cups.cupsd.send_signal(signal.SIGCONT)


def test_yesterdays_slips_never_come_out(
    queue: IppPrinter, cups: Loopback, sheet: Document
) -> None:
    cups.admin("cupsdisable", "office")
    queue.submit(sheet)
    queue.submit(sheet)
    another = IppPrinter(cups.queue, machine="another kiosk")
    theirs = another.submit(sheet)
    assert queue.cancel_stale() == 2
    cups.admin("cupsenable", "office")
    seen(another, theirs, S.PRINTED)
    assert len(cups.printer.sheets()) == 1, "only the other kiosk's sheet came out"


def job_names(queue: IppPrinter) -> list[tuple[str, str]]:
    """What the spool shows of the waiting jobs to the one who printed them."""
    message = {
        "operation-attributes-tag": {
            "requesting-user-name": "kiosk-test",
            "which-jobs": "not-completed",
            "requested-attributes": ipp.JOB_ATTRIBUTES,
        }
    }
    jobs = queue._ask(ipp.IppOperation.GET_JOBS, message)["jobs"]
    return [(job["job-name"], job["job-originating-user-name"]) for job in jobs]


def test_nothing_personal_in_the_spool(queue: IppPrinter, cups: Loopback, sheet: Document) -> None:
    cups.admin("cupsdisable", "office")
    queue.submit(sheet)
    assert job_names(queue) == [(f"checklist-{os.getpid()}", "kiosk-test")]
    queue.cancel_stale()
    spool = Path(cups.root) / "spool"
    wait_until(lambda: not list(spool.glob("d*")))  # what was printed or taken back is not kept
    told = b"".join(path.read_bytes() for path in spool.glob("c*"))
    assert b"kiosk-test" in told
    assert b"Khai sinh" not in told


def test_another_process_that_still_runs_keeps_its_sheet(
    queue: IppPrinter, cups: Loopback, sheet: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk and the kiosk print on one queue; after a power cut neither runs any more."""
    cups.admin("cupsdisable", "office")
    with monkeypatch.context() as other:
        other.setattr(os, "getpid", os.getppid)
        desk = queue.submit(sheet)
    assert queue.cancel_stale() == 0
    seen(queue, desk, S.PAUSED)
    with monkeypatch.context() as other:
        other.setattr(os, "kill", no_such_process)
        assert queue.cancel_stale() == 1
    assert seen(queue, desk, S.FAILED).final
    with monkeypatch.context() as other:
        other.setattr(os, "getpid", os.getppid)
        queue.submit(sheet)
    with monkeypatch.context() as later:
        later.setattr(ipp, "STALE_SECONDS", -1)
        assert queue.cancel_stale() == 1, "old enough, whoever printed it"


def no_such_process(process: int, signal: int) -> None:
    raise ProcessLookupError


def test_worker_takes_a_sheet_back_when_paper_stays_out(
    queue: IppPrinter, cups: Loopback, sheet: Document
) -> None:
    cups.printer.set("empty")
    worker = PrintWorker(queue, deadline_seconds=1.5, poll_seconds=0.1)
    worker.start()
    try:
        ticket = worker.print(lambda: sheet)
        assert ticket.done.wait(15)
        assert ticket.report.state is S.PAPER_OUT
        assert "taken back" in ticket.report.cause
        assert queue.cancel_stale() == 0, "nothing is left in the queue"
        cups.printer.power_cycle()
        # The queue still says media-empty until a job runs: that must not stop the next person.
        again = PrintWorker(queue, deadline_seconds=10.0, poll_seconds=0.1)
        again.start()
        second = again.print(lambda: sheet)
        assert second.done.wait(15)
        again.stop()
        assert second.report.state is S.PRINTED
    finally:
        worker.stop()
