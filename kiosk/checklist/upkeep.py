"""What the clerk must look at again: lapsed facts, and laws that change on a known day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import is_stale


class ComingChange(msgspec.Struct, frozen=True, kw_only=True):
    """A law that takes effect on ``date`` and the codes of the procedures that it changes."""

    date: dt.date
    text: str
    codes: list[str]


def stale_codes(procedures: Iterable[Procedure], today: dt.date) -> list[str]:
    """Return the codes whose facts may have lapsed on ``today``, in the given order."""
    return [procedure.code for procedure in procedures if is_stale(procedure, today)]


def coming_changes(procedures: Iterable[Procedure], today: dt.date) -> list[ComingChange]:
    """Return the changes after ``today``, the next first, each with all procedures it concerns."""
    found: dict[tuple[dt.date, str], list[str]] = {}
    for procedure in procedures:
        for change in procedure.changes:
            if today < change.date:
                found.setdefault((change.date, change.text), []).append(procedure.code)
    return [
        ComingChange(date=date, text=text, codes=codes)
        for (date, text), codes in sorted(found.items())
    ]
