"""Texts set in type."""

from __future__ import annotations

from typing import Any

import pytest
from window_driver import Driver

from kiosk.ui.theme import TypeStyle

STYLE = TypeStyle("Vietnam400", 30.0, 44.0)
WORDS = "Giấy xác nhận tình trạng hôn nhân"


@pytest.fixture
def setting(ui: Driver) -> Any:
    """The module, with a window and the fonts there."""
    ui.start()
    from kiosk.ui import typesetting

    return typesetting


def test_a_line_is_no_wider_than_its_words(setting: Any) -> None:
    short = setting.set_text(WORDS, STYLE, 1000, "left", False)
    assert short.width < 600
    assert short.height == 44.0
    wrapped = setting.set_text(WORDS, STYLE, 200, "left", False)
    assert wrapped.width <= 200
    assert wrapped.height % 44.0 == 0 and wrapped.height > 44.0


def test_markup_without_a_bold_word_is_the_plain_text(setting: Any) -> None:
    marked = setting.set_text("Sao y &bl;A&br; &amp; B", STYLE, 0, "left", True)
    plain = setting.set_text("Sao y [A] & B", STYLE, 0, "left", False)
    assert (marked.width, marked.texture.pixels) == (plain.width, plain.texture.pixels)
    bold = setting.set_text("Sao [b]y[/b] &bl;A&br; &amp; B", STYLE, 0, "left", True)
    assert bold.texture.pixels != plain.texture.pixels


def test_the_same_text_is_set_once_until_the_visit_ends(ui: Driver, setting: Any) -> None:
    first = setting.set_text(WORDS, STYLE, 0, "left", False)
    assert setting.set_text(WORDS, STYLE, 0, "left", False) is first
    ui.app.end_visit()
    assert setting.set_text(WORDS, STYLE, 0, "left", False) is not first


def test_no_text_takes_no_room(setting: Any) -> None:
    assert setting.set_text("", STYLE, 300, "left", False) == (None, 0, 0, 0)


def test_a_texture_takes_two_bytes_a_pixel_and_lets_go_of_its_label(setting: Any) -> None:
    import gc

    from kivy.core.text import Label

    texture = setting.set_text(WORDS + ".", STYLE, 0, "left", False).texture
    assert texture.colorfmt == "luminance_alpha"
    texture.bind()
    gc.collect()
    alive = [each for each in gc.get_objects() if type(each) is Label]
    assert not [label for label in alive if label.text == WORDS + "."]


def test_letters_are_white_on_nothing(setting: Any) -> None:
    texture = setting.set_text("Ế", STYLE, 0, "left", False).texture
    texture.bind()
    pixels = texture.pixels
    assert set(pixels[0::4]) == {255}
    assert {0, 255} <= set(pixels[3::4])
