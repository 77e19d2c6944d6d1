"""Single fields of a procedure's text taken over into another text of the same procedure.

A field is named as the differences name it: ``documents / Tờ khai / originals``. What is there on
one side only, such as a new paper, is taken or left as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from kiosk.catalogue.difference import IDENTITY, FieldChange, name_of
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.validation import references
from kiosk.errors import SaidRefused

BETWEEN = " / "
MISSING: Any = object()
Way = tuple[str, ...]
"""The keys and names that lead to a place in a text."""


class FieldTakeError(SaidRefused):
    """The field cannot be taken over alone; says what would be broken."""


def whole_items(changes: Sequence[FieldChange]) -> list[FieldChange]:
    """Return the changes with each item that came or went as one of them.

    The differences list such an item ("" → "+") and then each of its fields; here the item's own
    text names them.
    """
    found: list[FieldChange] = []
    item: FieldChange | None = None
    inside: list[FieldChange] = []
    for change in changes:
        if item is not None and change.field.startswith(item.field + BETWEEN):
            inside.append(change)
            continue
        if item is not None:
            found.append(_told(item, inside))
        item, inside = (change, []) if "+" in (change.old, change.new) else (None, [])
        if item is None:
            found.append(change)
    if item is not None:
        found.append(_told(item, inside))
    return found


def _told(item: FieldChange, inside: Sequence[FieldChange]) -> FieldChange:
    """Return an item's change with its fields as text; the names that it is known by come first."""

    def side(which: str) -> str:
        if getattr(item, which) != "+":
            return ""
        values = [(change.field, getattr(change, which)) for change in inside]
        plain = [(field.rsplit(BETWEEN, 1)[-1], value) for field, value in values]
        named = [value for key, value in plain if key in IDENTITY]
        rest = [f"{key} {value}" for key, value in plain if key not in IDENTITY and value != "+"]
        return "; ".join([*named, *rest])

    ours = item.ours if item.ours != "+" else side("ours")
    return msgspec.structs.replace(item, old=side("old"), new=side("new"), ours=ours)


def take_fields(into: Procedure, source: Procedure, fields: Iterable[str]) -> Procedure:
    """Return ``into`` with some fields as ``source`` has them; both are texts of one code.

    Raises:
        FieldTakeError: neither has the field, or what it belongs to is missing, or something else
            refers to what would go.
    """
    target, given = msgspec.to_builtins(into), msgspec.to_builtins(source)
    wanted = list(fields)
    for field in wanted:
        way = next((found for text in (given, target) for found in _ways(text, "", field)), None)
        if way is None:
            raise FieldTakeError(
                '{code} has no field "{field}"; see `kiosk diff`.', code=into.code, field=field
            )
        _carry(target, given, way, field)
    told = '"' + '", "'.join(wanted) + '"'
    try:
        taken = msgspec.convert(target, Procedure)
    except msgspec.ValidationError as error:
        raise FieldTakeError(
            "{fields} cannot be decided alone: {why}.", fields=told, why=error
        ) from error
    known = set(references(into))
    broken = [line for line in references(taken) if line not in known]
    if broken:
        raise FieldTakeError(
            "{fields} cannot be decided alone: {why}.", fields=told, why="; ".join(broken)
        )
    return taken


def _carry(target: Any, given: Any, way: Way, field: str) -> None:  # noqa: ANN401 (plain data)
    """Make the place at the end of ``way`` in ``target`` what it is in ``given``."""
    *before, last = way
    value = _at(given, way)
    holder = _at(target, before)
    if holder is MISSING and value is MISSING:
        return
    if holder is MISSING:
        # A list that is empty is not written down at all.
        owner = _at(target, before[:-1])
        if not isinstance(owner, dict):
            raise FieldTakeError(
                '"{field}" belongs to something that is not in the text.', field=field
            )
        holder = owner[before[-1]] = type(_at(given, before))()
    if isinstance(holder, dict):
        holder.pop(last, None)
        if value is not MISSING:
            holder[last] = value
        return
    place = next((number for number, name, _ in _named(holder) if name == last), None)
    if place is not None:
        del holder[place]
    if value is not MISSING:
        there = _at(given, before)
        wanted = next(number for number, name, _ in _named(there) if name == last)
        holder.insert(wanted if place is None else place, value)


def _ways(value: Any, place: str, field: str) -> Iterator[Way]:  # noqa: ANN401 (plain data)
    """Yield the ways to a field; a name may itself hold the sign that stands between names."""
    for name, inner in _parts(value):
        here = f"{place}{BETWEEN}{name}" if place else name
        if here == field:
            yield (name,)
        elif field.startswith(here + BETWEEN):
            for rest in _ways(inner, here, field):
                yield (name, *rest)


def _at(value: Any, way: Sequence[str]) -> Any:  # noqa: ANN401 (plain data)
    """Return what is at the end of a way, ``MISSING`` where it leads to nothing."""
    for step in way:
        value = next((inner for name, inner in _parts(value) if name == step), MISSING)
    return value


def _parts(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (plain data)
    """Yield each part of plain data under the name that the differences give it."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((name, item) for _, name, item in _named(value))


def _named(items: Sequence[Any]) -> Iterator[tuple[int, str, Any]]:
    """Yield the items of a list that have names, with "(2)" after a name that comes again."""
    taken: dict[str, int] = {}
    for number, item in enumerate(items):
        if isinstance(item, dict):
            name = name_of(item)
            taken[name] = taken.get(name, 0) + 1
            yield number, f"{name} ({taken[name]})" if taken[name] > 1 else name, item
