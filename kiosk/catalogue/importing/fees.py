"""Phí, lệ phí as official records write it, read with distrust.

The portal shows a thousand-point as a decimal point (20.000 became 20), glues the number to the
duration and writes "Miễn phí" above a note that names a fee (data traps 2 and 4). So an amount is
taken only where nothing beside it contradicts it; otherwise it is unknown and the text is kept.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalogue.importing.fields import blank_to_empty
from kiosk.catalogue.importing.patterns import LOWER
from kiosk.catalogue.procedure import Fee
from kiosk.vietnamese.text import clean

FEE_NAME: Final = "Phí, lệ phí"
_SMALLEST: Final = 1000
"""No fee of the state is below 1,000 đồng; a smaller number lost its thousands."""

_AMOUNT: Final = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+|\d+) ?(?:đồng|đ|vnđ|vnd|việt nam đồng)(?![" + LOWER + "])",
    re.IGNORECASE,
)
_REALLY_FREE: Final = re.compile(
    r"(?:miễn(?: thu)?(?: lệ)?(?: phí)?(?:,? lệ phí)?|không(?: có| thu| mất| phải nộp| quy định)?"
    r"(?: phí)?(?:,? ?(?:và )?lệ phí)?|0 ?(?:đồng|đ|vnđ)?)[ .;]*",
    re.IGNORECASE,
)
_NAMES_A_FEE: Final = re.compile(
    r"(?<!miễn )(?<!miễn thu )(?<!không thu )(?<!không mất )(?<!chi )(?<!kinh )(?<!học )\bphí\b"
    r"|thông tư|biểu mức thu|mức thu|hội đồng nhân dân|hđnd",
    re.IGNORECASE,
)
_NOT_ALWAYS: Final = re.compile(r"%|đến hết|đến ngày|hết ngày", re.IGNORECASE)
"""A share of the sum, or a day until which it holds: not the sum to pay on every day."""

_LABELLED: Final = re.compile(r"(Phí|Lệ phí) ?:\s*", re.IGNORECASE)
_CELL: Final = re.compile(
    r"(\d[\d.,]*)? ?(USD|VNĐ|Việt Nam Đồng|Đồng|đ)? ?(?:\((.*)\))?", re.IGNORECASE | re.DOTALL
)


def whole_number(text: str) -> int:
    """Return the number behind "1.200.000" or "70,000"; 0 where there is no digit."""
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else 0


def amounts_in(text: str) -> set[int]:
    """All sums in đồng that a text names."""
    return {whole_number(match[1]) for match in _AMOUNT.finditer(text)}


def names_a_fee(text: str) -> bool:
    """Whether a text beside "Miễn phí" speaks of a fee or its rule, so that it is not free."""
    return bool(_NAMES_A_FEE.search(text)) or bool(amounts_in(text) - {0})


def free(note: str) -> Fee:
    """Fee of a row that says "Miễn phí": free only where the note does not say otherwise."""
    if not note or _REALLY_FREE.fullmatch(note):
        return Fee(name=FEE_NAME, amount=0, note=note)
    return Fee(name=FEE_NAME, amount=None, note=note)


def priced(number: str, currency: str, note: str, *, name: str = FEE_NAME) -> Fee:
    """Fee of a row that shows a number.

    The amount is known where it is at least 1,000 đồng and the note names no other sum, or where
    the note names one sum that is the number with its lost thousands; a percentage or a last day
    in the note makes it unknown again.
    """
    shown = whole_number(number)
    sums = amounts_in(note)
    if currency.upper() == "USD":
        text = f"{number} USD" if not note else f"{number} USD ({note})"
        return Fee(name=name, amount=None, note=text)
    if shown == 0:
        plain = not note or bool(_REALLY_FREE.fullmatch(note))
        return Fee(name=name, amount=0 if plain else None, note=note)
    if _NOT_ALWAYS.search(note):
        return Fee(name=name, amount=None, note=note)
    if shown >= _SMALLEST and sums <= {shown}:
        return Fee(name=name, amount=shown, note=note)
    if shown < _SMALLEST and sums == {shown * 1000}:
        return Fee(name=name, amount=shown * 1000, note=note)
    return Fee(name=name, amount=None, note=note)


def split_glued(digits: str, note: str) -> tuple[str, str]:
    """Split "120" into the duration "1" and the fee "20" where the note names 20.000 đồng.

    Returns two empty strings where the note does not settle it: nothing is guessed.
    """
    sums = amounts_in(note)
    if len(sums) != 1:
        return "", ""
    (amount,) = sums
    plain = digits.replace(",", "").replace(".", "")
    for size in range(1, len(plain)):
        head, tail = plain[:size], plain[size:]
        if not tail.startswith("0") and int(tail) in (amount, amount // 1000) and int(tail):
            return (head, tail) if amount % 1000 == 0 or int(tail) == amount else ("", "")
    return "", ""


def labelled_fees(text: str) -> list[Fee]:
    """Read a cell such as "Phí : 0 Đồng" or several, each beginning with "Phí :" or "Lệ phí :".

    Empty means unknown. Words that are no number stay as the note of an unknown amount.
    """
    written = blank_to_empty(clean(text))
    if not written:
        return []
    parts = _LABELLED.split(written)
    pairs = [("Phí, lệ phí", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    found = [_labelled_fee(label, body.strip(" ;,")) for label, body in pairs]
    return [fee for fee in found if fee is not None]


def _labelled_fee(label: str, body: str) -> Fee | None:
    if not body or body.lower() == "đồng":
        return None
    name = label[:1].upper() + label[1:].lower()
    if re.fullmatch(r"(?:không|o|0)(?: ?đồng)?|miễn phí", body, re.IGNORECASE):
        return Fee(name=name, amount=0)
    match = _CELL.fullmatch(body)
    if match and match[1] and (match[2] or "").upper() == "USD":
        return priced(match[1], "USD", (match[3] or "").strip(), name=name)
    if match and match[1] and match[2]:
        return priced(match[1], match[2], (match[3] or "").strip(), name=name)
    note = match[3].strip() if match and match[3] and not match[1] else body
    return Fee(name=name, amount=None, note=note)
