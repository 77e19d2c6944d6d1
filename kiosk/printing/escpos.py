"""Thermal printers: the receipt as a picture, sent and status-read by us.

Always a picture: most of these printers have no Vietnamese code page. The commands are GS v 0
(raster), ESC @ (start), ESC d (feed), GS V (cut), DLE EOT (status now), GS r (status once all
before it is printed) and DLE DC4 8 (forget what was not printed) of the ESC/POS reference.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kiosk.printing.bitmap import Bitmap, from_png
from kiosk.printing.paper import DOTS_PER_MM
from kiosk.printing.printer import (
    TROUBLE,
    Content,
    Document,
    EscposObservation,
    PrinterError,
    PrinterState,
    Report,
    classify_escpos,
)

START = b"\x1b@"
FEED_AND_CUT = b"\x1bd\x04\x1dV\x42\x00"
WHEN_PRINTED = b"\x1dr\x01"
FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
STATUS_REQUESTS = (1, 2, 4)
CHUNK_BYTES = 4096
SEND_BUFFER_BYTES = 16_384
"""So much may wait in this machine: with the usual megabytes a whole receipt would seem sent."""
BAND_ROWS = 240
"""Rows in one raster command: small buffers of cheap printers hold it."""


class Line(Protocol):
    """A connection to the printer."""

    def write(self, data: bytes) -> None:
        """Send all of ``data``.

        Raises:
            OSError: the connection broke or stalls.
        """
        ...

    def read(self, seconds: float) -> bytes:
        """Return what arrives within ``seconds``, b"" for nothing.

        Raises:
            OSError: the connection broke.
        """
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def encode(bitmap: Bitmap) -> bytes:
    """Return the whole job for one receipt."""
    parts = [START]
    for first in range(0, bitmap.height, BAND_ROWS):
        rows = min(BAND_ROWS, bitmap.height - first)
        head = bytes((0x1D, 0x76, 0x30, 0)) + bitmap.stride.to_bytes(2, "little")
        start = first * bitmap.stride
        data = bitmap.data[start : start + rows * bitmap.stride]
        parts.append(head + rows.to_bytes(2, "little") + data)
    return b"".join([*parts, FEED_AND_CUT])


class SocketLine:
    """A network printer, usually on port 9100."""

    def __init__(self, host: str, port: int, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._socket = socket.create_connection((host, port), timeout_seconds)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)

    def write(self, data: bytes) -> None:
        """Send all of ``data``; a printer that takes nothing for the time limit has stalled."""
        self._socket.settimeout(self._timeout_seconds)
        for first in range(0, len(data), CHUNK_BYTES):
            # Printers take data as fast as they print: the limit is for each piece.
            self._socket.sendall(data[first : first + CHUNK_BYTES])

    def read(self, seconds: float) -> bytes:
        """Return what arrives within ``seconds``."""
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(64)
        except TimeoutError:
            return b""

    def close(self) -> None:
        """End the connection."""
        self._socket.close()


class DeviceLine:
    """A device file such as ``/dev/usb/lp0``."""

    def __init__(self, path: Path, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._both_ways = True
        try:
            self._file = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        except PermissionError:
            self._file = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            self._both_ways = False

    def write(self, data: bytes) -> None:
        """Send all of ``data``; a printer that takes nothing for the time limit has stalled."""
        left = memoryview(data)
        while left:
            if not select.select([], [self._file], [], self._timeout_seconds)[1]:
                raise TimeoutError(f"the printer took {len(data) - len(left)} of {len(data)} bytes")
            left = left[os.write(self._file, left[:CHUNK_BYTES]) :]

    def read(self, seconds: float) -> bytes:
        """Return what arrives within ``seconds``."""
        if not self._both_ways or not select.select([self._file], [], [], seconds)[0]:
            return b""
        return os.read(self._file, 64)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def is_status(byte: int) -> bool:
    """Say whether a byte is an answer to DLE EOT: its fixed bits are 1 for 1 and 4, 0 for 0 and 7.

    An answer to GS r has bit 4 clear, so that the two are told apart on one line.
    """
    return byte & 0x93 == 0x12


def is_printed(byte: int) -> bool:
    """Say whether a byte is an answer to GS r."""
    return byte & 0x90 == 0


class EscposPrinter:
    """One thermal printer, opened for each sheet and each look."""

    content = Content.RASTER

    def __init__(
        self,
        connect: Callable[[], Line],
        *,
        status_seconds: float = 1.0,
        poll_seconds: float = 0.3,
        mm_per_second: float = 80.0,
    ) -> None:
        """Take how to connect; ``mm_per_second`` is how slowly a receipt may come out."""
        self._connect = connect
        self._status_seconds = status_seconds
        self._poll_seconds = poll_seconds
        self._mm_per_second = mm_per_second
        self._last = Report(PrinterState.UNKNOWN, "nothing was printed", final=True)
        self._answers = False

    def status(self) -> Report:
        """Return how the printer is now."""
        try:
            line = self._connect()
        except OSError as error:
            return Report(PrinterState.OFFLINE, str(error))
        try:
            seen, _ = self._look(line)
            self._answers = seen.state is not PrinterState.UNKNOWN
            return seen
        except OSError as error:
            return Report(PrinterState.OFFLINE, str(error))
        finally:
            line.close()

    def submit(self, document: Document) -> str:
        """Send one receipt and look whether it came out.

        Raises:
            PrinterError: not connected (OFFLINE), or the connection broke or stalled while sending:
                the trouble that the printer names, else UNKNOWN, as a part may have been printed.
        """
        bitmap = from_png(document.data)
        try:
            line = self._connect()
        except OSError as error:
            raise PrinterError(Report(PrinterState.OFFLINE, str(error), final=True)) from error
        try:
            line.write(encode(bitmap) + WHEN_PRINTED)
            self._last = self._finish(line, bitmap.height / DOTS_PER_MM)
        except OSError as error:
            line.close()
            raise PrinterError(self._after_a_break(error)) from error
        finally:
            with suppress(OSError):
                line.close()
        return "receipt"

    def _after_a_break(self, error: OSError) -> Report:
        """Say why the printer stopped taking data: out of paper, it takes none until it is filled.

        What it has not printed is forgotten, so that it does not come out with the next roll.
        """
        cause = f"the connection broke while printing: {error}"
        state = PrinterState.UNKNOWN
        with suppress(OSError):
            line = self._connect()
            try:
                seen, _ = self._look(line)
                if seen.state in (PrinterState.PAPER_OUT, PrinterState.COVER_OPEN):
                    line.write(FORGET)
                    state, cause = seen.state, f"{seen.cause}; {cause}"
            finally:
                line.close()
        return Report(state, cause, final=True)

    def follow(self, job: str) -> Report:
        """Return the end of the last receipt; a receipt has ended when ``submit`` returns."""
        return self._last

    def cancel(self, job: str) -> bool:
        """Return False: what a thermal printer has got, it prints."""
        return False

    def cancel_stale(self) -> int:
        """Return 0: these printers keep nothing."""
        return 0

    def resume(self) -> Report:
        """Return how the printer is; there is no queue to resume."""
        return self.status()

    def _look(self, line: Line) -> tuple[Report, bool]:
        """Ask for the three status bytes; also say whether the receipt was heard to be printed."""
        found: list[int | None] = []
        printed = False
        for kind in STATUS_REQUESTS:
            line.write(bytes((0x10, 0x04, kind)))
            answer: int | None = None
            deadline = time.monotonic() + self._status_seconds
            while answer is None and (wait := deadline - time.monotonic()) > 0:
                heard = line.read(wait)
                if not heard:
                    break
                answer = next((byte for byte in heard if is_status(byte)), None)
                printed = printed or any(is_printed(byte) for byte in heard)
            found.append(answer)
            if answer is None:
                break
        found += [None] * (len(STATUS_REQUESTS) - len(found))
        return classify_escpos(EscposObservation(*found)), printed

    def _finish(self, line: Line, length_mm: float) -> Report:
        """Wait until the printer says how it is after the receipt.

        Status requests are answered at once, also while printing, so that a receipt that runs out
        of paper half-way is seen. A printer that does not answer GS r gets the time that a slow one
        needs for the length.

        Raises:
            TimeoutError: it answered before and is silent now.
        """
        deadline = time.monotonic() + 1.0 + length_mm / self._mm_per_second
        while True:
            seen, printed = self._look(line)
            late = printed or time.monotonic() >= deadline
            if seen.state is PrinterState.UNKNOWN and not self._answers:
                return Report(PrinterState.SENT, seen.cause, final=True)
            if seen.state in TROUBLE:
                line.write(FORGET)
                return Report(seen.state, f"{seen.cause}, after the receipt was sent", final=True)
            if late and seen.state is PrinterState.READY:
                return Report(PrinterState.PRINTED, "ready after the receipt", final=True)
            if late:
                raise TimeoutError("the printer answered before, and no longer does")
            time.sleep(self._poll_seconds)
