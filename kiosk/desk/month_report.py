"""The month's figures on one page for the head of office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec

from kiosk.catalogue.counted import CountKind, Reason, UnfoundText
from kiosk.checklist import words
from kiosk.desk.month import Month
from kiosk.printing.render_protocol import RenderRequest
from kiosk.settings import Office
from kiosk.translation import Translator

MOST_ROWS = 8
"""Rows of a list that the page has room for."""

FEW = 5
"""Under so many ratings a share is left out: it would say more of persons than of the service."""


class Figure(msgspec.Struct, frozen=True):
    """A large number, what it counts, and what is to be said beside it."""

    value: str
    label: str
    detail: str


class Bar(msgspec.Struct, frozen=True):
    """One bar: ``share`` of the longest, 0 to 1."""

    label: str
    value: str
    share: float
    faint: bool = False


class WeekBar(msgspec.Struct, frozen=True):
    """One week's ratings: shares of 5 to 1, which add up to 1, or none."""

    label: str
    shares: list[float]
    said: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template sets."""

    language: str
    document_title: str
    office: str
    place: str
    title: str
    figures: list[Figure]
    visits_label: str
    visits: list[Bar]
    most_label: str
    most: list[Bar]
    nothing: str
    satisfaction_label: str
    legend: list[str]
    weeks: list[WeekBar]
    reasons_label: str
    reasons: list[Bar]
    unfound_label: str
    unfound: list[Bar]
    foot: list[str]


def lay_out_report(
    month: Month,
    unfound: Sequence[UnfoundText],
    *,
    title_of: Callable[[str], str],
    office: Office,
    at: dt.datetime,
    tr: Translator,
) -> Report:
    """Return the page. ``title_of`` names a procedure by its code."""
    name = tr("Month {month} of {year}", month=f"{month.first:%m}", year=month.first.year)
    return Report(
        language=tr.language,
        document_title=f"{tr('How the guidance machine was used')}. {name}",
        office=tr.pick(office.name, office.name_en),
        place=tr.pick(office.place, office.place_en),
        title=f"{tr('How the guidance machine was used')}. {name}",
        figures=_figures(month, tr),
        visits_label=tr("Visits by day"),
        visits=_visits(month),
        most_label=tr("Most looked up"),
        most=_bars([(title_of(code), count) for code, count in month.looked_up]),
        nothing=tr("Nothing was counted."),
        satisfaction_label=tr("Satisfaction by week"),
        legend=[
            tr("Very satisfied"),
            tr("Satisfied"),
            tr("Neutral"),
            tr("Dissatisfied"),
            tr("Very dissatisfied"),
        ],
        weeks=_weeks(month, tr),
        reasons_label=tr("Reasons given"),
        reasons=_bars([(reason_words(key, tr), count) for key, count in month.reasons]),
        unfound_label=tr("Typed, and nothing was found"),
        unfound=_bars([(text.text, text.count) for text in unfound]),
        foot=[
            tr("Counted without names, by whole days. Nothing here leads back to a person."),
            tr("Made on {date}", date=words.date_words(at.date(), tr)),
        ],
    )


SHOWN = (
    CountKind.VISIT,
    CountKind.LOOKED_UP,
    CountKind.PRINTED,
    CountKind.QR_SHOWN,
    CountKind.ASKED,
    CountKind.NOTHING_FOUND,
)
"""The kinds that the large numbers are of, and the tables by day."""


def kind_words(kind: CountKind, tr: Translator) -> str:
    """Return what is counted, as it stands beside a number."""
    names = {
        CountKind.VISIT: tr("visits"),
        CountKind.LOOKED_UP: tr("checklists looked up"),
        CountKind.PRINTED: tr("printed"),
        CountKind.QR_SHOWN: tr("taken by phone"),
        CountKind.ASKED: tr("asked a person"),
        CountKind.NOTHING_FOUND: tr("found nothing"),
        CountKind.SATISFACTION: tr("satisfaction, 1 to 5"),
        CountKind.REASON: tr("reason given"),
    }
    return names[kind]


def reason_words(key: str, tr: Translator) -> str:
    """Return a reason in words; one that this program does not know stays as it is."""
    names = {
        Reason.HARD_TO_FIND: tr("Hard to find what I need"),
        Reason.HARD_TO_READ: tr("Hard to read"),
        Reason.NOT_MY_CASE: tr("It does not fit my case"),
        Reason.TOO_SLOW: tr("Too slow"),
        Reason.NEEDED_HELP: tr("I needed help"),
        Reason.EASY_TO_FIND: tr("Easy to find"),
        Reason.EASY_TO_READ: tr("Easy to read"),
        Reason.QUICK: tr("Quick"),
        Reason.KIND_STAFF: tr("The staff helped me"),
    }
    return next((name for reason, name in names.items() if reason == key), key)


def _figures(month: Month, tr: Translator) -> list[Figure]:
    """Return the large numbers."""
    return [
        Figure(number(month.totals[kind], tr), kind_words(kind, tr), _compared(month, kind, tr))
        for kind in SHOWN
    ]


def _compared(month: Month, kind: CountKind, tr: Translator) -> str:
    """Return what it was in the month before, "" where nothing was counted then."""
    if not any(month.before.values()):
        return ""
    return tr("month before: {n}", n=number(month.before[kind], tr))


def number(value: int, tr: Translator) -> str:
    """Return a whole number with its thousands set apart: "1.234" or "1,234"."""
    text = f"{value:,}"
    return text.replace(",", ".") if tr.language == "vi" else text


def _visits(month: Month) -> list[Bar]:
    """Return one bar a day; Saturdays and Sundays are faint."""
    longest = max(month.visits, default=0) or 1
    return [
        Bar(
            label=str(place + 1),
            value=str(count) if count else "",
            share=count / longest,
            faint=(month.first + dt.timedelta(days=place)).weekday() > 4,
        )
        for place, count in enumerate(month.visits)
    ]


def _bars(rows: Sequence[tuple[str, int]]) -> list[Bar]:
    """Return the first rows as bars, the longest first."""
    longest = max((count for _, count in rows), default=0) or 1
    return [Bar(label, str(count), count / longest) for label, count in rows[:MOST_ROWS]]


def _weeks(month: Month, tr: Translator) -> list[WeekBar]:
    """Return one bar a week."""
    bars: list[WeekBar] = []
    for week in month.weeks:
        label = f"{week.first:%d/%m}–{week.last:%d/%m}"
        if week.first == week.last:
            label = f"{week.first:%d/%m}"
        if week.rated < FEW:
            bars.append(WeekBar(label, [], tr("fewer than {n} ratings", n=FEW)))
            continue
        said = tr(
            "Satisfied: {percent} %, {n} ratings", percent=week.satisfied_percent, n=week.rated
        )
        bars.append(WeekBar(label, [score / week.rated for score in week.scores], said))
    return bars


def report_request(report: Report) -> RenderRequest:
    """Return what to ask the renderer for."""
    text = msgspec.json.encode(report).decode("utf-8")
    return RenderRequest(template="report.typ", inputs={"report": text})
