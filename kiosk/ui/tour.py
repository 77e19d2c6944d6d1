"""A visit through every screen, for the pictures of the README and of ``docs/pictures``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kivy.base import EventLoop
from kivy.core.window import Window

from kiosk.ui.app import KioskApp
from kiosk.ui.navigation import Place
from kiosk.ui.pictures import save_window
from kiosk.ui.visit import Detail, Wish

QUERY = "giay doc than"
PROCEDURE = "1.001193"
ENTER = 13
PATIENCE_SECONDS = 20.0


def take_pictures(app: KioskApp, folder: Path, suffix: str) -> list[Path]:
    """Walk through the screens of ``app`` and save each as ``NAME-SUFFIX.png``; return the files.

    The app must have been prepared on a window in memory, its clock fixed by the caller.

    Raises:
        OSError: a picture cannot be written.
        TimeoutError: a screen does not get what it waits for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for name in _walk(app):
        _settle(1.0)
        path = folder / f"{name}-{suffix}.png"
        save_window(path)
        files.append(path)
    return files


def _walk(app: KioskApp) -> Iterator[str]:
    """Go from screen to screen; each is named when it is complete."""
    _wait(lambda: app.knowledge is not None)
    yield "attract"
    app.start_over()
    yield "home"
    app.go(Place.SEARCH)
    _settle(0.5)
    for letter in QUERY:
        Window.dispatch("on_textinput", letter)
        _settle(0.05)
    _wait(lambda: app.visit.answer is not None)
    yield "search"
    app.go(Place.RESULTS)
    yield "results"
    app.open_procedure(PROCEDURE)
    yield "question"
    procedure = app.visit.procedure
    for question in procedure.questions if procedure else ():
        app.visit.answers[question.key] = question.answers[0].key
    app.continue_case()
    yield "procedure"
    app.open_detail(Detail.WHERE)
    yield "where"
    app.back()
    app.take_away(Wish.QR)
    _settle(1.5)
    yield "take-away"
    app.go(Place.RATING)
    yield "rating"
    app.end_visit()


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
            raise TimeoutError(f"a screen was not complete after {PATIENCE_SECONDS:.0f} s")
        EventLoop.idle()
        time.sleep(0.01)
