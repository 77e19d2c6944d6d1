"""Which steps of a visit count, and that a step counts once."""

from __future__ import annotations

import msgspec
from window_driver import BIRTH, Driver

from kiosk.catalogue.counted import CountKind
from kiosk.search.finding import Elsewhere, Finding, Outcome
from kiosk.ui.navigation import Place
from kiosk.ui.searching import SearchAnswer
from kiosk.ui.steps import steps_to
from kiosk.ui.visit import Visit, Wish


def searched(finding: Finding) -> Visit:
    return Visit(
        trail=(Place.ATTRACT, Place.HOME, Place.SEARCH),
        query=finding.query,
        answer=SearchAnswer(finding.query, finding),
    )


def test_leaving_the_first_screen_is_a_visit() -> None:
    assert steps_to(Place.HOME, Visit()) == [(CountKind.VISIT, "")]
    assert steps_to(Place.SEARCH, Visit(trail=(Place.ATTRACT, Place.HOME))) == []


def test_only_a_search_that_knew_nothing_counts_as_nothing_found() -> None:
    none = Finding("nuôi chó", Outcome.NONE)
    place = Elsewhere("Bằng lái", "", "Công an", "")
    elsewhere = msgspec.structs.replace(none, elsewhere=place)
    answered = Finding("khai sinh", Outcome.ANSWER)
    assert steps_to(Place.RESULTS, searched(none)) == [(CountKind.NOTHING_FOUND, "nuôi chó")]
    assert steps_to(Place.RESULTS, searched(elsewhere)) == []
    assert steps_to(Place.RESULTS, searched(answered)) == []
    assert steps_to(Place.HOME, searched(none)) == []


def test_a_visit_is_counted_step_by_step(ui: Driver) -> None:
    app = ui.start()
    counted: list[tuple[str, str]] = []
    texts: list[str] = []
    rooms = app.rooms
    object.__setattr__(rooms, "count", lambda kind, key: counted.append((kind, key)))
    object.__setattr__(rooms, "note_unfound", texts.append)
    app.go(Place.HOME)
    app.visit.query = "nuôi chó"
    app.visit.answer = SearchAnswer("nuôi chó", Finding("nuôi chó", Outcome.NONE))
    app.go(Place.RESULTS)
    app.visit.procedure = rooms.procedure(BIRTH)
    app.visit.answers = {"applicant": "parent", "birth": "notified"}
    app.continue_case()
    app.take_away(Wish.QR)
    app.back()
    app.continue_case()
    app.take_away(Wish.PRINT)
    app.call_staff()
    app.call_staff()
    assert counted == [
        ("visit", ""),
        ("nothing_found", ""),
        ("looked_up", BIRTH),
        ("qr_shown", BIRTH),
        ("asked", ""),
    ]
    assert texts == ["nuôi chó"]
    app.end_visit()
    assert app.visit.counted == set()
    app.go(Place.HOME)
    assert counted[-1] == ("visit", "")
