"""A visit through every screen and overlay, for the pictures and for the walk of the tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from kivy.base import EventLoop
from kivy.core.window import Window

from kiosk.checklist.checklist import Checklist
from kiosk.printing.printer import PrinterState, Report
from kiosk.translation import Translator
from kiosk.ui.app import KioskApp
from kiosk.ui.keyboard_model import KeyKind
from kiosk.ui.navigation import Place
from kiosk.ui.overlays.overlay import AloudOverlay, IdleOverlay, NoVoiceOverlay, ScanOverlay
from kiosk.ui.rooms import PrintNews, Withdraw
from kiosk.ui.screens.procedure_rows import ResultRow
from kiosk.ui.visit import Detail, Wish

QUERY: Final = "giay doc than"
QUERY_ELSEWHERE: Final = "bang lai xe"
QUERY_OF_MANY: Final = "giay to nha dat"
QUERY_OF_NOTHING: Final = "qwrtp zxcv"
PROCEDURE: Final = "1.001193"
PROCEDURE_ONLY_LISTED: Final = "1.001667"
PATIENCE_SECONDS: Final = 60.0
RESTING_FRAMES: Final = 12
"""A list that has not moved for so many frames has its facts and its heights."""


class Stop(NamedTuple):
    """A screen or overlay that is complete. ``again`` shows it anew after a change of language."""

    name: str
    again: Callable[[], None]


class TourPrinter:
    """A printer that is in the state it is told; its ``start`` is the rooms' ``start_print``."""

    def __init__(self) -> None:
        self._news: PrintNews | None = None

    def start(self, _checklist: Checklist, _translator: Translator, news: PrintNews) -> Withdraw:
        """Take a sheet; taken back, nothing more is said of it."""
        self._news = news
        return self._forget

    def _forget(self) -> None:
        self._news = None

    def say(self, state: PrinterState) -> None:
        """Report ``state`` of the last sheet."""
        if self._news is not None:
            self._news(Report(state, final=True))


class Tour:
    """Goes through the screens of ``app``, whose sheets go to ``printer``.

    The app has been prepared on a window, its time stands still, and ``frame`` lets one frame pass.
    """

    def __init__(
        self, app: KioskApp, printer: TourPrinter, frame: Callable[[], None] | None = None
    ) -> None:
        self._app = app
        self._printer = printer
        self._frame = frame or EventLoop.idle

    def stops(self) -> Iterator[Stop]:
        """Go from screen to screen; each is yielded when it is complete.

        Raises:
            TimeoutError: a screen does not get what it waits for.
        """
        app = self._app
        self.wait(lambda: app.knowledge is not None)
        yield self._stop("attract")
        app.start_over()
        yield self._stop("home")
        yield from self._finding()
        yield from self._case()
        yield from self._leaving()
        app.start_over()
        yield from self._overlays()
        if app.theme.can_lower:
            yield from self._lowered()
        app.fail()
        yield self._stop("error")
        app.end_visit()

    def settle(self, frames: int = 6) -> None:
        """Let frames pass until what is laid out has come to rest."""
        for _ in range(frames):
            self._frame()

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let frames pass until ``condition`` holds.

        Raises:
            TimeoutError: it does not.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"a screen was not complete after {PATIENCE_SECONDS:.0f} s")
            self._frame()
            time.sleep(0.002)
        self.settle()

    def _stop(self, name: str, again: Callable[[], None] | None = None) -> Stop:
        self.settle()
        return Stop(name, again or (lambda: None))

    def _screen(self) -> Any:
        return self._app.shell.screen

    def _type(self, query: str) -> None:
        """Write ``query`` on the search screen, a letter at a time, and wait for its answer."""
        app = self._app
        app.go(Place.SEARCH)
        self._screen().wipe()
        for letter in query:
            Window.dispatch("on_textinput", letter)
        self.wait(lambda: app.visit.answer is not None and app.visit.answer.query == query)

    def _finding(self) -> Iterator[Stop]:
        """Search, its results, and what it says when there are none."""
        app = self._app
        app.go(Place.SEARCH)
        yield self._stop("search")
        self._type(QUERY)
        yield self._stop("search-typed")
        self._screen().keyboard.chosen = KeyKind.LARGE_KEYS
        yield self._stop("search-large-keys")
        self._screen().keyboard.chosen = KeyKind.ALL_KEYS
        self._screen().hide_keyboard()
        yield self._stop("search-list")
        app.go(Place.RESULTS)
        yield self._rows("results")
        for name, query in (("elsewhere", QUERY_ELSEWHERE), ("nothing", QUERY_OF_NOTHING)):
            self._type(query)
            self._screen().find()
            yield self._rows(f"results-{name}")
        self._type(QUERY_OF_MANY)
        self._screen().find()
        yield self._stop("question-which")
        app.start_over()
        app.go(Place.TOPICS)
        yield self._stop("topics")
        self._screen().choose_way(by_field=True)
        yield self._stop("fields")
        app.start_over()
        knowledge = app.knowledge
        app.visit.life_event = knowledge.life_events[0].key if knowledge is not None else ""
        app.go(Place.LIFE_EVENT)
        yield self._rows("life-event")

    def _rows(self, name: str) -> Stop:
        """Return a stop whose rows of procedures have their facts."""

        def wait() -> None:
            empty_is_right = self._app.visit.place is Place.RESULTS

            seen: list[object] = []

            def known() -> bool:
                rows = [each for each in self._screen().walk() if isinstance(each, ResultRow)]
                seen.append([(row.code, row.papers, row.y, row.height) for row in rows])
                at_rest = len(seen) > RESTING_FRAMES and seen[-1] == seen[-RESTING_FRAMES]
                # Rows below what is in sight are named ahead and get their facts later.
                return at_rest and (
                    any(row.papers for row in rows) or (empty_is_right and not rows)
                )

            self.wait(known)

        wait()
        return self._stop(name, wait)

    def _case(self) -> Iterator[Stop]:
        """The questions of a case, and the procedure with its pages."""
        app = self._app
        app.start_over()
        app.open_procedure(PROCEDURE)
        yield self._stop("question")
        procedure = app.visit.procedure
        questions = list(procedure.questions) if procedure else []
        terms = [term for question in questions for term in question.terms]
        if terms:
            tr = app.tr

            def explain() -> None:
                ask = tr.pick(terms[0].ask, terms[0].ask_en)
                said = tr.pick(terms[0].explanation, terms[0].explanation_en)
                self._screen().explain(ask, said)

            explain()
            yield self._stop("term", explain)
            app.close_overlay()
        for question in questions:
            app.visit.answers[question.key] = question.answers[0].key
        if questions:
            app.edit_answers(questions[-1].key)
            yield self._stop("question-last")
        app.continue_case()
        yield self._stop("procedure")
        for detail in Detail:
            app.open_detail(detail)
            yield self._stop(str(detail))
        app.start_over()
        app.open_procedure(PROCEDURE_ONLY_LISTED)
        yield self._stop("procedure-listed")

    def _leaving(self) -> Iterator[Stop]:
        """Taking the list away in its states, and the rating."""
        app = self._app
        self._open_answered()
        self._take_code()
        yield self._stop("take-away")
        self._screen().change_code()
        yield self._stop("take-away-page")
        app.back()
        app.take_away(Wish.PRINT)
        for state in (PrinterState.PRINTING, PrinterState.PRINTED, PrinterState.PAPER_OUT):
            self._printer.say(state)
            yield self._stop(f"take-away-{state.replace('_', '-')}")
        app.go(Place.RATING)
        yield self._stop("rating")
        self._rate()
        yield self._stop("rating-thanks", self._rate)

    def _lowered(self) -> Iterator[Stop]:
        """Screens whose buttons have come down for a seated person."""
        app = self._app
        app.start_over()
        app.switch_reach()
        yield self._stop("home-low")
        self._type(QUERY)
        yield self._stop("search-low")
        app.go(Place.RESULTS)
        yield self._rows("results-low")
        self._open_answered()
        yield self._stop("procedure-low")
        self._take_code()
        yield self._stop("take-away-low")
        app.switch_reach()

    def _open_answered(self) -> None:
        """Open the procedure of the tour with the first answer to every question."""
        app = self._app
        app.start_over()
        app.open_procedure(PROCEDURE)
        procedure = app.visit.procedure
        for question in procedure.questions if procedure else ():
            app.visit.answers[question.key] = question.answers[0].key
        app.continue_case()

    def _take_code(self) -> None:
        """Show the code and wait for the picture of the paper beside it."""
        self._app.take_away(Wish.QR)
        self.wait(lambda: all(thread.name != "preview" for thread in threading.enumerate()))

    def _rate(self) -> None:
        """Touch the second best face."""
        rows = self._screen().layout.ids.faces.children
        # The chosen one touched again would take the choice back.
        for row in [row for row in rows if row.score == 4 and not row.chosen]:
            row.activate()

    def _overlays(self) -> Iterator[Stop]:
        """What lies over a screen."""
        app = self._app

        def idle() -> None:
            app.shell.put_overlay(IdleOverlay(kiosk=app))

        def aloud() -> None:
            app.shell.put_overlay(AloudOverlay(kiosk=app))

        def no_voice() -> None:
            app.shell.put_overlay(NoVoiceOverlay(kiosk=app))

        def scan() -> None:
            reason = app.tr("The machine reads only the code of a procedure.")
            app.shell.put_overlay(ScanOverlay(kiosk=app, reason=reason))

        overlays = {
            "reading": app.show_reading,
            "aloud": aloud,
            "no-voice": no_voice,
            "staff": app.call_staff,
            "scan": scan,
            "idle": idle,
        }
        for name, put in overlays.items():
            put()
            yield self._stop(name, put)
        app.close_overlay()
