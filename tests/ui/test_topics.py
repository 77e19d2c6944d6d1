"""Every life event and every field is one or two touches from Home."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from finding_driver import real_search
from window_driver import BIRTH, COPY, SINGLE, Driver, shipped

from kiosk.catalogue.fields import Field
from kiosk.catalogue.life_events import LifeEvent
from kiosk.ui.gradual import AT_ONCE, Gradual
from kiosk.ui.navigation import Place
from kiosk.ui.screens.topics import shown_fields

__all__ = ["real_search"]

FIELDS = (
    Field("Chứng thực", (COPY,), "Certification"),
    Field("Hộ tịch", (BIRTH, SINGLE), "Civil status"),
    Field("Liên thông điện tử", ("2.000986",), "Civil status"),
)


def begin(ui: Driver, size: tuple[int, int] = (1080, 1920)) -> Any:
    """Home, with a ninth life event and three fields."""

    def change(rooms: Any) -> Any:
        school = LifeEvent("study", "Đi học", (COPY,), "School", "school-outline", "clay")

        def load() -> Any:
            knowledge = rooms.load()
            events = [*knowledge.life_events, school]
            return replace(knowledge, life_events=events, fields=FIELDS)

        return replace(rooms, load=load)

    app = ui.start(size, change)
    app.start_over()
    ui.frames(6)
    return app


def rows(ui: Driver) -> list[Any]:
    from kiosk.ui.screens.procedure_rows import ResultRow

    return [widget for widget in ui.walk() if isinstance(widget, ResultRow)]


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1024, 768)])
def test_the_ninth_life_event_is_behind_see_all(ui: Driver, size: tuple[int, int]) -> None:
    app = begin(ui, size)
    assert "Đi học" not in ui.texts()
    ui.tap_text(app.tr("See all"))
    assert app.visit.place is Place.TOPICS
    ui.frames(6)
    app.shell.screen.layout.ids.list.show(ui.find("Đi học"))
    ui.frames(3)
    ui.tap_text("Đi học")
    assert (app.visit.place, app.visit.life_event) == (Place.LIFE_EVENT, "study")


def test_large_text_pages_through_all_of_them(ui: Driver) -> None:
    app = begin(ui)
    app.set_text_scale(2.0)
    ui.frames(6)
    tiles = [tile.text for tile in app.shell.screen.layout.ids.pager.tiles]
    assert tiles[-1] == app.tr("All topics and fields")
    used = [procedure.title for procedure in app.knowledge.most_used][:6]
    assert tiles[-1 - len(used) : -1] == used
    assert tiles[-2 - len(used)] == "Đi học"


def test_a_field_lists_its_procedures(ui: Driver) -> None:
    app = begin(ui)
    ui.tap_text(app.tr("See all"))
    ui.tap_text(app.tr("By field"))
    ui.frames(4)
    assert "Đi học" not in ui.texts()
    ui.tap_text("Hộ tịch")
    screen = app.shell.screen
    ui.wait_for(lambda: len(rows(ui)) == 2 and rows(ui)[0].papers != "", seconds=20)
    assert [row.code for row in rows(ui)] == [BIRTH, SINGLE]
    assert screen.layout.ids.head.title == "Hộ tịch"
    ui.tap(rows(ui)[0])
    assert app.visit.procedure.code == BIRTH
    app.back()
    ui.frames(3)
    while app.visit.place is not Place.TOPICS:
        app.back()
    assert app.shell.screen.layout.by_field
    app.start_over()
    app.go(Place.TOPICS)
    assert not app.shell.screen.layout.by_field


def test_fields_of_one_english_name_are_one_in_english(ui: Driver) -> None:
    app = begin(ui)
    vietnamese = shown_fields(FIELDS, app.rooms.translators["vi"])
    english = shown_fields(FIELDS, app.rooms.translators["en"])
    assert [field.name for field in vietnamese] == [field.name for field in FIELDS]
    assert [field.name for field in english] == ["Certification", "Civil status"]
    assert english[1].codes == [BIRTH, SINGLE, "2.000986"]
    app.go(Place.TOPICS)
    ui.frames(4)
    ui.tap_text(app.tr("By field"))
    ui.tap_text("Liên thông điện tử")
    ui.tap_text("English")
    screen = app.shell.screen
    known = [code for code in english[1].codes if code in shipped()]
    ui.wait_for(lambda: [row.code for row in rows(ui)] == known, seconds=20)
    assert screen.layout.ids.head.title == "Civil status"


def test_a_long_list_comes_a_few_a_frame_and_stops_with_the_screen(ui: Driver) -> None:
    ui.start()
    made: list[int] = []
    gradual = Gradual()
    gradual.begin(lambda number=number: made.append(number) for number in range(AT_ONCE + 9))
    assert made == list(range(AT_ONCE))
    ui.frames(2)
    assert AT_ONCE < len(made) < AT_ONCE + 9
    ui.wait_for(lambda: len(made) == AT_ONCE + 9)
    gradual.begin(lambda: made.append(0) for _ in range(AT_ONCE + 9))
    gradual.stop()
    count = len(made)
    ui.frames(4)
    assert len(made) == count
