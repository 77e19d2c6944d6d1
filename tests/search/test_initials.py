"""First letters and the phrases of titles that they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.search.finder import Finder
from kiosk.search.initials import LONGEST, Initials, Places

PAIRS: dict[str, list[int]] = {
    "nha_o": [0, 1, 2],
    "o_xa": [0, 1],
    "xa_hoi": [0, 1, 5],
    "tro_cap": [3, 4, 5],
    "cap_xa": [5, 6],
    "nam_oanh": [7],
}


def documents(pair: str) -> Places:
    return np.array(PAIRS.get(pair, []), np.intp)


INITIALS = Initials([(pair, len(titles)) for pair, titles in PAIRS.items()], documents)


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("noxh", [("nha", "o", "xa", "hoi")]),
        ("no", [("nha", "o")]),
        ("tcxh", []),  # no two titles hold the whole phrase
        ("n", []),
        ("noxhnoxh", []),
        ("n0xh", []),
        ("", []),
    ],
)
def test_only_phrases_that_titles_hold_are_meant(letters: str, words: list[tuple[str]]) -> None:
    assert INITIALS.meanings(letters) == words


@given(st.text(max_size=2 * LONGEST))
def test_any_text_is_answered(text: str) -> None:
    for meaning in INITIALS.meanings(text):
        assert "".join(word[0] for word in meaning) == text


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("mua noxh ở đâu", "1.014632"),
        ("knlđ ubnd phường", "2.002409"),
        ("tcxh hàng tháng", "1.001776"),
    ],
)
def test_a_shortened_phrase_is_found(finder: Finder, query: str, code: str) -> None:
    assert finder.find(query).results[0].code == code
