"""The results screen on a real window: what was found, and what people need together with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from finding_driver import real_search
from window_driver import SINGLE, Driver

from kiosk.speech.voice import Speed
from kiosk.ui.navigation import Place
from kiosk.ui.screens.procedure_rows import ResultRow

__all__ = ["real_search"]

MARRIAGE, ABSENCE = "1.000894", "1.003677"
DOWN, ENTER = 274, 13

SHORT = "giay doc than"
"""Finds one procedure."""

SHORT_OF_TWO = "tam vang"
"""Finds one procedure and another close to it."""


def results_of(
    ui: Driver,
    real_search: Any,
    query: str,
    size: tuple[int, int] = (1080, 1920),
    **screen: Any,
) -> Any:
    """The results of ``query``, with the facts of all their rows."""
    app = ui.start(size, real_search, **screen)
    app.start_over()
    app.go(Place.SEARCH)
    ui.frames(3)
    ui.type(query)
    ui.wait_for(lambda: app.visit.answer is not None and app.visit.answer.query == query)
    app.go(Place.RESULTS)
    shown = app.shell.screen
    ui.wait_for(lambda: all(row.papers for row in rows_of(shown)))
    ui.frames(4)
    return shown


def rows_of(screen: Any) -> list[ResultRow]:
    return [widget for widget in screen.walk() if isinstance(widget, ResultRow)]


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_what_people_need_together_fills_the_room(
    ui: Driver, real_search: Any, size: tuple[int, int]
) -> None:
    screen = results_of(ui, real_search, SHORT, size)
    assert screen._best.code == SINGLE and screen._best.papers
    assert ui.app.tr("Related") in ui.texts()
    assert ui.app.tr("Close to what you typed") not in ui.texts()
    codes = [row.code for row in ui.app.visit.answer.related]
    assert codes[0] == MARRIAGE and SINGLE not in codes
    rows = sorted(rows_of(screen), key=lambda row: -row.to_window(*row.pos)[1])
    assert [row.code for row in rows] == codes
    scroller = screen.layout.ids.list.scroller
    for row in rows:
        # All of it in sight, each with its facts, and no word bold: none was looked for.
        assert scroller.y <= row.to_window(*row.pos)[1]
        assert row.fee and row.time and "[b]" not in row.title


def test_what_matched_stands_apart_from_what_is_related(ui: Driver, real_search: Any) -> None:
    screen = results_of(ui, real_search, SHORT_OF_TWO)
    answer = ui.app.visit.answer
    assert screen._best.code == ABSENCE and len(answer.rows) == 2 and len(answer.related) == 2
    headings = [ui.app.tr("Close to what you typed"), ui.app.tr("Related")]
    assert [text for text in ui.texts() if text in headings] == headings
    shown = [[row.code for _number, row in sorted(each.rows.items())] for each in screen._lists]
    # The second heading takes the place of a row: all of it is in sight without scrolling.
    assert shown == [[answer.rows[1].code], [answer.related[0].code]]
    assert not screen.layout.ids.list.overflowing
    assert screen._best.papers and all(row.papers for row in rows_of(screen))


@pytest.mark.parametrize("query", ["khai sinh", "bang lai xe", "qwrtp zxcv"])
def test_a_long_list_and_no_list_have_nothing_related(
    ui: Driver, real_search: Any, query: str
) -> None:
    results_of(ui, real_search, query)
    assert ui.app.visit.answer.related == ()
    assert ui.app.tr("Related") not in ui.texts()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1024, 768)])
def test_what_is_related_is_reached_by_keypad(
    ui: Driver, real_search: Any, size: tuple[int, int]
) -> None:
    app = results_of(ui, real_search, SHORT, size).kiosk
    for language, scale in WAYS:
        show_in(ui, language, scale)
        screen = app.shell.screen
        app.focus.drop()
        reached = [next_control(ui)]
        while (control := next_control(ui)) is not reached[0]:
            reached.append(control)
            assert len(reached) < 40
        rows = [control for control in reached if isinstance(control, ResultRow)]
        codes = [row.code for row in app.visit.answer.related]
        assert [row.code for row in rows] == codes, (language, scale)
        app.focus.take(rows[0])
        ui.frames(4)
        scroller, bottom = screen.layout.ids.list.scroller, rows[0].to_window(*rows[0].pos)[1]
        assert scroller.y - 1 <= bottom and bottom + rows[0].height <= scroller.top + 1
    ui.key(ENTER)
    assert app.visit.procedure.code == MARRIAGE


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1024, 768)])
def test_what_is_related_is_read_aloud_with_its_facts(
    ui: Driver, real_search: Any, size: tuple[int, int]
) -> None:
    voice = HeardVoice()
    app = results_of(ui, lambda made: replace(real_search(made), voice=voice), SHORT, size).kiosk
    app.aloud.turn_on(*app.shell.told)
    for language, scale in WAYS:
        # Read from the moment of the change: rows and facts come while the first words are read.
        show_in(ui, language, scale, frames=0)
        heard = voice.listen(ui)
        row = app.visit.answer.related[-1]
        title = heard.index(app.tr.pick(row.title, row.title_en))
        assert heard.index(app.tr("Related")) < title, (language, scale)
        widget = next(each for each in rows_of(app.shell.screen) if each.code == row.code)
        assert widget.papers in " ".join(heard[title:]), (language, scale)


WAYS = (("vi", 2.0), ("en", 1.5), ("en", 1.0))


def show_in(ui: Driver, language: str, scale: float, frames: int = 12) -> None:
    if ui.app.tr.language != language:
        ui.app.switch_language()
    if ui.app.theme.text_scale != scale:
        ui.app.set_text_scale(scale)
    ui.frames(frames)


def next_control(ui: Driver) -> Any:
    ui.key(DOWN)
    return ui.app.focus.control


class HeardVoice:
    """Says everything at once, and keeps it."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._done: Callable[[], None] | None = None

    def speak(self, text: str, _language: str, _speed: Speed, done: Callable[[], None]) -> None:
        self._heard.append(re.sub(r"\[/?b\]", "", text).replace("\n", " "))
        self._done = done

    def stop(self) -> None:
        self._done = None

    @property
    def speaking(self) -> bool:
        return self._done is not None

    def listen(self, ui: Driver) -> list[str]:
        """What is said of the screen, from the text at work to its end."""
        del self._heard[:-1]
        while self._done is not None:
            done, self._done = self._done, None
            done()
            ui.frames(3)
        return self._heard[:]


def test_results_are_built_while_the_person_still_types(ui: Driver, real_search: Any) -> None:
    app = ui.start(change=real_search)
    app.start_over()
    app.go(Place.SEARCH)
    ui.frames(3)
    for query in (SHORT, SHORT_OF_TWO):
        app.shell.screen.wipe()
        ui.type(query)
        ui.wait_for(lambda query=query: app.visit.answer and app.visit.answer.query == query)
        first = app.visit.answer.rows[0].code
        ui.wait_for(lambda first=first: getattr(ahead(app), "code", "") == first)
    results = app._screens[Place.RESULTS]
    built = results._best
    app.go(Place.RESULTS)
    ui.frames(2)
    assert app.shell.screen is results and results._best is built
    app.switch_language()
    assert results._best is not built, "another language is another screen"
    app.end_visit()
    assert results._best is None and results.layout is None


def ahead(app: Any) -> Any:
    """The best hit on the results screen that nobody has gone to yet."""
    results = app._screens.get(Place.RESULTS)
    return results._best if results is not None else None
