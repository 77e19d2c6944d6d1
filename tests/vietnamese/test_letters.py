"""Letters, folding and the placement of tones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies

from kiosk.vietnamese.letters import fold, nfc, normalise_tone_placement, place_tone, split_tone


@given(strategies.text(max_size=10_000))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_takes_every_vietnamese_letter_to_ascii() -> None:
    letters = [
        nfc(vowel + tone)
        for vowel in "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        if vowel not in "đĐ" or not tone
    ]
    assert len(letters) == 146
    assert all(fold(letter).isascii() and len(fold(letter)) == 1 for letter in letters)


def test_folding_treats_composed_and_decomposed_alike() -> None:
    text = "Thủ tục đăng ký khai sinh Ð ð"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == "thu tuc dang ky khai sinh d d"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hoà giải", "hòa giải"),
        ("Uỷ ban", "Ủy ban"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("hòan", "hoàn"),
        ("quý", "quý"),
        ("quá", "quá"),
        ("giá", "giá"),
        ("giếng", "giếng"),
        ("ngoài", "ngoài"),
        ("nghĩa vụ", "nghĩa vụ"),
        ("mía", "mía"),
        ("đường", "đường"),
    ],
)
def test_both_styles_of_tone_placement_become_one(written: str, expected: str) -> None:
    assert normalise_tone_placement(written) == expected


@given(strategies.text(max_size=100))
def test_tone_placement_is_stable(text: str) -> None:
    once = normalise_tone_placement(text)
    assert normalise_tone_placement(once) == once


def test_taking_the_tone_off_and_putting_it_back() -> None:
    letter, tone = split_tone("ế")
    assert (letter, tone) == ("ê", "\u0301")
    assert place_tone("tiêng", tone) == "tiếng"
