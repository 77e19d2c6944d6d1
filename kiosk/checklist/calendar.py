"""When an answer is due: working days, calendar days and hours of one office.

No statute defines "ngày làm việc"; in practice it is Monday to Friday without public holidays. The
day of receipt is not counted and a period that ends on a day off ends on the next working day (Bộ
luật Dân sự 2015 Điều 147, 148). Hours are counted while the office is open. The hour after which a
dossier counts as received on the next working day (15:00) is a rule of single procedures, never
assumed here (``TimeLimit.cutoff``). A date from here is what the rule gives, not a promise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import msgspec

from kiosk.catalogue.procedure import TimeLimit, TimeUnit
from kiosk.checklist.days import DaysTable, SpecialDay, seed
from kiosk.settings import Hours, Period

SATURDAY = 5
LONGEST_CLOSURE = 60
"""Days without an opening after which the hours must be wrong and no date is given."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When the rule ends. ``received``: the day the dossier counts as received.

    ``confirmed``: every year that was counted through has a confirmed table of days off.
    """

    at: dt.datetime
    received: dt.date
    confirmed: bool


class WorkingCalendar:
    """The days and hours of one office; years are looked up when first needed and kept."""

    def __init__(
        self,
        hours: Hours,
        table: DaysTable | None = None,
        *,
        seed: Callable[[int], Iterable[SpecialDay]] = seed,
    ) -> None:
        self._hours = hours
        self._table = table or DaysTable()
        self._seed = seed
        self._years: dict[int, dict[dt.date, SpecialDay]] = {}
        self._written = {entry.year: entry for entry in self._table.years}

    def special_day(self, date: dt.date) -> SpecialDay | None:
        """Return the holiday, closed day or made-up working day on ``date``, if it is one."""
        if date.year not in self._years:
            written = self._written.get(date.year)
            found = self._seed(date.year) if written is None else written.days
            days = {day.date: day for day in found if day.date.year == date.year}
            days |= {day.date: day for day in self._table.days if day.date.year == date.year}
            self._years[date.year] = days
        return self._years[date.year].get(date)

    def confirmed(self, year: int) -> bool:
        """Say whether a person has compared the days off of ``year`` with the public notice."""
        return year in self._written and self._written[year].confirmed

    def is_working_day(self, date: dt.date) -> bool:
        """Say whether ``date`` counts as a working day."""
        special = self.special_day(date)
        return date.weekday() < SATURDAY if special is None else not special.closed

    def periods(self, date: dt.date) -> list[Period]:
        """Return when the office is open on ``date``; a made-up day opens like a weekday."""
        special = self.special_day(date)
        if special is None:
            return self._hours.periods(date)
        if special.closed:
            return []
        usual = self._hours.periods(date)
        monday = date - dt.timedelta(days=date.weekday())
        week = (monday + dt.timedelta(days=days) for days in range(SATURDAY))
        return usual or next((found for day in week if (found := self._hours.periods(day))), [])

    def closed_days(self, first: dt.date, last: dt.date) -> list[SpecialDay]:
        """Return the closed days from ``first`` to ``last`` on which the office would be open."""
        found = (self.special_day(date) for date in _dates(first, last))
        return [day for day in found if day and day.closed and self._hours.periods(day.date)]

    def due(self, limit: TimeLimit, at: dt.datetime) -> Due | None:
        """Return when ``limit`` ends for a dossier handed in at ``at`` (aware).

        None where the limit is unknown or the office's hours are. A dossier handed in while the
        office is closed counts from its next opening.
        """
        if limit.unit is TimeUnit.UNKNOWN:
            return None
        if limit.amount is None and limit.unit is not TimeUnit.SAME_DAY:
            return None
        received = self._opening_from(at)
        if received is None:
            return None
        if limit.cutoff and received.time() > dt.time.fromisoformat(limit.cutoff):
            received = self._start_of_next_working_day(received)
            if received is None:
                return None
        if limit.unit is TimeUnit.HOURS:
            end = self._after_hours(received, dt.timedelta(hours=limit.amount or 0))
        else:
            end = self._closing(self._last_day(limit, received.date()), at.tzinfo)
        if end is None:
            return None
        years = range(received.year, end.year + 1)
        return Due(
            at=end,
            received=received.date(),
            confirmed=all(self.confirmed(year) for year in years),
        )

    def _last_day(self, limit: TimeLimit, received: dt.date) -> dt.date:
        """Return the day on which a limit in days ends, before it moves to an open day."""
        if limit.unit is TimeUnit.SAME_DAY:
            return received
        if limit.unit is TimeUnit.CALENDAR_DAYS:
            day = received + dt.timedelta(days=limit.amount or 0)
            while not self.is_working_day(day):
                day += dt.timedelta(days=1)
            return day
        day, left = received, limit.amount or 0
        while left > 0:
            day += dt.timedelta(days=1)
            left -= self.is_working_day(day)
        return day

    def _closing(self, day: dt.date, zone: dt.tzinfo | None) -> dt.datetime | None:
        """Return the closing time of the first open day from ``day`` on."""
        for date in _dates(day, day + dt.timedelta(days=LONGEST_CLOSURE)):
            periods = self.periods(date)
            if periods:
                return dt.datetime.combine(date, periods[-1].closes, zone)
        return None

    def _opening_from(self, at: dt.datetime) -> dt.datetime | None:
        """Return ``at`` while the office is open, else its next opening."""
        return next((max(at, opens) for opens, _ in self._spans(at)), None)

    def _start_of_next_working_day(self, at: dt.datetime) -> dt.datetime | None:
        """Return when the office opens on the next working day after ``at``."""
        day = at.date() + dt.timedelta(days=1)
        while not (self.is_working_day(day) and self.periods(day)):
            day += dt.timedelta(days=1)
            if (day - at.date()).days > LONGEST_CLOSURE:
                return None
        return dt.datetime.combine(day, self.periods(day)[0].opens, at.tzinfo)

    def _after_hours(self, at: dt.datetime, length: dt.timedelta) -> dt.datetime | None:
        """Return the moment ``length`` of open time after ``at``."""
        left = length
        while True:
            start = at
            for opens, closes in self._spans(at):
                start = max(at, opens)
                if closes - start >= left:
                    return start + left
                left -= closes - start
                at = closes
            if start == at:
                return None

    def _spans(self, at: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """Yield the opening spans that end after ``at``, for as long as a closure may last."""
        first = at.date()
        for date in _dates(first, first + dt.timedelta(days=LONGEST_CLOSURE)):
            for period in self.periods(date):
                closes = dt.datetime.combine(date, period.closes, at.tzinfo)
                if closes > at:
                    yield dt.datetime.combine(date, period.opens, at.tzinfo), closes


def _dates(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the dates from ``first`` to ``last``, both included."""
    for days in range((last - first).days + 1):
        yield first + dt.timedelta(days=days)
