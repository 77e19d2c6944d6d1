"""The on-screen keyboard on a real window: sizes in millimetres, touches, holding, sliding off."""

from __future__ import annotations

import time
from typing import Any

import pytest
from finding_driver import key_of, press_keys
from kivy.tests.common import UnitTestTouch
from window_driver import Driver

from kiosk.ui.keyboard_model import KeyKind
from kiosk.ui.navigation import Place

SIZES = [(1080, 1920), (1920, 1080), (1366, 768), (1024, 768)]
SMALLEST_KEY_MM = 20.0
SMALLEST_GAP_MM = 3.0


def search_screen(ui: Driver, size: tuple[int, int] = (1080, 1920)) -> Any:
    ui.start(size)
    ui.app.start_over()
    ui.app.go(Place.SEARCH)
    ui.frames(4)
    return ui.app.shell.screen


LAYOUTS = (KeyKind.ALL_KEYS, KeyKind.LARGE_KEYS, KeyKind.NUMBERS)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_keys_are_large_enough_and_apart(ui: Driver, size: tuple[int, int]) -> None:
    keyboard = search_screen(ui, size).keyboard
    height = keyboard.height
    for language in ("vi", "en"):
        keyboard.tr = ui.app.rooms.translators[language]
        for layout in LAYOUTS:
            keyboard.chosen = layout
            keyboard._place_keys()
            assert keyboard.height == height
            measure(ui, keyboard.children, size)
    keyboard.chosen = KeyKind.LARGE_KEYS
    keyboard._place_keys()
    for letter in "auo":
        keyboard._offer(key_of(ui, letter))
        measure(ui, keyboard.offered, size)
        assert keyboard.offered[-1].top <= keyboard.top
        keyboard.close_offer()


def measure(ui: Driver, keys: list[Any], size: tuple[int, int]) -> None:
    pitch = ui.app.rooms.settings.screen.mm_per_pixel
    for key in keys:
        assert key.width * pitch >= SMALLEST_KEY_MM, key.key
        assert key.height * pitch >= SMALLEST_KEY_MM, key.key
        assert key.x >= 0 and key.right <= size[0] and key.y >= 0, key.key
    for one in keys:
        for other in keys:
            if one is other:
                continue
            across = max(one.x - other.right, other.x - one.right)
            up = max(one.y - other.top, other.y - one.top)
            assert max(across, up) * pitch >= SMALLEST_GAP_MM - 0.01, (one.key, other.key)


def hold(ui: Driver, key: Any) -> UnitTestTouch:
    """Put a finger on a key and wait for its accents."""
    touch = UnitTestTouch(*key.to_window(*key.center))
    touch.touch_down()
    ui.wait_for(lambda: bool(ui.app.shell.screen.keyboard.offered))
    return touch


def test_a_held_letter_offers_its_accents_until_one_is_touched(ui: Driver) -> None:
    screen = search_screen(ui)
    press_keys(ui, "c")
    touch = hold(ui, key_of(ui, "a"))
    touch.touch_up()
    ui.frames(2)
    assert screen.layout.ids.field.typed == "c"
    offered = screen.keyboard.offered
    assert [button.label for button in offered] == list("áàảãạăâ")
    ui.tap(offered[2])
    assert screen.layout.ids.field.typed == "cả"
    assert screen.keyboard.offered == []


def test_sliding_onto_an_accent_takes_it_and_beside_them_takes_none(ui: Driver) -> None:
    screen = search_screen(ui)
    touch = hold(ui, key_of(ui, "o"))
    wanted = screen.keyboard.offered[6]
    touch.touch_move(*wanted.center)
    assert wanted.down
    touch.touch_up()
    ui.frames(1)
    assert screen.layout.ids.field.typed == "ơ"
    touch = hold(ui, key_of(ui, "o"))
    wanted = screen.keyboard.offered[0]
    touch.touch_move(*wanted.center)
    touch.touch_move(wanted.center_x, wanted.y - 40)
    touch.touch_up()
    ui.frames(1)
    assert screen.layout.ids.field.typed == "ơ"
    ui.touch_at(*key_of(ui, "z").center)
    assert screen.keyboard.offered == []
    assert screen.layout.ids.field.typed == "ơ"


def test_large_letters_say_how_to_reach_the_accents(ui: Driver) -> None:
    screen = search_screen(ui)
    ui.tap(key_of(ui, kind="large_keys"))
    said = ui.app.tr("Hold a key for its accents. They are not needed.")
    assert screen.layout.ids.band.said == said
    press_keys(ui, "khai")
    assert screen.layout.ids.field.typed == "khai"
    ui.app.end_visit()
    assert screen.keyboard.chosen is KeyKind.ALL_KEYS


def test_english_has_no_accents_to_get_lost_in(ui: Driver) -> None:
    search_screen(ui)
    ui.app.switch_language()
    ui.frames(3)
    written = {key.key.text for key in ui.app.shell.screen.keyboard.children}
    assert written.isdisjoint("ăâđêôơưáàảãạ")
    assert written >= set("q0")


def test_touched_keys_write_vietnamese(ui: Driver) -> None:
    screen = search_screen(ui)
    press_keys(ui, "giâyá khai sinh")
    assert screen.layout.ids.field.typed == "giấy khai sinh"
    assert ui.app.visit.query == "giấy khai sinh"


def test_sliding_off_a_key_writes_nothing(ui: Driver) -> None:
    screen = search_screen(ui)
    key = key_of(ui, "g")
    touch = UnitTestTouch(*key.to_window(*key.center))
    touch.touch_down()
    ui.frames(1)
    assert key.down
    touch.touch_move(key.right + 300, key.center_y)
    ui.frames(1)
    assert not key.down
    touch.touch_up()
    ui.frames(1)
    assert screen.layout.ids.field.typed == ""


def test_holding_the_delete_key_repeats(ui: Driver) -> None:
    screen = search_screen(ui)
    press_keys(ui, "khai sinh")
    key = key_of(ui, kind="backspace")
    touch = UnitTestTouch(*key.to_window(*key.center))
    touch.touch_down()
    end = time.monotonic() + 3
    while len(screen.layout.ids.field.typed) > 5 and time.monotonic() < end:
        ui.frames(1)
    touch.touch_up()
    ui.frames(1)
    left = screen.layout.ids.field.typed
    assert len(left) <= 5
    ui.tap(key)
    assert screen.layout.ids.field.typed == left[:-1]


def test_shift_writes_one_capital(ui: Driver) -> None:
    screen = search_screen(ui)
    ui.tap(key_of(ui, kind="shift"))
    assert key_of(ui, "g").label == "G"
    press_keys(ui, "gi")
    assert screen.layout.ids.field.typed == "Gi"


def test_digits_on_a_small_panel(ui: Driver) -> None:
    screen = search_screen(ui, (1024, 768))
    ui.tap(key_of(ui, kind="numbers"))
    press_keys(ui, "12")
    ui.tap(key_of(ui, kind="all_keys"))
    press_keys(ui, "e")
    assert screen.layout.ids.field.typed == "12e"


def test_hidden_keys_come_back_with_the_field(ui: Driver) -> None:
    screen = search_screen(ui)
    ui.tap(key_of(ui, kind="hide"))
    assert screen.keyboard.parent is None
    ui.tap(screen.layout.ids.field)
    assert screen.keyboard.parent is not None
