"""Names that several codes share: a replaced code, or a name that cannot be right.

A new code is published under the old one's name while the old record is still about (1.001731 is
also 1.116910). Both are kept and linked (data trap 11), but only where the records leave no other
reading: exactly two codes share the name, ministry, field and levels, at most one of them has any
content, and the later number is of the series that began in 2026. Two full records with one name
are two procedures (a ministry's and a province's), never a replacement.

A name that three or more codes share belongs to none of them for certain (trap 9: ten codes under
one wrong name): those records are rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from kiosk.vietnamese.letters import normalise_tone_placement
from kiosk.vietnamese.text import clean

_SERIES_2026: Final = 115_000
_TOO_MANY: Final = 3


class Heading(NamedTuple):
    """What of a record tells whether two records are one procedure."""

    code: str
    name: str
    field: str
    ministry: str
    levels: tuple[str, ...]
    has_content: bool


class SharedNames(NamedTuple):
    """Links between codes, and how many codes share a name that cannot be right."""

    replaced_by: dict[str, str]
    replaces: dict[str, str]
    wrong: dict[str, int]


def compare_names(headings: Iterable[Heading]) -> SharedNames:
    """Find the links and the wrong names among all records of one file."""
    groups: defaultdict[str, list[Heading]] = defaultdict(list)
    for heading in headings:
        groups[_key(heading.name)].append(heading)
    found = SharedNames({}, {}, {})
    for name, group in groups.items():
        codes = {heading.code for heading in group}
        if name and len(codes) >= _TOO_MANY:
            found.wrong.update(dict.fromkeys(codes, len(codes)))
        elif name and len(codes) == 2 and len(group) == 2:
            _link(group, found)
    return found


def _key(name: str) -> str:
    letters = normalise_tone_placement(clean(name)).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _link(group: list[Heading], found: SharedNames) -> None:
    old, new = sorted(group, key=lambda heading: int(heading.code.split(".")[1]))
    alike = old.field and old.ministry and old[2:5] == new[2:5]
    if (
        alike
        and not (old.has_content and new.has_content)
        and int(old.code.split(".")[1]) < _SERIES_2026 <= int(new.code.split(".")[1])
    ):
        found.replaced_by[old.code] = new.code
        found.replaces[new.code] = old.code
