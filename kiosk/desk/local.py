"""What a steward says about this office and its fees: checked, kept, and noted in the trail."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import msgspec

from kiosk.catalogue.clerks import AuditTrail
from kiosk.catalogue.local import DayHere, FeeHere, Said, YearHere
from kiosk.catalogue.local_facts import LocalFacts
from kiosk.catalogue.local_fees import check_local_fee
from kiosk.catalogue.local_tables import LocalDay, LocalFact, LocalFee, LocalYear
from kiosk.catalogue.repository import Catalogue
from kiosk.clock import Clock
from kiosk.errors import SaidRefused
from kiosk.settings import SAID_HERE, Counter, Settings, lay_over

LONGEST = 300
"""Characters of one text; the paper's header has room for no more."""

YEARS = range(2020, 2101)


class LocalError(SaidRefused):
    """What was said cannot be kept; says why."""


class LocalDesk:
    """Says facts over the ward's profile and the texts; ``profile`` is the file's.

    Nothing is kept that the profile itself would refuse.
    """

    def __init__(
        self,
        profile: Settings,
        facts: LocalFacts,
        catalogue: Catalogue,
        trail: AuditTrail,
        clock: Clock,
    ) -> None:
        self._profile = profile
        self._facts = facts
        self._catalogue = catalogue
        self._trail = trail
        self._clock = clock

    def all(self) -> Said:
        """Return everything that is said."""
        return self._facts.all()

    def ward(self) -> Settings:
        """Return the profile with what is said over it."""
        return lay_over(self._profile, self._facts.all().facts)

    def say(self, name: str, texts: Sequence[str], *, by: str) -> None:
        """Say one fact of the office, named as in the profile: ``office.phone``.

        ``texts`` are the periods of a weekday ("08:00-11:30"), "true" or "false" where the office
        confirms its hours, or one text.

        Raises:
            SettingsError: the profile has no such key, or the value cannot stand there.
            LocalError: the text is too long, or there is none where one is needed.
        """
        value: object = [_plain(text) for text in texts if text.strip()]
        if name == "counters":
            raise LocalError("Counters are said one by one; see `kiosk local counter`.")
        if name == "hours.confirmed":
            if list(texts) not in (["true"], ["false"]):
                raise LocalError('Say "true" or "false".')
            value = texts[0] == "true"
        elif name.startswith("office."):
            value = _plain(" ".join(texts))
        self._say(name, value, by=by)

    def say_counter(
        self, label: str, fields: Sequence[str], *, label_en: str = "", by: str
    ) -> None:
        """Say which fields a counter handles; a field that another had goes over to it.

        Raises:
            LocalError: the sign is empty, or a field is not in the catalogue.
        """
        label, label_en = _plain(label), _plain(label_en)
        if not label:
            raise LocalError("Say what the sign above the counter says.")
        known = self.fields()
        unknown = [field for field in fields if field not in known]
        if unknown:
            told = "; ".join(known)
            raise LocalError(
                'There is no field "{field}"; the posted ones are: {fields}.',
                field=unknown[0],
                fields=told,
            )
        ours = Counter(label=label, fields=list(fields), label_en=label_en)
        others = [
            msgspec.structs.replace(
                each, fields=[field for field in each.fields if field not in fields]
            )
            for each in self.ward().counters
        ]
        labels = [each.label for each in others]
        if label in labels:
            others[labels.index(label)] = ours
        else:
            others.append(ours)
        self._say_counters(others, by=by)

    def remove_counter(self, label: str, *, by: str) -> None:
        """Take a counter away.

        Raises:
            LocalError: there is none of that sign.
        """
        counters = self.ward().counters
        left = [each for each in counters if each.label != _plain(label)]
        if len(left) == len(counters):
            raise LocalError('There is no counter "{label}".', label=label)
        self._say_counters(left, by=by)

    def fields(self) -> list[str]:
        """Return the fields of what is posted, in order."""
        return sorted({each.field for each in self._catalogue.procedures()})

    def say_day(self, day: DayHere, *, by: str) -> None:
        """Say that the office is closed, or works, on a day.

        Raises:
            LocalError: the day has no name, or is confirmed without a notice.
        """
        day = msgspec.structs.replace(day, name=_plain(day.name), notice=_plain(day.notice))
        if not day.name:
            raise LocalError("Say why the day is closed, or works.")
        if day.confirmed and not day.notice:
            raise LocalError("A confirmed day needs the number and date of its notice.")
        self._facts.say_day(day, by=by, at=self._clock())
        told = "closed" if day.closed else "works"
        self._note(by, "local day", f"{day.date} {told}: {day.name}; {day.notice or '-'}")

    def say_year(self, year: YearHere, *, by: str) -> None:
        """Say that the days off of a year were compared with the public notice.

        Raises:
            LocalError: the notice is not named, or the year cannot be.
        """
        year = msgspec.structs.replace(year, notice=_plain(year.notice))
        if year.year not in YEARS:
            raise LocalError(
                "{year} is not a year from {first} to {last}.",
                year=year.year,
                first=YEARS[0],
                last=YEARS[-1],
            )
        if not year.notice:
            raise LocalError("Name the notice that the days were compared with.")
        self._facts.say_year(year, by=by, at=self._clock())
        self._note(by, "local year", f"{year.year}: {year.notice}")

    def say_fee(self, fee: FeeHere, *, by: str) -> None:
        """Say what a fee is here.

        Raises:
            LocalError: the catalogue has no such code.
            LocalFeeError: its text has no such fee, or it cannot be said in one amount.
        """
        procedure = self._catalogue.procedure(fee.code)
        if procedure is None:
            raise LocalError(
                'The catalogue has no procedure with the code "{code}".', code=fee.code
            )
        fee = msgspec.structs.replace(fee, rule=_plain(fee.rule))
        check_local_fee(procedure, fee)
        self._facts.say_fee(fee, by=by, at=self._clock())
        about = f"{fee.code} {fee.method} {fee.name}: {fee.amount} đ; {fee.rule}"
        self._note(by, "local fee", about)

    def take_back(self, name: str, *, by: str) -> None:
        """Say a fact no more: the profile's own holds again.

        Raises:
            NotSaidError: it is not said.
        """
        self._facts.take_back(LocalFact, {"name": name})
        self._note(by, "take back local fact", name)

    def take_back_day(self, day: DayHere, *, by: str) -> None:
        """Say nothing about a day any more."""
        self._facts.take_back(LocalDay, {"date": day.date})
        self._note(by, "take back local day", str(day.date))

    def take_back_year(self, year: int, *, by: str) -> None:
        """Confirm a year no more."""
        self._facts.take_back(LocalYear, {"year": year})
        self._note(by, "take back local year", str(year))

    def take_back_fee(self, fee: FeeHere, *, by: str) -> None:
        """Say a fee no more: the text's own holds again."""
        key = {"code": fee.code, "method": fee.method.value, "name": fee.name}
        self._facts.take_back(LocalFee, key)
        self._note(by, "take back local fee", f"{fee.code} {fee.method} {fee.name}")

    def _say_counters(self, counters: Sequence[Counter], *, by: str) -> None:
        self._say("counters", [msgspec.to_builtins(each) for each in counters], by=by)

    def _say(self, name: str, value: object, *, by: str) -> None:
        """Keep a fact that the profile takes."""
        if name not in SAID_HERE:
            raise LocalError(
                '"{name}" cannot be said here; there is: {names}.',
                name=name,
                names=", ".join(SAID_HERE),
            )
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and len(text) > LONGEST for text in texts):
            raise LocalError(
                "{name}: {longest} characters are the most.", name=name, longest=LONGEST
            )
        lay_over(self._profile, {**self._facts.all().facts, name: value})
        self._facts.say(name, value, by=by, at=self._clock())
        self._note(by, "local fact", f"{name}: {value}")

    def _note(self, by: str, what: str, about: str) -> None:
        self._trail.note(self._clock(), by, what, about)


def _plain(text: str) -> str:
    """Return a text in one form: NFC, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())
