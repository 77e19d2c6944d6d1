"""The desk's parts that need no window: keys, codes, the case's answers, slow work."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from window_driver import BIRTH, NOW, Shop, make_rooms, shipped, translators

from kiosk.checklist.questions import check_answers
from kiosk.errors import Refused
from kiosk.home import SHIPPED
from kiosk.printing.job import POSTING, REPORT
from kiosk.printing.printer import CAME_OUT, TROUBLE, PrinterState, Report
from kiosk.settings import load_settings
from kiosk.ui.desk.at_hand import AtHand, answered, asked_questions, next_answer
from kiosk.ui.desk.errands import Errands, Failed
from kiosk.ui.desk.looking_up import matching_codes
from kiosk.ui.desk.printer_words import advice, icon_of, paper_name, state_name, told
from kiosk.ui.icons import ICONS
from kiosk.ui.strokes import (
    ENTER,
    F1,
    NUMPAD_ENTER,
    Stroke,
    digit_of,
    letter_of,
    stroke_of,
)

CODES = ["1.001193", "1.004873", "2.000635", "2.001193", "1.011410"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("1.001193", ["1.001193"]),
        ("1001193", ["1.001193"]),
        ("001193", ["1.001193", "2.001193"]),
        ("1.00", ["1.001193", "1.004873"]),
        ("635", ["2.000635"]),
        ("119", ["1.001193", "2.001193"]),
        ("9999", []),
        ("..", []),
    ],
)
def test_a_part_of_a_code_finds_it(query: str, found: list[str]) -> None:
    assert matching_codes(query, CODES) == found


@pytest.mark.parametrize(
    ("code", "held", "function", "digit", "enter"),
    [
        (F1, (), 1, -1, False),
        (F1 + 11, ("numlock",), 12, -1, False),
        (F1 + 11, ("ctrl",), 0, -1, False),
        (ord("7"), ("alt",), 0, 7, False),
        (263, (), 0, 7, False),
        (ENTER, (), 0, -1, True),
        (NUMPAD_ENTER, ("shift",), 0, -1, True),
    ],
)
def test_keys_are_read_as_the_window_reports_them(
    code: int, held: tuple[str, ...], function: int, digit: int, enter: bool
) -> None:
    stroke = stroke_of(code, held)
    assert (stroke.function, stroke.digit, stroke.is_enter) == (function, digit, enter)
    assert Stroke(ord("t"), control=True).is_control("t")
    assert not Stroke(ord("t"), control=True, alt=True).is_control("t")


@cache
def rooms_behind() -> Any:
    return make_rooms(load_settings(SHIPPED / "ward.toml"), Shop())


def at_hand(code: str) -> AtHand:
    rooms = rooms_behind()
    procedure = shipped()[code]
    return AtHand(procedure, rooms.build_checklist(procedure, {}, NOW))


def test_the_next_answer_goes_round_through_none() -> None:
    question = at_hand(BIRTH).questions[0]
    keys = [answer.key for answer in question.answers]
    seen, present = [], ""
    for _ in range(len(keys) + 1):
        present = next_answer(question, present)
        seen.append(present)
    assert seen == [*keys, ""]


@given(data=st.data())
def test_answers_are_always_ones_that_the_procedure_knows(data: st.DataObject) -> None:
    asking = [procedure for procedure in shipped().values() if procedure.questions]
    procedure = data.draw(st.sampled_from(asking))
    case = at_hand(procedure.code)
    for _ in range(data.draw(st.integers(0, 6))):
        question = data.draw(st.sampled_from(case.questions))
        answer = data.draw(st.sampled_from(["", *(a.key for a in question.answers)]))
        if answer or question.key in case.answers:
            case.answers = answered(case, question.key, answer)
        check_answers(procedure, case.answers)
        asked = {question.key for question in asked_questions(procedure, case.answers)}
        assert set(case.answers) <= asked, "an answer stays whose question no longer applies"


def test_papers_past_the_alphabet_have_no_key() -> None:
    assert [letter_of(0), letter_of(25), letter_of(26)] == ["a", "z", ""]
    assert [digit_of(0), digit_of(8), digit_of(9)] == ["1", "9", ""]


class Screen:
    """The thread of the screen: what was posted runs when the test says so."""

    def __init__(self) -> None:
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()

    def run_next(self) -> None:
        self.posted.get(timeout=5)()


def test_slow_work_comes_back_and_failures_say_why() -> None:
    screen, outcomes = Screen(), []
    errands = Errands(screen.posted.put)

    def refuse() -> None:
        raise Refused("the disk is full")

    def fail() -> None:
        raise ValueError("Trần Văn A")

    for work in (lambda: 7, refuse, fail):
        errands.run(work, outcomes.append)
        screen.run_next()
    assert outcomes[0] == 7
    assert isinstance(outcomes[1], Failed)
    assert outcomes[1].reason == "the disk is full"
    assert outcomes[2] == Failed(), "the text of an unforeseen error could name a person"
    errands.close()


def test_what_was_asked_for_before_leaving_does_not_arrive() -> None:
    screen, outcomes = Screen(), []
    errands = Errands(screen.posted.put)
    errands.run(lambda: "old", outcomes.append)
    errands.run(lambda: "sign out", outcomes.append, keep=True)
    errands.forget()
    errands.run(lambda: "new", outcomes.append)
    for _ in range(3):
        screen.run_next()
    assert outcomes == ["sign out", "new"]
    errands.close()
    began = time.monotonic()
    errands.close()
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("state", list(PrinterState))
def test_every_state_of_the_printer_has_words_and_a_way_on(state: PrinterState) -> None:
    for tr in translators().values():
        assert state_name(state, tr)
        assert icon_of(state) in ICONS
        assert bool(advice(state, tr)) == (state in TROUBLE or state is PrinterState.UNKNOWN)
        title, said = told(Report(state, "cause 42"), "Phiếu", tr)
        assert title.startswith("Phiếu: ")
        assert ("cause 42" in said) == (state not in CAME_OUT)


def test_papers_of_no_one_procedure_have_a_name_in_both_languages() -> None:
    names = {paper_name(what, tr) for tr in translators().values() for what in (POSTING, REPORT)}
    assert len(names - {""}) == 4
    assert {paper_name("1.001193", tr) for tr in translators().values()} == {""}
