"""The table of syllables, joined words and slips of spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies
from hypothesis.strategies import DataObject

from kiosk.vietnamese.syllables import (
    FOLDED_SYLLABLES,
    SYLLABLES,
    is_syllable,
    neighbours,
    split_joined,
)

WORDS = [
    "nghĩa",
    "vụ",
    "quân",
    "sự",
    "quyền",
    "sử",
    "dụng",
    "đất",
    "giấy",
    "chứng",
    "nhận",
    "khuyết",
    "tật",
    "trích",
    "lục",
    "quốc",
    "gia",
    "thuở",
    "huỳnh",
    "khuỷu",
    "ngoằn",
    "ngoèo",
    "xoong",
    "giếng",
    "gì",
    "quý",
    "yêu",
    "nguyễn",
    "hươu",
    "rượu",
    "thuyền",
    "chuyên",
    "huyện",
    "đường",
    "khoảnh",
    "tuần",
    "khuya",
]


def test_real_words_are_syllables() -> None:
    assert [word for word in WORDS if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word", ["ngi", "ka", "ce", "gha", "bich̀", "xinhh", "tiêngs", "cáp̣", "các̀", "w"]
)
def test_words_that_break_the_rules_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_a_stop_takes_only_two_tones() -> None:
    assert is_syllable("tách") and is_syllable("tạch")
    assert not is_syllable("tàch") and not is_syllable("tảch")


def test_the_table_has_the_size_of_the_language() -> None:
    assert 3000 < len(SYLLABLES) < 4500
    assert all(syllable.isascii() for syllable in FOLDED_SYLLABLES)


@pytest.mark.parametrize(
    ("joined", "parts"),
    [
        ("dangkykhaisinh", ["dang", "ky", "khai", "sinh"]),
        ("tamtru", ["tam", "tru"]),
        ("asdfgh", []),
        ("", []),
        ("a" * 500, []),
    ],
)
def test_joined_words_are_split(joined: str, parts: list[str]) -> None:
    assert split_joined(joined) == parts


def test_the_weights_decide_between_two_splits() -> None:
    def prefers_hoa(before: str, syllable: str) -> float:
        return 0.0 if syllable in ("ket", "nhoa") else -5.0

    assert split_joined("ketnhoa", prefers_hoa) == ["ket", "nhoa"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xinh", "sinh"),
        ("chu", "tru"),
        ("day", "giay"),
        ("lam", "nam"),
        ("ki", "ky"),
        ("sihn", "sinh"),
        ("khaii", "khai"),
        ("hong", "hon"),
        ("kai", "khai"),
        ("nghia", "nghi"),
    ],
)
def test_slips_lead_to_what_was_meant(typed: str, meant: str) -> None:
    assert neighbours(typed).get(meant, 0) >= 0.6


@given(strategies.sampled_from(sorted(FOLDED_SYLLABLES)))
def test_neighbours_are_other_valid_syllables(syllable: str) -> None:
    found = neighbours(syllable)
    assert syllable not in found
    assert found.keys() <= FOLDED_SYLLABLES
    assert all(0 < likely < 1 for likely in found.values())


syllables = strategies.sampled_from(sorted(FOLDED_SYLLABLES))


@given(data=strategies.data(), syllable=syllables)
def test_one_slip_of_the_fingers_leads_back(data: DataObject, syllable: str) -> None:
    at = data.draw(strategies.integers(0, len(syllable) - 1))
    before, letter, after = syllable[:at], syllable[at], syllable[at + 1 :]
    slips = {
        before + letter + letter + after: 0.9,  # doubled
        before + letter + "k" + after: 0.7,  # one too many
        before + after if at else syllable: 0.75,  # dropped, but never the first
        before + after[:1] + letter + after[1:]: 0.85,  # swapped
    }
    for slip, likely in slips.items():
        assert slip == syllable or neighbours(slip).get(syllable, 0) >= likely, slip


@pytest.mark.parametrize(
    ("sounds", "like"),
    [("tr", "ch"), ("s", "x"), ("gi", "d"), ("r", "d"), ("l", "n"), ("ngh", "ng"), ("k", "c")],
)
def test_beginnings_that_sound_alike_are_confused_both_ways(sounds: str, like: str) -> None:
    for one, other in ((sounds, like), (like, sounds)):
        for syllable in FOLDED_SYLLABLES:
            if syllable.startswith(one) and other + syllable[len(one) :] in FOLDED_SYLLABLES:
                assert neighbours(syllable)[other + syllable[len(one) :]] == 0.9


@given(strategies.text(max_size=30))
def test_any_text_has_neighbours(text: str) -> None:
    assert neighbours(text).keys() <= FOLDED_SYLLABLES
