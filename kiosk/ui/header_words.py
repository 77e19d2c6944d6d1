"""What the header says: the place's own name, and whether the office is open now. Pure."""

from __future__ import annotations

import datetime as dt

from kiosk.settings import Hours
from kiosk.translation import Translator


KIND_WORDS = ("phường ", "xã ", "đặc khu ")


def short_place(place: str) -> str:
    """Return the place's own name: "Đông Ngạc" of "phường Đông Ngạc, Hà Nội"."""
    name = place.split(",")[0].strip()
    for kind in KIND_WORDS:
        if name.lower().startswith(kind):
            return name[len(kind) :]
    return name


def opening_words(hours: Hours, closed_today: bool, now: dt.datetime, tr: Translator) -> str:
    """Return "Mở cửa đến 17:00", "Nghỉ trưa đến 13:00", "Hôm nay nghỉ" …

    ``closed_today``: a holiday or another day off. Empty where the profile names no hours at all.
    """
    if not any(getattr(hours, day) for day in _WEEKDAYS):
        return tr("Ask staff for the hours")
    periods = [] if closed_today else hours.periods(now.date())
    if not periods:
        return tr("Closed today")
    time = now.time()
    if time >= periods[-1].closes:
        return tr("Closed for today")
    if time < periods[0].opens:
        return tr("Opens at {time}", time=_clock(periods[0].opens))
    later = next((period for period in periods if time < period.opens), None)
    if any(period.opens <= time < period.closes for period in periods):
        # The lunch break is named when it comes: what counts at the door is the end of the day.
        return tr("Open until {time}", time=_clock(periods[-1].closes))
    if later is None:
        return tr("Closed for today")
    return tr("Break until {time}", time=_clock(later.opens))


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02}"
