"""How quick the desk is: a morning of ten dossiers by keys, in numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec
from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish

from kiosk.ui.desk.app import DeskApp
from kiosk.ui.strokes import ENTER, ESCAPE, F1

MORNING = (
    "ks",
    "1.004873",
    "dkkh",
    "sao y",
    "khai tu",
    "635",
    "tam tru",
    "giay doc than",
    "ho kinh doanh",
    "mai tang phi",
)
"""What clerks type: abbreviations, codes, parts of codes, everyday words without accents."""

PATIENCE_SECONDS = 30.0


class DeskMeasurement(msgspec.Struct, frozen=True):
    """Milliseconds from a key to its finished frame, and what ten dossiers take the machine.

    ``find``: from the first key of the words to the dossier on the screen, with no pause between
    the keys. ``morning``: all ten with their answers, ticks and printed sheets, in seconds.
    """

    dossiers: int
    key_median_milliseconds: float
    key_worst_milliseconds: float
    find_median_milliseconds: float
    find_worst_milliseconds: float
    morning_seconds: float


def measure(app: DeskApp, secret: str) -> DeskMeasurement:
    """Sign in as the only clerk and serve the morning's citizens."""
    app._run_prepare()
    desk = app.desk
    _wait(lambda: desk.field is not None)
    for letter in secret:
        _press(ord(letter), text=True)
    _press(ENTER)
    _wait(lambda: desk.session is not None)
    keys: list[float] = []
    finds: list[float] = []
    began = time.perf_counter()
    for query in MORNING:
        _serve(app, query, keys, finds)
    morning = time.perf_counter() - began
    keys.sort()
    finds.sort()
    return DeskMeasurement(
        dossiers=len(MORNING),
        key_median_milliseconds=round(keys[len(keys) // 2], 1),
        key_worst_milliseconds=round(keys[-1], 1),
        find_median_milliseconds=round(finds[len(finds) // 2], 1),
        find_worst_milliseconds=round(finds[-1], 1),
        morning_seconds=round(morning, 2),
    )


def _serve(app: DeskApp, query: str, keys: list[float], finds: list[float]) -> None:
    """Find, answer the case, tick one paper missing, print the slip, clear."""
    sheets = len(app.rooms.printer.jobs())
    began = time.perf_counter()
    for letter in query:
        keys.append(_press(ord(letter), text=True))
    _press(ENTER)
    _wait(lambda: _page(app).at_hand is not None)
    finds.append((time.perf_counter() - began) * 1000)
    at_hand = _page(app).at_hand
    while any(question.key not in at_hand.answers for question in at_hand.questions):
        keys.append(_press(ord("1"), text=True))
    keys.append(_press(F1 + 3))
    if at_hand.items:
        keys.append(_press(ord("a"), text=True))
    if at_hand.state.complete:
        _press(F1 + 4)
    else:
        _press(F1 + 8)
        _press(F1 + 8)
    _wait(lambda: len(app.rooms.printer.jobs()) > sheets)
    keys.append(_press(ESCAPE))


def _page(app: DeskApp) -> Any:
    return app.desk.page


def _press(code: int, *, text: bool = False) -> float:
    """Press a key, let its frame be drawn, and return how many milliseconds that took."""
    began = time.perf_counter()
    if text:
        Window.dispatch("on_textinput", chr(code))
    else:
        Window.dispatch("on_key_down", code, 0, None, [])
    _frame()
    return (time.perf_counter() - began) * 1000


def _wait(condition: Callable[[], bool]) -> None:
    """Let frames pass until ``condition`` holds.

    Raises:
        TimeoutError: it does not within ``PATIENCE_SECONDS``.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the desk did not get ready")
        _frame()


def _frame() -> None:
    """Let one frame pass and be drawn to its end."""
    EventLoop.idle()
    glFinish()
