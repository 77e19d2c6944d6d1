"""Small and capital Vietnamese letters for regular expressions.

The two cases alternate in Unicode, so a range such as ``à-ỹ`` holds both.
"""

from __future__ import annotations

from typing import Final

from kiosk.vietnamese.letters import TONES, VOWELS, nfc

LOWER: Final = "a-zđ" + "".join(
    letter for vowel in VOWELS for tone in TONES if not (letter := nfc(vowel + tone)).isascii()
)
"""The inside of a character class of small letters."""

UPPER: Final = "A-ZĐ" + LOWER.removeprefix("a-zđ").upper()
"""The inside of a character class of capital letters."""
