"""The small calculator on the command line."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("units", "copies", "sum_"),
    [
        (1, 1, "2.000 đồng"),
        (2, 1, "4.000 đồng"),
        (3, 1, "5.000 đồng"),
        (3, 4, "20.000 đồng"),
        (500, 1, "200.000 đồng"),
        (500, 2, "400.000 đồng"),
        (0, 1, "0 đồng"),
    ],
)
def test_certified_copies_by_pages(kiosk, units: int, copies: int, sum_: str) -> None:
    ended = kiosk("fee", "2.000815", "--units", str(units), "--copies", str(copies))
    assert ended.code == 0
    assert ended.out.splitlines()[0].endswith(f"→ {sum_}")


def test_an_unknown_fee_is_said_to_be_unknown(kiosk) -> None:
    ended = kiosk("fee", "1.004873", "--units", "1")
    assert "→ Hỏi tại quầy" in ended.out


def test_less_than_nothing_is_refused(kiosk) -> None:
    ended = kiosk("fee", "2.000815", "--units", "-1")
    assert ended.code == 1
    assert "0 or more" in ended.err
