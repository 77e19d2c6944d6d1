"""Every screen in every shape: controls a finger can hit, nothing outside the window."""

from __future__ import annotations

from typing import Any

import pytest
from window_driver import BIRTH, Driver

from kiosk.ui.navigation import Place
from kiosk.ui.visit import Detail, Wish

SIZES = [(1080, 1920), (1920, 1080), (1366, 768), (1024, 768)]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", SIZES)
def test_controls_can_be_hit_and_words_stay_inside(
    ui: Driver, size: tuple[int, int], scale: float
) -> None:
    app = ui.start(size)
    app.start_over()
    app.set_text_scale(scale)
    ui.frames(6)
    problems = look(ui, "home")
    app.visit.procedure = app.rooms.procedure(BIRTH)
    app.visit.answers = {"applicant": "parent", "birth": "notified"}
    app.continue_case()
    ui.frames(6)
    problems += look(ui, "procedure")
    app.open_detail(Detail.WHERE)
    ui.frames(6)
    problems += look(ui, "where")
    app.back()
    app.take_away(Wish.PRINT)
    ui.frames(6)
    problems += look(ui, "take away")
    app.go(Place.RATING)
    ui.frames(6)
    problems += look(ui, "rating")
    app.show_reading()
    ui.frames(6)
    problems += look(ui, "reading", app.shell.overlay)
    app.call_staff()
    ui.frames(6)
    problems += look(ui, "staff", app.shell.overlay)
    assert problems == []


def look(ui: Driver, screen: str, root: Any = None) -> list[str]:
    """What is wrong on the window now."""
    from kiosk.ui.focus import controls_in
    from kiosk.ui.widgets import Text

    theme = ui.app.theme
    problems: list[str] = []
    for control in controls_in(root or ui.app.shell):
        sides = theme.millimetres(control.width), theme.millimetres(control.height)
        # A pixel of 0.277 mm either way comes from rounding.
        if min(sides) < 19.9:
            problems.append(f"{screen}: {name_of(control)} is {sides[0]:.0f} × {sides[1]:.0f} mm")
    for widget in ui.walk():
        if not isinstance(widget, Text) or not widget.text:
            continue
        left, _y = widget.to_window(*widget.pos)
        if left < -1 or left + widget.texture_size[0] > ui.size[0] + 1:
            problems.append(f"{screen}: “{widget.said}” leaves the window")
    return problems


def name_of(control: Any) -> str:
    """What a control says."""
    said = [getattr(widget, "said", "") for widget in control.walk()]
    return f"{type(control).__name__} “{' '.join(text for text in said if text)}”"
