"""Letters, tones and folding: what a Vietnamese character is made of.

A letter is a base (``a``), perhaps with a shape (``ă``, ``â``), and the syllable carries one of six
tones, written on one of its vowels. The tone is kept here as the combining character that writes
it, and the level tone as the empty string.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LEVEL: Final = ""
GRAVE: Final = "\u0300"
ACUTE: Final = "\u0301"
TILDE: Final = "\u0303"
HOOK: Final = "\u0309"
DOT: Final = "\u0323"
TONES: Final = (LEVEL, GRAVE, HOOK, TILDE, ACUTE, DOT)

VOWELS: Final = "aăâeêioôơuưy"
SHAPED_VOWELS: Final = frozenset("ăâêôơư")


def nfc(text: str) -> str:
    """Compose the text: one character for each letter, as every room expects."""
    return unicodedata.normalize("NFC", text)


_TONE_OF: Final = {
    nfc(vowel + tone): (vowel, tone)
    for lower in VOWELS
    for vowel in (lower, lower.upper())
    for tone in TONES
}
_WITH_TONE: Final = {parts: letter for letter, parts in _TONE_OF.items()}
_PLAIN: Final = str.maketrans(
    {
        **{
            letter: unicodedata.normalize("NFD", vowel)[0]
            for letter, (vowel, _) in _TONE_OF.items()
        },
        "đ": "d",
        "ð": "d",
    }
)
_PLAIN_D: Final = str.maketrans({"đ": "d", "ð": "d"})


def split_tone(letter: str) -> tuple[str, str]:
    """Take the tone off one letter: ``ế`` gives ``ê`` and the acute tone."""
    return _TONE_OF.get(letter, (letter, LEVEL))


def tone_of(word: str) -> str:
    """The tone of a syllable; hook and tilde, which many do not tell apart, are one here."""
    for letter in word:
        tone = split_tone(letter)[1]
        if tone != LEVEL:
            return HOOK if tone == TILDE else tone
    return LEVEL


def with_tone(vowel: str, tone: str) -> str:
    """Put a tone on one vowel without a tone; other letters come back as they are."""
    return _WITH_TONE.get((vowel, tone), vowel)


def without_tones(text: str) -> str:
    """Drop the tones and keep the letters' shapes: ``đường`` becomes ``đương``."""
    return "".join([split_tone(letter)[0] for letter in text])


def fold(text: str) -> str:
    """Drop case, tones and shapes: ``Đường`` becomes ``duong``. Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    lower = text.lower()
    plain = lower.translate(_PLAIN)
    if plain.isascii():
        return plain
    letters = unicodedata.normalize("NFD", lower)
    plain = "".join([letter for letter in letters if not unicodedata.combining(letter)])
    return nfc(plain.translate(_PLAIN_D))


def is_vowel(letter: str) -> bool:
    """Whether this letter, already without its tone, is a Vietnamese vowel."""
    return letter.lower() in VOWELS


def vowel_span(letters: str) -> tuple[int, int]:
    """Where the vowels of a syllable without tone begin and end.

    The ``u`` of ``qu`` and the ``i`` of ``gi`` before a vowel belong to the initial consonant.
    """
    lower = letters.lower()
    start = 0
    while start < len(lower) and lower[start] not in VOWELS:
        start += 1
    if lower.startswith(("qu", "gi")) and len(lower) > 2 and lower[2] in VOWELS:
        start = 2
    end = start
    while end < len(lower) and lower[end] in VOWELS:
        end += 1
    return start, end


def tone_position(letters: str) -> int:
    """Index of the vowel that carries the tone, or -1 where the syllable has no vowel.

    The traditional placement (hòa, thủy, khỏe), which official names use far more often than the
    other (hoà, thuỷ, khoẻ).
    """
    start, end = vowel_span(letters)
    count = end - start
    if count == 0:
        return -1
    lower = letters.lower()
    for index in range(end - 1, start - 1, -1):
        if lower[index] in SHAPED_VOWELS:
            return index
    if end < len(letters):
        return end - 1
    return start + 1 if count == 3 else start


def place_tone(letters: str, tone: str) -> str:
    """Write the tone on the right vowel of a syllable without tone."""
    position = tone_position(letters)
    if tone == LEVEL or position < 0:
        return letters
    return letters[:position] + with_tone(letters[position], tone) + letters[position + 1 :]


def normalise_tone_placement(text: str) -> str:
    """Bring both styles of tone placement to one: ``hoà`` becomes ``hòa``, ``Uỷ`` becomes ``Ủy``.

    Words with more than one tone are not one syllable and stay untouched.
    """
    if text.isascii():
        return text
    result: list[str] = []
    word: list[str] = []
    for letter in nfc(text):
        if letter.isalpha():
            word.append(letter)
        else:
            result.append(_place_again(word))
            result.append(letter)
            word = []
    result.append(_place_again(word))
    return "".join(result)


def _place_again(word: list[str]) -> str:
    parts = [split_tone(letter) for letter in word]
    tones = [tone for _, tone in parts if tone != LEVEL]
    if len(tones) != 1:
        return "".join(word)
    return place_tone("".join([letter for letter, _ in parts]), tones[0])
