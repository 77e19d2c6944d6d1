"""The public holidays as data: a table that people keep, and a library for all other years.

The library knows the dates of Bộ luật Lao động Điều 112 and the swapped days of past notices; the
days around Tết of a coming year are its guess until the notice is out, so each year of the table
says whether a person has confirmed it. A year in the table never loads the library.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from kiosk.catalogue.local import DayHere, YearHere
from kiosk.errors import Refused

SUBSTITUTED = "substituted from "
"""How the library names a day off that was swapped with a day worked (month/day/year follows)."""


class DaysError(Refused):
    """The table of days is wrong; the message names the file and the place."""


class SpecialDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date that is closed, or worked although the weekday says otherwise."""

    date: dt.date
    closed: bool
    name: str
    name_en: str = ""
    notice: str = ""


class Year(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All special days of a year; ``confirmed``: compared with the public ``notice``."""

    year: int
    confirmed: bool
    notice: str
    days: list[SpecialDay]


class DaysTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The years that are written down, and single ``days`` that win over them and the seed."""

    years: list[Year] = []
    days: list[SpecialDay] = []


VIETNAMESE_NAMES = {
    "New Year's Day": "Tết Dương lịch",
    "Hung Kings' Commemoration Day": "Giỗ Tổ Hùng Vương",
    "Liberation Day/Reunification Day": "Ngày Chiến thắng 30/4",
    "International Labor Day": "Ngày Quốc tế Lao động 1/5",
    "National Day": "Quốc khánh",
    "Vietnam Cultural Day": "Ngày Văn hóa Việt Nam",
}


def load_days(path: Path) -> DaysTable:
    """Read the table.

    Raises:
        DaysError: the file cannot be read or is not such a table.
    """
    # The screens import this module at their start and never read the file: 11 ms saved.
    import yaml

    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        return msgspec.convert(yaml.safe_load(text) or {}, DaysTable)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DaysError(f"{path}: {error}. See the comments at its top.") from error


def with_local_days(
    table: DaysTable, days: Sequence[DayHere], years: Sequence[YearHere]
) -> DaysTable:
    """Return the table with what the office says itself, which wins.

    A year that the office has compared with its notice is confirmed, unless one of its own days in
    it is not. A year that the table does not have is taken from the library when it is confirmed.
    """
    written = {entry.year: entry for entry in table.years}
    for here in years:
        entry = written.get(here.year)
        found = entry.days if entry is not None else seed(here.year)
        written[here.year] = Year(year=here.year, confirmed=True, notice=here.notice, days=found)
    for day in days:
        entry = written.get(day.date.year)
        if entry is not None and not day.confirmed:
            written[entry.year] = msgspec.structs.replace(entry, confirmed=False)
    ours = [
        SpecialDay(date=day.date, closed=day.closed, name=day.name, notice=day.notice)
        for day in days
    ]
    return DaysTable(years=list(written.values()), days=[*table.days, *ours])


def seed(year: int) -> list[SpecialDay]:
    """Return the public holidays and swapped days that the library knows for ``year``."""
    # 21 MB and 0.13 s: paid only for a year that is not in the table.
    from holidays.countries.vietnam import Vietnam

    found: list[SpecialDay] = []
    for date, english in sorted(Vietnam(years=[year], language="en_US").items()):
        found.append(SpecialDay(date=date, closed=True, name=_vietnamese(english), name_en=english))
        _, swapped, rest = english.partition(SUBSTITUTED)
        if swapped:
            worked = dt.datetime.strptime(rest.rstrip(")"), "%m/%d/%Y").date()
            found.append(
                SpecialDay(
                    date=worked, closed=False, name="Ngày làm bù", name_en="Make-up working day"
                )
            )
    return found


def _vietnamese(english: str) -> str:
    """Return our Vietnamese name of a holiday that the library names in English."""
    if "Lunar New Year" in english:
        return "Tết Nguyên đán"
    if SUBSTITUTED in english:
        return "Nghỉ hoán đổi"
    plain, observed, _ = english.partition(" (observed)")
    name = VIETNAMESE_NAMES.get(plain, "Ngày nghỉ lễ")
    return f"Nghỉ bù {name}" if observed else name
