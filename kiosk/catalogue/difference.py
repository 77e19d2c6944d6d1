"""The difference between two texts of a procedure, in words for the clerk who publishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.staging import Origin

IDENTITY = ("key", "name", "kind", "number", "ask", "from_unit", "about", "date", "unit")
"""Fields by which an item of a list is recognised again, the first that it has."""


class DifferenceKind(StrEnum):
    """What publishing would do to a procedure.

    ``behind`` is about what is there already: the text that the ward's own was based on has changed
    since, and the ward has not taken its text up again.
    """

    NEW = "new"
    CHANGED = "changed"
    ABOLISHED = "abolished"
    REPLACED = "replaced"
    BEHIND = "behind"


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field before and after; an empty text is "was not there".

    ``ours`` is what our own text says, where another source has changed. ``conflict``: ours had
    changed the same field away from that source, so a person has to decide. ``decided`` is what
    they have decided: ``accepted``, ``refused``, or nothing yet.
    """

    field: str
    old: str
    new: str
    ours: str = ""
    conflict: bool = False
    decided: str = ""


class ProcedureDifference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between the draft and the published version for one origin's text of a code.

    ``shown``: citizens would see it; otherwise a text of our own stands before it.
    ``replaced_by`` is the code to go to instead, where ``kind`` is ``replaced``. ``revision`` is
    the text that decisions are about, and ``decided`` the one about all of it where it is new or
    taken out.
    """

    code: str
    name: str
    kind: DifferenceKind
    origin: Origin
    shown: bool
    changes: list[FieldChange] = []
    replaced_by: str = ""
    revision: int = 0
    decided: str = ""


def compare(
    old: Procedure | None,
    new: Procedure | None,
    *,
    origin: Origin,
    ours: Procedure | None,
    today: dt.date,
) -> ProcedureDifference:
    """Compare two texts of one code from one origin; at least one of them is given.

    Args:
        old: the published text, None if there was none.
        new: the draft's text, None if it is taken out.
        origin: where both come from.
        ours: the text of the code that hides this one; None if there is none.
        today: decides whether a text has ended.
    """
    text = new or old
    if text is None:
        raise ValueError("nothing to compare")
    changes = list(field_changes(old, new, ours)) if old and new else []
    return ProcedureDifference(
        code=text.code,
        name=text.title,
        kind=_kind(old, new, today),
        origin=origin,
        shown=ours is None,
        changes=changes,
        replaced_by=new.replaced_by if new else "",
    )


def _kind(old: Procedure | None, new: Procedure | None, today: dt.date) -> DifferenceKind:
    """Say what happens to a code that goes from one text to the other."""
    if old is None:
        return DifferenceKind.NEW
    if new is None:
        return DifferenceKind.ABOLISHED
    if new.replaced_by and new.replaced_by != old.replaced_by:
        return DifferenceKind.REPLACED
    if new.effective_to != old.effective_to and new.effective_to and new.effective_to < today:
        return DifferenceKind.ABOLISHED
    return DifferenceKind.CHANGED


def field_changes(
    old: Procedure, new: Procedure, ours: Procedure | None = None
) -> Iterator[FieldChange]:
    """Yield each field that differs, in the order of the procedure's fields."""
    before, after = flat(old), flat(new)
    local = flat(ours) if ours else {}
    for field in [*before, *(field for field in after if field not in before)]:
        was, becomes = before.get(field, ""), after.get(field, "")
        if was != becomes:
            own = local.get(field, "")
            conflict = ours is not None and own not in (was, becomes)
            yield FieldChange(field=field, old=was, new=becomes, ours=own, conflict=conflict)


def flat(procedure: Procedure) -> dict[str, str]:
    """Return the procedure as texts by field, e.g. ``documents / Tờ khai / originals``: ``1``.

    Items of a list are recognised by what names them, so a paper that moves is no change.
    """
    found: dict[str, str] = {}
    _flatten(found, "", msgspec.to_builtins(procedure))
    return found


def _flatten(found: dict[str, str], place: str, value: Any) -> None:  # noqa: ANN401 (plain data)
    if isinstance(value, dict):
        for key, item in value.items():
            _flatten(found, f"{place} / {key}" if place else key, item)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        taken: dict[str, int] = {}
        for item in value:
            name = name_of(item)
            taken[name] = taken.get(name, 0) + 1
            again = f" ({taken[name]})" if taken[name] > 1 else ""
            found.setdefault(f"{place} / {name}{again}", "+")
            _flatten(found, f"{place} / {name}{again}", item)
    elif isinstance(value, list):
        found[place] = "; ".join(map(str, value))
    else:
        found[place] = str(value)


def name_of(item: dict[str, Any]) -> str:
    """Return by what an item of a list is recognised again."""
    return next((str(item[key]) for key in IDENTITY if key in item), "?")
