"""Thermal printers: the receipt as a picture, sent and status-read by us.

Always a picture: most of these printers have no Vietnamese code page. The commands are GS v 0
(raster), ESC @ (start), ESC d (feed), GS V (cut) and DLE EOT (status) of the ESC/POS reference.
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
from kiosk.printing.printer import (
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
STATUS_REQUESTS = (1, 2, 4)
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
        self._socket = socket.create_connection((host, port), timeout_seconds)

    def write(self, data: bytes) -> None:
        """Send all of ``data``."""
        self._socket.sendall(data)

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
            left = left[os.write(self._file, left[:4096]) :]

    def read(self, seconds: float) -> bytes:
        """Return what arrives within ``seconds``."""
        if not self._both_ways or not select.select([self._file], [], [], seconds)[0]:
            return b""
        return os.read(self._file, 64)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


class EscposPrinter:
    """One thermal printer, opened for each sheet and each look."""

    content = Content.RASTER

    def __init__(
        self,
        connect: Callable[[], Line],
        *,
        status_seconds: float = 1.0,
        finish_seconds: float = 8.0,
    ) -> None:
        """Take how to connect; ``finish_seconds`` is how long a receipt may take to come out."""
        self._connect = connect
        self._status_seconds = status_seconds
        self._finish_seconds = finish_seconds
        self._last = Report(PrinterState.UNKNOWN, "nothing was printed", final=True)

    def status(self) -> Report:
        """Return how the printer is now."""
        try:
            line = self._connect()
        except OSError as error:
            return Report(PrinterState.OFFLINE, str(error))
        try:
            return self._look(line)
        except OSError as error:
            return Report(PrinterState.OFFLINE, str(error))
        finally:
            line.close()

    def submit(self, document: Document) -> str:
        """Send one receipt and look whether it came out.

        Raises:
            PrinterError: not connected (OFFLINE), in trouble before, or the connection broke while
                sending (UNKNOWN: a part may have been printed).
        """
        job = encode(from_png(document.data))
        try:
            line = self._connect()
        except OSError as error:
            raise PrinterError(Report(PrinterState.OFFLINE, str(error), final=True)) from error
        try:
            line.write(job)
            self._last = self._finish(line)
        except OSError as error:
            cause = f"the connection broke while printing: {error}"
            raise PrinterError(Report(PrinterState.UNKNOWN, cause, final=True)) from error
        finally:
            with suppress(OSError):
                line.close()
        return "receipt"

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

    def _look(self, line: Line) -> Report:
        """Ask for the three status bytes."""
        found: list[int | None] = []
        for kind in STATUS_REQUESTS:
            line.write(bytes((0x10, 0x04, kind)))
            answer = line.read(self._status_seconds)
            found.append(answer[-1] if answer else None)
            if not answer:
                break
        found += [None] * (len(STATUS_REQUESTS) - len(found))
        return classify_escpos(EscposObservation(*found))

    def _finish(self, line: Line) -> Report:
        """Wait until the printer says how it is after the receipt.

        Status requests are answered at once, also while printing, so that a receipt that runs out
        of paper half-way is seen within the time it takes to print.
        """
        deadline = time.monotonic() + self._finish_seconds
        seen = self._look(line)
        while seen.state is PrinterState.READY and time.monotonic() < deadline:
            time.sleep(min(0.5, self._finish_seconds / 4))
            seen = self._look(line)
        if seen.state is PrinterState.READY:
            return Report(PrinterState.PRINTED, "ready after the receipt", final=True)
        if seen.state is PrinterState.UNKNOWN:
            return Report(PrinterState.SENT, seen.cause, final=True)
        return Report(seen.state, f"{seen.cause}, after the receipt was sent", final=True)
