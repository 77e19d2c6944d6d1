"""Cleaning of text from outside."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kiosk.vietnamese.text import clean, clean_lines


def test_decomposed_letters_are_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Đăng ký thường trú")) == "Đăng ký thường trú"


def test_invisible_characters_go_and_blanks_are_single() -> None:
    dirty = "\ufeffCấp\u00a0giấy\u200b phép\u200e\u00ad \u3000xây\ndựng\t\uf0b7 nhà"
    assert clean(dirty) == "Cấp giấy phép xây dựng nhà"


def test_half_surrogates_and_controls_go() -> None:
    assert clean("a\ud800b\x00c\x1bd") == "abcd"


def test_lines_are_kept() -> None:
    assert clean_lines("Bước 1:\u00a0nộp\r\n\uf0fc\tBước 2\n \n\u2028Bước 3") == [
        "Bước 1: nộp",
        "Bước 2",
        "Bước 3",
    ]


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert clean_lines(text) == [line for line in clean_lines(text) if clean(line) == line]
