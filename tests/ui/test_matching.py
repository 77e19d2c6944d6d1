"""Bold is what was typed: accents and case aside, and no lone word of a longer query."""

from __future__ import annotations

import pytest

from kiosk.ui.matching import matched_parts


def bold(text: str, *queries: str) -> list[str]:
    return [part.text for part in matched_parts(text, *queries) if part.matched]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Giấy độc thân", "giay doc than", ["Giấy độc thân"]),
        ("Xin lại giấy độc thân", "giay doc than", ["giấy độc thân"]),
        ("Giấy xác nhận tình trạng hôn nhân", "giay doc than", []),
        ("Giấy độc thân", "giay doc th", ["Giấy độc thân"]),
        ("Khai sinh cho con", "khai", ["Khai"]),
        ("Khai sinh, khai tử", "khai sinh", ["Khai sinh, khai"]),
        ("Đăng ký kết hôn", "ket hon", ["kết hôn"]),
        ("Đăng ký kết hôn", "", []),
        ("Chứng thực bản sao", "t", []),
    ],
)
def test_matched_words(text: str, query: str, expected: list[str]) -> None:
    assert bold(text, query) == expected


def test_the_query_that_matches_more_is_taken() -> None:
    assert bold("Giấy chứng nhận quyền sử dụng đất", "so do", "giấy chứng nhận quyền") == [
        "Giấy chứng nhận quyền"
    ]


def test_no_letter_is_lost() -> None:
    text = "  Đăng ký (lại) kết hôn: lần 2 "
    for query in ("dang ky", "hon lan", "zzz", "2"):
        assert "".join(part.text for part in matched_parts(text, query)) == text
