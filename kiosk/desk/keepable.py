"""Which of the texts that found nothing may be kept for a clerk: never one that may tell of whom.

The rule refuses rather too much than too little: a text that is lost costs one everyday name, a
name that is kept breaks a promise. A text is kept only if it has

- two letters at least, 60 characters and 8 words at most;
- fewer than 5 digits in all (telephone, identity and dossier numbers, dates of birth);
- no ``@`` and no web address;
- no words by which people introduce themselves ("tên tôi là", "họ tên");
- no house number, street, alley, hamlet or residential group with its number or name;
- no family name followed by a usual middle name ("nguyễn thị …"), with or without accents;
- no family name written with a capital before another word with a capital ("Trần Hoa"), and no
  three words with capitals in a row (names of foreigners); a text all in capitals is read as if it
  were small, since a keyboard may write nothing else.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kiosk.vietnamese.letters import fold, nfc

LONGEST: Final = 60
MOST_WORDS: Final = 8
MOST_DIGITS: Final = 4

_FAMILY_NAMES: Final = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn mai trương
lâm phùng tô tạ hà cao chu châu thái lương lưu tống quách kiều đào vương từ văn nghiêm thạch la
triệu ông âu mạc đồng doãn khổng ninh quan thân tăng viên
"""
_MIDDLE_NAMES: Final = """
văn thị hữu đức ngọc minh thanh quang xuân đình công hoàng thu kim anh bảo gia hồng khánh mạnh mỹ
như phương quốc quỳnh thế thùy trọng trung tuấn tường việt vĩnh
"""
_WITH_NUMBER: Final = "so ngo ngach hem kiet to xom thon ap khu nha duong pho"
FAMILY_NAMES: Final = frozenset(_FAMILY_NAMES.split())
MIDDLE_NAMES: Final = frozenset(_MIDDLE_NAMES.split())
WITH_NUMBER: Final = frozenset(_WITH_NUMBER.split())
INTRODUCTIONS: Final = ("ten toi", "toi ten", "ho ten", "ho va ten", "ten la", "ten em", "em ten")
WITH_NAME: Final = ("so nha", "ngo so", "ngach so", "to dan pho", "khu do thi", "chung cu so")
WORD: Final = re.compile(r"[^\W\d_]+|\d[\d/]*")
WEB: Final = re.compile(r"@|https?:|www\.", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return the text as it is counted: NFC, single blanks, small letters."""
    return " ".join(nfc(text).split()).lower()


def is_keepable(text: str) -> bool:
    """Say whether a text that found nothing may be kept; the rule stands above."""
    plain = " ".join(nfc(text).split())
    words = WORD.findall(plain)
    letters = sum(letter.isalpha() for letter in plain)
    digits = sum(letter.isdigit() for letter in plain)
    if len(plain) > LONGEST or len(words) > MOST_WORDS or letters < 2 or digits > MOST_DIGITS:
        return False
    if WEB.search(plain):
        return False
    if plain.isupper():
        words = [word.lower() for word in words]
    return not (_is_introduction(words) or _is_address(words) or _is_name(words))


def _is_introduction(words: list[str]) -> bool:
    """Say whether a person tells their name."""
    spoken = f" {fold(' '.join(words)).lower()} "
    return any(f" {opening} " in spoken for opening in INTRODUCTIONS)


def _is_address(words: list[str]) -> bool:
    """Say whether there is a place with its number, or the words of an address."""
    plain = [fold(word).lower() for word in words]
    if any(f" {sign} " in f" {' '.join(plain)} " for sign in WITH_NAME):
        return True
    return any(first in WITH_NUMBER and then[:1].isdigit() for first, then in pairwise(plain))


def _is_name(words: list[str]) -> bool:
    """Say whether there is a person's name."""
    for first, then in pairwise(words):
        if _among(first, FAMILY_NAMES):
            capitals = first[:1].isupper() and then[:1].isupper()
            if capitals or _among(then, MIDDLE_NAMES):
                return True
    triples = zip(words, words[1:], words[2:], strict=False)
    return any(all(word[:1].isupper() for word in triple) for triple in triples)


def _among(word: str, names: frozenset[str]) -> bool:
    """Say whether a word is one of the names, written with its accents or without any."""
    small = word.lower()
    return small in names or (small == fold(small) and small in _PLAIN[names])


_PLAIN: Final = {
    names: frozenset(fold(name) for name in names) for names in (FAMILY_NAMES, MIDDLE_NAMES)
}
