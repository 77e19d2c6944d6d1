"""Typing without a window: keys, tones, deleting, and the layouts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.ui.keyboard_model import (
    COMPACT_LAYOUT,
    ENGLISH_LAYOUT,
    FULL_LAYOUT,
    LARGE_LAYOUT,
    LONGEST,
    NUMBER_LAYOUT,
    SHAPE_LETTERS,
    TONE_LETTERS,
    KeyKind,
    Typing,
    TypingMethod,
    accents_of,
    backspace,
    clear,
    compose,
    insert,
    narrowest_key,
    press,
    press_tone,
    receive,
    start,
)


def type_keys(keys: str, typing: Typing | None = None) -> Typing:
    """Press each key; the letters of the tone row as tone keys."""
    typing = typing or Typing()
    for key in keys:
        typing = press_tone(typing, key) if key in TONE_LETTERS else press(typing, key)
    return typing


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("giay khai sinh", "giay khai sinh"),
        ("giaays khai sinh", "giấy khai sinh"),
        ("giay61 khai sinh", "giấy khai sinh"),
        ("giaay1 d9oc65", "giấy độc"),
        ("CT01", "CT01"),
        ("ddawng kys keets hoon", "đăng ký kết hôn"),
        ("đăngf", "đằng"),
        ("giâyá", "giấy"),
        ("đôcạ thânà", "độc thần"),
        ("khaiá khaià khaiàà", "khái khài khai"),
        ("cá", "cá"),
        ("nhà", "nhà"),
        ("1.001193", "1.001193"),
        ("quyêná", "quyến"),
        ("facebooká", "facebooká"),
        ("ass", "as"),
    ],
)
def test_keys_become_text(keys: str, text: str) -> None:
    assert type_keys(keys).text == text


def test_backspace_takes_a_letter_with_its_marks() -> None:
    typing = type_keys("nhaf owr")
    assert typing.text == "nhà ở"
    assert backspace(typing).text == "nhà "
    assert backspace(backspace(backspace(typing))).text == "nh"


def test_marks_still_come_after_a_backspace() -> None:
    typing = backspace(type_keys("thuee"))
    assert typing.text == "thu"
    assert type_keys("eef", typing).text == "thuề"


def test_a_mark_taken_back_stays_away() -> None:
    typing = backspace(type_keys("asst"))
    assert typing.text == "as"
    assert press(typing, "t").text == "ast"


def test_no_space_first_and_none_twice() -> None:
    assert type_keys("  nha  o ").text == "nha o "


def test_digits_are_marks_only_after_letters() -> None:
    assert type_keys("giay61 to72 12").text == "giấy tờ 12"
    assert type_keys("quay62 2").text == "quầy 2"


def test_plain_keys_stay() -> None:
    assert type_keys("marriage", Typing(TypingMethod.PLAIN)).text == "marriage"


def test_an_input_method_is_taken_as_it_is() -> None:
    typing = receive(Typing(), unicodedata.normalize("NFD", "đăng ký"))
    assert typing.text == "đăng ký"
    typing = receive(press(typing, " "), "ộ")
    assert typing.text == "đăng ký ộ"
    assert backspace(typing).text == "đăng ký "


def test_an_input_method_shows_each_word_while_it_is_composed() -> None:
    typing, seen = Typing(), []
    sent = ["d", "dd", "đ", "đăng"], "đăng ", ["k", "ky", "ký"], "ký "
    for composing, committed in zip(sent[::2], sent[1::2], strict=True):
        for text in composing:
            typing = compose(typing, text)
            seen.append(typing.text)
        typing = compose(receive(typing, committed), "")
        seen.append(typing.text)
    words = ["d", "dd", "đ", "đăng", "đăng ", "đăng k", "đăng ky", "đăng ký", "đăng ký "]
    assert seen == words
    assert receive(compose(typing, "2"), "2").text == "đăng ký 2"
    assert receive(typing, " ").text == "đăng ký "


def test_another_key_settles_what_was_composed() -> None:
    assert press(compose(Typing(), "ký"), "s").text == "kýs"
    assert backspace(compose(Typing(), "ký")).text == "k"
    assert len(compose(start("a" * 70), "ă" * 50).text) == LONGEST


def test_control_characters_write_nothing() -> None:
    assert receive(Typing(), "\x1b").text == ""
    assert insert(Typing(), "\thộ\n tịch\t").text == "hộ tịch "


def test_a_standing_text_is_gone_on_with() -> None:
    assert type_keys("s", start("đăng ky")).text == "đăng ký"
    assert clear(start("english", TypingMethod.PLAIN)) == Typing(TypingMethod.PLAIN)


def test_the_text_ends_somewhere() -> None:
    assert len(type_keys("a " * LONGEST).text) <= LONGEST
    assert len(receive(Typing(), "ă" * 500).text) == LONGEST


KEYS = st.text("asdfghjklqwertyuiopzxcvbnm 123ăâđêôơưáàảãạ", max_size=30)


@settings(max_examples=150, deadline=None)
@given(KEYS)
def test_backspace_always_shortens_by_one(keys: str) -> None:
    typing = type_keys(keys)
    assert unicodedata.is_normalized("NFC", typing.text)
    for length in range(len(typing.text), 0, -1):
        assert len(typing.text) == length
        shorter = backspace(typing)
        assert typing.text.startswith(shorter.text)
        typing = shorter
    assert typing.text == ""


LAYOUTS = [FULL_LAYOUT, COMPACT_LAYOUT, ENGLISH_LAYOUT, LARGE_LAYOUT, NUMBER_LAYOUT]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_row_fills_its_width(layout: tuple) -> None:
    for row in layout:
        width = 2 * row.indent + sum(key.part for key in row.keys)
        assert width == pytest.approx(1.0), row


@pytest.mark.parametrize("layout", [FULL_LAYOUT, COMPACT_LAYOUT])
def test_every_letter_has_a_key(layout: tuple) -> None:
    letters = {key.text for row in layout for key in row.keys}
    assert letters >= set("abcdefghijklmnopqrstuvwxyz" + SHAPE_LETTERS + TONE_LETTERS)
    kinds = {key.kind for row in layout for key in row.keys}
    assert kinds >= {KeyKind.SHIFT, KeyKind.BACKSPACE, KeyKind.SPACE, KeyKind.FIND, KeyKind.HIDE}


def test_digits_are_on_these_layouts() -> None:
    for layout in (FULL_LAYOUT, ENGLISH_LAYOUT, NUMBER_LAYOUT):
        assert {key.text for row in layout for key in row.keys} >= set("0123456789")


def test_the_large_layout_has_the_alphabet_in_its_order_and_nothing_else() -> None:
    letters = [key.text for row in LARGE_LAYOUT for key in row.keys if key.kind is KeyKind.LETTER]
    assert letters == list("abcdefghijklmnopqrstuvwxyz")
    assert narrowest_key(LARGE_LAYOUT[:4], 1028, 12) > 1.3 * narrowest_key(COMPACT_LAYOUT, 1028, 12)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_from_each_layout_the_others_can_be_reached(layout: tuple) -> None:
    kinds = {key.kind for row in layout for key in row.keys}
    other = {KeyKind.ALL_KEYS, KeyKind.LARGE_KEYS} & kinds
    assert other
    assert kinds >= {KeyKind.BACKSPACE, KeyKind.SPACE, KeyKind.FIND, KeyKind.HIDE}


@pytest.mark.parametrize(
    ("letter", "accents"),
    [("a", "áàảãạăâ"), ("d", "đ"), ("ơ", "ớờởỡợ"), ("b", ""), ("1", ""), ("", ""), ("E", "ÉÈẺẼẸÊ")],
)
def test_the_accents_of_a_held_letter(letter: str, accents: str) -> None:
    assert accents_of(letter) == accents


def test_keys_are_as_wide_as_drawn() -> None:
    assert narrowest_key(FULL_LAYOUT, 1028, 12) == pytest.approx(74.67, abs=0.01)
    assert narrowest_key(COMPACT_LAYOUT, 1028, 12) == pytest.approx(92)
