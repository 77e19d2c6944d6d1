"""Former wards and districts that people still name, and the office that serves them today.

Districts ended on 1 July 2025 and Hà Nội's wards were drawn anew (Nghị quyết 1656/NQ-UBTVQH15).
Within the province every public service point takes a dossier, whatever the ward (118/2025/NĐ-CP).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec
import yaml

from kiosk.errors import Refused
from kiosk.vietnamese.letters import fold

SHORT = {"p": "phuong", "q": "quan", "h": "huyen", "tx": "thi xa", "ubnd": "uy ban nhan dan"}
"""How people abbreviate what stands before a place's name."""

BEFORE = re.compile(
    r"^(?:(?:o|tai|uy ban(?: nhan dan)?|cong an|diem phuc vu hanh chinh cong|mot cua) )+"
)
AFTER = re.compile(r"(?: (?:cu|(?:gio |nay )?(?:o dau|la gi)|sap nhap vao dau))+$")
"""What may stand before and after the name of a place, folded."""

WARD = "phuong "


class FormerPlacesError(Refused):
    """The list of former places is wrong; the message names the file and what is wrong."""


class Share(StrEnum):
    """How much of a former place belongs to the office of today."""

    WHOLE = "whole"
    MOST = "most"
    PART = "part"


class FormerPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A former ward or district; ``now`` is empty where no single office has followed it."""

    name: str
    now: str = ""
    share: Share = Share.WHOLE


class FormerPlaces(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All former places with the decision that ended them and its day."""

    places: list[FormerPlace]
    source: str
    since: dt.date


def load_former_places(
    path: Path, *, office_place: str = "", former_names: Iterable[str] = ()
) -> FormerPlaces:
    """Read the list and add the ward's own names; a name of the list keeps what the list says.

    Args:
        path: ``db/vocabulary/former_places.yaml``.
        office_place: the office's ward of today, which the ward's own names lead to.
        former_names: ``office.former_names`` of the ward's profile.

    Raises:
        FormerPlacesError: the file cannot be read or is no such list.
    """
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        listed = msgspec.convert(yaml.safe_load(text), FormerPlaces)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise FormerPlacesError(f"{path}: {error}.") from error
    known = {_words(place.name) for place in listed.places}
    own = [
        FormerPlace(name=name, now=office_place, share=Share.PART)
        for name in former_names
        if _words(name) not in known
    ]
    return msgspec.structs.replace(listed, places=[*listed.places, *own])


def lookup_of(places: FormerPlaces) -> dict[str, FormerPlace]:
    """Return the places by the folded words that name them.

    A ward is also named without "phường". A district is not: its bare name may be a ward of today.
    """
    found: dict[str, FormerPlace] = {}
    for place in reversed(places.places):
        named = _words(place.name)
        found[named] = place
        if named.startswith(WARD):
            found[named.removeprefix(WARD)] = place
    return found


def find_former_place(lookup: Mapping[str, FormerPlace], query: str) -> FormerPlace | None:
    """Return the former place that the query is about, None where it is about anything else.

    The query must name the place and nothing more than the office there ("ubnd phường Đức Thắng",
    "quan bac tu liem").
    """
    return lookup.get(AFTER.sub("", BEFORE.sub("", _words(query))))


def where_now(place: FormerPlace, places: FormerPlaces) -> tuple[str, str]:
    """Return where to go instead, in Vietnamese and in English."""
    day = f"{places.since.day}/{places.since.month}/{places.since.year}"
    iso = places.since.isoformat()
    if not place.now:
        return (
            f"Không còn từ {day} ({places.source}). Việc của cấp này nay do phường, xã hoặc thành "
            "phố làm; nộp được ở mọi điểm phục vụ hành chính công của thành phố.",
            f"It ended on {iso} ({places.source}). Wards and the city do its work now; every "
            "public service point of the city takes your papers.",
        )
    parts = {
        Share.WHOLE: ("Nay là", "It is now"),
        Share.MOST: ("Phần lớn nay là", "Most of it is now"),
        Share.PART: ("Một phần nay là", "Part of it is now"),
    }
    vietnamese, english = parts[place.share]
    rest = "" if place.share is Share.WHOLE else " Chưa chắc nhà mình ở phần nào thì hỏi tại quầy."
    rest_en = "" if place.share is Share.WHOLE else " Ask at the counter which part is yours."
    return (
        f"{vietnamese} {place.now}, từ {day} ({places.source}).{rest}",
        f"{english} {place.now}, since {iso} ({places.source}).{rest_en}",
    )


def _words(text: str) -> str:
    """Return a text folded, with abbreviations written out."""
    words = re.findall(r"\w+", fold(text))
    return " ".join(SHORT.get(word, word) for word in words)
