"""What the search needs to know of one procedure: words only, no facts of law."""

from __future__ import annotations

import msgspec

from kiosk.catalogue.procedure import Tier


class SearchEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The searchable words of a procedure, taken from the catalogue.

    ``forms``, ``results`` and ``documents`` are names; ``text`` is the long text (steps,
    requirements, keywords), the last resort of the search. ``levels`` are the values of
    ``kiosk.catalogue.procedure.Level`` and let a ward's kiosk prefer its own level.
    """

    code: str
    name: str
    short_name: str = ""
    everyday_names: list[str] = []
    field: str = ""
    forms: list[str] = []
    results: list[str] = []
    documents: list[str] = []
    tier: Tier = Tier.FULL
    name_en: str = ""
    short_name_en: str = ""
    text: str = ""
    levels: list[str] = []
