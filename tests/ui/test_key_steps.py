"""From key to key with the arrows of a keypad."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.key_steps import KeyPlace, stepped

ROWS = [
    *(KeyPlace(x, 100) for x in (10, 20, 30)),
    *(KeyPlace(x, 50) for x in (15, 25)),
    KeyPlace(28, 0),
]


@pytest.mark.parametrize(
    ("present", "right", "down", "expected"),
    [
        (0, 1, 0, 1),
        (2, 1, 0, 0),
        (0, -1, 0, 2),
        (0, 0, 1, 3),
        (2, 0, 1, 4),
        (4, 0, 1, 5),
        (5, 0, -1, 4),
        (0, 0, -1, None),
        (5, 0, 1, None),
        (5, 1, 0, 5),
    ],
)
def test_arrows_go_along_rows_and_to_the_nearest_key(
    present: int, right: int, down: int, expected: int | None
) -> None:
    assert stepped(ROWS, present, right, down) == expected


@given(st.lists(st.builds(KeyPlace, st.integers(0, 9), st.integers(0, 4)), min_size=1, unique=True))
def test_every_key_is_reached_from_the_first_row(keys: list[KeyPlace]) -> None:
    found = {keys.index(max(keys, key=lambda key: (key.y, -key.x)))}
    waiting = list(found)
    while waiting:
        present = waiting.pop()
        for right, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            following = stepped(keys, present, right, down)
            if following is not None and following not in found:
                found.add(following)
                waiting.append(following)
    assert len(found) == len(keys)
