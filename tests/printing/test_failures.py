"""Every row of what goes wrong with office printers, as the person and the clerk see it.

A real CUPS, a fake printer behind it, and the worker that owns the printer: each failure is told
within ten seconds with another way, has a cause, and leaves nothing that comes out later.
"""

from __future__ import annotations

import gettext
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from loopback import Loopback, free_port

from kiosk.printing.ipp import IppPrinter
from kiosk.printing.printer import Document, PrinterState, Report, state_words
from kiosk.printing.worker import PrintWorker
from kiosk.settings import Paper
from kiosk.translation import Translator

S = PrinterState
SECONDS = 10.0
"""Within so long every failure is told."""

DAMAGED = Document(b"%PDF-1.7 nothing behind it", Paper.A4)

pytestmark = pytest.mark.usefixtures("calm")


def wait_until(holds: Callable[[], bool], seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)


@contextmanager
def at_work(address: str, **options: float) -> Iterator[PrintWorker]:
    printer = IppPrinter(address, machine="test", timeout_seconds=1)
    worker = PrintWorker(printer, **{"poll_seconds": 0.1, **options})
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def told(worker: PrintWorker, document: Document, state: PrinterState) -> Report:
    """Print, wait until the failure is told, and take the sheet back; return what was told."""
    reports: list[Report] = []
    ticket = worker.print(lambda: document, reports.append, what="1.001193")
    try:
        wait_until(lambda: any(report.state is state for report in reports))
    except AssertionError as error:
        raise AssertionError(f"never {state}: {reports}") from error
    found = next(report for report in reports if report.state is state)
    ticket.withdraw()
    assert ticket.done.wait(SECONDS), "the sheet has no end"
    assert found.cause, "the clerk sees no cause"
    assert "Use the QR code" in state_words(state, Translator("en", gettext.NullTranslations()))
    (job,) = worker.jobs()
    assert (job.what, job.report) == ("1.001193", ticket.report)
    assert job.can_print_again
    return found


Breaks = Callable[[Loopback], Callable[[], None]]
"""Breaks something and returns how to mend it."""


def flag(name: str) -> Breaks:
    def breaks(cups: Loopback) -> Callable[[], None]:
        cups.printer.set(name)
        return cups.printer.power_cycle

    return breaks


def command(broken: str, mended: str) -> Breaks:
    def breaks(cups: Loopback) -> Callable[[], None]:
        cups.admin(broken, "office")
        return lambda: cups.admin(mended, "office")

    return breaks


def printer_off(cups: Loopback) -> Callable[[], None]:
    cups.printer.stop()
    return cups.printer.start


def cupsd_hung(cups: Loopback) -> Callable[[], None]:
    cups.cupsd.send_signal(signal.SIGSTOP)
    return lambda: cups.cupsd.send_signal(signal.SIGCONT)


def cupsd_down(cups: Loopback) -> Callable[[], None]:
    cups.cupsd.terminate()
    cups.cupsd.wait(10)
    return cups.start


def nothing(cups: Loopback) -> Callable[[], None]:
    return lambda: None


@pytest.mark.parametrize(
    ("breaks", "queue", "document", "state"),
    [
        pytest.param(flag("empty"), "office", None, S.PAPER_OUT, id="paper out"),
        pytest.param(flag("open"), "office", None, S.COVER_OPEN, id="cover open"),
        pytest.param(flag("broken"), "office", None, S.FAILED, id="engine error"),
        pytest.param(printer_off, "office", None, S.OFFLINE, id="printer off"),
        pytest.param(
            command("cupsdisable", "cupsenable"), "office", None, S.PAUSED, id="queue paused"
        ),
        pytest.param(
            command("cupsreject", "cupsaccept"), "office", None, S.REFUSED, id="queue rejecting"
        ),
        pytest.param(nothing, "attic", None, S.REFUSED, id="no such queue"),
        pytest.param(cupsd_down, "office", None, S.OFFLINE, id="cupsd down"),
        pytest.param(cupsd_hung, "office", None, S.OFFLINE, id="cupsd hung"),
        pytest.param(nothing, "office", DAMAGED, S.FAILED, id="damaged PDF"),
        pytest.param(nothing, "office", Paper.RECEIPT_80, S.FAILED, id="unsupported paper"),
    ],
)
def test_a_failure_is_told_and_nothing_comes_out_later(
    cups: Loopback,
    sheet: Document,
    breaks: Breaks,
    queue: str,
    document: Document | Paper | None,
    state: PrinterState,
) -> None:
    if isinstance(document, Paper):
        document = Document(sheet.data, document)
    with at_work(cups.address(queue)) as worker:
        mend = breaks(cups)
        try:
            told(worker, document or sheet, state)
        finally:
            mend()
    office = IppPrinter(cups.queue, machine="test")
    wait_until(lambda: office.status().state is S.READY)
    assert office.cancel_stale() == 0, "something still waits"
    assert cups.printer.sheets() == []


@pytest.mark.parametrize("way", ["queue", "straight"])
def test_power_cut_while_paper_is_out(cups: Loopback, sheet: Document, way: str) -> None:
    """CUPS calls the job completed though nothing was printed; the printer itself forgot it."""
    queue = cups.add_queue("cut", cups.printer.uri)
    with at_work(queue if way == "queue" else cups.printer.uri) as worker:
        cups.printer.set("empty")
        ticket = worker.print(lambda: sheet)
        wait_until(lambda: ticket.report.state is S.PAPER_OUT)
        cups.printer.stop()
        cups.printer.set("empty", False)
        cups.printer.start()
        assert ticket.done.wait(SECONDS)
        assert ticket.report.state is S.UNKNOWN
        assert ticket.report.cause
        # The queue remembers for ever that it lost one: it cannot confirm the next ones.
        following = worker.print(lambda: sheet)
        assert following.done.wait(SECONDS)
        assert following.report.state is (S.SENT if way == "queue" else S.PRINTED)


class Sink:
    """A printer behind a raw socket queue that takes, breaks off or ignores what is sent."""

    def __init__(self, how: str) -> None:
        self.how, self.sheets, self._held = how, 0, []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            self.sheets += 1
            if self.how == "ignores":
                self._held.append(line)
                continue
            line.recv(1000)
            if self.how == "breaks off":
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            else:
                while line.recv(65536):
                    pass
            line.close()

    def close(self) -> None:
        self._server.close()
        for line in self._held:
            line.close()


@pytest.mark.parametrize(
    ("how", "policy", "state", "said"),
    [
        ("takes", "abort-job", S.SENT, ""),
        ("breaks off", "abort-job", S.FAILED, "Unable to write print data"),
        ("breaks off", "retry-job", S.UNKNOWN, "taken back"),
        ("ignores", "abort-job", S.UNKNOWN, "nothing has changed for a while"),
    ],
)
def test_a_raw_socket_queue(
    cups: Loopback, sheet: Document, how: str, policy: str, state: PrinterState, said: str
) -> None:
    sink = Sink(how)
    large = Document(sheet.data + b"\n%" + bytes(8_000_000), Paper.A4)
    uri = f"socket://127.0.0.1:{sink.port}/?waiteof=false"
    queue = cups.add_queue(f"raw-{how[:3]}-{policy}", uri, policy)
    reports: list[Report] = []
    with at_work(queue, quiet_seconds=0.5, deadline_seconds=1.5) as worker:
        ticket = worker.print(lambda: large, reports.append)
        assert ticket.done.wait(SECONDS)
        assert any(report.state is state and said in report.cause for report in reports), reports
        assert IppPrinter(queue, machine="test").cancel_stale() == 0, "CUPS would send it again"
    assert sink.sheets == 1
    sink.close()


@pytest.fixture(scope="module")
def away(cups: Loopback, sheet: Document) -> Iterator[dict[str, tuple[IppPrinter, str]]]:
    """A sheet in a queue of each error policy whose printer nobody finds, all at the same time."""
    gone = f"ipp://localhost:{free_port()}/ipp/print"
    found: dict[str, tuple[IppPrinter, str]] = {}
    for policy in ("abort-job", "stop-printer", "retry-job", "retry-current-job"):
        address = cups.add_queue(f"away-{policy}", f"{gone}?contimeout=2", policy)
        found[policy] = (IppPrinter(address, machine="test"), "")
    address = cups.add_queue("away-for-ever", gone)
    found["no time limit"] = (IppPrinter(address, machine="test"), "")
    yield {name: (printer, printer.submit(sheet)) for name, (printer, _) in found.items()}
    for printer, _ in found.values():
        printer.cancel_stale()


@pytest.mark.parametrize(
    ("policy", "state", "final"),
    [
        ("abort-job", S.OFFLINE, True),
        ("stop-printer", S.PAUSED, False),
        ("retry-job", S.OFFLINE, False),
        ("retry-current-job", S.OFFLINE, False),
        ("no time limit", S.OFFLINE, False),
    ],
)
def test_a_printer_nobody_finds(
    away: dict[str, tuple[IppPrinter, str]], policy: str, state: PrinterState, final: bool
) -> None:
    printer, job = away[policy]
    wait_until(lambda: (printer.follow(job).state, printer.follow(job).final) == (state, final))
    assert printer.follow(job).cause
    if not final:
        assert printer.cancel(job)
        assert printer.follow(job).final
