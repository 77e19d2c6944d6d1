"""What stands beside an answer because people need it together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.search.finder import Finder
from kiosk.search.finding import Outcome
from kiosk.search.related import needed_together
from kiosk.search.vocabulary import Vocabulary

FIELDS = {
    "birth": "civil status",
    "marriage": "civil status",
    "copy": "civil status",
    "residence": "residence",
    "household": "residence",
    "school": "education",
}
BIRTH, MARRIAGE, SINGLE, COPY, TEMPORARY = (
    "1.001193",
    "1.000894",
    "1.004873",
    "2.000635",
    "1.004194",
)


@pytest.mark.parametrize(
    ("events", "code", "together"),
    [
        # Its own field first, each part in the order of need.
        (["residence birth household copy marriage"], "birth", "copy marriage residence household"),
        # Of several events the one where it is needed most,
        (["birth marriage copy", "household copy marriage"], "copy", "marriage household"),
        # the first of two alike,
        (["copy birth", "copy marriage"], "copy", "birth"),
        # but not one that has nothing else of its field, where another has.
        (["school copy", "birth marriage copy"], "copy", "birth marriage"),
        (["school copy"], "copy", "school"),
        # What this counter does not do is not there.
        (["birth passport copy"], "birth", "copy"),
        (["passport birth"], "birth", ""),
    ],
)
def test_people_need_the_rest_of_a_life_event(events: list[str], code: str, together: str) -> None:
    found = needed_together([event.split() for event in events], FIELDS)
    assert found[code] == together.split()


def test_outside_of_every_life_event_nothing_is_needed_together() -> None:
    assert needed_together([["birth", "copy"]], FIELDS).keys() == {"birth", "copy"}
    assert needed_together([["passport"]], FIELDS) == {}
    assert needed_together([], FIELDS) == {}


@given(
    st.lists(st.lists(st.sampled_from([*FIELDS, "passport"]), unique=True)),
    st.sets(st.sampled_from([*FIELDS])),
)
def test_only_what_shares_an_event_and_can_be_shown_is_needed_together(
    events: list[list[str]], shown: set[str]
) -> None:
    fields = {code: FIELDS[code] for code in shown}
    for code, others in needed_together(events, fields).items():
        assert code not in others
        assert len(set(others)) == len(others)
        assert {code, *others} <= shown
        assert any({code, *others} <= set(event) for event in events)


@pytest.fixture(scope="module")
def together(finder: Finder, vocabulary: Vocabulary) -> Finder:
    """The finder, knowing that some procedures are needed together."""
    events = [[MARRIAGE, SINGLE, COPY, TEMPORARY, BIRTH, "9.999999"]]
    return Finder(finder._postings, vocabulary, related=events)


def test_a_short_answer_is_filled_with_what_is_needed_together(together: Finder) -> None:
    for query in ("giay doc than", "1.004873"):
        finding = together.find(query)
        assert [hit.code for hit in finding.results] == [SINGLE]
        # The same field before the other, and no more than fill a short list.
        assert finding.related == [MARRIAGE, COPY, BIRTH]


def test_what_was_found_is_not_related_as_well(finder: Finder, vocabulary: Vocabulary) -> None:
    first, second = (hit.code for hit in finder.find("tam vang").results)
    for events in ([[first, second, TEMPORARY, BIRTH, MARRIAGE]], [[second, first]]):
        finding = Finder(finder._postings, vocabulary, related=events).find("tam vang")
        assert [hit.code for hit in finding.results] == [first, second]
        assert finding.related == events[0][2:4]


def test_a_list_that_was_cut_has_nothing_related(together: Finder) -> None:
    assert len(together.find("khai sinh", 1).results) == 1
    assert together.find("khai sinh", 1).related == []
    assert together.find("khai sinh", 0).related == []


@pytest.mark.parametrize("query", ["", "qwrtp zxcv", "bằng lái xe", "giay to nha dat"])
def test_without_one_answer_nothing_is_related(together: Finder, query: str) -> None:
    finding = together.find(query)
    assert finding.outcome is not Outcome.ANSWER
    assert finding.related == []
