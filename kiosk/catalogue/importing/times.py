"""Thời hạn as official records write it: "5 Ngày làm việc", "1", "Không quy định"."""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalogue.importing.fields import blank_to_empty
from kiosk.catalogue.procedure import TimeLimit, TimeUnit
from kiosk.vietnamese.text import clean

UNIT_WORDS: Final = "Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Phút|Tuần|Năm"

_UNITS: Final = {
    "ngày làm việc": TimeUnit.WORKING_DAYS,
    "ngày": TimeUnit.CALENDAR_DAYS,
    "giờ": TimeUnit.HOURS,
}
_LIMIT: Final = re.compile(rf"(\d{{1,4}}) ?({UNIT_WORDS})", re.IGNORECASE)
_BARE: Final = re.compile(r"\d{1,4}")


def time_limits(text: str) -> list[TimeLimit]:
    """Read one time limit; none where the record says nothing.

    A number without a unit keeps its amount and the unit ``unknown`` (data trap 3): birth
    registration says "1". What does not fit our units (months, minutes, 1.5 days, words) is kept
    as a note, without an amount.
    """
    written = blank_to_empty(clean(text))
    if not written:
        return []
    if _BARE.fullmatch(written):
        amount = int(written)
        return [TimeLimit(unit=TimeUnit.UNKNOWN, amount=amount)] if amount else []
    match = _LIMIT.fullmatch(written)
    if match and match[2].lower() in _UNITS and int(match[1]):
        return [TimeLimit(unit=_UNITS[match[2].lower()], amount=int(match[1]))]
    return [TimeLimit(unit=TimeUnit.UNKNOWN, note=written)]
