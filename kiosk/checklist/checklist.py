"""Procedure + answers + date → what to bring, what it costs, when to come back.

A ``Checklist`` holds facts only, in Vietnamese and where known in English; the words around them
come from ``words`` (screen, paper) and ``text`` (plain text, QR code).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from kiosk.catalogue.procedure import (
    Case,
    Decision,
    DocumentRequirement,
    Fee,
    Form,
    LegalBasis,
    Method,
    MethodKind,
    Necessity,
    Procedure,
    Purpose,
    Result,
    Source,
    Tier,
    TimeLimit,
    UpcomingChange,
)
from kiosk.checklist.calendar import Due, WorkingCalendar
from kiosk.checklist.cases import Situation, Truth, applies, completions, definite
from kiosk.checklist.questions import check_answers
from kiosk.settings import Hours, Office

STALE_AFTER = dt.timedelta(days=180)
"""Facts that no person compared with their source for longer than this are shown as stale."""

FORESIGHT = dt.timedelta(days=730)
"""How far ahead a change of the law is worth a line on the checklist."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the values here: immutable; every field is written out in JSON."""


class Reply(Part, frozen=True, kw_only=True):
    """One question with the answer given; ``label`` is empty for "I am not sure"."""

    question: str
    label: str
    question_en: str = ""
    label_en: str = ""


class Item(Part, frozen=True, kw_only=True):
    """One paper of the list. ``open_cases``: it is needed if one of these holds, not yet known."""

    document: DocumentRequirement
    form: Form | None = None
    open_cases: list[Case] = []


class FeeFact(Part, frozen=True, kw_only=True):
    """A fee that applies, or may apply where a case is still open."""

    fee: Fee
    open: bool


class TimeFact(Part, frozen=True, kw_only=True):
    """A time limit that applies (or may, if ``open``) and when it ends if handed in now."""

    limit: TimeLimit
    open: bool
    due: Due | None = None


class MethodFacts(Part, frozen=True, kw_only=True):
    """Cost and time of one way to hand in."""

    kind: MethodKind
    times: list[TimeFact]
    fees: list[FeeFact]
    note: str = ""
    note_en: str = ""


class FeeKind(StrEnum):
    """What can be said of the cost in one phrase."""

    FREE = "free"
    EXACT = "exact"
    FROM = "from"
    UNKNOWN = "unknown"


class FeeSummary(Part, frozen=True, kw_only=True):
    """The cost in one phrase, in whole đồng; ``extras``: optional services cost extra."""

    kind: FeeKind
    amount: int | None = None
    per: str = ""
    extras: bool = False


class Checklist(Part, frozen=True, kw_only=True):
    """What one person needs for one procedure, on one day, at one office."""

    code: str
    title: str
    name: str
    field: str
    tier: Tier
    office: Office
    at: dt.datetime
    hours: Hours
    title_en: str = ""
    name_en: str = ""
    field_en: str = ""
    agency: str = ""
    replies: list[Reply] = []
    certain: list[Item] = []
    possible: list[Item] = []
    notes: list[DocumentRequirement] = []
    dossier_sets: int | None = None
    methods: list[MethodFacts] = []
    steps: list[str] = []
    steps_en: list[str] = []
    requirements: list[str] = []
    results: list[Result] = []
    legal_bases: list[LegalBasis] = []
    counter: str = ""
    counter_en: str = ""
    where_to_go: str = ""
    where_to_go_en: str = ""
    decision: Decision | None = None
    source: Source | None = None
    source_dated: dt.date | None = None
    checked_on: dt.date | None = None
    stale: bool = False
    changes: list[UpcomingChange] = []
    closed_days: list[tuple[dt.date, str, str]] = []
    url: str = ""
    fee: FeeSummary
    time: TimeFact | None = None

    @property
    def has_list(self) -> bool:
        """Say whether we know the papers; if not, "ask at the counter" is the honest answer."""
        return self.tier is Tier.FULL


def build(
    procedure: Procedure,
    answers: Mapping[str, str],
    *,
    at: dt.datetime,
    office: Office,
    hours: Hours,
    calendar: WorkingCalendar,
    counter: str = "",
    counter_en: str = "",
) -> Checklist:
    """Return the checklist for ``answers``, handed in at ``at`` (aware, the counter's time).

    ``counter`` is where the procedure is handed in here, empty where the office names none.

    Raises:
        UnknownAnswerError: an answer that the procedure does not know.
        ValueError: ``at`` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone; give the counter's time")
    check_answers(procedure, answers)
    situation = Situation(procedure, answers)
    certain, possible, notes = _papers(procedure, situation)
    methods = [_method(method, situation, calendar, at) for method in procedure.methods]
    today = at.date()
    source = procedure.source
    first = methods[0] if methods else None
    return Checklist(
        code=procedure.code,
        title=procedure.title,
        title_en=procedure.short_name_en or procedure.name_en,
        name=procedure.name,
        name_en=procedure.name_en,
        field=procedure.field,
        field_en=procedure.field_en,
        tier=procedure.tier,
        office=office,
        hours=hours,
        at=at,
        agency=procedure.agency,
        replies=_replies(procedure, answers),
        certain=certain,
        possible=possible,
        notes=notes,
        dossier_sets=procedure.dossier_sets,
        methods=methods,
        steps=procedure.steps,
        steps_en=procedure.steps_en,
        requirements=procedure.requirements,
        results=procedure.results,
        legal_bases=procedure.legal_bases,
        counter=counter,
        counter_en=counter_en,
        where_to_go=procedure.where_to_go,
        where_to_go_en=procedure.where_to_go_en,
        decision=procedure.decision,
        source=source,
        source_dated=source.dated if source else None,
        checked_on=procedure.checked_on,
        stale=is_stale(procedure, today),
        changes=[c for c in procedure.changes if today < c.date <= today + FORESIGHT],
        closed_days=[
            (day.date, day.name, day.name_en)
            for day in calendar.closed_days(today, today + dt.timedelta(days=7))
        ],
        url=source.url if source else "",
        fee=_fee_summary(procedure.methods[0] if procedure.methods else None, situation),
        time=first.times[0] if first and len(first.times) == 1 else None,
    )


def is_stale(procedure: Procedure, today: dt.date) -> bool:
    """Say whether the facts may have lapsed.

    Checked more than 180 days ago, or a change of the law came into force after the check. A clock
    that runs behind never makes facts stale.
    """
    checked = procedure.checked_on
    if procedure.effective_to is not None and procedure.effective_to < today:
        return True
    if checked is None:
        return False
    changed = any(checked < change.date <= today for change in procedure.changes)
    return changed or today - checked > STALE_AFTER


def _replies(procedure: Procedure, answers: Mapping[str, str]) -> list[Reply]:
    """Return the questions that were asked, each with its answer."""
    given = definite(procedure, answers)
    asked = {key for complete in completions(procedure, answers) for key in complete}
    replies: list[Reply] = []
    for question in procedure.questions:
        if question.key not in answers or question.key not in asked:
            continue
        chosen = next((a for a in question.answers if a.key == given.get(question.key)), None)
        replies.append(
            Reply(
                question=question.text,
                question_en=question.text_en,
                label=chosen.label if chosen else "",
                label_en=chosen.label_en if chosen else "",
            )
        )
    return replies


def _papers(
    procedure: Procedure, situation: Situation
) -> tuple[list[Item], list[Item], list[DocumentRequirement]]:
    """Return the certain and the possible papers, and the remarks that are no papers."""
    forms = {form.key: form for form in procedure.forms}
    certain: list[Item] = []
    possible: list[Item] = []
    notes: list[DocumentRequirement] = []
    for document in procedure.documents:
        needed = situation.truth(document.cases)
        if needed is Truth.NO:
            continue
        if document.purpose is Purpose.NOTE:
            notes.append(document)
            continue
        still_open = situation.open_cases(document.cases) if needed is Truth.OPEN else []
        item = Item(document=document, form=forms.get(document.form), open_cases=still_open)
        sure = needed is Truth.YES and document.necessity is Necessity.ALWAYS
        (certain if sure else possible).append(item)
    return certain, possible, notes


def _method(
    method: Method, situation: Situation, calendar: WorkingCalendar, at: dt.datetime
) -> MethodFacts:
    """Return what applies of one way to hand in."""
    times = [
        TimeFact(limit=limit, open=truth is Truth.OPEN, due=calendar.due(limit, at))
        for limit in method.time_limits
        if (truth := situation.truth(limit.cases)) is not Truth.NO
    ]
    fees = [
        FeeFact(fee=fee, open=truth is Truth.OPEN)
        for fee in method.fees
        if (truth := situation.truth(fee.cases)) is not Truth.NO
    ]
    return MethodFacts(
        kind=method.kind, times=times, fees=fees, note=method.note, note_en=method.note_en
    )


def _fee_summary(method: Method | None, situation: Situation) -> FeeSummary:
    """Return the cost of one way to hand in as one phrase.

    The required fees are added up for every way the open questions may turn out; where one of these
    names no fee or an unknown one, the whole is unknown: that beats a guess.
    """
    fees = method.fees if method else []
    extras = any(fee.optional and situation.truth(fee.cases) is not Truth.NO for fee in fees)
    totals: list[tuple[int, str]] = []
    mixed = False
    for world in situation.worlds:
        required = [fee for fee in fees if not fee.optional and applies(fee.cases, world)]
        amounts = [fee.amount for fee in required if fee.amount is not None]
        if not required or len(amounts) < len(required):
            return FeeSummary(kind=FeeKind.UNKNOWN, extras=extras)
        units = sorted({fee.per for fee in required if fee.amount})
        mixed = mixed or len(units) > 1
        least = min(amount for amount in amounts if amount) if len(units) > 1 else sum(amounts)
        totals.append((least, units[0] if len(units) == 1 else ""))
    amount, per = min(totals)
    if mixed or len(set(totals)) > 1:
        return FeeSummary(kind=FeeKind.FROM, amount=amount, per=per, extras=extras)
    kind = FeeKind.EXACT if amount else FeeKind.FREE
    return FeeSummary(kind=kind, amount=amount, per=per, extras=extras)
