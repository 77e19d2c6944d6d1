from __future__ import annotations

import io
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.printing import paper
from kiosk.printing.bitmap import Bitmap, BitmapError, from_png
from kiosk.printing.escpos import DeviceLine, EscposPrinter, SocketLine, encode
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
    assert job[place:] == b"\x1bd\x04\x1dV\x42\x00", "feed and cut end the job"
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
    """A network printer that answers status requests with the bytes it is told to."""

    def __init__(self) -> None:
        self.answers: dict[int, int | None] = {1: 0x12, 2: 0x12, 4: 0x12}
        self.jobs: list[bytes] = []
        self.cuts_off_after: int | None = None
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        job = b""
        while data := line.recv(65536):
            if data.startswith(b"\x10\x04") and len(data) == 3:
                answer = self.answers[data[2]]
                if answer is not None:
                    line.sendall(bytes([answer]))
                continue
            job += data
            if self.cuts_off_after is not None and len(job) > self.cuts_off_after:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                return
            # A status request that arrives glued to the end of the job.
            for kind in (1, 2, 4):
                if job.endswith(bytes((0x10, 0x04, kind))):
                    job = job[:-3]
                    if (answer := self.answers[kind]) is not None:
                        line.sendall(bytes([answer]))
        if job:
            self.jobs.append(job)

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def thermal() -> Iterator[FakeThermal]:
    fake = FakeThermal()
    yield fake
    fake.close()


@pytest.fixture
def printer(thermal: FakeThermal) -> EscposPrinter:
    return EscposPrinter(
        lambda: SocketLine("127.0.0.1", thermal.port, 1.0),
        status_seconds=0.2,
        finish_seconds=0.2,
    )


def job_of(thermal: FakeThermal) -> bytes:
    for _ in range(100):
        if thermal.jobs:
            return thermal.jobs[0]
        time.sleep(0.02)
    raise AssertionError("no job arrived")


def test_a_receipt_arrives_dot_for_dot(
    thermal: FakeThermal,
    printer: EscposPrinter,
    renderer: Renderer,
    make: Callable[..., Checklist],
    shipped: dict[str, Procedure],
    vietnamese: Translator,
) -> None:
    checklist = make(shipped["1.001193"], {"applicant": "parent", "birth": "notified"})
    png = paper.raster(renderer, checklist, Paper.RECEIPT_80, [vietnamese])
    printer.submit(Document(png, Paper.RECEIPT_80))
    assert printer.follow("receipt").state is S.PRINTED
    dots = decode(job_of(thermal))
    with Image.open(io.BytesIO(png)) as image:
        expected = image.convert("L").point(lambda value: 0 if value <= 150 else 255, mode="1")
    assert dots.size == expected.size
    assert dots.tobytes() == expected.tobytes()
    (code,) = zxingcpp.read_barcodes(dots.convert("L"))
    assert code.text == checklist.url


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [
        ({}, S.READY, S.PRINTED),
        ({4: 0x72}, S.PAPER_OUT, S.PAPER_OUT),
        ({2: 0x16}, S.COVER_OPEN, S.COVER_OPEN),
        ({1: None}, S.UNKNOWN, S.SENT),
    ],
)
def test_states(
    thermal: FakeThermal,
    printer: EscposPrinter,
    answers: dict[int, int | None],
    before: PrinterState,
    after: PrinterState,
) -> None:
    thermal.answers |= answers
    assert printer.status().state is before
    report = printer.follow(printer.submit(SHEET))
    assert (report.state, report.final) == (after, True)


def test_nobody_at_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    printer = EscposPrinter(lambda: SocketLine("127.0.0.1", port, 1.0))
    assert printer.status().state is S.OFFLINE
    with pytest.raises(PrinterError) as caught:
        printer.submit(SHEET)
    assert caught.value.report.state is S.OFFLINE


def test_cut_off_while_sending_is_unknown(thermal: FakeThermal, printer: EscposPrinter) -> None:
    thermal.cuts_off_after = 10_000
    noisy = Image.effect_noise((576, 6_000), 200)
    with pytest.raises(PrinterError) as caught:
        printer.submit(Document(png_of(noisy), Paper.RECEIPT_80))
    assert caught.value.report.state is S.UNKNOWN


def test_device_file(tmp_path: Path) -> None:
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
