"""What to bring, what it costs, when: seen without scrolling, whatever the size of the text."""

from __future__ import annotations

from typing import Any

import pytest
from finding_driver import real_search
from screen_measures import Box, Part, box_of, text_box
from window_driver import BIRTH, Driver

__all__ = ["real_search"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_three_answers_stand_above_the_buttons(
    ui: Driver, real_search: Any, scale: float, language: str
) -> None:
    from kiosk.ui.aloud import texts_in

    app = ui.start(change=real_search)
    app.start_over()
    app.open_procedure(BIRTH)
    for question in app.visit.procedure.questions:
        app.visit.answers[question.key] = question.answers[0].key
    app.continue_case()
    if app.tr.language != language:
        app.switch_language()
    app.set_text_scale(scale)
    ui.frames(8)
    layout = app.shell.screen.layout
    sight = box_of(layout.ids.papers_area.scroller)
    band = next(each for each in layout.walk() if type(each).__name__ == "FactBand")
    texts = list(texts_in(band))
    assert len(texts) >= 6
    for text in texts:
        box = box_of(text)
        letters: Box = text_box(Part(text, box, box, ()))
        assert letters.within(sight).height >= letters.height - 2, text.said


def test_what_is_needed_most_is_reached_in_large_text(ui: Driver) -> None:
    app = ui.start()
    app.start_over()
    app.set_text_scale(2.0)
    ui.frames(6)
    name = app.knowledge.most_used[0].title
    for _ in range(20):
        if name in ui.texts():
            break
        ui.tap_text(app.tr("See more"))
        ui.frames(3)
    ui.tap_text(name)
    ui.frames(3)
    assert app.visit.procedure.code == app.knowledge.most_used[0].code
