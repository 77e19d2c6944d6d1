"""What may be kept of a text that found nothing: nothing that could tell of whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk.keepable import FAMILY_NAMES, MIDDLE_NAMES, is_keepable, tidy
from kiosk.vietnamese.letters import fold

KEPT = [
    "xin giấy phép nuôi chó",
    "giay phep nuoi cho",
    "GIẤY PHÉP NUÔI CHÓ",
    "đăng ký xe máy điện",
    "dang ky xe may dien",
    "Đổi giấy phép lái xe",
    "hồ sơ vay vốn",
    "lý lịch tư pháp",
    "mẫu 2",
    "sổ hộ nghèo năm 2026",
    "tổ trưởng dân phố",
    "mai táng phí",
]

REFUSED = {
    "nguyễn thị hoa": "a name in small letters",
    "nguyen van an": "a name without accents",
    "khai sinh cho tran thi b": "a name inside a question",
    "TRẦN VĂN ÚT": "a name in capitals",
    "Lê Hoa": "a name of two words",
    "khai sinh cho Phạm Hương": "a name with capitals inside",
    "John Michael Smith": "a name of a foreigner",
    "tên tôi là hoa": "an introduction",
    "toi ten hoa": "an introduction without accents",
    "0912345678": "a telephone number",
    "số của tôi 0912 345 678": "a telephone number in parts",
    "001 085 01": "an identity number in parts",
    "sinh ngày 12/03/1985": "a date of birth",
    "số 12 phố vọng": "a house number",
    "so nha 7": "a house number without accents",
    "ngõ 68/14": "an alley",
    "tổ dân phố hoàng": "a residential group",
    "thon 3": "a hamlet",
    "hoa@nha.vn": "a mail address",
    "www.nha.vn": "a web address",
    "một hai ba bốn năm sáu bảy tám chín": "nine words",
    "a" * 61: "a long text",
    "x": "one letter",
    "": "nothing",
}


@pytest.mark.parametrize("text", KEPT)
def test_plain_questions_are_kept(text: str) -> None:
    assert is_keepable(text)


@pytest.mark.parametrize("text", REFUSED, ids=list(REFUSED.values()))
def test_what_could_tell_of_a_person_is_refused(text: str) -> None:
    assert not is_keepable(text)


@given(
    family=st.sampled_from(sorted(FAMILY_NAMES)),
    middle=st.sampled_from(sorted(MIDDLE_NAMES)),
    given_name=st.sampled_from(["hoa", "nam", "út", "bình"]),
    before=st.sampled_from(["", "khai sinh cho ", "giấy của ông "]),
    shape=st.sampled_from([str, str.upper, str.title, fold]),
)
def test_no_full_name_is_kept_however_it_is_written(
    family: str, middle: str, given_name: str, before: str, shape: Callable[[str], str]
) -> None:
    assert not is_keepable(before + shape(f"{family} {middle} {given_name}"))


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    if is_keepable(text):
        assert len(text.split()) <= 8
        assert sum(letter.isdigit() for letter in text) < 5


def test_texts_are_counted_in_one_form() -> None:
    assert tidy("  Giấy\tPHÉP ") == "giấy phép"
    assert tidy("Giấy") == "giấy"
