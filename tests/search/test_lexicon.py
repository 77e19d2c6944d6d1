"""The terms of one field in memory."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kiosk.search.lexicon import ALONE, Lexicon
from kiosk.search.postings import Field

WORDS = ("an", "anh", "ba", "bac", "bao", "cap")

# Documents as the words they hold; neighbours may share a place.
documents = st.lists(st.sets(st.sampled_from(WORDS), max_size=4), min_size=1, max_size=12)
steps_of_owners = st.lists(st.integers(0, 1), min_size=12, max_size=12)


def field_of(texts: list[set[str]]) -> Field:
    terms = sorted(set().union(*texts))
    found = [[number for number, text in enumerate(texts) if term in text] for term in terms]
    return Field(
        terms,
        np.cumsum([0, *map(len, found)]).astype(np.int32),
        np.array([number for numbers in found for number in numbers], np.int32),
    )


def shared_by(texts: list[set[str]], steps: list[int]) -> list[int]:
    """The shared place of each document: those between two steps share one, if they are several."""
    owners = [sum(steps[1 : number + 1]) for number in range(len(texts))]
    several = sorted({owner for owner in owners if owners.count(owner) > 1})
    return [len(texts) + several.index(each) if each in several else ALONE for each in owners]


def expected_places(holding: list[int], shared: list[int]) -> list[int]:
    return holding + sorted({shared[number] for number in holding} - {ALONE})


@given(documents, steps_of_owners)
def test_a_term_is_where_its_documents_are_and_what_they_share(
    texts: list[set[str]], steps: list[int]
) -> None:
    shared = shared_by(texts, steps)
    lexicon = Lexicon(field_of(texts), len(texts), np.array(shared, np.intp))
    for word in WORDS:
        holding = [number for number, text in enumerate(texts) if word in text]
        places = lexicon.places(word)
        assert lexicon.count(word) == len(holding)
        if not holding:
            assert places is None
            continue
        assert places is not None
        assert places.tolist() == expected_places(holding, shared)
        alone = lexicon.documents(word)
        assert alone is not None
        assert alone.tolist() == holding


@given(documents, steps_of_owners, st.sampled_from(("a", "an", "anh", "b", "bao", "c", "x", "")))
def test_a_beginning_is_where_any_of_its_terms_is(
    texts: list[set[str]], steps: list[int], prefix: str
) -> None:
    shared = shared_by(texts, steps)
    lexicon = Lexicon(field_of(texts), len(texts), np.array(shared, np.intp))
    holding = [n for n, text in enumerate(texts) if any(word.startswith(prefix) for word in text)]
    for _ in range(2):  # the second time it is remembered
        beginning = lexicon.beginning(prefix)
        assert (beginning is not None) == lexicon.begins(prefix) == bool(holding)
        if beginning is not None:
            assert beginning.documents.tolist() == holding
            assert beginning.places.tolist() == expected_places(holding, shared)
            assert beginning.idf == lexicon.idf_of(len(holding))


def test_where_nothing_is_shared_the_places_are_the_documents() -> None:
    lexicon = Lexicon(field_of([{"an"}, {"an", "ba"}]), 2)
    places = lexicon.places("an")
    assert places is not None
    assert places.tolist() == [0, 1]


def test_a_rare_term_tells_more_and_an_unknown_one_most() -> None:
    lexicon = Lexicon(field_of([{"an", "ba"}, {"an"}, {"an"}]), 3)
    assert lexicon.idf("xe") > lexicon.idf("ba") > lexicon.idf("an") > 0


def test_an_empty_field_knows_nothing() -> None:
    nothing = np.zeros(0, np.int32)
    lexicon = Lexicon(Field([], np.zeros(1, np.int32), nothing), 0, nothing.astype(np.intp))
    assert lexicon.places("an") is None
    assert lexicon.beginning("a") is None
    assert not lexicon.begins("a")
