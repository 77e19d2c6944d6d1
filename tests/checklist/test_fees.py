from __future__ import annotations

import pytest

from kiosk.catalogue.procedure import Fee, FeeStep
from kiosk.checklist.fees import total


@pytest.mark.parametrize(
    ("pages", "copies", "expected"),
    [
        (0, 1, 0),
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (10, 1, 12_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (5_000, 1, 200_000),
        (10, 3, 36_000),
        (300, 2, 400_000),
    ],
)
def test_certified_copies(certified_copy_fee: Fee, pages: int, copies: int, expected: int) -> None:
    assert total(certified_copy_fee, pages, copies=copies) == expected


def test_plain_unknown_and_wrong() -> None:
    assert total(Fee(name="x", amount=8_000), 3) == 24_000
    assert total(Fee(name="x"), 3) is None
    assert total(Fee(name="x", steps=[FeeStep(from_unit=1, amount=500)]), 3) == 1_500
    with pytest.raises(ValueError, match="-1"):
        total(Fee(name="x", amount=1), -1)
