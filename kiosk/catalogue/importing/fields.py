"""The short fields of an official record: code, level, decision, agencies, "no information"."""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalogue.importing.errors import BadRecordError
from kiosk.catalogue.procedure import AuditNote, Decision, Level
from kiosk.vietnamese.letters import normalise_tone_placement
from kiosk.vietnamese.text import clean, clean_lines

CODE: Final = re.compile(r"\d\.\d{6}(?!\d)")
"""The form of a procedure's code; ``1.01499`` of a published decision is a typing error."""

_NOTHING: Final = frozenset({"không có thông tin", "không có", "-", "--", "---", "..."})
_NO_REQUIREMENT: Final = _NOTHING | {"không", "không quy định", "không yêu cầu", "không có yêu cầu"}

_LEVELS: Final = {
    "cấp bộ": Level.MINISTRY,
    "bộ": Level.MINISTRY,
    "cấp trung ương": Level.MINISTRY,
    "trung ương": Level.MINISTRY,
    "cấp tỉnh": Level.PROVINCE,
    "tỉnh": Level.PROVINCE,
    "cấp huyện": Level.DISTRICT,
    "huyện": Level.DISTRICT,
    "cấp xã": Level.COMMUNE,
    "xã": Level.COMMUNE,
    "cơ quan khác": Level.OTHER,
}

ISSUERS: Final = {
    "BCA": "Bộ Công an",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BQP": "Bộ Quốc phòng",
    "BTC": "Bộ Tài chính",
    "BTP": "Bộ Tư pháp",
    "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
}
_DECISION: Final = re.compile(r"(\d+[a-z]?)\.?/Q[ĐD]-?([A-ZĐ]{2,}(?:-[A-ZĐ0-9]+)*)")
_DECISION_PREFIX: Final = re.compile(r"^(?:quyết định\s*)?(?:số\s*)?:?\s*", re.IGNORECASE)


def blank_to_empty(text: str) -> str:
    """Return the text, or empty where it only says that there is none (data trap 9)."""
    return "" if text.rstrip(" .;").lower() in _NOTHING else text


def short_text(text: str) -> str:
    """Clean a name, field or agency and bring its tones to one style: Uỷ becomes Ủy (trap 8)."""
    return blank_to_empty(normalise_tone_placement(clean(text)))


def paragraphs(text: str) -> list[str]:
    """Split a long text at its lines and at inline "Bước 2:"."""
    lines = clean_lines(blank_to_empty(text.strip()))
    return [part.strip() for line in lines for part in _STEP.split(line) if part.strip()]


_STEP: Final = re.compile(r"(?<=[.;:,!)”] )(?=Bước \d{1,2}\s*[:.])")


def requirements(text: str) -> list[str]:
    """Yêu cầu, điều kiện as lines; empty where the record says there are none."""
    lines = paragraphs(text)
    if len(lines) == 1 and lines[0].lstrip("- ").rstrip(" .;").lower() in _NO_REQUIREMENT:
        return []
    return lines


def procedure_code(text: str) -> str:
    """Return the code if it has the form ``d.dddddd``.

    Raises:
        BadRecordError: it has not (data trap 12).
    """
    code = clean(text)
    if not CODE.fullmatch(code):
        raise BadRecordError(code[:40], f'"{code[:40]}" is no code of the form 1.234567')
    return code


def procedure_name(code: str, text: str) -> str:
    """Return the cleaned name.

    Raises:
        BadRecordError: there is none.
    """
    name = short_text(text)
    if not name:
        raise BadRecordError(code, "the record has no name")
    return name


def levels(texts: list[str]) -> list[Level]:
    """Cấp thực hiện: every spelling to its ``Level`` (trap 9); unknown words are left out."""
    words = [word for text in texts for word in clean(text).lower().split(",")]
    found = [_LEVELS[word.strip()] for word in words if word.strip() in _LEVELS]
    return list(dict.fromkeys(found))


def decision(text: str) -> tuple[Decision | None, list[AuditNote]]:
    """Read the number of the decision; what is no full number (``Demo/QĐ-BCA``) is not cited.

    The second value says what was left out, for the person who compares.
    """
    written = blank_to_empty(clean(text))
    bare = _DECISION_PREFIX.sub("", written)
    match = _DECISION.fullmatch(bare)
    if match:
        number = f"{match[1]}/QĐ-{match[2]}"
        return Decision(number=number, issuer=ISSUERS.get(match[2].split("-")[0], "")), []
    if not written:
        return None, []
    note = f"Nguồn ghi “{written[:60]}”, không phải số quyết định đầy đủ nên không dẫn."
    return None, [AuditNote(about="decision", text=note)]


def ministry_of(decision_text: str) -> str:
    """The ministry whose short name stands in a decision's number, even in an unusable number."""
    words = re.split(r"[^A-ZĐ]+", clean(decision_text))
    return next((ISSUERS[word] for word in words if word in ISSUERS), "")


def web_address(text: str) -> str:
    """Return the address if it is one of the web, else empty."""
    address = clean(text)
    return address if address.startswith(("https://", "http://")) else ""
