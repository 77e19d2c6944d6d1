"""What people need together, from the life events: procedures that belong beside another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


def needed_together(
    events: Sequence[Sequence[str]], fields: Mapping[str, str]
) -> dict[str, list[str]]:
    """The other procedures of one life event, for each procedure of ``events`` in ``fields``.

    Each event lists codes, the most needed first; ``fields`` names the field of each procedure that
    may be shown. A procedure of several events belongs to the one where it is needed most among
    those with another of its field: a copy of a birth record is asked for at school too, but has
    more in common with corrected records. Those of its own field come first, each part in the order
    of need.
    """
    shown = [[code for code in codes if code in fields] for codes in events]
    together: dict[str, list[str]] = {}
    for code in dict.fromkeys(code for codes in shown for code in codes):
        having = [_others(code, codes, fields) for codes in shown if code in codes]
        together[code] = min(having).codes
    return together


class _Others(NamedTuple):
    """What else an event holds; the one to show of several is the least."""

    no_other_of_its_field: bool
    place: int
    codes: list[str]


def _others(code: str, codes: list[str], fields: Mapping[str, str]) -> _Others:
    others = [other for other in codes if other != code]
    alike = [other for other in others if fields[other] == fields[code]]
    rest = [other for other in others if fields[other] != fields[code]]
    return _Others(not alike, codes.index(code), alike + rest)
