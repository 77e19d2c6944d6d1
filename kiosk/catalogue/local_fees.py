"""What a fee is here: amounts of this province or ward over the text of a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kiosk.catalogue.local import FeeHere
from kiosk.catalogue.procedure import Fee, Method, MethodKind, Procedure
from kiosk.catalogue.validation import HIGHEST_FEE
from kiosk.errors import SaidRefused

USUAL_NAME = "Lệ phí"
"""Names the fee of a method whose text names none."""


class LocalFeeError(SaidRefused):
    """The fee is not in the text, or cannot be said so; says why."""


def named_fees(method: Method) -> Iterator[tuple[str, Fee]]:
    """Yield the fees of a method, each under the name that tells it from the others."""
    taken: dict[str, int] = {}
    for fee in method.fees:
        taken[fee.name] = taken.get(fee.name, 0) + 1
        again = f" ({taken[fee.name]})" if taken[fee.name] > 1 else ""
        yield f"{fee.name}{again}", fee


def with_local_fees(procedure: Procedure, fees: Iterable[FeeHere]) -> Procedure:
    """Return the procedure with what its fees are here; one that its text has not is ignored."""
    here = {(fee.method, fee.name): fee for fee in fees if fee.code == procedure.code}
    if not here:
        return procedure
    methods = [_method(method, here) for method in procedure.methods]
    return msgspec.structs.replace(procedure, methods=methods)


def _method(method: Method, here: dict[tuple[MethodKind, str], FeeHere]) -> Method:
    """Return a method with its fees here."""
    fees = [
        _said(fee, here[method.kind, name]) if (method.kind, name) in here else fee
        for name, fee in named_fees(method)
    ]
    usual = here.get((method.kind, USUAL_NAME))
    if not method.fees and usual is not None:
        fees = [Fee(name=USUAL_NAME, amount=usual.amount, rule=usual.rule)]
    return msgspec.structs.replace(method, fees=fees)


def _said(fee: Fee, here: FeeHere) -> Fee:
    return msgspec.structs.replace(fee, amount=here.amount, rule=here.rule)


def check_local_fee(procedure: Procedure, here: FeeHere) -> None:
    """See that a fee can be said so.

    Raises:
        LocalFeeError: the text has no such fee, its price has steps, the amount is out of range, or
            no rule is named.
    """
    method = next((each for each in procedure.methods if each.kind is here.method), None)
    known = dict(named_fees(method)) if method is not None else {}
    names = list(known) if known or method is None else [USUAL_NAME]
    if method is None or here.name not in names:
        told = "; ".join(f'"{name}"' for name in names) or "none"
        raise LocalFeeError(
            '{code} has no fee "{name}" for {method}; there is: {known}.',
            code=here.code,
            name=here.name,
            method=here.method,
            known=told,
        )
    if here.name in known and (known[here.name].steps or known[here.name].cap is not None):
        raise LocalFeeError(
            '"{name}" has steps or a highest sum; it cannot be said in one amount.',
            name=here.name,
        )
    if not 0 <= here.amount <= HIGHEST_FEE:
        raise LocalFeeError(
            "{amount} is no fee; write whole đồng, 0 where it is free.", amount=here.amount
        )
    if not here.rule.strip():
        raise LocalFeeError("Name the resolution or decision that sets the fee.")
