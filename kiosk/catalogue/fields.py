"""The fields of an office, each with its procedures: the way in for whoever thinks in fields."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlalchemy import Connection, Select, select

from kiosk.catalogue.procedure import Tier
from kiosk.catalogue.tables import ProcedureRevision
from kiosk.vietnamese.order import alphabetical


class Field(msgspec.Struct, frozen=True):
    """A field (lĩnh vực) with the codes of its procedures, in the order to show them."""

    name: str
    codes: tuple[str, ...]
    name_en: str = ""


def read_fields(connection: Connection, wanted: Select[int]) -> list[Field]:
    """Return the fields in the order of the alphabet.

    Within a field what is known in full comes first, then by the alphabet of what people call it.
    """
    revision = ProcedureRevision
    found = connection.execute(
        select(
            revision.field,
            revision.field_en,
            revision.code,
            revision.tier,
            revision.name,
            revision.short_name,
        ).where(revision.id.in_(wanted))
    )
    codes: dict[str, list[tuple[bool, tuple[object, ...], str]]] = defaultdict(list)
    english: dict[str, str] = {}
    for field, field_en, code, tier, name, short_name in found:
        place = (tier != Tier.FULL.value, alphabetical(short_name or name), code)
        codes[field].append(place)
        english[field] = english.get(field, "") or field_en
    return [
        Field(name, tuple(code for *_, code in sorted(codes[name])), english[name])
        for name in sorted(codes, key=alphabetical)
        if name
    ]
