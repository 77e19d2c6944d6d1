"""Rows and controls that draw their own texts and icons."""

from __future__ import annotations

from typing import Any

import pytest
from window_driver import BIRTH, Driver

NAME = "Tờ khai đăng ký khai sinh"


def open_birth(ui: Driver) -> Any:
    app = ui.start()
    app.open_procedure(BIRTH)
    for question in app.visit.procedure.questions:
        app.visit.answers[question.key] = question.answers[0].key
    app.continue_case()
    ui.frames(4)
    return app


@pytest.fixture
def row(ui: Driver) -> Any:
    open_birth(ui)
    return ui.find(NAME)


def test_a_row_says_its_parts_in_the_order_they_are_read(row: Any) -> None:
    from kiosk.ui.aloud import label_of

    said = label_of(row)
    assert said.startswith(NAME)
    parts = [row.name, row.note, *row.chips, row.purpose]
    places = [said.index(part) for part in parts if part]
    assert places == sorted(places)


def test_every_part_stands_in_its_row(ui: Driver, row: Any) -> None:
    for scale in (1.0, 1.5, 2.0):
        ui.app.set_text_scale(scale)
        ui.frames(6)
        present = ui.find(NAME)
        for sheet in present.sheets:
            if not sheet.opacity or not sheet.width:
                continue
            assert sheet.x >= present.x - 1 and sheet.x + sheet.width <= present.right + 1
            assert sheet.y >= present.y - 1 and sheet.y + sheet.height <= present.top + 1


def test_a_row_that_is_shown_again_is_the_same_widget(ui: Driver, row: Any) -> None:
    from kiosk.ui.visit import Detail

    ui.app.open_detail(Detail.STEPS)
    ui.frames(2)
    ui.app.back()
    ui.frames(2)
    assert ui.find(NAME) is row


def test_colours_follow_the_palette(ui: Driver, row: Any) -> None:
    from kiosk.ui.theme import PALETTES

    name = next(sheet for sheet in row.sheets if getattr(sheet, "said", "") == NAME)
    for palette in PALETTES:
        ui.app.theme.set_palette(palette)
        assert tuple(name.color) == tuple(PALETTES[palette].ink)
        assert tuple(name._tint.rgba) == tuple(PALETTES[palette].ink)


def test_what_is_not_shown_is_not_drawn(row: Any) -> None:
    tick = row.sheets[0]
    assert not tick.opacity and tick._tint.a == 0
    row.activate()
    assert row.ticked and tick.opacity and tick._tint.a == 1


def test_a_column_uses_its_widgets_again(ui: Driver) -> None:
    ui.start()
    from kiosk.ui.widgets import Column, Text

    def write(text: Any, said: str) -> None:
        text.said = said

    column = Column()
    column.reserve(2, Text)
    column.show(["một", "hai", "ba"], Text, write)
    first = list(reversed(column.children))
    assert [text.said for text in first] == ["một", "hai", "ba"]
    column.show(["bốn"], Text, write)
    assert column.children == [first[0]] and first[0].said == "bốn"
    column.show(["năm", "sáu", "bảy"], Text, write)
    assert set(column.children) == set(first)
    assert [text.said for text in reversed(column.children)] == ["năm", "sáu", "bảy"]
