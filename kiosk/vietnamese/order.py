"""The order of a Vietnamese list: a ă â … d đ …, accents of tone last."""

from __future__ import annotations

from typing import Final

from kiosk.vietnamese.letters import TONES, nfc, split_tone

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE: Final = {letter: place + 100 for place, letter in enumerate(ALPHABET)}
_TONE_PLACE: Final = {tone: place for place, tone in enumerate(TONES)}

Key = tuple[tuple[int, ...], tuple[int, ...]]


def alphabetical(text: str) -> Key:
    """Return the key by which texts are sorted as in a Vietnamese dictionary, case aside.

    Blanks and digits come before letters; tones decide only between the same letters.
    """
    letters: list[int] = []
    tones: list[int] = []
    for letter in nfc(text).lower():
        bare, tone = split_tone(letter)
        letters.append(_PLACE.get(bare, ord(bare) if ord(bare) < 100 else ord(bare) + 1000))
        tones.append(_TONE_PLACE[tone])
    return tuple(letters), tuple(tones)
