"""Lines of like length, and the columns of the three answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.widgets.balance import balanced


def test_lines_are_alike_and_break_after_commas() -> None:
    assert balanced("Người thân qua đời", 14, len) == "Người thân\nqua đời"
    assert balanced("Trợ cấp xã hội, người cao tuổi", 22, len) == (
        "Trợ cấp xã hội,\nngười cao tuổi"
    )


def test_what_fits_stays_on_one_line() -> None:
    assert balanced("Khai sinh", 9, len) == "Khai sinh"


@given(
    st.lists(st.text("aăâđ", min_size=1, max_size=8), min_size=1, max_size=8),
    st.integers(min_value=8, max_value=40),
)
def test_nothing_is_lost_and_nothing_is_too_wide(words: list[str], room: int) -> None:
    text = " ".join(words)
    lines = balanced(text, room, len).split("\n")
    assert " ".join(lines) == text
    assert all(len(line) <= room for line in lines)


def test_columns_share_what_is_left(window: object) -> None:
    from kiosk.ui.widgets.facts import shares

    assert shares([100, 200, 300], 900) == pytest.approx([200, 300, 400])
    assert shares([100, 400, 400], 600) == pytest.approx([100, 250, 250])
    assert sum(shares([500, 400, 400], 600)) == pytest.approx(600)
