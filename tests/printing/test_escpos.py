from __future__ import annotations

import io
import os
import socket
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.printing import paper
from kiosk.printing.bitmap import Bitmap, BitmapError, from_png
from kiosk.printing.escpos import (
    FORGET,
    WHEN_PRINTED,
    DeviceLine,
    EscposPrinter,
    SocketLine,
    encode,
)
from kiosk.printing.printer import Document, PrinterError, PrinterState
from kiosk.printing.renderer import Renderer
from kiosk.settings import Paper
from kiosk.translation import Translator

S = PrinterState


def decode(job: bytes) -> Image.Image:
    """Walk a job as a printer would and return the dots it puts on paper."""
    assert job.startswith(b"\x1b@")
    place, bands = 2, []
    while job[place : place + 4] == b"\x1dv0\x00":
        stride = int.from_bytes(job[place + 4 : place + 6], "little")
        rows = int.from_bytes(job[place + 6 : place + 8], "little")
        data = job[place + 8 : place + 8 + stride * rows]
        assert len(data) == stride * rows
        bands.append(Image.frombytes("1", (stride * 8, rows), bytes(b ^ 255 for b in data)))
        place += 8 + stride * rows
    end = b"\x1bd\x04\x1dV\x42\x00"
    assert job[place:] in (end, end + WHEN_PRINTED), "feed and cut end the job"
    paper = Image.new("1", (bands[0].width, sum(band.height for band in bands)), 1)
    top = 0
    for band in bands:
        paper.paste(band, (0, top))
        top += band.height
    return paper


def png_of(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


SHEET = Document(png_of(Image.new("L", (576, 700), 255)), Paper.RECEIPT_80)


class FakeThermal:
    """A thermal printer: answers status requests with the bytes it is told to, and keeps jobs.

    ``printed`` is its answer to GS r once a job is printed, None for a printer that knows no GS r.
    ``stalls_after`` bytes it takes no more, as one whose paper has ended.
    """

    def __init__(self) -> None:
        self.answers: dict[int, int | None] = {1: 0x12, 2: 0x12, 4: 0x12}
        self.printed: int | None = 0x00
        self.jobs: list[bytes] = []
        self.cuts_off_after: int | None = None
        self.stalls_after: int | None = None
        self.released = threading.Event()
        self.forgot = 0

    def talk(self, read: Callable[[], bytes], write: Callable[[bytes], object]) -> bool:
        """Serve one connection; False if it is to be cut off."""
        job = b""
        while data := read():
            job += data
            # Status requests are answered at once, wherever they stand.
            while (found := self._take(job)) is not None:
                job, answer = found
                if answer is not None:
                    write(bytes([answer]))
            if self.cuts_off_after is not None and len(job) > self.cuts_off_after:
                return False
            if self.stalls_after is not None and len(job) > self.stalls_after:
                self.jobs.append(job)
                self.released.wait(10)
                return True
        if job:
            self.jobs.append(job)
        return True

    def _take(self, job: bytes) -> tuple[bytes, int | None] | None:
        """Take a command that asks for something from the end of what has arrived."""
        for kind in (1, 2, 4):
            if job.endswith(bytes((0x10, 0x04, kind))):
                return job[:-3], self.answers[kind]
        if job.endswith(FORGET):
            self.forgot += 1
            return job[: -len(FORGET)], None
        if self.printed is not None and job.endswith(WHEN_PRINTED):
            return job[: -len(WHEN_PRINTED)], self.printed
        return None


class NetworkThermal(FakeThermal):
    """On a socket."""

    def __init__(self) -> None:
        super().__init__()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._talk_on, args=(line,), daemon=True).start()

    def _talk_on(self, line: socket.socket) -> None:
        with line:
            if not self.talk(lambda: line.recv(65536), line.sendall):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def thermal() -> Iterator[NetworkThermal]:
    fake = NetworkThermal()
    yield fake
    fake.released.set()
    fake.close()


@pytest.fixture
def printer(thermal: NetworkThermal) -> EscposPrinter:
    return EscposPrinter(
        lambda: SocketLine("127.0.0.1", thermal.port, 1.0),
        status_seconds=0.2,
        poll_seconds=0.02,
        mm_per_second=10_000.0,
    )


def job_of(thermal: FakeThermal) -> bytes:
    for _ in range(100):
        if thermal.jobs:
            return thermal.jobs[0]
        time.sleep(0.02)
    raise AssertionError("no job arrived")


@pytest.mark.parametrize(
    ("roll", "width"), [(Paper.RECEIPT_80, 576), (Paper.RECEIPT_80, 512), (Paper.RECEIPT_58, 384)]
)
def test_a_receipt_arrives_dot_for_dot(
    thermal: NetworkThermal,
    printer: EscposPrinter,
    renderer: Renderer,
    make: Callable[..., Checklist],
    shipped: dict[str, Procedure],
    vietnamese: Translator,
    roll: Paper,
    width: int,
) -> None:
    checklist = make(shipped["1.001193"], {"applicant": "parent", "birth": "notified"})
    png = paper.raster(renderer, checklist, roll, [vietnamese], dots=width)
    printer.submit(Document(png, roll))
    assert printer.follow("receipt").state is S.PRINTED
    dots = decode(job_of(thermal))
    with Image.open(io.BytesIO(png)) as image:
        expected = image.convert("L").point(lambda value: 0 if value <= 150 else 255, mode="1")
    assert dots.size == expected.size
    assert dots.width == width
    assert dots.tobytes() == expected.tobytes()
    (code,) = zxingcpp.read_barcodes(dots.convert("L"))
    assert code.text == checklist.url
    (same,) = pyzbar.decode(dots.convert("L"), symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert same.data.decode("utf-8") == checklist.url


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [
        ({}, S.READY, S.PRINTED),
        ({4: 0x72}, S.PAPER_OUT, S.PAPER_OUT),
        ({2: 0x16}, S.COVER_OPEN, S.COVER_OPEN),
        ({2: 0x52}, S.FAILED, S.FAILED),
        ({1: 0x1A}, S.OFFLINE, S.OFFLINE),
        ({1: None}, S.UNKNOWN, S.SENT),
        ({1: 0x00}, S.UNKNOWN, S.SENT),  # no answer to what was asked
        ({4: 0xFF}, S.UNKNOWN, S.SENT),
    ],
)
def test_states(
    thermal: NetworkThermal,
    printer: EscposPrinter,
    answers: dict[int, int | None],
    before: PrinterState,
    after: PrinterState,
) -> None:
    thermal.answers |= answers
    assert printer.status().state is before
    report = printer.follow(printer.submit(SHEET))
    assert (report.state, report.final) == (after, True)
    job_of(thermal)
    told = after in (S.PRINTED, S.SENT)
    assert thermal.forgot == (0 if told else 1), "what stopped must not come out with the next roll"


def test_printed_is_when_the_printer_says_so(
    thermal: NetworkThermal, printer: EscposPrinter
) -> None:
    patient = EscposPrinter(
        lambda: SocketLine("127.0.0.1", thermal.port, 1.0), status_seconds=0.2, mm_per_second=1.0
    )
    began = time.monotonic()
    assert patient.follow(patient.submit(SHEET)).state is S.PRINTED
    assert time.monotonic() - began < 5, "88 mm at 1 mm a second would take long"
    thermal.printed = None
    assert printer.follow(printer.submit(SHEET)).state is S.PRINTED, "after the time it takes"


def test_an_empty_reply_is_not_fine(thermal: NetworkThermal, printer: EscposPrinter) -> None:
    """A printer, or what stands in its place, that hangs up without a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def hang_up() -> None:
            for _ in range(2):
                line, _ = server.accept()
                line.recv(3)
                line.shutdown(socket.SHUT_WR)
                while line.recv(65536):
                    pass
                line.close()

        threading.Thread(target=hang_up, daemon=True).start()
        silent = EscposPrinter(lambda: SocketLine("127.0.0.1", port, 1.0), status_seconds=0.2)
        assert silent.status().state is S.UNKNOWN
        assert silent.follow(silent.submit(SHEET)).state is S.SENT


@pytest.mark.parametrize("length", [300, 3_000])
def test_paper_that_ends_half_way(
    thermal: NetworkThermal, printer: EscposPrinter, length: int
) -> None:
    """The printer takes no more, or it is silent after a short receipt; a second line says why."""
    assert printer.status().state is S.READY
    thermal.stalls_after = 1_000
    thermal.answers[4] = 0x72
    noisy = Image.effect_noise((576, length), 200)
    with pytest.raises(PrinterError) as caught:
        printer.submit(Document(png_of(noisy), Paper.RECEIPT_80))
    assert caught.value.report.state is S.PAPER_OUT
    assert "roll paper end" in caught.value.report.cause
    end = time.monotonic() + 5
    while not thermal.forgot:
        assert time.monotonic() < end, "the rest would come out with the next roll"
        time.sleep(0.02)


def test_nobody_at_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    printer = EscposPrinter(lambda: SocketLine("127.0.0.1", port, 1.0))
    assert printer.status().state is S.OFFLINE
    with pytest.raises(PrinterError) as caught:
        printer.submit(SHEET)
    assert caught.value.report.state is S.OFFLINE


def test_cut_off_while_sending_is_unknown(thermal: NetworkThermal, printer: EscposPrinter) -> None:
    thermal.cuts_off_after = 10_000
    noisy = Image.effect_noise((576, 1_500), 200)
    with pytest.raises(PrinterError) as caught:
        printer.submit(Document(png_of(noisy), Paper.RECEIPT_80))
    assert caught.value.report.state is S.UNKNOWN


def test_a_device_file_that_stalls(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    os.mkfifo(device)
    reader = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    line = DeviceLine(device, 0.3)
    line.write(b"\x1b@abc")
    assert os.read(reader, 100) == b"\x1b@abc"
    with pytest.raises(TimeoutError, match="of 300000 bytes"):
        line.write(bytes(300_000))  # nobody takes it: stalled
    line.close()
    os.close(reader)


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [
        ({}, S.READY, S.PRINTED),
        ({4: 0x72}, S.PAPER_OUT, S.PAPER_OUT),
        ({2: 0x16}, S.COVER_OPEN, S.COVER_OPEN),
        ({1: None}, S.UNKNOWN, S.SENT),
    ],
)
def test_a_device_file_answers(
    answers: dict[int, int | None], before: PrinterState, after: PrinterState
) -> None:
    fake = FakeThermal()
    fake.answers |= answers
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    reading = threading.Thread(
        target=fake.talk, args=(lambda: os.read(ours, 65536), lambda data: os.write(ours, data))
    )
    reading.daemon = True
    reading.start()
    device = Path(os.ttyname(theirs))
    printer = EscposPrinter(
        lambda: DeviceLine(device, 1.0),
        status_seconds=0.2,
        poll_seconds=0.02,
        mm_per_second=10_000.0,
    )
    assert printer.status().state is before
    assert printer.follow(printer.submit(SHEET)).state is after


def test_a_device_that_is_not_there_or_not_ours(tmp_path: Path) -> None:
    printer = EscposPrinter(lambda: DeviceLine(tmp_path / "lp0", 1.0))
    assert printer.status().state is S.OFFLINE
    with pytest.raises(PrinterError) as caught:
        printer.submit(SHEET)
    assert caught.value.report.state is S.OFFLINE


def test_bitmap_bits() -> None:
    image = Image.new("RGBA", (10, 2), (255, 255, 255, 0))  # clear is white paper
    image.putpixel((0, 0), (0, 0, 0, 255))
    image.putpixel((9, 1), (150, 150, 150, 255))
    image.putpixel((8, 1), (151, 151, 151, 255))
    assert from_png(png_of(image)) == Bitmap(10, 2, bytes([0x80, 0x00, 0x00, 0x40]))
    with pytest.raises(BitmapError):
        from_png(b"no picture")


def test_long_receipts_go_in_bands() -> None:
    job = encode(from_png(png_of(Image.new("L", (384, 1000), 0))))
    assert job.count(b"\x1dv0\x00") == 5
    assert decode(job).size == (384, 1000)
