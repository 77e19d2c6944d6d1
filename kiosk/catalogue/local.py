"""What a ward says itself, over the shipped texts and its profile. Pure values."""

from __future__ import annotations

import datetime as dt

import msgspec

from kiosk.catalogue.procedure import MethodKind


class FeeHere(msgspec.Struct, frozen=True, kw_only=True):
    """One fee in whole đồng, 0 is free, and the resolution or decision that sets it.

    ``name`` is the fee's name in the text of the procedure, with "(2)" after it where it is the
    second of that name within its method.
    """

    code: str
    method: MethodKind
    name: str
    amount: int
    rule: str


class DayHere(msgspec.Struct, frozen=True, kw_only=True):
    """A day the office is ``closed`` on, or works; ``confirmed``: the ``notice`` is there."""

    date: dt.date
    closed: bool
    name: str
    notice: str = ""
    confirmed: bool = False


class YearHere(msgspec.Struct, frozen=True, kw_only=True):
    """A year whose days off were compared with the public ``notice``."""

    year: int
    notice: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the ward says itself. ``facts`` by their name in the profile."""

    facts: dict[str, object]
    days: list[DayHere]
    years: list[YearHere]
    fees: list[FeeHere]
