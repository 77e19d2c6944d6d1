"""The voice as a port, and espeak-ng behind it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from kiosk.speech.normalise import speakable

LOG = logging.getLogger(__name__)

PROGRAM = "espeak-ng"


class Speed(StrEnum):
    """How fast is read."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


WORDS_A_MINUTE = {Speed.SLOW: 110, Speed.NORMAL: 150, Speed.FAST: 210}


class Voice(Protocol):
    """Speaks one piece of text at a time; both methods return at once and raise nothing."""

    def speak(self, text: str, language: str, speed: Speed, done: Callable[[], None]) -> None:
        """Speak ``text`` instead of what is being spoken; ``done`` is called once it is over.

        ``language`` is "vi" or "en". ``done`` comes from any thread, and never after ``stop`` or
        another ``speak`` has taken over.
        """

    def stop(self) -> None:
        """Be silent."""


class EspeakVoice:
    """Runs espeak-ng for each piece; the text goes through its standard input, never a log."""

    def __init__(self, command: tuple[str, ...] = (PROGRAM,)) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def speak(self, text: str, language: str, speed: Speed, done: Callable[[], None]) -> None:
        """Speak ``text``; a program that does not start or fails is silence, and reading ends."""
        self.stop()
        said = speakable(text) if language == "vi" else text
        arguments = ["-v", language, "-s", str(WORDS_A_MINUTE[speed]), "-b", "1", "--stdin"]
        try:
            running = subprocess.Popen(  # noqa: S603 - no shell, fixed words; the text is its input
                [*self._command, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            LOG.warning("The voice could not start: %s", error.strerror)
            return
        with self._lock:
            self._running = running
        threading.Thread(
            target=self._finish, args=(running, said.encode(), done), name="voice", daemon=True
        ).start()

    def stop(self) -> None:
        """End the program that speaks."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running.kill()

    def _finish(
        self, running: subprocess.Popen[bytes], said: bytes, done: Callable[[], None]
    ) -> None:
        running.communicate(said)
        with self._lock:
            ended_alone = self._running is running
            if ended_alone:
                self._running = None
        if not ended_alone:
            return
        if running.returncode:
            LOG.warning("The voice ended with code %d", running.returncode)
            return
        done()


def installed_voice() -> EspeakVoice | None:
    """Return the voice of this machine, None where none is installed."""
    return EspeakVoice() if shutil.which(PROGRAM) else None
