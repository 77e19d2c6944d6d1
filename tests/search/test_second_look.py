"""The second look at the best few: all names of a procedure have a voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.finder import Finder, open_finder
from kiosk.search.postings import Postings
from kiosk.search.ranker import Ranker
from kiosk.search.reading import Reader
from kiosk.search.second_look import LookWeights, SecondLook
from kiosk.search.vocabulary import Fillers, Vocabulary

OPEN, CLOSE, LONE = "1.000001", "1.000002", "1.000003"

WORDS = Vocabulary(
    abbreviations={},
    synonyms=[],
    fillers=Fillers([], [], []),
    everyday_names={
        OPEN: ["mở quán ăn", "mở tiệm tóc", "mở quán nước", "bán bánh mì", "mở quán phở"],
        CLOSE: ["dẹp quán ăn", "nghỉ bán luôn", "trả giấy phép quán", "bán lỗ muốn dẹp quán"],
    },
    ambiguous=[],
    elsewhere=[],
)
ENTRIES = [
    SearchEntry(code=OPEN, name="Đăng ký thành lập hộ kinh doanh"),
    SearchEntry(code=CLOSE, name="Chấm dứt hoạt động hộ kinh doanh"),
    SearchEntry(code=LONE, name="Bán nhà của nhà nước"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    folder = tmp_path_factory.mktemp("small")
    return open_finder(folder, lambda: ENTRIES, "small", WORDS, b"secret")


def looked(small: Finder, query: str, weights: LookWeights | None = None) -> list[str]:
    """The codes of all procedures in the order of the second look, given in that of the codes."""
    postings = small._postings
    ranker = Ranker(postings)
    look = SecondLook(ranker, weights)
    slots = Reader(ranker, WORDS).read(query)
    places = list(range(len(postings.procedures)))
    again = look.again(slots, ranker.score(slots), places)
    return [postings.procedures[place].code for place in again]


@pytest.mark.parametrize(
    ("query", "first"),
    [("mở quán bún bò ", OPEN), ("lỗ quá muốn dẹp ", CLOSE), ("quán lỗ muốn nghỉ bán ", CLOSE)],
)
def test_who_is_asked_for_in_such_words_comes_first(small: Finder, query: str, first: str) -> None:
    assert next(code for code in looked(small, query) if code != LONE) == first


def test_who_has_one_name_only_keeps_its_place(small: Finder) -> None:
    assert looked(small, "dẹp quán nhà ")[2] == LONE


def test_a_name_said_in_full_stays_first(small: Finder) -> None:
    against = LookWeights(score=-9.0)
    assert looked(small, "mở quán ăn ", against)[0] == OPEN
    assert looked(small, "mở quán bún bò ", against)[0] == CLOSE


def test_scores_go_with_the_order(small: Finder) -> None:
    hits = small.find("muốn dẹp quán nước").results
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_usual_words_tell_more_than_others(small: Finder) -> None:
    ranker = Ranker(small._postings)
    look = SecondLook(ranker)
    slots = Reader(ranker, WORDS).read("mở tiệm ")
    assert look.usual(slots, 0) > 0 > look.usual(slots, 1)


def test_an_empty_index_is_looked_at_too(tmp_path: Path) -> None:
    assert Finder(Postings.empty(), WORDS).find("mở quán").results == []
