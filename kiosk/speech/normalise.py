"""Vietnamese text as it is spoken: amounts, dates, hours, document numbers, abbreviations.

A speech engine reads "8.000" as a decimal, a date digit by digit and "UBND" as a foreign word.
"""

from __future__ import annotations

import re
import unicodedata

from kiosk.speech.numerals import digits_in_words, in_words

ABBREVIATIONS = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TTHC": "thủ tục hành chính",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "BHTN": "bảo hiểm thất nghiệp",
    "GPLX": "giấy phép lái xe",
    "GCN": "giấy chứng nhận",
    "QSDĐ": "quyền sử dụng đất",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "TP": "thành phố",
    "VNeID": "vi en i đi",
    "VssID": "vi ét i đi",
    "HIV": "hát i vê",
    "AIDS": "ết",
    "ADN": "a đê en",
    "GIS": "gờ i ét",
    "ABTC": "a bê tê xê",
    "USD": "đô la Mỹ",
    "BCA": "Bộ Công an",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội",
    "QR": "quy a",
    "PDF": "pi đi ép",
}

ISSUERS = {
    "QĐ": "quyết định",
    "NĐ": "nghị định",
    "TT": "thông tư",
    "NQ": "nghị quyết",
    "NQLT": "nghị quyết liên tịch",
    "TTLT": "thông tư liên tịch",
    "UBTƯMTTQVN": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "QH": "Quốc hội",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng",
    "BTP": "Bộ Tư pháp",
    "BTC": "Bộ Tài chính",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BYT": "Bộ Y tế",
    "BXD": "Bộ Xây dựng",
    "BNV": "Bộ Nội vụ",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
}
"""Parts of a document's number: its kind and who issued it."""

LETTERS = {
    "A": "a",
    "B": "bê",
    "C": "xê",
    "D": "dê",
    "Đ": "đê",
    "E": "e",
    "G": "gờ",
    "H": "hát",
    "I": "i",
    "K": "ca",
    "L": "lờ",
    "M": "mờ",
    "N": "nờ",
    "O": "o",
    "P": "pê",
    "Q": "quy",
    "R": "rờ",
    "S": "sờ",
    "T": "tê",
    "U": "u",
    "V": "vê",
    "X": "ích",
    "Y": "y",
    "F": "ép",
    "J": "gi",
    "W": "vê kép",
    "Z": "dét",
    "Ă": "á",
    "Â": "ớ",
    "Ê": "ê",
    "Ô": "ô",
    "Ơ": "ơ",
    "Ư": "ư",
}

MARKUP = re.compile(r"\[/?b\]")
PROCEDURE_CODE = re.compile(r"(?<![\d.])(\d)\.(\d{6})(?![\d.]\d)")
DATE = re.compile(r"(?:(ngày)\s+)?(?<![\d/.])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])", re.IGNORECASE)
MONTH = re.compile(r"(?:(tháng)\s+)?(?<![\d/.])(\d{1,2})/(\d{4})(?![\d/])", re.IGNORECASE)
DAY = re.compile(
    r"\b(thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày)\s+(\d{1,2})/(\d{1,2})(?![\d/])", re.IGNORECASE
)
"""A day without its year is only known by the word before it; else it may be a fraction."""

ADDRESS = re.compile(r"https?://(?:www\.)?([^/\s]+)\S*")
FORM_NUMBER = re.compile(r"(?<![\w/-])([A-ZĐ]{1,4}|[a-zđ]{1,2})(\d{1,4})(?![\w/])")
"""A letter or a few with digits right behind: the size A4, the form CT07."""

NUMBERED = re.compile(r"(?<![\w.,/:])(\d{1,3})([A-ZĐ]{1,2})(?!\w)")
"""Digits with a letter right behind: the form 04B."""

ROMAN = re.compile(r"\b(phụ lục|mục|chương|phần|cấp)\s+([IVX]{1,5})(?!\w)", re.IGNORECASE)
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}

DOCUMENT = re.compile(
    r"(?<![\d/.])(\d+)(?:\.(\d+))?/(?:(\d{4})/)?((?:[A-ZĐƯ]+[a-z]?\d*)(?:-[A-ZĐƯ]+[a-z]?\d*)*)"
)
HOURS = re.compile(r"(?<![\d:])(\d{1,2})(?::|h|g)(\d{2})(?![\d:])")
PHONE = re.compile(
    r"(?<![\d.])(?:1[89]00[ .]?\d{3,6}|0\d{8,10}|0\d{2,3}(?:[ .]\d{3,4}){2})(?![\d])"
)
DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d.,]*\d)")
NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{3})+|\d+)(?!\.?\d)")
RANGE = re.compile(r"(?<=\d)\s?[–-]\s?(?=\d)")
LETTER_WORD = re.compile(r"(?<!\w)[A-ZĂÂĐÊÔƠƯ]{2,5}(?!\w)")
VOWELS = frozenset("AĂÂEÊIOÔƠUƯY")
SIGNS = (
    ("đồng/", "đồng mỗi "),
    ("đ/", "đồng mỗi "),
    ("%", " phần trăm"),
    ("&", " và "),
    ("·", ", "),
    ("→", ", "),
)
DONG = re.compile(r"(?<=\d)\s?(?:đ|₫|VNĐ|VND)(?!\w)")
ABBREVIATION = re.compile(
    r"(?<!\w)("
    + "|".join(re.escape(a) for a in sorted(ABBREVIATIONS, key=len, reverse=True))
    + r")(?!\w)"
)


def speakable(text: str) -> str:
    """Return Vietnamese ``text`` as words that a speech engine reads right."""
    text = MARKUP.sub("", unicodedata.normalize("NFC", text))
    for sign, words in SIGNS:
        text = text.replace(sign, words)
    text = ADDRESS.sub(lambda found: f"trang {found[1].replace('.', ' chấm ')}", text)
    text = DONG.sub(" đồng", text)
    text = DOCUMENT.sub(_document, text)
    text = ROMAN.sub(_roman, text)
    text = FORM_NUMBER.sub(lambda found: f"{_letters(found[1])} {_form_digits(found[2])}", text)
    text = NUMBERED.sub(lambda found: f"{_form_digits(found[1])} {_letters(found[2])}", text)
    text = DATE.sub(_date, text)
    text = DAY.sub(_day, text)
    text = MONTH.sub(_month, text)
    text = HOURS.sub(_hours, text)
    text = PROCEDURE_CODE.sub(_code, text)
    text = PHONE.sub(lambda found: digits_in_words(re.sub(r"\D", "", found[0])), text)
    # What is left of dashes between numbers and hours are ranges.
    text = RANGE.sub(" đến ", text)
    text = re.sub(r"(giờ|phút)\s?[–-]\s?(?=\w)", r"\1 đến ", text)
    text = DECIMAL.sub(_decimal, text)
    text = NUMBER.sub(lambda found: in_words(int(found[0].replace(".", ""))), text)
    text = ABBREVIATION.sub(lambda found: ABBREVIATIONS[found[0]], text)
    text = LETTER_WORD.sub(_spelled, text)
    return " ".join(text.split())


def _date(found: re.Match[str]) -> str:
    day, month, year = int(found[2]), int(found[3]), int(found[4])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return found[0]
    return f"ngày {_day_words(day)} tháng {_month_words(month)} năm {in_words(year)}"


def _month(found: re.Match[str]) -> str:
    month, year = int(found[2]), int(found[3])
    if not 1 <= month <= 12:
        return found[0]
    return f"tháng {_month_words(month)} năm {in_words(year)}"


def _day_words(day: int) -> str:
    return f"mùng {in_words(day)}" if day <= 10 else in_words(day)


def _month_words(month: int) -> str:
    return "tư" if month == 4 else in_words(month)


def _hours(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    if hour > 24 or minute > 59:
        return found[0]
    words = f"{in_words(hour)} giờ"
    return f"{words} {in_words(minute)} phút" if minute else words


def _code(found: re.Match[str]) -> str:
    return f"{digits_in_words(found[1])} chấm {digits_in_words(found[2])}"


def _decimal(found: re.Match[str]) -> str:
    return f"{in_words(int(found[1]))} phẩy {digits_in_words(found[2])}"


def _day(found: re.Match[str]) -> str:
    word, day, month = found[1], int(found[2]), int(found[3])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return found[0]
    named = "" if word.lower() == "ngày" else "ngày "
    return f"{word} {named}{_day_words(day)} tháng {_month_words(month)}"


def _form_digits(digits: str) -> str:
    """Digits of a form's number, one by one where they begin with 0."""
    return digits_in_words(digits) if digits.startswith("0") else in_words(int(digits))


def _roman(found: re.Match[str]) -> str:
    values = [ROMAN_DIGITS[digit] for digit in found[2].upper()]
    following = [*values[1:], 0]
    number = sum(-one if one < other else one for one, other in zip(values, following, strict=True))
    return f"{found[1]} {in_words(number)}"


def _document(found: re.Match[str]) -> str:
    """Words of "163/QĐ-BTP" or "123/2015/NĐ-CP"; a kind that was just said is not said again."""
    words = [in_words(int(found[1]))]
    if found[2]:
        words.append(f"chấm {in_words(int(found[2]))}")
    if found[3]:
        words.append(f"năm {in_words(int(found[3]))}")
    before = found.string[: found.start()].rstrip().lower().removesuffix(" số")
    for place, part in enumerate(found[4].split("-")):
        letters, digits = re.fullmatch(r"(\D+)(\d*)", part).groups()  # type: ignore[union-attr]
        said = ISSUERS.get(letters) or _letters(letters)
        if place or not before.endswith(said):
            words.append(said)
        if digits:
            words.append(in_words(int(digits)))
    return " ".join(words)


def _spelled(found: re.Match[str]) -> str:
    """Letter by letter where no vowel makes it a word; a heading in capitals stays a word."""
    return found[0] if VOWELS & set(found[0]) else _letters(found[0])


def _letters(word: str) -> str:
    return " ".join(LETTERS.get(letter, letter) for letter in word.upper())
