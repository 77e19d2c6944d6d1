"""The time at the counter. Handed in as a function, so that tests and ``--at`` can set it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

COUNTER_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""All times of the product are aware and in this zone."""

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """Return the current time at the counter."""
    return dt.datetime.now(COUNTER_ZONE)
