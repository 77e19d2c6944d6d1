"""What makes a machine fit to serve: each part is looked at and says its own mind."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.app import House
    from kiosk.catalogue.procedure import Procedure

LOW_DISK_BYTES = 1_000_000_000
FULL_DISK_BYTES = 200_000_000


class Grade(StrEnum):
    """``careful``: it serves, but a person should look; ``bad``: it should not serve."""

    GOOD = "good"
    CAREFUL = "careful"
    BAD = "bad"


class Fitness(msgspec.Struct, frozen=True):
    """One finding; the text says what was seen and, unless good, what to do."""

    about: str
    grade: Grade
    text: str


def examine(house: House) -> list[Fitness]:
    """Look at every part; a part that cannot even be looked at is bad and says why."""
    found: list[Fitness] = []
    parts: tuple[tuple[str, Callable[[House], Iterator[Fitness]]], ...] = (
        ("profile", _profile),
        ("disk", _disk),
        ("clock", _clock),
        ("database", _database),
        ("facts", _facts),
        ("index", _index),
        ("office", _office),
        ("printer", _printer),
        ("screen", _screen),
    )
    for about, look in parts:
        try:
            found += look(house)
        except (Refused, OSError) as error:
            found.append(Fitness(about, Grade.BAD, str(error)))
    return found


def _profile(house: House) -> Iterator[Fitness]:
    settings = house.settings
    yield Fitness("profile", Grade.GOOD, f"{settings.office.name}: {house.home.profile} is sound")


def _office(house: House) -> Iterator[Fitness]:
    ward = house.ward
    if not ward.hours.confirmed:
        text = "the opening hours are not confirmed; see `kiosk local set hours.confirmed true`"
        yield Fitness("office", Grade.CAREFUL, text)
    if not ward.counters:
        text = "no counter is named; paper says “at the reception counter”: `kiosk local counter`"
        yield Fitness("office", Grade.CAREFUL, text)


def _disk(house: House) -> Iterator[Fitness]:
    folder = house.home.folder
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Fitness("disk", Grade.BAD, f"{folder} cannot be written; see its owner and rights")
    free = shutil.disk_usage(folder).free
    text = f"{free // 1_000_000} MB are free at {folder}"
    if free < FULL_DISK_BYTES:
        yield Fitness("disk", Grade.BAD, f"{text}; make room")
    elif free < LOW_DISK_BYTES:
        yield Fitness("disk", Grade.CAREFUL, f"{text}; make room soon")
    else:
        yield Fitness("disk", Grade.GOOD, text)


def _clock(house: House) -> Iterator[Fitness]:
    moment = house.clock()
    newest = max((p.checked_on for p in _posted(house) if p.checked_on), default=dt.date.min)
    if moment.date() < newest:
        text = f"it says {moment:%Y-%m-%d %H:%M}, before the facts of {newest}; set the clock"
        yield Fitness("clock", Grade.BAD, text)
    else:
        yield Fitness("clock", Grade.GOOD, f"{moment:%Y-%m-%d %H:%M} in Asia/Ho_Chi_Minh")


def _database(house: House) -> Iterator[Fitness]:
    problems = house.catalogue.integrity()
    for problem in problems:
        yield Fitness("database", Grade.BAD, f"{problem}; restore the last copy of the data folder")
    if not problems:
        posted = len(house.catalogue.codes())
        known = len(house.catalogue.codes(posted_only=False))
        text = f"sound; {posted} procedures posted, {known} published"
        yield Fitness("database", Grade.GOOD if posted else Grade.CAREFUL, text)
    if house.catalogue.has_draft():
        text = "a draft waits: `kiosk diff`, then `kiosk publish`"
        yield Fitness("database", Grade.CAREFUL, text)


def _facts(house: House) -> Iterator[Fitness]:
    from kiosk.checklist.upkeep import coming_changes, stale_codes

    today = house.clock().date()
    posted = _posted(house)
    stale = stale_codes(posted, today)
    if stale:
        text = f"{len(stale)} procedures may have lapsed and need a check: {', '.join(stale)}"
        yield Fitness("facts", Grade.CAREFUL, text)
    else:
        yield Fitness("facts", Grade.GOOD, f"none of {len(posted)} is stale")
    for change in coming_changes(posted, today):
        text = f"from {change.date}: {change.text} It concerns {', '.join(change.codes)}"
        yield Fitness("facts", Grade.CAREFUL, text)
    behind = {each.code for each in house.catalogue.difference() if each.kind == "behind"}
    if behind:
        named = ", ".join(sorted(behind))
        text = f"the ward's texts are behind what they were based on: {named}; see `kiosk diff`"
        yield Fitness("facts", Grade.CAREFUL, text)
    if not house.calendar.confirmed(today.year):
        text = f"the days off of {today.year} are not confirmed; see `kiosk local year`"
        yield Fitness("facts", Grade.CAREFUL, text)


def _index(house: House) -> Iterator[Fitness]:
    finder = house.finder()
    finding = finder.find("khai sinh", 1)
    grade = Grade.GOOD if finding.results else Grade.BAD
    yield Fitness(
        "index", grade, f"“khai sinh” was {finding.outcome} in {finding.milliseconds:.1f} ms"
    )


def _printer(house: House) -> Iterator[Fitness]:
    from kiosk.printing.printer import TROUBLE, PrinterState
    from kiosk.printing.station import make_printer

    setting = house.settings.printer
    printer = make_printer(setting, house.home.prints)
    if printer is None:
        text = "none is set up; citizens are offered the QR code ([printer])"
        yield Fitness("printer", Grade.CAREFUL, text)
        return
    report = printer.status()
    text = f"{setting.kind} {setting.address}".rstrip() + f": {report.state}"
    if report.cause:
        text += f" ({report.cause})"
    if report.state in TROUBLE:
        yield Fitness("printer", Grade.BAD, text)
    else:
        unsure = report.state is PrinterState.UNKNOWN
        yield Fitness("printer", Grade.CAREFUL if unsure else Grade.GOOD, text)


def _screen(house: House) -> Iterator[Fitness]:
    shown = os.environ.get("DISPLAY") or os.environ.get("SDL_VIDEODRIVER")
    if shown:
        yield Fitness(
            "screen", Grade.GOOD, f"{shown}, {house.settings.screen.mm_per_pixel} mm/pixel"
        )
    else:
        yield Fitness("screen", Grade.CAREFUL, "no display is set for this terminal (DISPLAY)")


def _posted(house: House) -> list[Procedure]:
    return house.catalogue.procedures()
