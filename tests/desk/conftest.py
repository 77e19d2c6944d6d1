"""A desk's database in an empty folder, and clocks that a test sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.catalogue.database import Database, migrate, open_database
from kiosk.clock import COUNTER_ZONE


class Hands:
    """The clock on the wall and the steady seconds, both set by a test."""

    def __init__(self) -> None:
        self.wall = dt.datetime(2026, 11, 23, 8, 0, tzinfo=COUNTER_ZONE)
        self.seconds = 1000.0

    def clock(self) -> dt.datetime:
        return self.wall

    def steady(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        """Let both go on."""
        self.wall += dt.timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Database]:
    engine = open_database(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    migrate(engine)
    yield engine
    engine.dispose()
