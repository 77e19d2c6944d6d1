"""Every way to answer every shipped procedure, found twice: by the walk and by brute force."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from kiosk.catalogue.paths import cases_that_hold, paths, satisfied
from kiosk.catalogue.procedure import Necessity, Procedure, Purpose, Tier, TimeUnit
from kiosk.catalogue.yaml_files import load_catalogue
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.checklist import build
from kiosk.checklist.questions import next_question, progress
from kiosk.clock import COUNTER_ZONE
from kiosk.settings import Hours, Office

AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=COUNTER_ZONE)
OFFICE = Office(name="Điểm phục vụ", place="phường Đông Ngạc", province="Hà Nội")
OPEN = ["08:00-12:00", "13:00-17:00"]
HOURS = Hours(monday=OPEN, tuesday=OPEN, wednesday=OPEN, thursday=OPEN, friday=OPEN)


@pytest.fixture(scope="module")
def shipped(repository: Path) -> list[Procedure]:
    return load_catalogue(repository / "db" / "catalogue")


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return WorkingCalendar(HOURS, seed=lambda year: [])


def by_brute_force(procedure: Procedure) -> list[dict[str, str]]:
    """Try every combination of answers and silences; keep those that follow every ``when``."""
    found = []
    choices = [[None, *(a.key for a in question.answers)] for question in procedure.questions]
    for chosen in itertools.product(*choices):
        answers: dict[str, str] = {}
        for question, answer in zip(procedure.questions, chosen, strict=True):
            if (answer is not None) != satisfied(question.when, answers):
                break
            if answer is not None:
                answers[question.key] = answer
        else:
            found.append(answers)
    return found


def test_the_walk_finds_every_path(shipped: list[Procedure]) -> None:
    count = 0
    for procedure in shipped:
        walked = paths(procedure)
        expected = by_brute_force(procedure)
        assert sorted(map(sorted, (p.items() for p in walked))) == sorted(
            map(sorted, (p.items() for p in expected))
        ), procedure.code
        assert all(len(path) <= 3 for path in walked), procedure.code
        count += len(walked)
    assert count > 800


def test_every_answer_and_every_case_is_on_a_path(shipped: list[Procedure]) -> None:
    for procedure in shipped:
        ways = paths(procedure)
        given = {pair for way in ways for pair in way.items()}
        for question in procedure.questions:
            for answer in question.answers:
                assert (question.key, answer.key) in given, (procedure.code, question.key)
        held = set().union(*(cases_that_hold(procedure, way) for way in ways))
        assert held == {case.key for case in procedure.cases}, procedure.code


def test_the_checklist_of_every_path_holds_exactly_what_applies(
    shipped: list[Procedure], calendar: WorkingCalendar
) -> None:
    lists = 0
    for procedure in shipped:
        if procedure.tier is not Tier.FULL:
            continue
        for way in paths(procedure):
            found = build(procedure, way, at=AT, office=OFFICE, hours=HOURS, calendar=calendar)
            held = cases_that_hold(procedure, way)
            wanted = [
                document
                for document in procedure.documents
                if not document.cases or held & set(document.cases)
            ]
            place = (procedure.code, way)
            papers = [d for d in wanted if d.purpose is not Purpose.NOTE]
            always = [d for d in papers if d.necessity is Necessity.ALWAYS]
            assert [item.document for item in found.certain] == always, place
            assert {item.document.name for item in found.possible} == {
                d.name for d in papers if d.necessity is Necessity.SOMETIMES
            }, place
            assert all(not item.open_cases for item in found.certain + found.possible), place
            assert found.notes == [d for d in wanted if d.purpose is Purpose.NOTE], place
            names = [item.document.name for item in found.certain + found.possible]
            assert len(names) == len(set(names)), place
            for method in found.methods:
                assert len(method.times) <= 1, place
                assert not any(fact.open for fact in [*method.times, *method.fees]), place
                for fact in method.times:
                    known = fact.limit.unit is not TimeUnit.UNKNOWN
                    assert (fact.due is not None) == known, place
            lists += 1
    assert lists > 800


def test_the_questions_asked_one_by_one_are_the_path(shipped: list[Procedure]) -> None:
    for procedure in shipped:
        for way in paths(procedure):
            answers: dict[str, str] = {}
            while (question := next_question(procedure, answers)) is not None:
                answers[question.key] = way[question.key]
            assert answers == way, procedure.code
            assert progress(procedure, answers).asked == len(way)
