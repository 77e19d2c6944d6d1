"""How the screen feels, in numbers: start, touch to frame, scrolling, memory over many visits."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish

from kiosk.catalogue.procedure import Procedure
from kiosk.search.finding import Finding, Outcome
from kiosk.ui.app import KioskApp
from kiosk.ui.memory import give_back
from kiosk.ui.navigation import Place
from kiosk.ui.searching import SearchAnswer, row_of
from kiosk.ui.theme import TEXT_SCALES
from kiosk.ui.visit import Detail, Wish

QUERY: Final = "giay khai sinh"
PROCEDURE: Final = "1.001193"

PAUSE_SECONDS: Final = 0.15
"""Between two keys of a quick hand."""

READING_SECONDS: Final = 0.8
"""Between two screens of a quick reader: the kiosk builds the next one meanwhile."""

WARM_SECONDS: Final = 4.0
"""Until the first person comes after the catalogue is there."""

SCROLLED_ROWS: Final = 500
SCROLLED_FRAMES: Final = 300
SCROLLED_PIXELS: Final = 20
"""A frame's way of a quick finger: 1,100 pixels a second at 55 frames."""

CHECKPOINTS: Final = (1, 10, 100, 1_000, 10_000, 100_000)
"""Visits after which memory is noted."""


class Times(msgspec.Struct, frozen=True):
    """Milliseconds from an act to the end of the frame that shows it.

    ``work`` is what the screen's own thread did of it, by the processor's clock: on a busy machine
    the difference is waiting. It does not count the renderer's threads.
    """

    count: int
    median: float
    percentile_95: float
    worst: float
    work_median: float
    work_worst: float


class Memory(msgspec.Struct, frozen=True):
    """Megabytes of this process after ``visits`` visits.

    ``resident`` is everything in memory, ``proportional`` counts each shared page by its part,
    ``private`` is what nobody else uses.
    """

    visits: int
    resident: float
    proportional: float
    private: float


class Scrolling(msgspec.Struct, frozen=True):
    """A list of ``rows`` results pulled by a quick finger; frames as fast as they come."""

    rows: int
    frames: int
    frames_a_second: float
    frame_median: float
    frame_percentile_95: float
    frame_worst: float
    work_median: float


class ScreenMeasurement(msgspec.Struct, frozen=True):
    """One run on a window in memory of 1080 by 1920 pixels.

    ``longest_unasked`` is the longest frame in milliseconds while nobody touched anything: the
    screen's thread must never be away for long.
    """

    first_frame_seconds: float
    catalogue_seconds: float
    keys: Times
    answers: Times
    screens: Times
    by_screen: dict[str, Times]
    longest_unasked: float
    longest_unasked_work: float
    scrolling: Scrolling
    memory: list[Memory]


class Act(msgspec.Struct, frozen=True):
    """One act: milliseconds until it was shown, and of work in the screen's thread."""

    name: str
    shown: float
    work: float


def seconds_since_start() -> float:
    """Return how long this process has been running, its own start included."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def memory_now(visits: int) -> Memory:
    """Return what this process holds in memory now (Linux)."""
    found: dict[str, int] = {}
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]:
        name, _, kilobytes = line.partition(":")
        found[name] = int(kilobytes.split()[0])
    private = found["Private_Clean"] + found["Private_Dirty"]
    return Memory(visits, *(round(kb / 1000, 1) for kb in (found["Rss"], found["Pss"], private)))


class Bench:
    """Leads visits through one kiosk and notes what they cost."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self.acts: list[Act] = []
        self.longest_unasked = 0.0
        self.longest_unasked_work = 0.0

    def start(self) -> tuple[float, float]:
        """Start the kiosk; return the seconds until the first frame and until the catalogue."""
        self._app._run_prepare()
        _frame()
        first = seconds_since_start()
        while self._app.knowledge is None:
            _frame()
            time.sleep(0.002)  # as between two frames of a screen
        return first, seconds_since_start()

    def rest(self, seconds: float, *, noted: bool = False) -> None:
        """Let time pass without a touch."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            began, worked = time.perf_counter(), time.thread_time()
            _frame()
            if noted:
                # Only the longest is kept: a note of each frame would be counted as memory.
                act = _act("", began, worked)
                self.longest_unasked = max(self.longest_unasked, act.shown)
                self.longest_unasked_work = max(self.longest_unasked_work, act.work)
            time.sleep(0.002)

    def visit(self) -> None:
        """Search, answer, read, take away and leave at the pace of a quick person."""
        app, do = self._app, self._do
        do("home", app.start_over)
        do("topics", app.go, Place.TOPICS)
        app.visit.life_event = app.knowledge.life_events[0].key if app.knowledge else ""
        do("life event", app.go, Place.LIFE_EVENT)
        do("search", app.go, Place.SEARCH)
        for letter in QUERY:
            self._do("key", Window.dispatch, "on_textinput", letter, pause=0)
            self._note("answer", self._until_answered)
            self.rest(PAUSE_SECONDS, noted=True)
        do("results", app.go, Place.RESULTS)
        do("question", app.open_procedure, PROCEDURE)
        for question in self._questions():
            app.visit.answers.setdefault(question, self._first_answer(question))
        do("procedure", app.continue_case)
        for detail in Detail:
            do("detail", app.open_detail, detail)
            do("back", app.back)
        do("text size and colours", app.show_reading)
        do("overlay away", app.close_overlay)
        do("language", app.switch_language)
        do("take away", app.take_away, Wish.QR)
        do("rating", app.go, Place.RATING)
        do("end", app.end_visit)
        # Looked at once more when the next person may already be there.
        self.rest(1.5, noted=True)

    def large_text(self) -> None:
        """Change the text size on the fullest screen, there and back."""
        app = self._app
        app.start_over()
        app.open_procedure(PROCEDURE)
        self.rest(READING_SECONDS)
        self._do("text size", app.set_text_scale, TEXT_SCALES[-1])
        self._do("text size", app.set_text_scale, TEXT_SCALES[0])
        app.end_visit()
        self.rest(1.5)

    def brisk_visit(self) -> None:
        """Make the same visit without a pause; for memory only."""
        app = self._app
        app.start_over()
        app.go(Place.SEARCH)
        for letter in QUERY:
            Window.dispatch("on_textinput", letter)
            self._until_answered()
        self._go_on(app.go, Place.RESULTS)
        self._go_on(app.open_procedure, PROCEDURE)
        for question in self._questions():
            app.visit.answers.setdefault(question, self._first_answer(question))
        self._go_on(app.continue_case)
        self._go_on(app.open_detail, Detail.STEPS)
        self._go_on(app.back)
        self._go_on(app.take_away, Wish.QR)
        self._go_on(app.go, Place.RATING)
        self._go_on(app.end_visit)
        self._go_on(give_back)

    def scroll(self) -> Scrolling:
        """Pull a list of results past the eye, in frames as fast as they come."""
        app = self._app
        app.start_over()
        self.rest(READING_SECONDS)
        rows = [row_of(procedure) for procedure in self._some_procedures()]
        many = tuple(rows[number % len(rows)] for number in range(SCROLLED_ROWS))
        app.visit.query = QUERY
        app.visit.answer = SearchAnswer(QUERY, Finding(QUERY, Outcome.ANSWER, QUERY), many)
        app.go(Place.RESULTS)
        self.rest(READING_SECONDS)
        shown: Any = app.shell.screen
        scroller = shown.layout.ids.list.scroller
        frames: list[Act] = []
        began = time.perf_counter()
        for number in range(1, SCROLLED_FRAMES + 1):
            at, worked = time.perf_counter(), time.thread_time()
            scroller.move_to(number * SCROLLED_PIXELS)
            _frame()
            frames.append(_act("", at, worked))
        taken = time.perf_counter() - began
        app.end_visit()
        self.rest(1.5)
        times = times_of(frames)
        return Scrolling(
            rows=len(many),
            frames=len(frames),
            frames_a_second=round(len(frames) / taken, 1),
            frame_median=times.median,
            frame_percentile_95=times.percentile_95,
            frame_worst=times.worst,
            work_median=times.work_median,
        )

    def _go_on(self, act: Callable[..., object], *arguments: object) -> None:
        act(*arguments)
        _frame()
        _frame()

    def _do(
        self,
        name: str,
        act: Callable[..., object],
        *arguments: object,
        pause: float = READING_SECONDS,
    ) -> None:
        def shown() -> None:
            act(*arguments)
            _frame()

        self._note(name, shown)
        self.rest(pause, noted=True)

    def _note(self, name: str, act: Callable[[], object]) -> None:
        began, worked = time.perf_counter(), time.thread_time()
        act()
        self.acts.append(_act(name, began, worked))

    def _until_answered(self) -> None:
        visit = self._app.visit
        until = time.monotonic() + 5.0
        while time.monotonic() < until:
            if visit.answer is not None and visit.answer.query == visit.query:
                break
            _frame()
            time.sleep(0.001)
        _frame()

    def _questions(self) -> list[str]:
        procedure = self._app.visit.procedure
        return [question.key for question in procedure.questions] if procedure else []

    def _first_answer(self, key: str) -> str:
        procedure = self._app.visit.procedure
        questions = procedure.questions if procedure else []
        return next(question.answers[0].key for question in questions if question.key == key)

    def _some_procedures(self) -> list[Procedure]:
        knowledge = self._app.knowledge
        events = knowledge.life_events if knowledge else ()
        codes = dict.fromkeys(code for event in events for code in event.codes)
        found = (self._app.rooms.procedure(code) for code in codes)
        return [procedure for procedure in found if procedure is not None]


def measure(app: KioskApp, visits: int) -> ScreenMeasurement:
    """Start ``app``, lead ``visits`` visits through it at a person's pace, and scroll."""
    bench = Bench(app)
    first, loaded = bench.start()
    memory = [memory_now(0)]
    bench.rest(WARM_SECONDS)
    for number in range(1, visits + 1):
        bench.visit()
        if number in CHECKPOINTS or number == visits:
            memory.append(memory_now(number))
    bench.large_text()
    scrolling = bench.scroll()
    keys = [act for act in bench.acts if act.name == "key"]
    answers = [act for act in bench.acts if act.name == "answer"]
    screens = [act for act in bench.acts if act.name not in ("key", "answer")]
    names = dict.fromkeys(act.name for act in screens)
    return ScreenMeasurement(
        first_frame_seconds=round(first, 2),
        catalogue_seconds=round(loaded, 2),
        keys=times_of(keys),
        answers=times_of(answers),
        screens=times_of(screens),
        by_screen={name: times_of([a for a in screens if a.name == name]) for name in names},
        longest_unasked=round(bench.longest_unasked, 1),
        longest_unasked_work=round(bench.longest_unasked_work, 1),
        scrolling=scrolling,
        memory=memory,
    )


def soak(app: KioskApp, visits: int, note: Callable[[Memory], None]) -> None:
    """Lead ``visits`` visits through ``app`` as fast as they go; ``note`` hears of the memory."""
    bench = Bench(app)
    bench.start()
    note(memory_now(0))
    bench.rest(WARM_SECONDS)
    for number in range(1, visits + 1):
        bench.brisk_visit()
        if number in CHECKPOINTS or number == visits or not number % 500:
            note(memory_now(number))


def times_of(acts: Sequence[Act]) -> Times:
    """Return the figures of some acts, at least one."""
    shown = sorted(act.shown for act in acts)
    work = sorted(act.work for act in acts)
    return Times(
        count=len(acts),
        median=round(shown[len(shown) // 2], 1),
        percentile_95=round(shown[min(len(shown) - 1, len(shown) * 95 // 100)], 1),
        worst=round(shown[-1], 1),
        work_median=round(work[len(work) // 2], 1),
        work_worst=round(work[-1], 1),
    )


def _act(name: str, began: float, worked: float) -> Act:
    """Return the act that began at these readings of the two clocks and is shown now."""
    shown = (time.perf_counter() - began) * 1000
    return Act(name, shown, (time.thread_time() - worked) * 1000)


def _frame() -> None:
    """Let one frame pass and be drawn to its end; without it the drawer queues frames."""
    EventLoop.idle()
    glFinish()
