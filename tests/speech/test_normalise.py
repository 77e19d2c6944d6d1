"""Text as it is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from kiosk.catalogue.yaml_files import load_catalogue
from kiosk.home import SHIPPED
from kiosk.speech.normalise import speakable
from kiosk.speech.numerals import in_words

NUMBERS = {
    0: "không",
    4: "bốn",
    10: "mười",
    15: "mười lăm",
    21: "hai mươi mốt",
    24: "hai mươi bốn",
    55: "năm mươi lăm",
    100: "một trăm",
    105: "một trăm lẻ năm",
    111: "một trăm mười một",
    1000: "một nghìn",
    1005: "một nghìn không trăm lẻ năm",
    15000: "mười lăm nghìn",
    2026: "hai nghìn không trăm hai mươi sáu",
    1_000_000: "một triệu",
    1_000_050: "một triệu không trăm năm mươi",
    2_500_000_000: "hai tỷ năm trăm triệu",
    1_000_000_005: "một tỷ không trăm lẻ năm",
}

TEXTS = {
    "8.000 đồng": "tám nghìn đồng",
    "15.000đ": "mười lăm nghìn đồng",
    "2.000 đ/trang": "hai nghìn đồng mỗi trang",
    "Kiểm tra ngày 02/09/2026": (
        "Kiểm tra ngày mùng hai tháng chín năm hai nghìn không trăm hai mươi sáu"
    ),
    "21/04/2025": "ngày hai mươi mốt tháng tư năm hai nghìn không trăm hai mươi lăm",
    "tháng 7/2025": "tháng bảy năm hai nghìn không trăm hai mươi lăm",
    "15:00": "mười lăm giờ",
    "07:30–11:30": "bảy giờ ba mươi phút đến mười một giờ ba mươi phút",
    "Sau 15h30": "Sau mười lăm giờ ba mươi phút",
    "163/QĐ-BTP": "một trăm sáu mươi ba quyết định Bộ Tư pháp",
    "123/2015/NĐ-CP": "một trăm hai mươi ba năm hai nghìn không trăm mười lăm nghị định Chính phủ",
    "60/2014/QH13": "sáu mươi năm hai nghìn không trăm mười bốn Quốc hội mười ba",
    "1.001193": "một chấm không không một một chín ba",
    "Nộp tại UBND phường": "Nộp tại Ủy ban nhân dân phường",
    "Thẻ BHYT, CCCD": "Thẻ bảo hiểm y tế, căn cước công dân",
    "Mở VNeID": "Mở vi en i đi",
    "3-5 ngày": "ba đến năm ngày",
    "50%": "năm mươi phần trăm",
    "1,5 lần": "một phẩy năm lần",
    "024 3333 4444": "không hai bốn ba ba ba ba bốn bốn bốn bốn",
    "[b]Sổ đỏ[/b]": "Sổ đỏ",
    "Mẫu HTX": "Mẫu hát tê ích",
    "2 tờ A4": "hai tờ a bốn",
    "Mẫu 04B": "Mẫu không bốn bê",
    "Phụ lục IV": "Phụ lục bốn",
    "Chương XII, Mục IX": "Chương mười hai, Mục chín",
    "Xác nhận cư trú (CT07)": "Xác nhận cư trú (xê tê không bảy)",
    "ct07": "xê tê không bảy",
    "Hoặc gọi 1900 1009": "Hoặc gọi một chín không không một không không chín",
    "18001096": "một tám không không một không chín sáu",
    "Thứ Ba 24/11 nghỉ": "Thứ Ba ngày hai mươi bốn tháng mười một nghỉ",
    "ngày 2/9": "ngày mùng hai tháng chín",
    "8.000 đồng/bản": "tám nghìn đồng mỗi bản",
    "Theo Quyết định 163/QĐ-BTP": "Theo Quyết định một trăm sáu mươi ba Bộ Tư pháp",
    "66.7/2025/NQ-CP": (
        "sáu mươi sáu chấm bảy năm hai nghìn không trăm hai mươi lăm nghị quyết Chính phủ"
    ),
    "https://dichvucong.gov.vn/thu-tuc/019d2bfd-3fe0": "trang dichvucong chấm gov chấm vn",
    "GIẤY KHAI SINH": "GIẤY KHAI SINH",
    "": "",
}


@pytest.mark.parametrize(("number", "words"), NUMBERS.items())
def test_numbers_are_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_a_number_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        in_words(-1)


@pytest.mark.parametrize(("text", "spoken"), TEXTS.items())
def test_text_is_speakable(text: str, spoken: str) -> None:
    assert speakable(text) == spoken


def test_what_is_no_date_and_no_hour_is_left_to_the_number_rules() -> None:
    assert "tháng" not in speakable("45/13/2025")
    assert "giờ" not in speakable("99:99")


def test_a_decomposed_letter_is_the_same_text() -> None:
    assert speakable("Thẻ BHYT".replace("ẻ", "e\u0309")) == "Thẻ bảo hiểm y tế"


def texts_of(value: object) -> Iterator[str]:
    """Every Vietnamese text of a procedure that a screen may read aloud."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if not key.endswith("_en") and key not in ("url", "page", "code", "key"):
                yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


UNSPOKEN = re.compile(r"\d|[a-z][A-ZĐ]|(?<!\w)(?![IVX]{1,4}\b)[A-ZĐ]{2,}(?!\w)")
"""A digit, letters glued to a word, or capitals that an engine would make a word of."""


def test_nothing_of_the_catalogue_is_left_to_guess() -> None:
    left = {
        text
        for procedure in load_catalogue(SHIPPED / "catalogue")
        for text in texts_of(msgspec.to_builtins(procedure))
        if UNSPOKEN.search(speakable(text)) and not text.isupper()
    }
    assert left == set()
