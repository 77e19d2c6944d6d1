"""What an office posts (niêm yết): only posted procedures are shown to citizens."""

from __future__ import annotations

import datetime as dt

import msgspec

from kiosk.errors import Refused


class UnknownCodeError(Refused):
    """Codes that the catalogue does not have; names them."""


class Posting(msgspec.Struct, frozen=True, kw_only=True):
    """One procedure posted at this office: since when, by which decision, at which counter."""

    code: str
    office: str
    since: dt.date | None = None
    decision: str = ""
    counter: str = ""
