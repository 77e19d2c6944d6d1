"""The tally counts for the screens without making them wait, and loses nothing it can keep."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping

import pytest

from kiosk.catalogue.counted import CountKind
from kiosk.clock import COUNTER_ZONE
from kiosk.desk.tally import Tally
from kiosk.errors import Refused

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=COUNTER_ZONE)


class FakeCounts:
    def __init__(self) -> None:
        self.rows: Counter[tuple[dt.date, str, str]] = Counter()
        self.texts: Counter[str] = Counter()
        self.broken = False
        self.gate = threading.Event()
        self.gate.set()

    def add(
        self,
        day: dt.date,
        counts: Mapping[tuple[CountKind, str], int],
        unfound: Mapping[str, int] | None = None,
    ) -> None:
        self.gate.wait(5)
        if self.broken:
            raise Refused("nuôi chó")
        for (kind, key), count in counts.items():
            self.rows[day, kind, key] += count
        self.texts.update(unfound or {})


def test_everything_noted_is_written_once() -> None:
    counts = FakeCounts()
    tally = Tally(lambda: counts, lambda: NOW)
    tally.start()
    for _ in range(50):
        tally.note(CountKind.VISIT)
    tally.note(CountKind.LOOKED_UP, "1.001193")
    tally.note_unfound("Nuôi  chó")
    tally.note_unfound("nguyễn thị hoa")
    tally.stop()
    assert counts.rows == {
        (NOW.date(), "visit", ""): 50,
        (NOW.date(), "looked_up", "1.001193"): 1,
    }
    assert counts.texts == {"nuôi chó": 1}


def test_noting_never_waits_for_the_disk() -> None:
    counts = FakeCounts()
    counts.gate.clear()
    tally = Tally(lambda: counts, lambda: NOW)
    tally.start()
    began = time.perf_counter()
    for _ in range(100):
        tally.note(CountKind.VISIT)
    assert time.perf_counter() - began < 2  # the disk would never have answered
    counts.gate.set()
    tally.stop()
    assert sum(counts.rows.values()) == 100


def test_what_could_not_be_written_waits_and_the_log_is_silent_about_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    counts = FakeCounts()
    counts.broken = True
    tally = Tally(lambda: counts, lambda: NOW)
    with caplog.at_level(logging.DEBUG):
        tally.start()
        tally.note_unfound("nuôi chó")
        deadline = time.monotonic() + 5
        while not caplog.records and time.monotonic() < deadline:
            time.sleep(0.01)
        counts.broken = False
        tally.note(CountKind.ASKED)
        tally.stop()
    assert counts.texts == {"nuôi chó": 1}
    assert counts.rows[NOW.date(), "asked", ""] == 1
    assert "nuôi" not in caplog.text
    assert "counts could not be written" in caplog.text
