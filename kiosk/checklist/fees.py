"""The small calculator: what a number of pages and copies costs."""

from __future__ import annotations

from kiosk.catalogue.procedure import Fee


def total(fee: Fee, units: int, *, copies: int = 1) -> int | None:
    """Return the fee in whole đồng for ``units`` (pages, say) in each of ``copies``.

    Units are priced by ``steps`` (the step with the highest ``from_unit`` not above the unit;
    ``amount`` before the first step) and one copy costs at most ``cap``. Certified copies are the
    usual case: 2,000 đ a page, 1,000 đ from the third, at most 200,000 đ a copy (public
    record of 2.000815). None where the fee, or a part of it that counts, is unknown.

    Raises:
        ValueError: ``units`` or ``copies`` is negative.
    """
    if units < 0 or copies < 0:
        raise ValueError(f"cannot price {units} units in {copies} copies; both must be 0 or more")
    steps = sorted(fee.steps, key=lambda step: step.from_unit)
    one_copy = 0
    for place, step in enumerate([None, *steps]):
        first = 1 if step is None else step.from_unit
        last = min(units, steps[place].from_unit - 1) if place < len(steps) else units
        count = max(0, last - first + 1)
        price = fee.amount if step is None else step.amount
        if count and price is None:
            return None
        one_copy += count * (price or 0)
    if fee.cap is not None:
        one_copy = min(one_copy, fee.cap)
    return one_copy * copies
