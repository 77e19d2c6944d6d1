"""From text to the words that are indexed and asked for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kiosk.vietnamese.letters import fold, nfc, normalise_tone_placement

_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16384)
def _one_style(word: str) -> str:
    return normalise_tone_placement(word)


@lru_cache(maxsize=16384)
def folded_word(word: str) -> str:
    """The word without accents; remembered, because texts repeat their words."""
    return fold(word)


def words(text: str) -> list[str]:
    """Lower-case words in NFC, with one style of tone placement. Any text is accepted."""
    lower = nfc(text).lower().replace("ð", "đ")  # the Icelandic letter looks the same
    return [_one_style(word) for word in _WORD.findall(lower)]


def folded(accented: list[str]) -> list[str]:
    """The same words without accents."""
    return [folded_word(word) for word in accented]


def pairs(plain: list[str]) -> list[str]:
    """Every two neighbouring words as one term: ``khai sinh`` becomes ``khai_sinh``."""
    return [f"{first}_{second}" for first, second in pairwise(plain)]


def clean_query(text: str, longest: int) -> str:
    """A query as typed, in NFC, without control characters, cut to a length."""
    begin = text[:longest]
    if begin.isprintable():  # neither controls nor separators but the space
        return nfc(begin)
    visible = [" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in begin]
    return nfc("".join(visible))
