"""What the frame says of the office: its place, whether it is open, whether help comes. Pure."""

from __future__ import annotations

import datetime as dt

from kiosk.desk.bell import Ringing
from kiosk.settings import WEEKDAYS, Hours
from kiosk.translation import Translator

KIND_WORDS = ("phường ", "xã ", "đặc khu ")


def short_place(place: str) -> str:
    """Return the place's own name: "Đông Ngạc" of "phường Đông Ngạc, Hà Nội"."""
    name = place.split(",", maxsplit=1)[0].strip()
    for kind in KIND_WORDS:
        if name.lower().startswith(kind):
            return name[len(kind) :]
    return name


def opening_words(hours: Hours, closed_today: bool, now: dt.datetime, tr: Translator) -> str:
    """Return whether the office is open: "Mở cửa đến 17:00", "Nghỉ trưa đến 13:00".

    ``closed_today``: a holiday or another day off.
    """
    if not any(getattr(hours, day) for day in WEEKDAYS):
        return tr("Ask staff for the hours")
    periods = [] if closed_today else hours.periods(now.date())
    if not periods:
        return tr("Closed today")
    time = now.time()
    ahead = [period for period in periods if time < period.closes]
    if not ahead:
        return tr("Closed for today")
    if ahead[0].opens <= time:
        # The lunch break is named when it comes: what counts at the door is the end of the day.
        return tr("Open until {time}", time=_clock(ahead[-1].closes))
    opens = _clock(ahead[0].opens)
    first = ahead == periods
    return tr("Opens at {time}", time=opens) if first else tr("Break until {time}", time=opens)


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02}"


def ringing_words(ringing: Ringing, tr: Translator) -> str:
    """Return what becomes of a call for a person, "" where there is no bell to speak of."""
    return {
        Ringing.RINGING: tr("Calling the staff …"),
        Ringing.HEARD: tr("The staff have been called. Please wait here."),
        Ringing.ANSWERED: tr("A member of staff is coming to you."),
    }.get(ringing, "")
