"""Typing Vietnamese by Telex and VNI."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, strategies

from kiosk.vietnamese.letters import (
    ACUTE,
    DOT,
    GRAVE,
    HOOK,
    LEVEL,
    TILDE,
    TONES,
    fold,
    place_tone,
    vowel_span,
)
from kiosk.vietnamese.syllables import STOPS, SYLLABLES
from kiosk.vietnamese.telex import compose_either, compose_telex, compose_vni

TELEX_TONES = {LEVEL: "", ACUTE: "s", GRAVE: "f", HOOK: "r", TILDE: "x", DOT: "j"}
VNI_TONES = {LEVEL: "", ACUTE: "1", GRAVE: "2", HOOK: "3", TILDE: "4", DOT: "5"}
TELEX_SHAPES = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI_SHAPES = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("ddawng kys", "đăng ký"),
        ("keets hoon", "kết hôn"),
        ("DDAWNG KYS", "ĐĂNG KÝ"),
        ("Ddoongs", "Đống"),
        ("tieengs", "tiếng"),
        ("tiengse", "tiếng"),
        ("dduongwf", "đường"),
        ("dduwongf", "đường"),
        ("nguoiwf", "người"),
        ("nguofiw", "người"),
        ("thuowr", "thuở"),
        ("thuowng", "thương"),
        ("quoocs", "quốc"),
        ("gias", "giá"),
        ("giaays", "giấy"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
        ("khuyur", "khuỷu"),
        ("tw", "tư"),
        ("w", "ư"),
        ("asz", "a"),
        ("xooong", "xoong"),
        ("sooocs", "soóc"),
        ("đăng kys", "đăng ký"),
    ],
)
def test_telex_composes(keys: str, text: str) -> None:
    assert compose_telex(keys) == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [("ass", "as"), ("ddd", "dd"), ("aaa", "aa"), ("ww", "w"), ("eee", "ee"), ("dangd", "đang")],
)
def test_the_same_key_twice_takes_the_mark_back(keys: str, text: str) -> None:
    assert compose_telex(keys) == text


@pytest.mark.parametrize("word", ["facebook", "windows", "email", "123", "khai sinh", "", "tiếng"])
def test_telex_leaves_other_words_alone(word: str) -> None:
    assert compose_telex(word) == word


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("d9a8ng ky1", "đăng ký"),
        ("ke61t ho6n", "kết hôn"),
        ("d9u7o7ng2", "đường"),
        ("duong972", "đường"),
        ("a11", "a1"),
        ("KT3", "KT3"),
        ("2.000635", "2.000635"),
        ("so61 12", "số 12"),
        ("2 xe", "2 xe"),
    ],
)
def test_vni_composes_and_leaves_numbers_alone(keys: str, text: str) -> None:
    assert compose_vni(keys) == text


def typed(syllable: str, shapes: dict[str, str]) -> str:
    return "".join(shapes.get(letter, letter) for letter in syllable)


@pytest.mark.parametrize("tone", TONES)
def test_every_syllable_survives_both_ways_of_typing(tone: str) -> None:
    for syllable in sorted(SYLLABLES):
        if syllable.endswith(STOPS) and tone not in (ACUTE, DOT):
            continue
        expected = place_tone(syllable, tone)
        # xoong, soóc: two plain o are typed as three, or the second would become a mark.
        telex = typed(syllable.replace("oo", "ooo"), TELEX_SHAPES) + TELEX_TONES[tone]
        assert compose_telex(telex) == expected, telex
        vni = typed(syllable, VNI_SHAPES) + VNI_TONES[tone]
        assert compose_vni(vni) == expected, vni
        assert compose_either(telex) == expected, telex
        # Two plain o of VNI are one mark in Telex: xoong and a few like it are typed as three.
        assert compose_either(vni) == expected or "oo" in syllable, vni


def cases() -> list[tuple[str, str]]:
    """Every syllable with one of its tones; all tones come in turn."""
    return [
        (syllable, (ACUTE, DOT)[number % 2] if syllable.endswith(STOPS) else TONES[number % 6])
        for number, syllable in enumerate(sorted(SYLLABLES))
    ]


WAYS = (
    (compose_telex, TELEX_SHAPES, TELEX_TONES),
    (compose_vni, VNI_SHAPES, VNI_TONES),
)


@pytest.mark.parametrize(("compose", "shapes", "tones"), WAYS)
def test_marks_may_come_late_and_in_any_order(
    compose: Callable[[str], str], shapes: dict[str, str], tones: dict[str, str]
) -> None:
    for syllable, tone in cases():
        if "oo" in syllable and compose is compose_telex:
            continue  # the second o would be the mark of the first
        letters = "".join(shapes.get(letter, letter)[0] for letter in syllable)
        # One key for both vowels of ươ.
        marks = "".join(dict.fromkeys(shapes[letter][1] for letter in syllable if letter in shapes))
        expected = place_tone(syllable, tone)
        for keys in (letters + marks + tones[tone], letters + tones[tone] + marks):
            assert compose(keys) == expected, keys


@pytest.mark.parametrize(("compose", "shapes", "tones"), WAYS)
def test_the_tone_may_come_anywhere_after_the_first_vowel(
    compose: Callable[[str], str], shapes: dict[str, str], tones: dict[str, str]
) -> None:
    for syllable, tone in cases():
        if "oo" in syllable and compose is compose_telex:
            continue  # typed as three
        keys = typed(syllable, shapes)
        start = vowel_span(syllable)[0]
        first = len(typed(syllable[: start + 1], shapes))
        expected = place_tone(syllable, tone)
        for at in range(first, len(keys) + 1):
            # A mark's two keys stay together; of ươ the tone may stand between the two letters.
            if keys[at : at + 1] in set("w6789") or keys[at - 1 : at + 1] in (
                "aa",
                "ee",
                "oo",
                "dd",
            ):
                continue
            pressed = keys[:at] + tones[tone] + keys[at:]
            assert compose(pressed) == expected, pressed


@pytest.mark.parametrize(("compose", "shapes", "tones"), WAYS)
def test_half_a_syllable_reads_as_its_beginning(
    compose: Callable[[str], str], shapes: dict[str, str], tones: dict[str, str]
) -> None:
    for syllable, tone in cases():
        whole = syllable.replace("oo", "ooo") if compose is compose_telex else syllable
        keys = typed(whole, shapes) + tones[tone]
        for length in range(1, len(keys) + 1):
            assert fold(syllable).startswith(fold(compose(keys[:length]))), keys[:length]


@given(strategies.text(max_size=10_000))
def test_any_text_can_be_composed(text: str) -> None:
    compose_telex(text)
    compose_vni(text)
    compose_either(text)


@pytest.mark.parametrize(
    ("keys", "text"),
    [("giaay1", "giấy"), ("giaya", "giây"), ("giay66", "giay6"), ("CT01", "CT01"), ("", "")],
)
def test_both_ways_in_one_word(keys: str, text: str) -> None:
    assert compose_either(keys) == text
