"""The voice that runs a program."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from kiosk.speech.voice import EspeakVoice, Speed


def keeping(path: Path) -> tuple[str, ...]:
    """A program that keeps its arguments and what it was told."""
    script = (
        "import sys; open(sys.argv[1], 'wb').write("
        "' '.join(sys.argv[2:]).encode() + b'|' + sys.stdin.buffer.read())"
    )
    return sys.executable, "-c", script, str(path)


def test_the_program_is_told_the_spoken_text(tmp_path: Path) -> None:
    heard, over = tmp_path / "heard", threading.Event()
    EspeakVoice(keeping(heard)).speak("8.000 đồng", "vi", Speed.SLOW, over.set)
    assert over.wait(10)
    assert heard.read_text(encoding="utf-8") == "-v vi -s 110 -b 1 --stdin|tám nghìn đồng"


def test_english_is_left_as_it_is(tmp_path: Path) -> None:
    heard, over = tmp_path / "heard", threading.Event()
    EspeakVoice(keeping(heard)).speak("8,000 VND", "en", Speed.FAST, over.set)
    assert over.wait(10)
    assert heard.read_text(encoding="utf-8") == "-v en -s 210 -b 1 --stdin|8,000 VND"


def test_what_was_stopped_never_says_that_it_is_done() -> None:
    voice, over = EspeakVoice((sys.executable, "-c", "import time; time.sleep(30)")), []
    voice.speak("a", "vi", Speed.NORMAL, lambda: over.append(1))
    before = {thread for thread in threading.enumerate() if thread.name == "voice"}
    voice.stop()
    for thread in before:
        thread.join(10)
        assert not thread.is_alive()
    assert over == []


def test_a_program_that_is_not_there_is_silence(tmp_path: Path) -> None:
    over: list[int] = []
    voice = EspeakVoice((str(tmp_path / "none"),))
    voice.speak("a", "vi", Speed.NORMAL, lambda: over.append(1))
    voice.stop()
    assert over == []
