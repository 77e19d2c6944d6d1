"""The ranking over arrays does what a slow loop over every title would do."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.finder import Finder
from kiosk.search.index import open_or_build
from kiosk.search.postings import Postings
from kiosk.search.ranker import (
    CANDIDATES,
    LEAST_SCORE,
    PROMISING,
    Alternative,
    Ranker,
    Slot,
    Weights,
    best_of_each,
)
from kiosk.search.words import folded, folded_word, words

NAMES = [
    ("Đăng ký khai sinh", ["giấy khai sinh", "làm khai sinh"]),
    ("Đăng ký kết hôn", ["đăng ký cưới"]),
    ("Cấp bản sao khai sinh", []),
    ("Cấp giấy phép xây dựng", ["xin xây nhà", "giấy phép nhà"]),
    ("Đăng ký tạm trú", ["ở trọ", "đang ở nhà thuê"]),
    ("Dâng hương", []),
]
SAID = ["đăng", "dang", "dâng", "ký", "khai", "sinh", "giấy", "giay", "nhà", "phép", "s", "kh", "x"]


@pytest.fixture(scope="module")
def ranker(tmp_path_factory: pytest.TempPathFactory) -> Ranker:
    entries = [
        SearchEntry(code=f"1.00000{number}", name=name, everyday_names=everyday)
        for number, (name, everyday) in enumerate(NAMES)
    ]
    folder = tmp_path_factory.mktemp("index")
    return Ranker(open_or_build(folder, lambda: entries, "x", b"secret"))


words_said = st.builds(
    Alternative,
    words=st.lists(st.sampled_from(SAID), min_size=1, max_size=2).map(tuple),
    weight=st.sampled_from((1.0, 0.95, 0.6)),
    accented=st.booleans(),
)
slots_said = st.lists(
    st.builds(
        Slot,
        said=st.just("x"),
        alternatives=st.lists(words_said, min_size=1, max_size=3).map(tuple),
        weight=st.sampled_from((1.0, 0.6, 0.25)),
    ),
    min_size=1,
    max_size=4,
)


def quality_of(ranker: Ranker, alternative: Alternative, title: str) -> float:
    """How well one reading of a slot is found in a title, word by word."""
    weights = Weights()
    accented = words(title)
    plain = folded(accented)
    said = [folded_word(word) for word in alternative.words]
    if len(said) > 1:
        told = [ranker.idf(word) for word in said]
        share = sum(idf for word, idf in zip(said, told, strict=True) if word in plain) / sum(told)
        pairs = list(pairwise(said))
        beside = list(pairwise(plain))
        order = sum(pair in beside for pair in pairs) / len(pairs)
        return share * share * (0.6 + 0.4 * order) * alternative.weight
    word = alternative.words[0]
    if said[0] not in plain:
        return 0.0
    if not alternative.accented:
        return alternative.weight
    if word in accented:
        return alternative.weight
    disagrees = weights.accent_missing if word.isascii() else weights.accent_disagrees
    return alternative.weight * disagrees


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=slots_said)
def test_coverage_is_what_a_loop_over_the_titles_finds(ranker: Ranker, said: list[Slot]) -> None:
    scores = ranker.score(said, deep=True)  # deep: every title is scored
    shares = [ranker._slot(slot).share for slot in said]
    for number, title in enumerate(ranker.postings.titles):
        found = sum(
            share * max(quality_of(ranker, reading, title) for reading in slot.alternatives)
            for slot, share in zip(said, shares, strict=True)
        )
        assert scores.coverage[number] == pytest.approx(found / sum(shares), abs=1e-4)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=slots_said)
def test_a_procedure_has_of_what_was_said_the_best_of_its_titles(
    ranker: Ranker, said: list[Slot]
) -> None:
    scores = ranker.score(said, deep=True)
    shares = [ranker._slot(slot).share for slot in said]
    for place in scores.best:
        titles = range(int(ranker.starts[place]), int(ranker.starts[place + 1]))
        together = sum(
            share
            * max(
                quality_of(ranker, reading, ranker.postings.titles[title])
                for title in titles
                for reading in slot.alternatives
            )
            for slot, share in zip(said, shares, strict=True)
        )
        assert scores.together[place] == pytest.approx(together / sum(shares), abs=1e-4)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=slots_said)
def test_only_what_is_near_the_best_is_found(ranker: Ranker, said: list[Slot]) -> None:
    scores = ranker.score(said)
    everything = ranker.score(said, deep=True)
    found = scores.procedures[scores.best]
    assert sorted(scores.best) == np.flatnonzero(scores.procedures).tolist()
    assert ranker.rank(said) == scores.best
    if not scores.best:
        return
    assert (np.diff(found) <= 0).all()
    assert found[-1] >= LEAST_SCORE * found[0] * (1 - 1e-6)
    # The deep look knows no long texts here: the same are the best, with the same scores.
    assert everything.procedures[scores.best] == pytest.approx(found, rel=1e-4)
    told = everything.told[scores.titles > 0]
    assert float(told.min()) >= PROMISING * float(everything.told.max())


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    scored=st.lists(
        st.tuples(st.integers(0, 70), st.sampled_from((0.0, 0.2, 0.5, 0.7, 0.7, 1.0))), max_size=150
    )
)
def test_the_best_are_the_same_one_by_one_and_as_arrays(scored: list[tuple[int, float]]) -> None:
    scored.sort(key=lambda each: each[0])
    owners = np.array([owner for owner, _ in scored], np.intp)
    found = best_of_each(owners, np.array([score for _, score in scored], np.float32))
    most = max((score for _, score in scored), default=0.0)
    best: dict[int, float] = {}
    for owner, score in scored:
        if score > 0 and score >= LEAST_SCORE * most:
            best[owner] = max(best.get(owner, 0.0), score)
    expected = sorted(best.items(), key=lambda each: (-each[1], each[0]))[:CANDIDATES]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected])
    if len(best) <= CANDIDATES:  # of those that score the same at the end of the list, any will do
        assert [owner for owner, _ in found] == [owner for owner, _ in expected]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=slots_said)
def test_what_is_remembered_changes_nothing(ranker: Ranker, said: list[Slot]) -> None:
    fresh = Ranker(ranker.postings).score(said)
    for length in range(len(said) + 1):
        ranker.score(said[:length])
    again = ranker.score(said)
    assert again.best == fresh.best
    assert again.procedures.tolist() == fresh.procedures.tolist()
    assert again.told.tolist() == fresh.told.tolist()


def test_what_was_said_not_to_be_meant_lowers(ranker: Ranker) -> None:
    said = Slot("đăng", (Alternative(("đăng",), accented=True),))
    unwanted = Slot("kết hôn", (Alternative(("kết", "hôn"), accented=True),), -0.5)
    wanted = ranker.score([said]).titles
    lowered = ranker.score([said, unwanted]).titles
    title = ranker.postings.titles.index("Đăng ký kết hôn")
    other = ranker.postings.titles.index("Đăng ký tạm trú")
    assert lowered[title] < wanted[title]
    assert lowered[other] == pytest.approx(wanted[other], rel=0.2)


def test_an_empty_index_is_scored_too() -> None:
    scores = Ranker(Postings.empty()).score([Slot("a", (Alternative(("a",)),))])
    assert scores.best == []


class Watcher:
    """Notes which files the interpreter opens while it watches."""

    def __init__(self) -> None:
        self.watching = False
        self.opened: list[str] = []
        sys.addaudithook(self._note)  # cannot be taken away again, only switched off

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.watching and event in ("open", "os.listdir", "os.scandir", "sqlite3.connect"):
            self.opened.append(f"{event} {arguments[0]!r}")


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    watcher = Watcher()
    yield watcher
    watcher.watching = False


def test_no_query_touches_the_disk_after_the_first(finder: Finder, watcher: Watcher) -> None:
    finder.find("khai sinh")
    queries = ["dktt cho con", "ddawng kys", "dangkykhaisinh", "mẹ tôi mất", "nấu phở", "1.001193"]
    watcher.watching = True
    for query in queries:
        for length in range(1, len(query) + 1):
            finder.find(query[:length])
            finder.suggest(query[:length])
    watcher.watching = False
    assert watcher.opened == []
    watcher.watching = True
    Path(__file__).open().close()  # the watcher would have seen it
    watcher.watching = False
    assert watcher.opened


def test_a_query_leaves_nothing_for_the_collector(finder: Finder) -> None:
    """Cycles would make Python stop now and then to look for them while somebody types."""
    finder.find("đăng ký khai sinh")
    gc.collect()
    gc.disable()
    try:
        for length in range(1, 20):
            finder.find("xin cấp lại giấy khai sinh"[:length])
        assert gc.collect() == 0
    finally:
        gc.enable()
