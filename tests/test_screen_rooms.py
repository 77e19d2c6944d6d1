"""The rooms behind the screens, over a real house."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import msgspec
import pytest

from kiosk.app import House
from kiosk.clock import COUNTER_ZONE
from kiosk.home import Home
from kiosk.live_finder import LiveFinder
from kiosk.screen_rooms import rooms_of
from kiosk.search.finding import Outcome
from kiosk.search.local_names import add_local_name

AT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=COUNTER_ZONE)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(Home(tmp_path_factory.mktemp("home")), clock=lambda: AT)


def test_the_first_screens_know_what_is_posted_here(house: House) -> None:
    knowledge = rooms_of(house).load()
    posted = set(house.catalogue.codes())
    assert len(knowledge.life_events) >= 8
    assert all(set(event.codes) <= posted and event.codes for event in knowledge.life_events)
    assert [procedure.code for procedure in knowledge.most_used][:2] == ["1.001193", "1.004873"]
    assert all(example.replies or not example.possible for example in knowledge.examples)


def test_every_icon_and_tint_of_a_life_event_can_be_drawn(house: House) -> None:
    from kiosk.ui.icons import ICONS

    tints = {"rose", "rice", "sea", "turmeric", "lotus", "clay", "stone"}
    for event in rooms_of(house).load().life_events:
        assert event.icon in ICONS, event.key
        assert event.tint in tints, event.key


def test_a_procedure_posted_while_the_kiosk_runs_is_found_by_the_next_person(house: House) -> None:
    live = LiveFinder(house)
    code = "1.000656"
    house.catalogue.withdraw([code])
    assert code in [hit.code for hit in live.find("khai tử").results]
    live.find("k")
    assert code not in [hit.code for hit in live.find("khai tử").results]
    house.catalogue.post([code])
    live.find("k")
    assert live.find("khai tử").results[0].code == code


def test_an_everyday_name_added_while_the_kiosk_runs_is_found_by_the_next_person(
    house: House,
) -> None:
    live = LiveFinder(house)
    assert live.find("giấy cho cún").outcome is Outcome.NONE
    add_local_name(house.home.vocabulary, "giấy cho cún", "1.000656")
    live.find("g")
    found = live.find("giay cho cun")
    assert found.outcome is Outcome.ANSWER
    assert found.results[0].code == "1.000656"


def test_the_qr_code_holds_the_checklist(house: House) -> None:
    procedure = house.catalogue.procedure("1.001193")
    assert procedure is not None
    rooms = rooms_of(house)
    answers = {"applicant": "parent", "birth": "notified"}
    checklist = rooms.build_checklist(procedure, answers, AT)
    rows = rooms.qr(checklist, rooms.translators["vi"])
    assert len(rows) == len(rows[0]) >= 41
    assert {int(dark) for row in rows for dark in row} == {0, 1}
    page = rooms.page_qr(checklist)
    assert checklist.url
    assert page and page != rows
    assert rooms.page_qr(msgspec.structs.replace(checklist, url="")) == ()


def test_what_is_said_at_the_desk_holds_for_the_next_visitor(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app.SECONDS_BETWEEN_LOOKS", 0.0)
    rooms = rooms_of(house)
    before = rooms.load()
    assert rooms.load() is before
    procedure = rooms.procedure("1.001193")
    assert procedure is not None
    house.local.say("office.phone", ["024 3838 1234"], by="Lan")
    house.local.say("hours.saturday", ["08:00-11:30"], by="Lan")
    after = rooms.load()
    assert after is not before
    assert after.settings is not None
    assert after.settings.office.phone == "024 3838 1234"
    checklist = rooms.build_checklist(procedure, {}, AT)
    assert checklist.office.phone == "024 3838 1234"
    assert checklist.hours.saturday == ["08:00-11:30"]
    house.local.take_back("office.phone", by="Lan")
    house.local.take_back("hours.saturday", by="Lan")
    assert rooms.load().settings == before.settings


def test_the_first_frame_waits_for_no_database() -> None:
    slow = "sqlalchemy", "numpy", "whoosh", "yaml", "typst"
    program = (
        "import sys, kiosk.commands.run_command, kiosk.screen_rooms, kiosk.ui.rooms;"
        f"print([name for name in {slow} if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert loaded.stdout.strip() == b"[]"
