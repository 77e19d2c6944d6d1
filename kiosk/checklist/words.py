"""The words around the facts of a checklist, in the language of a ``Translator``.

Screens, paper and plain text take their phrases from here, so that they say the same thing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from kiosk.catalogue.procedure import (
    DocumentRequirement,
    Fee,
    FeeStep,
    MethodKind,
    Necessity,
    Purpose,
    Source,
    TimeLimit,
    TimeUnit,
)
from kiosk.checklist.checklist import (
    Checklist,
    FeeKind,
    FeeSummary,
    Item,
    MethodFacts,
    TimeFact,
)
from kiosk.settings import Hours, Period
from kiosk.translation import Translator

PER_ENGLISH = {
    "trang": "page",
    "bản": "copy",
    "bản sao": "copy",
    "trường hợp": "case",
    "lần": "time",
    "lần đăng ký": "registration",
    "người, lần đăng ký": "person and registration",
    "người": "person",
    "hồ sơ": "dossier",
    "giấy phép": "licence",
    "thẻ": "card",
    "văn bản": "paper",
    "hợp đồng": "contract",
    "hợp đồng, giao dịch": "contract",
    "di chúc": "will",
}
"""English for what a fee is "per"; a unit not here stays Vietnamese."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Headline = tuple[str, str]
"""A large phrase and the small line under it (may be empty)."""


def sentence(text: str) -> str:
    """Return ``text`` with a full stop, unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:" else f"{text}."


def lower_first(text: str) -> str:
    """Return ``text`` with a small first letter, unless its first word is all capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return ``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]


def money(amount: int, tr: Translator) -> str:
    """Return whole đồng: "15.000 đồng", "15,000 VND"."""
    if tr.language == "vi":
        return f"{amount:,} đồng".replace(",", ".")
    return f"{amount:,} VND"


def date_words(date: dt.date, tr: Translator) -> str:
    """Return "23/11/2026" or "23 Nov 2026"."""
    if tr.language == "vi":
        return f"{date:%d/%m/%Y}"
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def clock_words(time: dt.time) -> str:
    """Return "8:00"."""
    return f"{time.hour}:{time.minute:02}"


def weekday_words(date: dt.date, tr: Translator) -> str:
    """Return "thứ Hai" or "Monday"."""
    return weekday_name(date.weekday(), tr)


def weekday_name(weekday: int, tr: Translator) -> str:
    """Return the name of a weekday, 0 is Monday."""
    names = (
        tr("Monday"),
        tr("Tuesday"),
        tr("Wednesday"),
        tr("Thursday"),
        tr("Friday"),
        tr("Saturday"),
        tr("Sunday"),
    )
    return names[weekday]


def per_words(per: str, tr: Translator) -> str:
    """Return what a fee is for one of."""
    return per if tr.language == "vi" else PER_ENGLISH.get(per, per)


def papers_headline(checklist: Checklist, tr: Translator) -> Headline:
    """Return "3 giấy tờ" with "có thể thêm 1"; without a list "Hỏi tại quầy"."""
    if not checklist.has_list:
        return tr("Ask at the counter"), ""
    certain, possible = len(checklist.certain), len(checklist.possible)
    if not certain and not possible:
        return tr("No papers"), ""
    if not certain:
        return tr.count("Up to {n} paper", "Up to {n} papers", possible), tr("depends on the case")
    more = tr.count("perhaps {n} more", "perhaps {n} more", possible) if possible else ""
    return tr.count("{n} paper", "{n} papers", certain), more


def fee_headline(checklist: Checklist, tr: Translator) -> Headline:
    """Return "0 đồng", "2.000 đồng/trang", "Từ 10.000 đồng" or "Hỏi tại quầy"."""
    fee = checklist.fee
    details = (
        _other_price(checklist, tr),
        _later_price(checklist, tr),
        tr("extras cost more") if fee.extras else "",
    )
    return _fee_words(fee, tr), next(filter(None, details), "")


def _later_price(checklist: Checklist, tr: Translator) -> str:
    """Return "1.000 đồng từ trang thứ 3" where the one required fee has a later step."""
    if checklist.fee.kind is not FeeKind.EXACT:
        return ""
    fees = [fact.fee for fact in checklist.methods[0].fees if not fact.fee.optional]
    steps = [step for step in fees[0].steps if step.from_unit > 1] if len(fees) == 1 else []
    return _step_words(steps[0], fees[0], tr) if len(steps) == 1 else ""


def _fee_words(fee: FeeSummary, tr: Translator) -> str:
    """Return a cost as one phrase."""
    if fee.kind is FeeKind.UNKNOWN or fee.amount is None:
        return tr("Ask at the counter")
    amount = money(fee.amount, tr)
    if fee.per and fee.amount:
        amount = f"{amount}/{per_words(fee.per, tr)}"
    return tr("From {amount}", amount=amount) if fee.kind is FeeKind.FROM else amount


def _other_price(checklist: Checklist, tr: Translator) -> str:
    """Return "trực tuyến 7.000 đồng" where handing in online has one other price, else ""."""
    if checklist.fee.kind is not FeeKind.EXACT:
        return ""
    online = next((m for m in checklist.methods if m.kind is MethodKind.ONLINE), None)
    fees = [f.fee for f in online.fees if not f.fee.optional] if online else []
    if len(fees) != 1 or fees[0].amount is None or fees[0].amount == checklist.fee.amount:
        return ""
    return tr("online {amount}", amount=money(fees[0].amount, tr))


def time_headline(checklist: Checklist, tr: Translator) -> Headline:
    """Return "Trong ngày" with "nếu nộp trước 15:00"; unknown is "Hỏi tại quầy"."""
    fact = checklist.time
    if fact is None or (limit := fact.limit).unit is TimeUnit.UNKNOWN:
        several = checklist.methods and len(checklist.methods[0].times) > 1
        return (tr("Depends on the case"), "") if several else (tr("Ask at the counter"), "")
    detail = tr("if handed in by {time}", time=_cutoff(limit)) if limit.cutoff else ""
    return limit_words(limit, tr), detail


def limit_words(limit: TimeLimit, tr: Translator) -> str:
    """Return a time limit's rule: "3 ngày làm việc", "Trong ngày", never a bare number."""
    if limit.unit is TimeUnit.SAME_DAY:
        return tr("The same day")
    if limit.amount is None or limit.unit is TimeUnit.UNKNOWN:
        return tr("Ask at the counter")
    if limit.unit is TimeUnit.WORKING_DAYS:
        return tr.count("{n} working day", "{n} working days", limit.amount)
    if limit.unit is TimeUnit.CALENDAR_DAYS:
        return tr.count("{n} day", "{n} days", limit.amount)
    return tr.count("{n} hour", "{n} hours", limit.amount)


def _cutoff(limit: TimeLimit) -> str:
    """Return the hour as people write it."""
    return clock_words(dt.time.fromisoformat(limit.cutoff))


def due_words(fact: TimeFact, tr: Translator) -> str:
    """Return until when the rule gives an answer if handed in now, "" where it gives none.

    The words name the rule as the source: the office promises nothing.
    """
    due = fact.due
    if due is None:
        return ""
    day = f"{weekday_words(due.at, tr)} {date_words(due.at, tr)}"
    clock = clock_words(due.at.time())
    said = tr("Handed in now: by {time} on {day}, by the rule", time=clock, day=day)
    if due.confirmed:
        return said
    return f"{said} ({tr('days off of that year are not confirmed yet')})"


def fee_words(fee: Fee, tr: Translator) -> str:
    """Return one fee in full: name, amount, what it is per, steps and cap."""
    name = tr.pick(fee.name, fee.name_en)
    if fee.amount is None:
        return f"{name}: {lower_first(tr('Ask at the counter'))}"
    words = f"{name}: {money(fee.amount, tr)}"
    if fee.per and (fee.amount or fee.steps):
        words += f"/{per_words(fee.per, tr)}"
    words += "".join(f", {_step_words(step, fee, tr)}" for step in fee.steps if step.from_unit > 1)
    if fee.cap is not None:
        cap = money(fee.cap, tr)
        unit = f"/{per_words(fee.cap_per, tr)}" if fee.cap_per else ""
        words += tr(", at most {amount}", amount=f"{cap}{unit}")
    return words


def _step_words(step: FeeStep, fee: Fee, tr: Translator) -> str:
    """Return "1.000 đồng từ trang thứ 3"."""
    return tr(
        "{amount} from {unit} {n} on",
        amount=money(step.amount, tr),
        unit=per_words(fee.per, tr),
        n=step.from_unit,
    )


def fee_lines(method: MethodFacts, tr: Translator) -> list[str]:
    """Return the fees of one way to hand in, notes and exemptions included."""
    if not method.fees:
        return [tr("Ask at the counter")]
    lines: list[str] = []
    for fact in method.fees:
        line = fee_words(fact.fee, tr)
        note = tr.pick(fact.fee.note, fact.fee.note_en)
        if fact.fee.optional and not note:
            line += f" ({tr('only if asked for')})"
        elif fact.open:
            line += f" ({tr('depends on the case')})"
        lines.append(f"{sentence(line)} {sentence(note)}".strip())
        lines += [tr("Free for: {whom}", whom=sentence(whom)) for whom in fact.fee.exemptions]
    return lines


def time_lines(method: MethodFacts, tr: Translator, *, dated: bool = True) -> list[str]:
    """Return the time limits of one way to hand in: the rule, its note, and (dated) its end."""
    if not method.times:
        return [tr("Ask at the counter")]
    lines: list[str] = []
    for fact in method.times:
        rule = limit_words(fact.limit, tr)
        if fact.limit.cutoff:
            rule += f", {tr('if handed in by {time}', time=_cutoff(fact.limit))}"
        if fact.open:
            rule += f" ({tr('depends on the case')})"
        note = tr.pick(fact.limit.note, fact.limit.note_en)
        lines.append(f"{sentence(rule)} {sentence(note)}".strip())
        if dated and fact.due:
            lines.append(sentence(due_words(fact, tr)))
    return lines


def method_words(kind: MethodKind, tr: Translator) -> str:
    """Return the way to hand in."""
    names = {
        MethodKind.IN_PERSON: tr("At the counter"),
        MethodKind.ONLINE: tr("Online"),
        MethodKind.POSTAL: tr("By post"),
    }
    return names[kind]


def method_note(method: MethodFacts, tr: Translator) -> str:
    """Return the remark about one way to hand in, "" where there is none."""
    return sentence(tr.pick(method.note, method.note_en))


def purpose_words(document: DocumentRequirement, tr: Translator) -> str:
    """Return what to do with a paper: hand it in, or only show it."""
    return tr("Show only") if document.purpose is Purpose.PRESENT else tr("Hand in")


class Counted(Protocol):
    """What has numbers of copies: a paper of a list, or what is missing of one."""

    @property
    def originals(self) -> int:
        """Bản chính."""
        ...

    @property
    def certified_copies(self) -> int:
        """Bản sao chứng thực."""
        ...

    @property
    def photocopies(self) -> int:
        """Bản chụp."""
        ...


def copies_words(counted: Counted, tr: Translator) -> list[str]:
    """Return "1 bản chính", "2 bản chụp"; empty where the number is not known."""
    kinds = (
        (counted.originals, "{n} original", "{n} originals"),
        (counted.certified_copies, "{n} certified copy", "{n} certified copies"),
        (counted.photocopies, "{n} photocopy", "{n} photocopies"),
    )
    return [tr.count(one, many, n) for n, one, many in kinds if n]


def document_name(document: DocumentRequirement, tr: Translator) -> str:
    """Return the paper's name."""
    return tr.pick(document.name, document.name_en)


def item_lines(item: Item, tr: Translator) -> list[str]:
    """Return the small lines under a paper: why it may be needed, note, form, stand-ins, issuer."""
    document = item.document
    lines: list[str] = []
    if item.open_cases:
        cases = [lower_first(tr.pick(case.name, case.name_en)) for case in item.open_cases]
        lines.append(tr("If: {cases}", cases="; ".join(cases)))
    elif document.necessity is Necessity.SOMETIMES and not document.note:
        lines.append(tr("Only if the counter asks for it"))
    note = tr.pick(document.note, document.note_en)
    if note:
        lines.append(note)
    if item.form:
        number = tr("Form {number}", number=item.form.number) if item.form.number else ""
        lines += [". ".join(part for part in (number, item.form.where) if part)]
    if document.replaceable_by:
        lines.append(tr("Or: {papers}", papers="; ".join(document.replaceable_by)))
    if document.issuer:
        lines.append(tr("Issued by: {issuer}", issuer=document.issuer))
    return [sentence(line) for line in lines if line]


def reply_words(checklist: Checklist, tr: Translator) -> list[tuple[str, str]]:
    """Return each question asked and the answer given, "I am not sure" included."""
    return [
        (
            tr.pick(reply.question, reply.question_en),
            tr.pick(reply.label, reply.label_en) if reply.label else tr("I am not sure"),
        )
        for reply in checklist.replies
    ]


def where_words(checklist: Checklist, tr: Translator) -> str:
    """Return where to hand in: the counter, another place, or "at the reception counter"."""
    elsewhere = tr.pick(checklist.where_to_go, checklist.where_to_go_en)
    if checklist.counter:
        counter = tr.pick(checklist.counter, checklist.counter_en)
        office = tr.pick(checklist.office.name, checklist.office.name_en)
        return f"{counter}, {office}"
    return elsewhere or tr("At the reception counter")


def source_words(checklist: Checklist, tr: Translator) -> str:
    """Return the decision the facts come from and the day a person last checked them."""
    parts: list[str] = []
    if checklist.decision:
        parts.append(tr("By decision {number}", number=checklist.decision.number))
    if checklist.checked_on:
        parts.append(tr("Checked on {date}", date=date_words(checklist.checked_on, tr)))
    elif checklist.source_dated:
        dated = date_words(checklist.source_dated, tr)
        parts.append(tr("Public record of {date}, not checked by a person", date=dated))
    else:
        parts.append(tr("Not checked by a person yet"))
    return " ".join(sentence(part) for part in parts)


def own_source_lines(checklist: Checklist, tr: Translator) -> list[str]:
    """Return where single facts come from, if not from the procedure's own source."""
    general = checklist.source
    papers = [item.document for item in (*checklist.certain, *checklist.possible)]
    found: list[tuple[str, Source | None]] = [
        (tr("“{paper}” by", paper=document_name(paper, tr)), paper.source) for paper in papers
    ]
    for method in checklist.methods:
        found += [(tr("Time limit by"), fact.limit.source) for fact in method.times]
        found += [(tr("Fee by"), fact.fee.source) for fact in method.fees]
    lines = [
        sentence(f"{what} {_source(source, tr)}")
        for what, source in found
        if source is not None and source != general
    ]
    return list(dict.fromkeys(lines))


def fact_source_lines(
    sources: Sequence[Source | None], checklist: Checklist, tr: Translator
) -> list[str]:
    """Return where some facts come from and when a person last checked them.

    Facts without a source of their own come from the procedure's decision.
    """
    own = [source for source in sources if source is not None and source != checklist.source]
    lines = [sentence(tr("By {source}", source=_source(source, tr))) for source in own]
    if len(own) < len(sources) or not own:
        lines.insert(0, source_words(checklist, tr))
    elif checklist.checked_on:
        checked = date_words(checklist.checked_on, tr)
        lines.append(sentence(tr("Checked on {date}", date=checked)))
    return list(dict.fromkeys(lines))


def _source(source: Source, tr: Translator) -> str:
    """Return page, decision and date of a source, as far as they are known."""
    named = ", ".join(part for part in (source.page, source.decision) if part) or source.url
    return f"{named} ({date_words(source.dated, tr)})" if source.dated else named


def warning_lines(checklist: Checklist, tr: Translator) -> list[str]:
    """Return what a person must know before relying on the list: staleness, coming changes."""
    lines: list[str] = []
    if checklist.stale:
        lines.append(tr("These facts may have changed. Ask at the counter before you go."))
    for change in checklist.changes:
        when = date_words(change.date, tr)
        text = tr.pick(change.text, change.text_en)
        lines.append(tr("From {date}: {change}", date=when, change=sentence(text)))
    return lines


def hours_words(hours: Hours, tr: Translator) -> str:
    """Return "8:00–12:00, 13:00–17:00, thứ Hai đến thứ Sáu"; "" where no hours are set."""
    week = dt.date(2024, 1, 1)  # a Monday: any week shows the usual hours
    usual = [hours.periods(week + dt.timedelta(days=day)) for day in range(7)]
    groups: list[tuple[int, int, list[Period]]] = []
    for day, periods in enumerate(usual):
        if not periods:
            continue
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == periods:
            groups[-1] = (groups[-1][0], day, periods)
        else:
            groups.append((day, day, periods))
    return "; ".join(_hours_group(first, last, periods, tr) for first, last, periods in groups)


def _hours_group(first: int, last: int, periods: Sequence[Period], tr: Translator) -> str:
    """Return the same hours of neighbouring weekdays as one phrase."""
    spans = ", ".join(f"{clock_words(p.opens)}–{clock_words(p.closes)}" for p in periods)
    days = weekday_name(first, tr)
    if last > first:
        days = tr("{first} to {last}", first=days, last=weekday_name(last, tr))
    return f"{spans}, {days}"


def closed_words(checklist: Checklist, tr: Translator) -> str:
    """Return the closed days of the coming week: "Thứ Ba 24/11 nghỉ"."""
    said = [
        tr(
            "closed on {weekday} {date}",
            weekday=weekday_words(date, tr),
            date=f"{date.day}/{date.month}" if tr.language == "vi" else _day_month(date),
        )
        for date, _name, _name_en in checklist.closed_days
    ]
    return upper_first("; ".join(said))


def _day_month(date: dt.date) -> str:
    """Return "24 Nov"."""
    return f"{date.day} {MONTHS[date.month - 1]}"
