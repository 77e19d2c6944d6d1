"""What an office posts (niêm yết): only posted procedures are shown to citizens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec

from kiosk.catalogue.procedure import Procedure, Tier
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


def to_post(procedures: Collection[Procedure]) -> list[str]:
    """Return the codes to post, one text of each pair where a newer code replaces an older one.

    Of such a pair the text with the papers is posted, since a citizen needs it more than the newer
    number; where neither or both have papers, the newer.
    """
    known = {procedure.code: procedure for procedure in procedures}
    hidden: set[str] = set()
    for new in procedures:
        for old in (known[code] for code in new.replaces if code in known):
            keep_old = old.tier is Tier.FULL and new.tier is Tier.LISTED
            hidden.add(new.code if keep_old else old.code)
    return [procedure.code for procedure in procedures if procedure.code not in hidden]
