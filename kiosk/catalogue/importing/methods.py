"""Cách thức thực hiện: the flattened text of the portal, back into rows.

A row is the kind, the time, the fee with its remark in brackets, and a description, all without
separators: ``Trực tuyến5 Ngày làm việc200,000 VNĐ(200.000đ/lần)Nộp qua Cổng…``.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalogue.importing import fees
from kiosk.catalogue.importing.fields import blank_to_empty
from kiosk.catalogue.importing.times import UNIT_WORDS, time_limits
from kiosk.catalogue.procedure import AuditNote, Fee, Method, MethodKind
from kiosk.vietnamese.text import clean

KINDS: Final = {
    "trực tiếp": MethodKind.IN_PERSON,
    "trực tuyến": MethodKind.ONLINE,
    "dịch vụ bưu chính": MethodKind.POSTAL,
    "bưu chính": MethodKind.POSTAL,
    "qua bưu điện": MethodKind.POSTAL,
    "qua dịch vụ bưu chính": MethodKind.POSTAL,
}
_HEADER: Final = re.compile(r"^\s*Hình thức nộp\s*Thời gian\s*Phí, lệ phí\s*Mô tả")
_NOTHING: Final = "Không có thông tin"
_FEE: Final = r"\d[\d.,]* (?:VNĐ|Việt Nam Đồng|USD)"
_ROW: Final = re.compile(
    r"(?P<kind>Trực tuyến|Trực tiếp|Dịch vụ bưu chính)"
    rf"(?P<time>{_NOTHING}|\d+(?:[.,]\d+)? (?:{UNIT_WORDS})|\d+(?=Miễn phí|{_NOTHING})"
    r"|[A-ZĐ][^\d()]{2,160}?|)"
    rf"(?P<fee>Miễn phí|{_NOTHING}|{_FEE})"
)
_MORE_FEE: Final = re.compile(_FEE)
_NUMBER: Final = re.compile(r"(\d[\d.,]*) (VNĐ|Việt Nam Đồng|USD)")
_LIST_BEGINS: Final = re.compile(r"\((?:\d{1,2}|[a-zđ])\)")
_LIST_MARK: Final = re.compile(r"(?:^|[\s;,.:(])[a-zđ0-9]{1,2}$")


def parse_methods(text: str) -> tuple[list[Method], list[AuditNote]]:
    """Split the flattened text into one ``Method`` a row, in the order of the page.

    Rows stay apart even where they have the same kind: their descriptions tell the cases. The
    second value says where a number of the record was not believed.
    """
    body = _HEADER.sub("", text)
    rows = list(_ROW.finditer(body))
    ends = [*(row.start() for row in rows[1:]), len(body)] if rows else []
    methods: list[Method] = []
    notes: list[AuditNote] = []
    for row, end in zip(rows, ends, strict=True):
        method, doubt = _method(row, body[row.end() : end])
        methods.append(method)
        if doubt:
            notes.append(AuditNote(about="methods", text=doubt))
    return methods, list(dict.fromkeys(notes))


def _method(row: re.Match[str], rest: str) -> tuple[Method, str]:
    kind = KINDS[row["kind"].lower()]
    time, fee = row["time"], row["fee"]
    remark, rest = _bracketed(rest)
    found: list[Fee] = []
    doubt = ""
    number = _NUMBER.fullmatch(fee)
    if number and not time and number[2] != "USD":
        # The duration is glued to the fee; only the remark can tell where one ends (trap 2).
        time, shown = fees.split_glued(number[1], remark)
        found.append(fees.priced(shown, number[2], remark) if shown else _unknown(remark))
        doubt = f"Nguồn ghi “{row['kind']} {fee}”: thời hạn và mức thu dính liền nhau."
    elif number:
        found.append(fees.priced(number[1], number[2], remark))
        if found[0].amount != fees.whole_number(number[1]) and number[2] != "USD":
            doubt = f"Nguồn ghi “{fee}”, không khớp với chú thích hoặc thiếu hàng nghìn."
    elif fee == "Miễn phí":
        found.append(fees.free(remark))
    elif remark:
        found.append(_unknown(remark))
    while more := _MORE_FEE.match(rest):
        remark, rest = _bracketed(rest[more.end() :])
        number = _NUMBER.fullmatch(more[0])
        if number:
            found.append(fees.priced(number[1], number[2], remark))
    note = blank_to_empty(clean(rest))
    return Method(
        kind=kind,
        time_limits=time_limits(time),
        fees=[_doubted(each, note) for each in found],
        note=note,
    ), doubt


def _doubted(fee: Fee, note: str) -> Fee:
    """The fee beside its row's description, which may name another sum or rule (trap 4)."""
    if fee.amount == 0 and not fee.note and fees.names_a_fee(note):
        return _unknown(note)
    if fee.amount and not fees.amounts_in(note) <= {fee.amount}:
        return Fee(name=fee.name, amount=None, note=" ".join(filter(None, [fee.note, note])))
    return fee


def _unknown(note: str) -> Fee:
    return Fee(name=fees.FEE_NAME, amount=None, note=note)


def _bracketed(text: str) -> tuple[str, str]:
    """Split "(remark)description"; the ``)`` of a list mark such as "a)" does not close."""
    if not text.startswith("(") or _LIST_BEGINS.match(text):
        return "", text
    depth = 0
    for index, letter in enumerate(text):
        if letter == "(":
            depth += 1
        elif letter == ")" and not (
            depth == 1 and _LIST_MARK.search(text[max(1, index - 4) : index])
        ):
            depth -= 1
            if depth == 0:
                return blank_to_empty(clean(text[1:index])), text[index + 1 :]
    return blank_to_empty(clean(text[1:])), ""


def method_row(kind: str, time: str, fee: str, note: str) -> Method | None:
    """Read a row that the source already keeps apart; None where the kind is no known one."""
    known = KINDS.get(clean(kind).lower())
    if known is None:
        return None
    remark = blank_to_empty(clean(note))
    found = [_doubted(each, remark) for each in fees.labelled_fees(fee)]
    return Method(kind=known, time_limits=time_limits(time), fees=found, note=remark)
