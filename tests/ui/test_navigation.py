"""Where Back leads, when a visit is over, and what the header says."""

from __future__ import annotations

import datetime as dt
import gettext

import pytest

from kiosk.clock import COUNTER_ZONE
from kiosk.settings import Hours, Timeouts
from kiosk.translation import Translator
from kiosk.ui.header_words import opening_words, short_place
from kiosk.ui.idle import Presence, idle_since
from kiosk.ui.navigation import PARENTS, Place, back, go

TR = Translator("en", gettext.NullTranslations())


def test_back_retraces_the_way() -> None:
    trail = go(go((Place.HOME,), Place.RESULTS), Place.PROCEDURE)
    assert back(trail)[-1] is Place.RESULTS
    assert back(back(trail))[-1] is Place.HOME


def test_going_to_a_place_again_cuts_the_trail() -> None:
    trail = (Place.HOME, Place.QUESTION, Place.PROCEDURE)
    assert go(trail, Place.QUESTION) == (Place.HOME, Place.QUESTION)


@pytest.mark.parametrize("place", list(Place))
def test_back_is_known_from_everywhere(place: Place) -> None:
    trail: tuple[Place, ...] = (place,)
    for _ in range(len(PARENTS)):
        trail = back(trail)
    assert trail == (Place.ATTRACT,)


def test_idle_warns_for_at_least_twenty_seconds() -> None:
    timeouts = Timeouts(idle_seconds=60, warning_seconds=20)
    assert idle_since(0, 30, timeouts).left == pytest.approx(0.5)
    assert idle_since(0, 59.9, timeouts).presence is Presence.HERE
    warned = idle_since(0, 60, timeouts)
    assert (warned.presence, warned.warning_seconds) == (Presence.WARNED, 20)
    assert idle_since(0, 79.9, timeouts).warning_seconds == 1
    assert idle_since(0, 80, timeouts).presence is Presence.GONE


def test_a_clock_that_jumps_back_ends_no_visit() -> None:
    assert idle_since(100, 50, Timeouts()).left == 1.0


HOURS = Hours(monday=["08:00-12:00", "13:00-17:00"])


@pytest.mark.parametrize(
    ("time", "closed", "said"),
    [
        ("07:30", False, "Opens at 8:00"),
        ("08:00", False, "Open until 17:00"),
        ("12:00", False, "Break until 13:00"),
        ("14:05", False, "Open until 17:00"),
        ("17:00", False, "Closed for today"),
        ("14:05", True, "Closed today"),
    ],
)
def test_the_header_says_whether_the_office_is_open(time: str, closed: bool, said: str) -> None:
    now = dt.datetime.fromisoformat(f"2026-11-23T{time}").replace(tzinfo=COUNTER_ZONE)
    assert opening_words(HOURS, closed, now, TR) == said


def test_a_day_without_hours_is_closed_and_no_hours_are_unknown() -> None:
    sunday = dt.datetime(2026, 11, 22, 10, 0, tzinfo=COUNTER_ZONE)
    assert opening_words(HOURS, False, sunday, TR) == "Closed today"
    assert opening_words(Hours(), False, sunday, TR) == "Ask staff for the hours"


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("phường Đông Ngạc, Hà Nội", "Đông Ngạc"),
        ("xã Tân Tiến, tỉnh Đồng Nai", "Tân Tiến"),
        ("Đặc khu Phú Quốc, An Giang", "Phú Quốc"),
        ("Hà Nội", "Hà Nội"),
    ],
)
def test_the_short_place(place: str, short: str) -> None:
    assert short_place(place) == short
