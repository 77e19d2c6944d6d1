"""From key to key with the arrows of a keypad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

TONE_NAMES: Final = {
    "á": "dấu sắc",
    "à": "dấu huyền",
    "ả": "dấu hỏi",
    "ã": "dấu ngã",
    "ạ": "dấu nặng",
}
"""What the tone keys are called, in every language: they write Vietnamese."""


class KeyPlace(NamedTuple):
    """The middle of a key in pixels; keys of one row have the same ``y``."""

    x: float
    y: float


def stepped(keys: Sequence[KeyPlace], present: int, right: int, down: int) -> int | None:
    """Return the number of the key one step on, ``right`` or ``down`` being 1 or -1.

    A row goes round; the next row's nearest key follows; None where there is no further row.
    """
    here = keys[present]
    if right:
        row = sorted(
            (number for number, key in enumerate(keys) if key.y == here.y),
            key=lambda number: keys[number].x,
        )
        return row[(row.index(present) + right) % len(row)]
    rows = sorted({key.y for key in keys}, reverse=True)
    place = rows.index(here.y) + down
    if not 0 <= place < len(rows):
        return None
    wanted = [number for number, key in enumerate(keys) if key.y == rows[place]]
    return min(wanted, key=lambda number: abs(keys[number].x - here.x))
