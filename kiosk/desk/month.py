"""A month in anonymous counts: the figures that a head of office reads."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence

import msgspec

from kiosk.catalogue.counted import CountKind, DayCount

SCORES = (5, 4, 3, 2, 1)
SATISFIED = (5, 4)


class Week(msgspec.Struct, frozen=True):
    """The ratings of one week within the month; ``scores`` counts 5 to 1."""

    first: dt.date
    last: dt.date
    scores: list[int]

    @property
    def rated(self) -> int:
        """How many said how satisfied they were."""
        return sum(self.scores)

    @property
    def satisfied_percent(self) -> int | None:
        """Share of 5 and 4 in whole percent, None where nobody said."""
        satisfied = sum(self.scores[SCORES.index(score)] for score in SATISFIED)
        return round(100 * satisfied / self.rated) if self.rated else None


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one month; ``totals`` has every kind, ``before`` those of the month before."""

    first: dt.date
    last: dt.date
    totals: dict[CountKind, int]
    before: dict[CountKind, int]
    visits: list[int]
    looked_up: list[tuple[str, int]]
    reasons: list[tuple[str, int]]
    weeks: list[Week]


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the month of ``day``."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def figures(day: dt.date, counts: Sequence[DayCount], before: Sequence[DayCount]) -> Month:
    """Return the figures of the month of ``day`` from its counts and those of the month before."""
    first, last = month_of(day)
    visits = [0] * last.day
    looked_up: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    scores: Counter[tuple[dt.date, int]] = Counter()
    for row in counts:
        if row.kind is CountKind.VISIT:
            visits[row.day.day - 1] += row.count
        elif row.kind is CountKind.LOOKED_UP:
            looked_up[row.key] += row.count
        elif row.kind is CountKind.REASON:
            reasons[row.key] += row.count
        elif row.kind is CountKind.SATISFACTION:
            scores[_monday(row.day), int(row.key)] += row.count
    return Month(
        first=first,
        last=last,
        totals=_totals(counts),
        before=_totals(before),
        visits=visits,
        looked_up=_ranked(looked_up),
        reasons=_ranked(reasons),
        weeks=_weeks(first, last, scores),
    )


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    """Return the most frequent first; equals in the order of their keys."""
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _totals(counts: Sequence[DayCount]) -> dict[CountKind, int]:
    """Return how often each kind happened."""
    totals = dict.fromkeys(CountKind, 0)
    for row in counts:
        totals[row.kind] += row.count
    return totals


def _monday(day: dt.date) -> dt.date:
    """Return the Monday of the week of ``day``."""
    return day - dt.timedelta(days=day.weekday())


def _weeks(first: dt.date, last: dt.date, scores: Counter[tuple[dt.date, int]]) -> list[Week]:
    """Return the weeks, the first and the last one cut to the month."""
    weeks: list[Week] = []
    monday = _monday(first)
    while monday <= last:
        sunday = monday + dt.timedelta(days=6)
        counted = [scores[monday, score] for score in SCORES]
        weeks.append(Week(max(monday, first), min(sunday, last), counted))
        monday += dt.timedelta(days=7)
    return weeks
