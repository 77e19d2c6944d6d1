"""The clerk's desk on the window in memory, over a real house, worked by keys."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from window_driver import Driver, window

from kiosk.app import House
from kiosk.catalogue.clerks import Role
from kiosk.clock import COUNTER_ZONE
from kiosk.desk.passphrase import hash_secret
from kiosk.desk.sign_in import SignIn
from kiosk.home import Home
from kiosk.ui.strokes import ENTER, F1

CLERK, PIN = "Cán bộ", "246813"
STEWARD, STEWARD_PIN = "Quản trị", "86420975"
START = dt.datetime(2026, 11, 23, 8, 5, tzinfo=COUNTER_ZONE)


class Wall:
    """The clock on the wall, set by a test."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now


class DeskDriver(Driver):
    """A driver whose app is the desk in a window of its own."""

    house: House
    wall: Wall

    def open(self, house: House, size: tuple[int, int] = (1366, 768)) -> Any:
        """Open the desk and wait for the names of the clerks."""
        from kiosk.desk_rooms import desk_rooms_of
        from kiosk.ui.desk.app import DeskApp

        self.house, self.size = house, size
        # The door's seconds are the test's, so that it can wait for a lock or a time-out.
        idle = float(house.settings.desk.idle_seconds)
        house.__dict__["sign_in"] = SignIn(
            house.clerks, house.trail, house.clock, steady=self.steady, idle_seconds=idle
        )
        rooms = desk_rooms_of(house)
        screen = msgspec.structs.replace(house.settings.screen, motion=False)
        settings = msgspec.structs.replace(house.settings, screen=screen)
        self.app = DeskApp(replace(rooms, settings=settings), steady=self.steady, size=size)
        self.app._run_prepare()
        self.wait_for(lambda: bool(self.desk.page._names) or self.desk.page.layout.nobody)
        return self.app

    @property
    def desk(self) -> Any:
        return self.app.desk

    @property
    def page(self) -> Any:
        return self.desk.page

    def press(self, code: int, *modifiers: str) -> None:
        """Press a key with what is held beside it."""
        self.window.dispatch("on_key_down", code, 0, None, list(modifiers))
        self.window.dispatch("on_key_up", code, 0)
        self.frames(1)

    def function(self, number: int) -> None:
        self.press(F1 + number - 1)

    def enter(self) -> None:
        self.press(ENTER)

    def sign_in(self, name: str = CLERK, pin: str = PIN) -> None:
        """Choose the name by its digit and type the PIN."""
        self.type(str(self.page._names.index(name) + 1))
        self.type(pin)
        self.enter()
        self.wait_for(lambda: self.desk.session is not None)

    def look_up(self, query: str, row: str = "1") -> None:
        """Type words and the digit of a row, as fast as the keys go, and wait for the dossier."""
        before = self.page.at_hand
        self.type(query + row if any(letter.isalpha() for letter in query) else query)
        if not any(letter.isalpha() for letter in query):
            self.enter()
        self.wait_for(lambda: self.page.at_hand not in (None, before))

    def answer_all(self) -> None:
        """Give the first answer of every question by its digit."""
        while self.page._zone == "case":
            self.type("1")

    def wait_for(self, condition: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait longer than the screens do: the desk opens the search and prints for real."""
        super().wait_for(condition, seconds)

    def close(self) -> None:
        """Let go of the widgets while the app is still the one that kv asks."""
        if self.app is not None:
            self.app.on_stop()
        super().close()

    def settled(self) -> None:
        """Wait until all slow work is done."""
        done: list[bool] = []
        self.desk.run(lambda: None, lambda _outcome: done.append(True), keep=True)
        self.wait_for(lambda: bool(done))


@pytest.fixture(scope="session")
def stocked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped catalogue, its index, and two clerks."""
    folder = tmp_path_factory.mktemp("desk-home")
    house = House(Home(folder), clock=lambda: START)
    house.finder()
    house.clerks.add(CLERK, Role.CLERK, hash_secret(PIN), START)
    house.clerks.add(STEWARD, Role.STEWARD, hash_secret(STEWARD_PIN), START)
    house.close()
    return folder


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def house(stocked_home: Path, tmp_path: Path, wall: Wall) -> Iterator[House]:
    """A house on a copy of that folder."""
    folder = tmp_path / "home"
    shutil.copytree(stocked_home, folder)
    house = House(Home(folder), clock=wall)
    yield house
    house.close()


@pytest.fixture
def desk(
    window: Any, tmp_path: Path, house: House, wall: Wall, request: pytest.FixtureRequest
) -> Iterator[DeskDriver]:
    """The desk's driver; a picture is kept in tests/failures when the test fails."""
    driver = DeskDriver(window, tmp_path)
    driver.house, driver.wall = house, wall
    yield driver
    report = getattr(request.node, "call_report", None)
    if report is not None and report.failed and driver.app is not None:
        driver.shot(Path(__file__).parent / "failures" / f"{request.node.name}.png")
    driver.close()


def texts_in(folder: Path, needle: str) -> list[Path]:
    """The files under ``folder`` that hold ``needle`` in UTF-8 or UTF-16."""
    wanted = [needle.encode("utf-8"), needle.encode("utf-16-le")]
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(w in path.read_bytes() for w in wanted)
    ]


__all__ = [
    "CLERK",
    "PIN",
    "STEWARD",
    "STEWARD_PIN",
    "DeskDriver",
    "desk",
    "house",
    "stocked_home",
    "texts_in",
    "wall",
    "window",
]
