"""What holds at this office: telephone, hours, counters, days off, fees set here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty

from kiosk.catalogue.local import DayHere, FeeHere, Said, YearHere
from kiosk.catalogue.local_fees import USUAL_NAME, named_fees
from kiosk.catalogue.procedure import MethodKind, Procedure
from kiosk.checklist import words
from kiosk.checklist.days import SpecialDay
from kiosk.errors import Refused
from kiosk.settings import WEEKDAYS, Counter, Settings, parse_period
from kiosk.translation import Translator
from kiosk.ui.desk.form_sheet import Form, FormSheet, Line, Toggle, Values
from kiosk.ui.desk.page import PageLayout
from kiosk.ui.desk.panes import Entry, Group, PanePage
from kiosk.ui.desk.widgets import PickRow
from kiosk.ui.strokes import FunctionKey, digit_of

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

DATE = "%d/%m/%Y"
DAYS_AHEAD = 200
"""So far ahead are days off listed."""

BETWEEN_FIELDS = ";"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Known:
    """What the page has read: the profile with what is said over it, and what is said."""

    ward: Settings
    said: Said
    fields: Sequence[str]
    closed: Sequence[SpecialDay]
    confirmed: Mapping[int, bool]


@dataclass(frozen=True)
class Fact:
    """One row: what it is, what it says now, and how it is changed.

    ``adds``: nothing is said yet, the row says something new.
    """

    title: str
    value: str
    form: Form
    work: Callable[[Values], object]
    said_here: bool = False
    take_back: Callable[[], object] | None = None
    lines: Sequence[tuple[str, str]] = ()
    adds: bool = False


class OfficeLayout(PageLayout):
    """The facts at the left, one of them at the right."""

    can_change = BooleanProperty(False)
    adds = BooleanProperty(False)


class OfficePage(PanePage):
    """A clerk reads, a steward changes; what is said here stands over the machine's profile."""

    wide = tall = "OfficeLayout"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: Known | None = None
        self.facts: list[Fact] = []

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("This office")

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return the one thing to do."""
        enabled = self.is_steward and bool(self.facts)
        return (
            self.back_key(),
            FunctionKey(9, self.tr("Change it"), self.change, enabled=enabled, shown=False),
        )

    def entered(self) -> None:
        """Read what holds."""
        self.desk.run(self._read, self._learn)

    def fill(self) -> None:
        """Say everything in the present language."""
        tr, known, pane = self.tr, self.known, self.layout.ids.list
        if known is None:
            pane.head = tr("One moment …")
            return
        pane.head = tr("What screens and paper say of this office")
        groups = self._groups(known)
        self.facts = [fact for _, facts in groups for fact in facts]
        heads, place = [], 0
        for label, facts in groups:
            heads.append((place, label))
            place += len(facts)
        rows = [
            PickRow(
                cap=digit_of(place),
                title=fact.title,
                note=fact.value,
                end=tr("said here") if fact.said_here else "",
            )
            for place, fact in enumerate(self.facts)
        ]
        self.put_rows(rows, groups=heads)
        self.fill_card()

    def fill_card(self) -> None:
        """Show the fact that is chosen."""
        if not self.facts:
            return
        card, tr, fact = self.layout.ids.card, self.tr, self.facts[self.chosen]
        card.title = fact.title
        self.layout.adds = fact.adds
        card.note = (
            ""
            if fact.adds
            else tr("Said at this desk; it stands over the machine’s profile.")
            if fact.said_here
            else tr("As it stands in the machine’s profile or in the text.")
        )
        self.layout.can_change = self.is_steward
        rows: list[Any] = [Entry(said=fact.value or "–")]
        if fact.lines:
            rows.append(Group(said=tr("Days off that are coming")))
            rows += [Entry(lead=lead, said=said) for lead, said in fact.lines]
        card.ids.body.put(rows)

    def open_chosen(self) -> None:
        """Enter changes the chosen fact."""
        self.change()

    def change(self) -> None:
        """Ask for another value."""
        if self.is_steward and self.facts:
            fact = self.facts[self.chosen]
            sheet = FormSheet(self.desk, fact.form, fact.work, self._changed, also=fact.take_back)
            self.desk.open_sheet(sheet)

    def _changed(self, _outcome: Any) -> None:
        self.desk.tell(self.tr("Kept"), self.tr("Screens and paper say it from now on."))
        self.entered()

    def _read(self) -> Known:
        local = self.keeping.local()
        today = self.desk.rooms.clock().date()
        closed = self.keeping.closed_days(today, today + dt.timedelta(days=DAYS_AHEAD))
        return Known(
            ward=local.ward(),
            said=local.all(),
            fields=local.fields(),
            closed=closed,
            confirmed={year: self.keeping.confirmed(year) for year in (today.year, today.year + 1)},
        )

    def _learn(self, outcome: Any) -> None:
        if not self.failed(outcome):
            self.known = outcome
            self.fill()
            self.desk.refresh_keys()

    # What the rows say

    def _groups(self, known: Known) -> list[tuple[str, list[Fact]]]:
        tr = self.tr
        return [
            (tr("Contact"), self._contact(known)),
            (tr("Opening hours"), self._hours(known)),
            (tr("Counters"), self._counters(known)),
            (tr("Days off"), self._days(known)),
            (tr("Fees set here"), self._fees(known)),
        ]

    def _contact(self, known: Known) -> list[Fact]:
        tr, office = self.tr, known.ward.office
        rows = (
            ("office.phone", tr("Telephone"), office.phone),
            ("office.address", tr("Address"), office.address),
            ("office.complaints", tr("Where complaints go"), office.complaints),
        )
        return [
            self._fact(known, name, title, value, lines=[Line("value", title, value, wraps=True)])
            for name, title, value in rows
        ]

    def _hours(self, known: Known) -> list[Fact]:
        tr, hours = self.tr, known.ward.hours
        facts = []
        for place, weekday in enumerate(WEEKDAYS):
            value = ", ".join(getattr(hours, weekday))
            hint = "08:00-12:00, 13:00-17:00"
            line = Line("value", tr("From–to, with commas; empty is closed"), value, hint)
            title = words.upper_first(words.weekday_name(place, tr))
            facts.append(
                self._fact(known, f"hours.{weekday}", title, value or tr("closed"), lines=[line])
            )
        value = YES if hours.confirmed else NO
        toggle = Toggle("value", tr("The office has confirmed the hours"), _yes_no(tr), value)
        said = tr("confirmed") if hours.confirmed else tr("not confirmed yet")
        title = tr("Confirmed by the office")
        facts.append(self._fact(known, "hours.confirmed", title, said, toggles=[toggle]))
        return facts

    def _fact(
        self,
        known: Known,
        name: str,
        title: str,
        value: str,
        *,
        lines: Sequence[Line] = (),
        toggles: Sequence[Toggle] = (),
    ) -> Fact:
        """Return a row for one key of the profile."""
        tr, who, local = self.tr, self.desk.clerk, self.keeping.local
        said_here = name in known.said.facts
        also = tr("Take it back") if said_here else ""

        def work(values: Values) -> None:
            typed = values["value"]
            if toggles:
                texts = ["true" if typed == YES else "false"]
            elif name.startswith("hours."):
                texts = _periods(typed, tr)
            else:
                texts = [typed]
            local().say(name, texts, by=who)

        form = Form(title=title, done=tr("Keep"), lines=lines, toggles=toggles, also=also)
        back = (lambda: local().take_back(name, by=who)) if said_here else None
        return Fact(title, value, form, work, said_here, back)

    def _counters(self, known: Known) -> list[Fact]:
        facts = [self._counter(known, counter) for counter in known.ward.counters]
        return [*facts, self._counter(known, Counter(label="", fields=[]))]

    def _counter(self, known: Known, counter: Counter) -> Fact:
        tr, who, local = self.tr, self.desk.clerk, self.keeping.local
        fields = f"{BETWEEN_FIELDS} ".join(counter.fields)
        form = Form(
            title=counter.label or tr("Add a counter"),
            said=tr("Fields posted here: {fields}", fields=", ".join(known.fields)),
            done=tr("Keep"),
            lines=[
                Line("label", tr("The sign above it"), counter.label, tr("Counter 2"), 30),
                Line("label_en", tr("The same in English"), counter.label_en, "Counter 2", 30),
                Line("fields", tr("Fields, with semicolons"), fields, "", 900, wraps=True),
            ],
            also=tr("Take it away") if counter.label else "",
        )

        def work(values: Values) -> None:
            wanted = [text.strip() for text in values["fields"].split(BETWEEN_FIELDS)]
            local().say_counter(
                values["label"],
                [text for text in wanted if text],
                label_en=values["label_en"],
                by=who,
            )

        back = (lambda: local().remove_counter(counter.label, by=who)) if counter.label else None
        said_here = "counters" in known.said.facts and bool(counter.label)
        note = ", ".join(counter.fields) if counter.label else tr("Which fields it handles")
        title = counter.label or tr("Add a counter")
        return Fact(title, note, form, work, said_here, back, adds=not counter.label)

    def _days(self, known: Known) -> list[Fact]:
        years = [self._year(known, year, sure) for year, sure in known.confirmed.items()]
        days = [self._day(day) for day in known.said.days]
        return [*years, *days, self._day(None)]

    def _year(self, known: Known, year: int, confirmed: bool) -> Fact:
        tr, who, local = self.tr, self.desk.clerk, self.keeping.local
        ours = next((each for each in known.said.years if each.year == year), None)
        form = Form(
            title=tr("Days off of {year}", year=year),
            said=tr("Compare the days with the public notice, then name the notice."),
            done=tr("They are right"),
            lines=[
                Line("notice", tr("Number and date of the notice"), ours.notice if ours else "")
            ],
            also=tr("Take it back") if ours else "",
        )

        def work(values: Values) -> None:
            local().say_year(YearHere(year=year, notice=values["notice"]), by=who)

        back = (lambda: local().take_back_year(year, by=who)) if ours else None
        said = tr("confirmed") if confirmed else tr("not confirmed yet")
        coming = [
            (words.date_words(day.date, tr), tr.pick(day.name, day.name_en))
            for day in known.closed
            if day.date.year == year
        ]
        title = tr("Days off of {year}", year=year)
        return Fact(title, said, form, work, ours is not None, back, coming)

    def _day(self, day: DayHere | None) -> Fact:
        tr, who, local = self.tr, self.desk.clerk, self.keeping.local
        kinds = (("closed", tr("closed")), ("works", tr("works")))
        closed = "works" if day is not None and not day.closed else "closed"
        sure = YES if day is not None and day.confirmed else NO
        form = Form(
            title=words.date_words(day.date, tr) if day else tr("Add a day"),
            done=tr("Keep"),
            lines=[
                Line("date", tr("Day"), f"{day.date:{DATE}}" if day else "", "31/12/2026", 10),
                Line("name", tr("Why"), day.name if day else "", tr("Training of the staff"), 80),
                Line("notice", tr("Number and date of the notice"), day.notice if day else ""),
            ],
            toggles=[
                Toggle("kind", tr("On this day the office"), kinds, closed),
                Toggle("sure", tr("The notice is there"), _yes_no(tr), sure),
            ],
            also=tr("Take it back") if day else "",
        )

        def work(values: Values) -> None:
            found = DayHere(
                date=_date(values["date"], tr),
                closed=values["kind"] == "closed",
                name=values["name"],
                notice=values["notice"],
                confirmed=values["sure"] == YES,
            )
            local().say_day(found, by=who)
            if day is not None and day.date != found.date:
                local().take_back_day(day, by=who)

        if day is None:
            note = tr("Closed, or working in exchange")
            return Fact(tr("Add a day"), note, form, work, adds=True)
        kind = tr("closed") if day.closed else tr("works")
        note = f"{kind}: {day.name}"
        if not day.confirmed:
            note += f" ({tr('not confirmed yet')})"
        title = words.date_words(day.date, tr)

        def back() -> None:
            local().take_back_day(day, by=who)

        return Fact(title, note, form, work, True, back)

    def _fees(self, known: Known) -> list[Fact]:
        return [*(self._fee(fee) for fee in known.said.fees), self._new_fee()]

    def _fee(self, fee: FeeHere) -> Fact:
        tr, who, local = self.tr, self.desk.clerk, self.keeping.local
        title = f"{fee.code} · {fee.name}"
        form = Form(
            title=title,
            said=words.upper_first(words.method_words(fee.method, tr)),
            done=tr("Keep"),
            lines=[
                Line("amount", tr("Whole đồng, 0 is free"), str(fee.amount), "5000", 12),
                Line("rule", tr("Which resolution or decision sets it"), fee.rule),
            ],
            also=tr("Take it back"),
        )

        def work(values: Values) -> None:
            amount = _amount(values["amount"], tr)
            here = FeeHere(
                code=fee.code, method=fee.method, name=fee.name, amount=amount, rule=values["rule"]
            )
            local().say_fee(here, by=who)

        def back() -> None:
            local().take_back_fee(fee, by=who)

        note = f"{words.money(fee.amount, tr)} · {fee.rule}"
        return Fact(title, note, form, work, True, back)

    def _new_fee(self) -> Fact:
        """Return the row that begins with the code; the fees of its text are asked for next."""
        tr = self.tr
        form = Form(
            title=tr("Say a fee"),
            said=tr("The code of the procedure; its fees are shown next."),
            done=tr("Go on"),
            lines=[Line("code", tr("Code"), "", "1.001193", 8)],
        )

        def work(values: Values) -> Procedure:
            found = self.desk.rooms.procedure(values["code"])
            if found is None:
                raise Refused(tr("The catalogue has no procedure with this code."))
            return found

        note = tr("What a fee is in this province or ward")
        return Fact(tr("Say a fee"), note, form, self._ask(work), adds=True)

    def _ask(self, work: Callable[[Values], Procedure]) -> Callable[[Values], object]:
        """Open the second sheet once the procedure is known."""

        def both(values: Values) -> None:
            found = work(values)
            self.desk.host.post(lambda: self.desk.open_sheet(self._fee_sheet(found)))

        return both

    def _fee_sheet(self, procedure: Procedure) -> FormSheet:
        tr, who, local = self.tr, self.desk.clerk, self.keeping.local
        options: list[tuple[str, str]] = []
        for method in procedure.methods:
            names = [name for name, _ in named_fees(method)] or [USUAL_NAME]
            way = words.method_words(method.kind, tr)
            options += [(f"{method.kind}/{name}", f"{way}: {name}") for name in names]
        form = Form(
            title=procedure.title,
            done=tr("Keep"),
            lines=[
                Line("amount", tr("Whole đồng, 0 is free"), "", "5000", 12),
                Line("rule", tr("Which resolution or decision sets it")),
            ],
            toggles=[Toggle("fee", tr("Which fee"), options, options[0][0] if options else "")],
        )

        def work(values: Values) -> None:
            kind, _, name = values["fee"].partition("/")
            local().say_fee(
                FeeHere(
                    code=procedure.code,
                    method=MethodKind(kind),
                    name=name,
                    amount=_amount(values["amount"], tr),
                    rule=values["rule"],
                ),
                by=who,
            )

        return FormSheet(self.desk, form, work, self._changed)


def _periods(text: str, tr: Translator) -> list[str]:
    """Read the opening periods of a day, with commas between them.

    Raises:
        Refused: one is not of the form 08:00-12:00, or they overlap.
    """
    texts = [part.strip() for part in text.replace("–", "-").split(",") if part.strip()]
    try:
        periods = [parse_period(part) for part in texts]
    except ValueError as error:
        raise Refused(tr("Write the hours as 08:00-12:00, 13:00-17:00.")) from error
    if any(later.opens < earlier.closes for earlier, later in pairwise(periods)):
        raise Refused(tr("The hours overlap or are out of order."))
    return texts


def _yes_no(tr: Translator) -> Sequence[tuple[str, str]]:
    return ((YES, tr("Yes")), (NO, tr("No")))


def _date(text: str, tr: Translator) -> dt.date:
    """Read a day.

    Raises:
        Refused: it is none.
    """
    try:
        return dt.datetime.strptime(text, DATE).date()
    except ValueError as error:
        raise Refused(tr("Write the day as 31/12/2026.")) from error


def _amount(text: str, tr: Translator) -> int:
    """Read whole đồng; dots and blanks between thousands are left out.

    Raises:
        Refused: it is no number.
    """
    plain = text.replace(".", "").replace(" ", "").removesuffix("đ")
    if not plain.isdigit():
        raise Refused(tr("Write whole đồng, such as 8000."))
    return int(plain)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
