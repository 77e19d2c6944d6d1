"""A walk through the desk, for the pictures of ``docs/pictures``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kivy.base import EventLoop
from kivy.core.window import Window

from kiosk.ui.desk import keeping_tour
from kiosk.ui.desk.app import DeskApp
from kiosk.ui.pictures import save_window
from kiosk.ui.strokes import ENTER, ESCAPE, F1, digit_of

QUERY = "ks"
ROW = "1"
PATIENCE_SECONDS = 20.0


def take_pictures(
    app: DeskApp, folder: Path, suffix: str, steward: tuple[str, str], ring: Callable[[], object]
) -> list[Path]:
    """Walk through the pages of ``app`` and save each as ``desk-NAME-SUFFIX.png``.

    The app must have been prepared on a window in memory, its clock fixed by the caller.
    ``steward`` is the name and the PIN of one; ``ring`` rings the bell as a citizen does.

    Raises:
        OSError: a picture cannot be written.
        TimeoutError: a page does not get what it waits for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for name in _walk(app, steward, ring):
        _settle(0.6)
        path = folder / f"desk-{name}-{suffix}.png"
        save_window(path)
        files.append(path)
    return files


def _walk(app: DeskApp, steward: tuple[str, str], ring: Callable[[], object]) -> Iterator[str]:
    """Go from page to page by keys; each is named when it is complete."""
    page: Any = app.desk.page
    name, pin = steward
    _wait(lambda: bool(page._names))
    _type(digit_of(page._names.index(name)))
    _type(pin[:4])
    yield "sign-in"
    _type(pin[4:])
    _press(ENTER)
    _wait(lambda: app.desk.session is not None)
    _settle(1.0)
    _type(QUERY)
    yield "search"
    _type(ROW)
    _settle(1.0)
    _type("11")
    _type("a")
    _type("bb")
    yield "dossier"
    _press(F1 + 8)
    yield "supplement"
    _press(F1 + 8)
    _settle(1.0)
    _type("B")
    yield "paper"
    _press(ESCAPE)
    _press(F1)
    yield "help"
    _press(ESCAPE)
    ring()
    _settle(2.0)
    yield "call"
    app.desk.go("queue")
    _settle(1.5)
    yield "queue"
    app.desk.answer_call()
    yield from keeping_tour.walk(app, _settle, _wait)
    app.desk.sign_out()


def _type(text: str) -> None:
    """Send text as a keyboard does."""
    for letter in text:
        Window.dispatch("on_textinput", letter)
        _settle(0.05)
    _settle(0.3)


def _press(code: int) -> None:
    Window.dispatch("on_key_down", code, 0, None, [])
    _settle(0.3)


def _settle(seconds: float) -> None:
    """Let frames pass until what is moving has come to rest."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        EventLoop.idle()
        time.sleep(0.01)


def _wait(condition: Callable[[], bool]) -> None:
    """Let frames pass until ``condition`` holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"a page was not complete after {PATIENCE_SECONDS:.0f} s")
        EventLoop.idle()
        time.sleep(0.01)
