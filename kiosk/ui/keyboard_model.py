"""What is being typed, and which keys the on-screen keyboard has. No widgets here.

The keys of the last word are kept raw, so that a mark can still come late (``giays`` becomes
``giáy``, then ``giaysa`` becomes ``giấy``); words before it are settled text. On-screen keys, a
physical keyboard, a scanner in keyboard mode and an input method all end here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kiosk.vietnamese.letters import (
    fold,
    is_vowel,
    nfc,
    place_tone,
    split_tone,
    vowel_span,
    with_tone,
    without_tones,
)
from kiosk.vietnamese.syllables import can_become_syllable
from kiosk.vietnamese.telex import compose_either

LONGEST: Final = 80
"""Most letters of a query; a key held down or a scanned page of text ends there."""


class TypingMethod(StrEnum):
    """What the keys mean: Vietnamese by Telex and by VNI at once, or what is pressed, for English.

    Nobody has to say which of the two they know: Telex marks are letters, VNI marks are digits.
    """

    VIETNAMESE = "vietnamese"
    PLAIN = "plain"


def _plain(keys: str) -> str:
    return nfc(keys)


_COMPOSE: Final[dict[TypingMethod, Callable[[str], str]]] = {
    TypingMethod.VIETNAMESE: compose_either,
    TypingMethod.PLAIN: _plain,
}


@dataclass(frozen=True)
class Typing:
    """A text under the fingers: ``settled`` as it stands, then the raw ``keys`` of the last word.

    ``composing`` is what an input method is still at work on; it sends it again when it is done.
    Each function below returns the next value; ``text`` is always NFC and has at most ``longest``
    characters.
    """

    method: TypingMethod = TypingMethod.VIETNAMESE
    settled: str = ""
    keys: str = ""
    longest: int = LONGEST
    composing: str = ""

    @property
    def text(self) -> str:
        """What the person sees."""
        return self.settled + self.word + self.composing

    @property
    def word(self) -> str:
        """The last word, composed."""
        return _COMPOSE[self.method](self.keys)


def start(text: str, method: TypingMethod = TypingMethod.VIETNAMESE) -> Typing:
    """Go on from a text that stands already, e.g. the query to be changed."""
    return go_on(Typing(method), text)


def go_on(typing: Typing, text: str) -> Typing:
    """Put another text in place of the one that stands, with the same keys and length."""
    return _settle_but_last_word(clear(typing), nfc(text)[: typing.longest])


def press(typing: Typing, key: str) -> Typing:
    """Press one key that writes a character: a letter, an accented letter, a digit, a space."""
    typing = _taken_over(typing)
    letter = nfc(key)
    if len(typing.text) >= typing.longest:
        return typing
    vietnamese = typing.method is TypingMethod.VIETNAMESE
    is_mark = vietnamese and letter.isdigit() and bool(typing.keys)
    if letter.isalpha() or is_mark:
        return replace(typing, keys=typing.keys + letter)
    if letter.isspace():
        # No space at the start and no second one: they are never meant, and cost a search.
        if not typing.text or typing.text.endswith(" "):
            return typing
        letter = " "
    return replace(typing, settled=typing.text + letter, keys="")


def press_tone(typing: Typing, key: str) -> Typing:
    """Press a tone key, shown as a letter: ``á`` puts the acute tone on the last syllable.

    The same tone again takes it off. Where the last word has no vowel that could carry a tone, the
    letter of the key itself is written: ``c`` then ``á`` gives ``cá`` for either way of thinking.
    """
    typing = _taken_over(typing)
    letter = nfc(key)
    tone = split_tone(letter)[1]
    word = typing.word
    bare = without_tones(word)
    start_of_vowels, end_of_vowels = vowel_span(bare)
    if start_of_vowels == end_of_vowels or not can_become_syllable(fold(bare)):
        return press(typing, letter)
    toned = place_tone(bare, tone)
    return _with_last_word(typing, bare if toned == word else toned)


def backspace(typing: Typing) -> Typing:
    """Remove the last letter with all its marks."""
    return _settle_but_last_word(clear(typing), typing.text[:-1])


def insert(typing: Typing, text: str) -> Typing:
    """Take text as it is, from an input method that has composed it already.

    It replaces what was being composed. A blank at its end stays: it parts two words.
    """
    before = typing.settled + typing.word
    blank = "" if not before or before.endswith(" ") else " "
    composed = re.sub(r"\s+", " ", nfc(text))
    if composed.startswith(" "):
        composed = blank + composed[1:]
    settled = before + composed[: typing.longest - len(before)]
    return replace(typing, settled=settled, keys="", composing="")


def compose(typing: Typing, text: str) -> Typing:
    """Show what an input method is still composing; "" when it is at work on nothing."""
    shown = re.sub(r"\s+", " ", nfc(text))
    room = typing.longest - len(typing.settled + typing.word)
    return replace(typing, composing=shown[:room])


def receive(typing: Typing, text: str) -> Typing:
    """Take what a physical keyboard, a scanner or an input method sent.

    Single ASCII characters are keys; anything else was composed before it came here.
    """
    if len(text) == 1 and text.isascii() and not typing.composing:
        return press(typing, text) if text.isprintable() else typing
    return insert(typing, text)


def clear(typing: Typing) -> Typing:
    """Forget the text, keep the method."""
    return Typing(typing.method, longest=typing.longest)


def _taken_over(typing: Typing) -> Typing:
    """Settle what was being composed: a key of another keyboard goes on from there."""
    if not typing.composing:
        return typing
    return replace(typing, settled=typing.text, keys="", composing="")


def _settle_but_last_word(typing: Typing, text: str) -> Typing:
    """Make the last word of ``text`` the one that later keys still change."""
    cut = len(text)
    while cut > 0 and text[cut - 1].isalpha():
        cut -= 1
    return _with_last_word(replace(typing, settled=text[:cut]), text[cut:])


def _with_last_word(typing: Typing, word: str) -> Typing:
    # A word that the keys would turn into another one (the "as" of "ass") is settled as it is.
    if _COMPOSE[typing.method](word) == word:
        return replace(typing, keys=word)
    return replace(typing, settled=typing.settled + word, keys="")


class KeyKind(StrEnum):
    """What a key does."""

    LETTER = "letter"
    SHAPE = "shape"
    TONE = "tone"
    SHIFT = "shift"
    BACKSPACE = "backspace"
    HIDE = "hide"
    SPACE = "space"
    FIND = "find"
    ALL_KEYS = "all_keys"
    LARGE_KEYS = "large_keys"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Key:
    """One key: what it writes and its width, a part of the row with one gap (a whole row is 1)."""

    kind: KeyKind
    text: str
    part: float


@dataclass(frozen=True)
class KeyRow:
    """One row of keys. ``indent``: empty part of the row before the first key."""

    keys: tuple[Key, ...]
    indent: float = 0.0


SHAPE_LETTERS: Final = "ăâđêôơư"
TONE_LETTERS: Final = "áàảãạ"
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _keys(letters: str, part: float, kind: KeyKind = KeyKind.LETTER) -> tuple[Key, ...]:
    return tuple(Key(kind, letter, part) for letter in letters)


def _letter_rows() -> tuple[KeyRow, ...]:
    return (
        KeyRow(_keys(_ROWS[0], 0.1)),
        KeyRow(_keys(_ROWS[1], 0.1), indent=0.05),
        KeyRow(
            (
                Key(KeyKind.SHIFT, "", 0.15),
                *_keys(_ROWS[2], 0.1),
                Key(KeyKind.BACKSPACE, "", 0.15),
            )
        ),
    )


_SMALL_SIDE, _SIDE, _FIND = 140 / 1040, 192 / 1040, 268 / 1040


def _bottom_row(*switches: Key) -> KeyRow:
    """The row of the whole keyboard's keys: hide, other layouts, space, find."""
    taken = _SMALL_SIDE + sum(key.part for key in switches) + _FIND
    return KeyRow(
        (
            Key(KeyKind.HIDE, "", _SMALL_SIDE),
            *switches,
            Key(KeyKind.SPACE, " ", 1 - taken),
            Key(KeyKind.FIND, "", _FIND),
        )
    )


_DIGIT_ROW: Final = KeyRow(_keys("1234567890", 0.1))
_TO_ALL: Final = Key(KeyKind.ALL_KEYS, "", _SIDE)
_TO_LARGE: Final = Key(KeyKind.LARGE_KEYS, "", _SIDE)
_TO_NUMBERS: Final = Key(KeyKind.NUMBERS, "", _SMALL_SIDE)

FULL_LAYOUT: Final = (
    KeyRow(_keys(SHAPE_LETTERS, 1 / 12, KeyKind.SHAPE) + _keys(TONE_LETTERS, 1 / 12, KeyKind.TONE)),
    _DIGIT_ROW,
    *_letter_rows(),
    _bottom_row(_TO_LARGE),
)
"""Six rows; every accent and every digit is in sight."""

ENGLISH_LAYOUT: Final = (_DIGIT_ROW, *_letter_rows(), _bottom_row(_TO_LARGE))
"""Five rows without accents."""

LARGE_LAYOUT: Final = (
    KeyRow(_keys("abcdefg", 1 / 7)),
    KeyRow(_keys("hijklmn", 1 / 7)),
    KeyRow(_keys("opqrstu", 1 / 7)),
    KeyRow((*_keys("vwxyz", 1 / 7), Key(KeyKind.BACKSPACE, "", 2 / 7))),
    _bottom_row(_TO_ALL, _TO_NUMBERS),
)
"""Letters alone, large, in the order of the alphabet, for whoever does not know a keyboard."""

NUMBER_LAYOUT: Final = (
    KeyRow(_keys("123", 1 / 3)),
    KeyRow(_keys("456", 1 / 3)),
    KeyRow(_keys("789", 1 / 3)),
    KeyRow((*_keys(".0", 1 / 3), Key(KeyKind.BACKSPACE, "", 1 / 3))),
    _bottom_row(_TO_ALL, _TO_LARGE),
)
"""Digits as on a telephone, for the code of a procedure."""

COMPACT_LAYOUT: Final = (
    KeyRow(
        (
            *_keys(SHAPE_LETTERS, 0.1, KeyKind.SHAPE),
            Key(KeyKind.LARGE_KEYS, "", 0.15),
            Key(KeyKind.NUMBERS, "", 0.15),
        )
    ),
    *_letter_rows(),
    KeyRow(
        (
            Key(KeyKind.HIDE, "", 0.15),
            *_keys(TONE_LETTERS, 0.1, KeyKind.TONE),
            Key(KeyKind.SPACE, " ", 0.2),
            Key(KeyKind.FIND, "", 0.15),
        )
    ),
)
"""Five rows of ten, for a small panel: twelve keys in a row would be under 20 mm there."""


def narrowest_key(layout: tuple[KeyRow, ...], width: float, gap: float) -> float:
    """Width of the narrowest key when a row is ``width`` wide, in the unit of ``width``."""
    part = min(key.part for row in layout for key in row.keys)
    return part * (width + gap) - gap


_TONES: Final = tuple(split_tone(letter)[1] for letter in TONE_LETTERS)
_SHAPES: Final = {"a": "ăâ", "d": "đ", "e": "ê", "o": "ôơ", "u": "ư"}


def accents_of(letter: str) -> str:
    """Return the accented letters of a key, tones first: "áàảãạăâ" of "a", "" of "b".

    A capital has capitals.
    """
    small = letter.lower()
    toned = "".join(with_tone(small, tone) for tone in _TONES) if is_vowel(small) else ""
    found = toned + _SHAPES.get(small, "")
    return found.upper() if letter != small else found
