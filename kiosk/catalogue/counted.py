"""What is counted: anonymous, by day, and no more than these kinds.

No time finer than the day, no text, no person: a count cannot be led back to who stood there.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec


class CountKind(StrEnum):
    """What happened. The key of a count is named beside each; it is empty for the others."""

    VISIT = "visit"
    LOOKED_UP = "looked_up"  # the procedure's code
    PRINTED = "printed"  # the procedure's code
    QR_SHOWN = "qr_shown"  # the procedure's code
    ASKED = "asked"
    NOTHING_FOUND = "nothing_found"
    SATISFACTION = "satisfaction"  # "1" (very dissatisfied) to "5"
    REASON = "reason"  # one of ``Reason``


class Reason(StrEnum):
    """What a person was satisfied or dissatisfied with; chosen by touch, never typed."""

    HARD_TO_FIND = "hard_to_find"
    HARD_TO_READ = "hard_to_read"
    NOT_MY_CASE = "not_my_case"
    TOO_SLOW = "too_slow"
    NEEDED_HELP = "needed_help"
    EASY_TO_FIND = "easy_to_find"
    EASY_TO_READ = "easy_to_read"
    QUICK = "quick"
    KIND_STAFF = "kind_staff"


class DayCount(msgspec.Struct, frozen=True):
    """How often something happened on one day."""

    day: dt.date
    kind: CountKind
    key: str
    count: int


class UnfoundText(msgspec.Struct, frozen=True):
    """What was typed and found nothing, how often, and on which day last."""

    text: str
    count: int
    last_day: dt.date
