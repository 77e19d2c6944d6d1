"""The kiosk's end of the rendering process: starts it, asks it, and starts it again if it ended."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec

from kiosk.errors import Refused
from kiosk.printing.render_protocol import LENGTH, RenderReply, RenderRequest

IDLE_SECONDS = 120.0
"""The process ends after so long without work; the next paper then takes about 0.3 s longer."""

TIMEOUT_SECONDS = 20.0


class RenderError(Refused):
    """A paper could not be set; the message has the engine's reason."""


class _ProcessEndedError(Exception):
    """The process is gone; nothing was rendered, so that asking a new one is safe."""


class Renderer:
    """Owns the rendering process. Calls from several threads wait for each other."""

    def __init__(
        self,
        assets: Path,
        *,
        idle_seconds: float = IDLE_SECONDS,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._assets = assets
        self._idle_seconds = idle_seconds
        self._timeout_seconds = timeout_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def warm_up(self) -> None:
        """Start the process now, while the person is still reading."""
        with self._lock:
            self._running()

    def render(self, request: RenderRequest) -> list[bytes]:
        """Return the PDF (one entry) or the pictures of the pages.

        Raises:
            RenderError: the template or its data is wrong, or the process does not answer.
        """
        body = msgspec.msgpack.encode(request)
        with self._lock:
            try:
                reply = self._ask(body)
            except _ProcessEndedError:
                # It ends by itself when idle, which can cross with a request: once more is enough.
                self._stop()
                try:
                    reply = self._ask(body)
                except _ProcessEndedError as error:
                    self._stop()
                    raise RenderError("the rendering process ends as soon as it starts") from error
        if reply.error:
            raise RenderError(reply.error)
        return reply.pages

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process, started if there is none."""
        if self._process is None or self._process.poll() is not None:
            self._stop()
            package_folder = str(Path(__file__).resolve().parents[2])
            command = [sys.executable, "-m", "kiosk.printing.render_process"]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell, fixed words
                [*command, str(self._assets), str(self._idle_seconds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, "PYTHONPATH": package_folder},
            )
        return self._process

    def _stop(self) -> None:
        """End the process if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    def _ask(self, body: bytes) -> RenderReply:
        """Send one request and wait for its reply."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise _ProcessEndedError
        deadline = time.monotonic() + self._timeout_seconds
        try:
            left = memoryview(LENGTH.pack(len(body)) + body)
            while left:
                left = left[process.stdin.write(left) or 0 :]
        except OSError as error:
            raise _ProcessEndedError from error
        output = process.stdout.fileno()
        (length,) = LENGTH.unpack(self._read(output, LENGTH.size, deadline))
        return msgspec.msgpack.decode(self._read(output, length, deadline), type=RenderReply)

    def _read(self, output: int, length: int, deadline: float) -> bytes:
        """Return exactly ``length`` bytes from the process."""
        parts: list[bytes] = []
        while length > 0:
            wait = deadline - time.monotonic()
            if wait <= 0 or not select.select([output], [], [], wait)[0]:
                self._stop()
                raise RenderError(f"no paper after {self._timeout_seconds:.0f} s; process ended")
            part = os.read(output, min(length, 1 << 20))
            if not part:
                raise _ProcessEndedError
            parts.append(part)
            length -= len(part)
        return b"".join(parts)
