"""Whole numbers as Vietnamese words."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
THOUSANDS = ("", "nghìn", "triệu")
BILLION = 10**9
LARGEST = BILLION**2


def in_words(number: int) -> str:
    """Return ``number`` in words; from 10^18 on its digits one by one.

    Raises ``ValueError`` for a number below 0.
    """
    if number < 0:
        raise ValueError(f"{number} is below 0; only counts, dates and amounts are read")
    if number == 0:
        return DIGITS[0]
    if number >= LARGEST:
        return digits_in_words(str(number))
    billions, rest = divmod(number, BILLION)
    words = [*_below_billion(billions, started=False), "tỷ"] if billions else []
    return " ".join([*words, *_below_billion(rest, started=bool(words))])


def digits_in_words(digits: str) -> str:
    """Return each of ``digits`` as a word, as one reads a phone number or a code."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def _below_billion(number: int, *, started: bool) -> list[str]:
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if not group:
            continue
        words += _group(group, full=started or bool(words))
        if THOUSANDS[power]:
            words.append(THOUSANDS[power])
    return words


def _group(number: int, *, full: bool) -> list[str]:
    """Words of 1 to 999; ``full`` says the hundred even where it is none: "không trăm lẻ năm"."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("lẻ")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(DIGITS[ones])
    return words
