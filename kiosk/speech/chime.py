"""A short, calm sound for the desk: two bell tones, made here and played by a program found."""

from __future__ import annotations

import io
import logging
import math
import shutil
import subprocess
import threading
import wave
from functools import cache
from typing import Final, Protocol

LOG = logging.getLogger(__name__)

RATE: Final = 22_050
TONES: Final = ((880.0, 0.0), (659.26, 0.22))
"""Hertz (a fifth's lower neighbour: A5, E5) and the second at which each begins."""

SECONDS: Final = 1.1
LOUDNESS: Final = 0.35
FADE: Final = 5.0
"""How fast a tone dies away, per second: like a small brass bell."""

PLAYERS: Final = (
    ("pw-play", "-"),
    ("aplay", "-q", "-"),
    ("ffplay", "-v", "quiet", "-nodisp", "-autoexit", "-i", "-"),
    ("play", "-q", "-t", "wav", "-"),
)
"""Programs that play a WAV from their standard input, the best first."""

PATIENCE_SECONDS: Final = 5.0


class Chime(Protocol):
    """Plays the sound; returns at once and raises nothing."""

    def play(self) -> None:
        """Sound once."""


class PlayedChime:
    """Runs a player for each sound; one that fails is silence."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command

    def play(self) -> None:
        """Sound once, in a thread."""
        threading.Thread(target=self._play, name="chime", daemon=True).start()

    def _play(self) -> None:
        try:
            subprocess.run(  # noqa: S603 - no shell, fixed words
                self._command,
                input=bell_wave(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            LOG.warning("The bell could not sound: %s", type(error).__name__)


@cache
def bell_wave() -> bytes:
    """Return the sound as a WAV of 16 bits, one channel."""
    samples = bytearray()
    for number in range(int(RATE * SECONDS)):
        at = number / RATE
        level = sum(_tone(frequency, at - begins) for frequency, begins in TONES)
        samples += int(max(-1.0, min(1.0, level * LOUDNESS)) * 32767).to_bytes(
            2, "little", signed=True
        )
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(samples))
    return file.getvalue()


def _tone(frequency: float, since: float) -> float:
    """Return a bell's level so many seconds after it was struck."""
    if since < 0:
        return 0.0
    rise = min(1.0, since / 0.006)
    ring = math.sin(2 * math.pi * frequency * since)
    partial = 0.3 * math.sin(2 * math.pi * 2.76 * frequency * since) * math.exp(-3 * FADE * since)
    return rise * math.exp(-FADE * since) * (ring + partial)


def installed_chime() -> PlayedChime | None:
    """Return the sound through a program of this machine, None where there is none."""
    found = next((command for command in PLAYERS if shutil.which(command[0])), None)
    return PlayedChime(found) if found is not None else None
