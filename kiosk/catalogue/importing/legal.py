"""Căn cứ pháp lý: only the numbers of the legal texts can be read for certain (data trap 13).

Titles and numbers are glued: ``…Luật Hộ tịch123/2015/NĐ-CPThông tư số…``.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from kiosk.catalogue.importing.fields import blank_to_empty
from kiosk.catalogue.procedure import LegalBasis
from kiosk.vietnamese.text import clean

_NUMBER: Final = re.compile(
    r"(\d{1,10}(?:\.\d{1,2})?)/((?:19|20)\d{2})/"
    r"((?:[A-ZĐ]{1,12}[-/]){0,8})((?:QH|UBTVQH)(?:1[0-6]|[7-9])|QĐ-?TTg|TTg|[A-ZĐ]{2,40})"
)
_ISSUERS: Final = (
    *("BLĐTBXH", "BNNPTNT", "BVHTTDL", "VKSNDTC", "TANDTC"),
    *("BDTTG", "BGDĐT", "BGTVT", "BKHCN", "BKHĐT", "BNNMT", "BTNMT", "BTTTT"),
    *("BHXH", "HĐND", "HĐTP", "NHNN", "TTCP", "UBDT", "UBND"),
    *("BCA", "BCT", "BNG", "BNN", "BNV", "BQP", "BTC", "BTP", "BXD", "BYT", "TTg", "CP"),
)
"""Whose texts these are, the longest first: there a number ends and the next title begins."""

_DATE: Final = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


def legal_numbers(text: str) -> list[str]:
    """All numbers of legal texts in the order of the text, each once.

    A number whose ending runs into capitals of no known issuer is left out: it is not certain.
    """
    numbers = []
    for match in _NUMBER.finditer(text):
        kinds, last = match[3].replace("ND-", "NĐ-").replace("QD-", "QĐ-"), match[4]
        if kinds and not last[-1].isdigit():
            last = next((issuer for issuer in _ISSUERS if last.startswith(issuer)), "")
        elif not last[-1].isdigit():
            last = ""
        if last:
            numbers.append(f"{_without_glued_year(match[1])}/{match[2]}/{kinds}{last}")
    return list(dict.fromkeys(numbers))


def _without_glued_year(serial: str) -> str:
    """Cut the year of a title off: "202085" is "85", "2022.65" is "65".

    A serial number has at most four digits, and two before a point (66.7/2025/NQ-CP).
    """
    year = re.match(r"(?:19|20)\d\d\.?(?=\d)", serial)
    return serial[year.end() :] if year and len(serial) > 4 else serial


def legal_bases(text: str) -> list[LegalBasis]:
    """Legal bases of a glued text: the numbers alone."""
    return [LegalBasis(number=number) for number in legal_numbers(text)]


def legal_row(code: str, name: str, date: str, issuer: str) -> LegalBasis | None:
    """Read a row that the source keeps apart; a code such as "12" is completed from the name."""
    number = clean(code)
    title = clean(name)
    full = legal_numbers(number)
    if full:
        number = full[0]
    else:
        digits = re.match(r"\d+", number)
        named = legal_numbers(title)
        same = [n for n in named if digits and n.split("/")[0].lstrip("0") == digits[0].lstrip("0")]
        number = same[0] if same else number
    if not number and not title:
        return None
    return LegalBasis(
        number=number or title,
        name=title if number else "",
        issued=_date(date),
        issuer=blank_to_empty(clean(issuer)),
    )


def _date(text: str) -> dt.date | None:
    match = _DATE.fullmatch(clean(text))
    if not match:
        return None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
