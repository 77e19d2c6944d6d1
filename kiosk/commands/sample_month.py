"""A month of a made-up office, for the pictures of the desk: counts, words, a file, a booklet.

No fact of a procedure is made up: the file that was brought is a shipped text with the office's own
name as the agency, another everyday name, and a step worded for this office.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import msgspec
import yaml

from kiosk.catalogue.counted import CountKind, Reason
from kiosk.catalogue.local import DayHere
from kiosk.catalogue.procedure import Procedure

if TYPE_CHECKING:
    from kiosk.app import House

BROUGHT = "2.000635"
NEW_ON_THE_BOARD, TAKEN_DOWN = "1.014064", "1.003583"
SATURDAY = 5
SECONDS_BEFORE = 3 * 3600
"""So long ago was the file written."""

LOOKED_UP = {
    "1.001193": 30,
    "2.000815": 25,
    "1.004873": 14,
    "1.014064": 10,
    "1.000656": 8,
    "1.004222": 6,
    "1.000894": 5,
    "1.004194": 3,
}
"""How many of a hundred visits look up which procedure."""

SATISFIED = {"5": 25, "4": 10, "3": 4, "2": 2, "1": 1}
WORDS = {
    "giấy cho cún": 7,
    "lam the nguoi cao tuoi di xe": 5,
    "xin cắt nước": 4,
    "giay bao tu": 2,
}


def fill(house: House, by: str) -> None:
    """Fill the house with a month that ends on the clock's day."""
    today = house.clock().date()
    for day in range(1, today.day + 1):
        date = today.replace(day=day)
        visits = 6 if date.weekday() >= SATURDAY else 70 + (day * 37) % 61
        house.counts.add(date, _counts(visits))
    before = today.replace(day=1) - dt.timedelta(days=1)
    house.counts.add(before, {kind: 9 * count for kind, count in _counts(160).items()})
    house.counts.add(today, {}, WORDS)
    house.catalogue.withdraw([NEW_ON_THE_BOARD])
    house.posting.put_up(by=by)
    house.catalogue.post([NEW_ON_THE_BOARD])
    house.catalogue.withdraw([TAKEN_DOWN])
    house.local.say_counter("Quầy 2", ["Hộ tịch", "Chứng thực"], label_en="Counter 2", by=by)
    training = dt.date(2026, 12, 4)
    day_off = DayHere(date=training, closed=True, name="Tập huấn cán bộ")
    house.local.say_day(day_off, by=by)
    _bring(house)


def _counts(visits: int) -> dict[tuple[CountKind, str], int]:
    """Return what a day with so many visits counts."""
    counts = {
        (CountKind.VISIT, ""): visits,
        (CountKind.ASKED, ""): visits // 12,
        (CountKind.NOTHING_FOUND, ""): visits // 20,
        (CountKind.REASON, Reason.HARD_TO_FIND.value): visits // 60,
        (CountKind.REASON, Reason.HARD_TO_READ.value): visits // 90,
    }
    for code, part in LOOKED_UP.items():
        counts[CountKind.LOOKED_UP, code] = visits * part // 100
        counts[CountKind.PRINTED, code] = visits * part // 200
        counts[CountKind.QR_SHOWN, code] = visits * part // 500
    for score, part in SATISFIED.items():
        counts[CountKind.SATISFACTION, score] = visits * part // 100
    return {key: count for key, count in counts.items() if count}


def _bring(house: House) -> None:
    """Lay a file of the office into the folder of what is brought."""
    procedure = house.catalogue.procedure(BROUGHT)
    if procedure is None:
        raise ValueError(f"{BROUGHT} is not in the catalogue")
    office = house.settings.office
    changed = msgspec.structs.replace(
        procedure,
        agency=f"{office.name} {office.place}",
        everyday_names=[*procedure.everyday_names, "xin lại bản sao khai sinh"],
        steps=[f"Đến {office.name} {office.place}.", *procedure.steps],
        steps_en=[f"Come to the {office.name_en}.", *procedure.steps_en],
    )
    house.home.incoming.mkdir(parents=True, exist_ok=True)
    path = house.home.incoming / "phuong-dong-ngac-2026-11.yaml"
    path.write_text(_as_yaml(changed), encoding="utf-8")
    written = house.clock().timestamp() - SECONDS_BEFORE
    os.utime(path, (written, written))


def _as_yaml(procedure: Procedure) -> str:
    """Return a procedure as a file of one field."""
    plain = msgspec.to_builtins(procedure)
    field = plain.pop("field")
    content = {"field": field, "procedures": [plain]}
    if field_en := plain.pop("field_en", ""):
        content["field_en"] = field_en
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
