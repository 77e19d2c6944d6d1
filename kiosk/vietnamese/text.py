"""Hygiene of text that comes from outside: what a person cannot see must not be in a fact.

Official exports mix composed and decomposed letters, carry zero-width marks and no-break spaces,
and draw bullets with characters of a private font.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Format marks (zero-width, direction, soft hyphen), private use, half surrogates, controls.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ud800-\udfff]"
)
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PLAIN: Final = re.compile(r"[\x20-\x7e]*")


def _visible(text: str) -> str:
    """Text without invisible characters; bullets of a private font become blanks."""
    return _PRIVATE.sub(" ", _INVISIBLE.sub("", text))


def clean(text: str) -> str:
    """Return one line of NFC text, visible characters only, with single spaces."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    return unicodedata.normalize("NFC", " ".join(_visible(text).split()))


def clean_lines(text: str) -> list[str]:
    """Return the lines of a longer text, each cleaned as ``clean`` does; empty lines are gone."""
    unbroken = _LINE_ENDS.sub("\n", _visible(text))
    lines = (_BLANKS.sub(" ", line).strip() for line in unbroken.split("\n"))
    return [unicodedata.normalize("NFC", line) for line in lines if line]
