"""A text is cut between words, never in one, and says that it was cut."""

from __future__ import annotations

import pytest

from kiosk.ui.shortening import shortened


@pytest.mark.parametrize(
    ("text", "room", "lines", "expected"),
    [
        ("một hai ba", 20, 1, "một hai ba"),
        ("một hai ba", 8, 1, "một hai…"),
        ("một hai ba bốn", 7, 2, "một hai ba bốn"),
        ("một hai ba bốn năm", 7, 2, "một hai ba bốn…"),
        ("một, hai", 5, 1, "một…"),
        ("một · hai ba", 8, 1, "một…"),
        ("nghiêng ngả", 3, 1, "nghiêng…"),
        ("", 10, 2, ""),
    ],
)
def test_cut_between_words(text: str, room: int, lines: int, expected: str) -> None:
    assert shortened(text, room, lines, len) == expected
