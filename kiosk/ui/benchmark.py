"""How the screen feels, in numbers: start, touch to frame, memory over many visits."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish

from kiosk.ui.app import KioskApp
from kiosk.ui.navigation import Place
from kiosk.ui.visit import Detail, Wish

QUERY = "giay khai sinh"
PROCEDURE = "1.001193"
PAUSE_SECONDS = 0.15


class ScreenMeasurement(msgspec.Struct, frozen=True):
    """Seconds, milliseconds and megabytes of one run on a window in memory."""

    first_frame_seconds: float
    catalogue_seconds: float
    key_median_milliseconds: float
    key_worst_milliseconds: float
    screen_median_milliseconds: float
    screen_worst_milliseconds: float
    memory_first_frame: int
    memory_first_visit: int
    memory_last_visit: int
    visits: int


def seconds_since_start() -> float:
    """Return how long this process has been running, its own start included."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def memory_megabytes() -> int:
    """Return what this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def measure(app: KioskApp, visits: int) -> ScreenMeasurement:
    """Start ``app`` and lead ``visits`` visits through it."""
    app._run_prepare()
    _frame()
    first = seconds_since_start()
    memory = [memory_megabytes()]
    while app.knowledge is None:
        _frame()
    loaded = seconds_since_start()
    keys: list[float] = []
    screens: list[float] = []
    for _ in range(visits):
        _visit(app, keys, screens)
        _pause()
        memory.append(memory_megabytes())
    keys.sort()
    screens.sort()
    return ScreenMeasurement(
        first_frame_seconds=round(first, 2),
        catalogue_seconds=round(loaded, 2),
        key_median_milliseconds=round(keys[len(keys) // 2], 1),
        key_worst_milliseconds=round(keys[-1], 1),
        screen_median_milliseconds=round(screens[len(screens) // 2], 1),
        screen_worst_milliseconds=round(screens[-1], 1),
        memory_first_frame=memory[0],
        memory_first_visit=memory[1],
        memory_last_visit=memory[-1],
        visits=visits,
    )


def _visit(app: KioskApp, keys: list[float], screens: list[float]) -> None:
    """Search, answer, read, take away and leave; note each time from act to finished frame."""
    procedure = app.rooms.procedure(PROCEDURE)
    questions = procedure.questions if procedure else []

    def timed(times: list[float], act: Callable[..., object], *arguments: object) -> None:
        began = time.perf_counter()
        act(*arguments)
        _frame()
        times.append((time.perf_counter() - began) * 1000)
        _pause()

    timed(screens, app.start_over)
    timed(screens, app.go, Place.SEARCH)
    for letter in QUERY:
        timed(keys, Window.dispatch, "on_textinput", letter)
    until = time.monotonic() + 5.0
    while app.visit.answer is None and time.monotonic() < until:
        _frame()
    timed(screens, app.go, Place.RESULTS)
    timed(screens, app.open_procedure, PROCEDURE)
    app.visit.answers.update({question.key: question.answers[0].key for question in questions})
    timed(screens, app.continue_case)
    timed(screens, app.open_detail, Detail.STEPS)
    timed(screens, app.back)
    timed(screens, app.take_away, Wish.QR)
    timed(screens, app.go, Place.RATING)
    timed(screens, app.end_visit)


def _pause() -> None:
    """Let as much time pass as the quickest person needs between two acts."""
    end = time.monotonic() + PAUSE_SECONDS
    while time.monotonic() < end:
        _frame()


def _frame() -> None:
    """Let one frame pass and be drawn to its end; without it the drawer queues frames."""
    EventLoop.idle()
    glFinish()
