"""Lists in the order of a Vietnamese dictionary."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.vietnamese.order import alphabetical


def ascends(texts: list[str]) -> bool:
    return all(first < then for first, then in pairwise(map(alphabetical, texts)))


def test_letters_come_in_the_order_of_the_alphabet() -> None:
    right = ["An", "ăn", "ân", "chứng", "dân", "Đăng", "em", "êm", "ga", "ô", "ơ", "tu", "tư", "vợ"]
    assert ascends(right)


def test_tones_decide_only_between_the_same_letters() -> None:
    right = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mài"]
    assert ascends(right)


def test_digits_and_blanks_come_first() -> None:
    right = ["1 cửa", "giấy", "giấy tờ", "giấyu"]
    assert ascends(right)


@given(st.text())
def test_any_text_has_a_place_whatever_its_form(text: str) -> None:
    assert alphabetical(text) == alphabetical(unicodedata.normalize("NFD", text))
