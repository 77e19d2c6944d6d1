"""Every row of what goes wrong with printers, against a real CUPS and a fake printer."""

from __future__ import annotations

import importlib.util
import io
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest

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

_spec = importlib.util.spec_from_file_location(
    "printing_loopback", Path(__file__).with_name("loopback.py")
)
assert _spec and _spec.loader
loopback = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(loopback)

pytestmark = pytest.mark.skipif(
    bool(loopback.missing()),
    reason=f"needs {', '.join(loopback.missing())} (Debian: cups, cups-ipp-utils)",
)


@pytest.fixture(scope="module")
def cups() -> Iterator[loopback.Loopback]:
    # Not below pytest's own folder: every run of pytest takes the rights of other users away from
    # that, and the filters of a server started by root run as another user.
    with (
        tempfile.TemporaryDirectory(prefix="cups-") as folder,
        loopback.running(Path(folder)) as running,
    ):
        yield running


@pytest.fixture(autouse=True)
def calm(cups: loopback.Loopback) -> Iterator[None]:
    """Every test starts and ends with a printer that works and an empty queue."""
    yield
    for flag in ("empty", "open", "slow", "broken"):
        cups.printer.set(flag, False)
    cups.admin("cancel", "-a", "office")
    cups.admin("cupsaccept", "office")
    cups.admin("cupsenable", "office")
    wait_until(lambda: IppPrinter(cups.queue).status().state is S.READY)
    for sheet in cups.printer.sheets():
        sheet.unlink()


@pytest.fixture(scope="module")
def sheet(
    renderer: Renderer,
    make: Callable[..., Checklist],
    shipped: dict[str, Procedure],
    vietnamese: Translator,
) -> Document:
    checklist = make(shipped["1.001193"])
    return Document(paper.render(renderer, checklist, Paper.A4, [vietnamese]), Paper.A4)


@pytest.fixture(params=["queue", "straight"])
def printer(request: pytest.FixtureRequest, cups: loopback.Loopback) -> IppPrinter:
    """The same printer, through CUPS and straight."""
    address = cups.queue if request.param == "queue" else cups.printer.uri
    return IppPrinter(address, machine="test", timeout_seconds=3)


@pytest.fixture
def queue(cups: loopback.Loopback) -> IppPrinter:
    return IppPrinter(cups.queue, machine="test", timeout_seconds=2)


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


def test_printed_whole(printer: IppPrinter, cups: loopback.Loopback, sheet: Document) -> None:
    assert printer.status().state is S.READY
    report = seen(printer, printer.submit(sheet), S.PRINTED)
    assert report.final
    (file,) = cups.printer.sheets()
    reader = pypdf.PdfReader(file)
    assert "Khai sinh cho con" in reader.pages[0].extract_text()


def test_the_paper_size_is_always_named(
    queue: IppPrinter,
    cups: loopback.Loopback,
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


def test_paper_out_and_refilled(
    printer: IppPrinter, cups: loopback.Loopback, sheet: Document
) -> None:
    cups.printer.set("empty")
    job = printer.submit(sheet)
    report = seen(printer, job, S.PAPER_OUT)
    assert not report.final
    assert "media-empty" in report.cause
    assert cups.printer.sheets() == []
    cups.printer.set("empty", False)
    seen(printer, job, S.PRINTED)
    assert len(cups.printer.sheets()) == 1


def test_cover_open(printer: IppPrinter, cups: loopback.Loopback, sheet: Document) -> None:
    cups.printer.set("open")
    job = printer.submit(sheet)
    seen(printer, job, S.COVER_OPEN)
    cups.printer.set("open", False)
    seen(printer, job, S.PRINTED)


def test_engine_failure(printer: IppPrinter, cups: loopback.Loopback, sheet: Document) -> None:
    cups.printer.set("broken")
    report = seen(printer, printer.submit(sheet), S.FAILED)
    assert report.final
    assert report.cause


def test_printer_off(queue: IppPrinter, cups: loopback.Loopback, sheet: Document) -> None:
    cups.printer.stop()
    try:
        straight = IppPrinter(cups.printer.uri, timeout_seconds=2)
        assert straight.status().state is S.OFFLINE
        with pytest.raises(PrinterError) as caught:
            straight.submit(sheet)
        assert caught.value.report.state is S.OFFLINE
        report = seen(queue, queue.submit(sheet), S.OFFLINE)
        assert report.cause
    finally:
        cups.printer.start()


def test_unsupported_paper(queue: IppPrinter, sheet: Document) -> None:
    receipt = Document(sheet.data, Paper.RECEIPT_80)
    try:
        job = queue.submit(receipt)
    except PrinterError as error:
        assert error.report.state is S.REFUSED
    else:
        assert seen(queue, job, S.FAILED).final


def test_damaged_pdf(queue: IppPrinter) -> None:
    try:
        job = queue.submit(Document(b"%PDF-1.7 nothing behind it", Paper.A4))
    except PrinterError as error:
        assert error.report.state is S.REFUSED
    else:
        assert seen(queue, job, S.FAILED).final


def test_paused_and_resumed(queue: IppPrinter, cups: loopback.Loopback, sheet: Document) -> None:
    cups.admin("cupsdisable", "office")
    assert queue.status().state is S.PAUSED
    job = queue.submit(sheet)
    seen(queue, job, S.PAUSED)
    assert queue.resume().state in (S.READY, S.PRINTING)
    seen(queue, job, S.PRINTED)


def test_rejecting(queue: IppPrinter, cups: loopback.Loopback, sheet: Document) -> None:
    cups.admin("cupsreject", "office")
    assert queue.status().state is S.REFUSED
    with pytest.raises(PrinterError) as caught:
        queue.submit(sheet)
    assert caught.value.report.state is S.REFUSED


def test_no_such_queue(cups: loopback.Loopback, sheet: Document) -> None:
    nowhere = IppPrinter(cups.queue.replace("office", "attic"))
    assert nowhere.status().state is S.REFUSED
    with pytest.raises(PrinterError):
        nowhere.submit(sheet)


def test_cupsd_hung_and_down(queue: IppPrinter, cups: loopback.Loopback, sheet: Document) -> None:
    cups.cupsd.send_signal(signal.SIGSTOP)
    try:
        start = time.monotonic()
        assert queue.status().state is S.OFFLINE
        with pytest.raises(PrinterError) as caught:
            queue.submit(sheet)
        assert time.monotonic() - start < 10
        assert caught.value.report.state is S.UNKNOWN, "a hung spooler may print it later"
    finally:
        cups.cupsd.send_signal(signal.SIGCONT)
    cups.cupsd.terminate()
    cups.cupsd.wait(10)
    try:
        assert queue.status().state is S.OFFLINE
    finally:
        cups.start()


def test_a_socket_queue_can_only_say_sent(
    cups: loopback.Loopback, sheet: Document, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as sink:
        port = sink.getsockname()[1]
        cups.admin("lpadmin", "-p", "raw", "-E", "-v", f"socket://127.0.0.1:{port}/?waiteof=false")
        raw = IppPrinter(cups.queue.replace("office", "raw"), machine="test")
        job = raw.submit(sheet)
        line, _ = sink.accept()
        with line:
            while line.recv(65536):
                pass
        report = seen(raw, job, S.SENT)
        assert report.final


def test_yesterdays_slips_never_come_out(
    queue: IppPrinter, cups: loopback.Loopback, sheet: Document
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


def test_nothing_personal_in_the_spool(
    queue: IppPrinter, cups: loopback.Loopback, sheet: Document
) -> None:
    cups.admin("cupsdisable", "office")
    queue.submit(sheet)
    message = {
        "operation-attributes-tag": {
            "which-jobs": "not-completed",
            "requested-attributes": ipp.JOB_ATTRIBUTES,
        }
    }
    (job,) = queue._ask(ipp.IppOperation.GET_JOBS, message)["jobs"]
    assert (job["job-name"], job["job-originating-user-name"]) == ("checklist", "kiosk-test")


def test_worker_takes_a_sheet_back_when_paper_stays_out(
    queue: IppPrinter, cups: loopback.Loopback, sheet: Document
) -> None:
    cups.printer.set("empty")
    worker = PrintWorker(queue, deadline_seconds=3.0, poll_seconds=0.1)
    worker.start()
    try:
        ticket = worker.print(lambda: sheet)
        assert ticket.done.wait(15)
        assert ticket.report.state is S.PAPER_OUT
        assert "taken back" in ticket.report.cause
        assert queue.cancel_stale() == 0, "nothing is left in the queue"
        # Power off and on with new paper: the fake engine would go on with what it has begun.
        cups.printer.stop()
        cups.printer.set("empty", False)
        cups.printer.start()
        # The queue still says media-empty until a job runs: that must not stop the next person.
        again = PrintWorker(queue, deadline_seconds=10.0, poll_seconds=0.1)
        again.start()
        second = again.print(lambda: sheet)
        assert second.done.wait(15)
        again.stop()
        assert second.report.state is S.PRINTED
    finally:
        worker.stop()
