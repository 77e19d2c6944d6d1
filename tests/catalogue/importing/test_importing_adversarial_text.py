"""Texts made to be slow or to trip a parser: each is read in linear time or rejected."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalogue.importing.documents import HEADER
from kiosk.catalogue.importing.errors import UnreadableFileError
from kiosk.catalogue.importing.file_content import read_content
from kiosk.catalogue.staging import Incoming, Rejection

LENGTH = 60_000
TEXT_KEYS = (
    *("trinh_tu_thuc_hien", "cach_thuc_thuc_hien", "thanh_phan_ho_so", "can_cu_phap_ly"),
    *("yeu_cau_dieu_kien", "ket_qua_xu_ly", "so_quyet_dinh", "cap_thuc_hien"),
    *("linh_vuc", "co_quan_thuc_hien", "detail_url"),
)
PIECES = (
    *(" ", "\n", "-", "(", ")", "a)", "9", "1.", "1.000.", "1/", "12/2020/", "A-", "A", "Từ khóa"),
    *("Mô tả", "Mã: ", "Mã: A.", "(KQ.", "Trực tiếp", "Trực tiếpA", "Trực tiếp5 NgàyMiễn phí("),
    *("Trực tuyến9", "9,999 VNĐ(", "1 bản chính", "01 bản chính", HEADER, f"{HEADER}1 bản chính"),
    *(".docx", "a.docx", "Bước 1: ", "đồng ", "phí ", "Không ", "\u0301", "\u200b", "| a ", "---|"),
)


def page(**texts: str) -> bytes:
    value = {"ma_thu_tuc": "1.000001", "ten_thu_tuc": "Đăng ký", **texts}
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("piece", PIECES)
def test_repeated_pieces_take_linear_time(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    prefixes = {"cach_thuc_thuc_hien": "Trực tiếp1Miễn phí(", "thanh_phan_ho_so": HEADER}
    data = page(**{key: prefixes.get(key, "") + text for key in TEXT_KEYS})
    start = time.process_time()
    (item,) = read_content(data, "1.000001.json")
    assert isinstance(item, Incoming | Rejection)
    assert time.process_time() - start < 2


def test_half_surrogates_do_not_reach_the_catalogue() -> None:
    data = (
        b'{"ma_thu_tuc": "1.000001", "ten_thu_tuc": "A\\ud800B", "detail_url": "https://\\udfff"}'
    )
    (item,) = read_content(data, "1.000001.json")
    assert isinstance(item, Incoming)
    assert item.procedure.name == "AB"
    assert item.procedure.source is not None
    item.procedure.source.url.encode()


GLUE = st.lists(st.sampled_from([*PIECES, "Giấy tờ", "Công an", "20 VNĐ", "(20.000 đồng)", "7"]))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(TEXT_KEYS), GLUE.map("".join) | st.text(), max_size=12))
def test_any_page_is_taken_or_rejected(texts: dict[str, str]) -> None:
    data = json.dumps({"ma_thu_tuc": "1.000001", "ten_thu_tuc": "A"} | texts).encode()
    (item,) = read_content(data, "1.000001.json")
    assert isinstance(item, Incoming | Rejection)


@settings(max_examples=150, deadline=None)
@given(
    st.binary() | st.text().map(str.encode),
    st.sampled_from([b"", b"{", b"[", b"PK\x03\x04", b"procedures:\n", b'{"code":"1.0"}\n']),
    st.sampled_from(["a.json", "a.jsonl", "a.xlsx", "a.yaml", "a.md"]),
)
def test_any_bytes_are_read_or_unreadable(data: bytes, head: bytes, name: str) -> None:
    try:
        items = list(read_content(head + data, name))
    except UnreadableFileError as error:
        assert str(error)
    else:
        assert all(isinstance(item, Incoming | Rejection) for item in items)
