"""Telex and VNI: from the keys a person pressed to the Vietnamese they meant.

Both write a mark with a key after the letter: a tone (Telex ``s f r x j``, VNI ``1`` to ``5``), a
shape (``aa``, ``aw``, ``a6``, ``a8``) or the bar of đ (``dd``, ``d9``). A mark may come late
(``tiengse``); the same key twice takes it back and writes the key itself (``ass`` gives ``as``).
A word that cannot be Vietnamese keeps its keys (``facebook``).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kiosk.vietnamese.letters import (
    ACUTE,
    DOT,
    GRAVE,
    HOOK,
    LEVEL,
    TILDE,
    fold,
    is_vowel,
    nfc,
    place_tone,
    split_tone,
    vowel_span,
)
from kiosk.vietnamese.syllables import SYLLABLES, can_become_syllable


class Keys(NamedTuple):
    """One way of typing: which key writes which mark, always in lower case."""

    tones: dict[str, str]
    shapes: dict[str, dict[str, str]]
    bar: str
    lone: dict[str, str]


TELEX: Final = Keys(
    tones={"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT, "z": LEVEL},
    shapes={
        "a": {"a": "â", "ă": "â"},
        "e": {"e": "ê"},
        "o": {"o": "ô", "ơ": "ô"},
        "w": {"a": "ă", "â": "ă", "o": "ơ", "ô": "ơ", "u": "ư"},
    },
    bar="d",
    lone={"w": "ư"},
)
VNI: Final = Keys(
    tones={"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT, "0": LEVEL},
    shapes={
        "6": {"a": "â", "ă": "â", "e": "ê", "o": "ô", "ơ": "ô"},
        "7": {"o": "ơ", "ô": "ơ", "u": "ư"},
        "8": {"a": "ă", "â": "ă"},
    },
    bar="9",
    lone={},
)


class _Word(NamedTuple):
    """A word under the fingers: its letters without tone, its tone, and whether marks are over."""

    letters: str = ""
    tone: str = LEVEL
    literal: bool = False


def compose_telex(keys: str) -> str:
    """Turn Telex keys into text: ``ddawng kys`` gives ``đăng ký``. Any text is accepted."""
    return _compose(keys, TELEX)


def compose_vni(keys: str) -> str:
    """Turn VNI keys into text: ``d9a8ng ky1`` gives ``đăng ký``. Any text is accepted."""
    return _compose(keys, VNI)


def compose_either(keys: str) -> str:
    """Turn the keys of one word into text, whichever way it was typed, even both in one word.

    ``giaays``, ``giay61`` and ``giaay1`` all give ``giấy``: no Vietnamese word has the letters that
    are marks in Telex where they would be marks, and none has a digit.
    """
    first = next((place for place, key in enumerate(keys) if key.isdigit()), len(keys))
    letters = compose_telex(keys[:first])
    return compose_vni(letters + keys[first:]) if first < len(keys) else letters


def _compose(keys: str, layout: Keys) -> str:
    marks = layout.tones.keys() | layout.shapes.keys() | {layout.bar}
    result: list[str] = []
    raw = ""
    for key in nfc(keys):
        if key.isalpha() or (raw and key in marks):
            raw += key
        else:
            result.append(_compose_word(raw, layout))
            result.append(key)
            raw = ""
    result.append(_compose_word(raw, layout))
    return "".join(result)


def _compose_word(raw: str, layout: Keys) -> str:
    word = _Word()
    for index, key in enumerate(raw):
        word = _press(word, key, layout)
        if not word.literal and not _plausible(word.letters):
            # No Vietnamese word goes on like this: give back the keys and mark nothing more.
            word = _Word(raw[: index + 1], LEVEL, literal=True)
    return word.letters if word.literal else place_tone(word.letters, word.tone)


def _plausible(letters: str) -> bool:
    return can_become_syllable(fold(letters))


def _press(word: _Word, key: str, layout: Keys) -> _Word:
    lower = key.lower()
    if word.literal:
        return word._replace(letters=word.letters + key)
    marked = (
        _press_tone(word, key, layout.tones.get(lower))
        or _press_bar(word, key, bar=lower == layout.bar)
        or _press_shape(word, key, layout.shapes.get(lower))
        or _press_lone(word, key, layout.lone.get(lower))
    )
    if marked is not None:
        return marked
    letter, tone = split_tone(key)
    return _Word(_join_horn(word.letters + letter), tone or word.tone)


def _undo(letters: str, tone: str, key: str) -> _Word:
    """The key was pressed twice: the mark goes, the key itself stays, marks are over."""
    return _Word(place_tone(letters, tone) + key, LEVEL, literal=True)


def _press_tone(word: _Word, key: str, tone: str | None) -> _Word | None:
    if tone is None or not any(is_vowel(letter) for letter in word.letters):
        return None
    if tone == LEVEL:
        return word._replace(tone=LEVEL) if word.tone != LEVEL else None
    if tone == word.tone:
        return _undo(word.letters, LEVEL, key)
    return word._replace(tone=tone)


def _press_bar(word: _Word, key: str, *, bar: bool) -> _Word | None:
    if not bar or not word.letters:
        return None
    first = word.letters[0]
    if first in "dD":
        return word._replace(letters=("Đ" if first.isupper() else "đ") + word.letters[1:])
    if first in "đĐ":
        plain = ("D" if first.isupper() else "d") + word.letters[1:]
        return _undo(plain, word.tone, key)
    return None


def _press_shape(word: _Word, key: str, shapes: dict[str, str] | None) -> _Word | None:
    if shapes is None:
        return None
    start, end = vowel_span(word.letters)
    horned = _horn_pair(word.letters, start, end) if "u" in shapes else None
    if horned is not None:
        return word._replace(letters=horned)
    choices: list[str] = []
    for index in range(end - 1, start - 1, -1):
        letter = word.letters[index]
        shaped = shapes.get(letter.lower())
        if shaped is not None:
            new = shaped.upper() if letter.isupper() else shaped
            choices.append(word.letters[:index] + new + word.letters[index + 1 :])
    best = _most_plausible(choices)
    if best is not None:
        return word._replace(letters=best)
    return _undo_shape(word, key, shapes, start, end)


def _undo_shape(
    word: _Word, key: str, shapes: dict[str, str], start: int, end: int
) -> _Word | None:
    made = set(shapes.values())
    if not any(letter.lower() in made for letter in word.letters[start:end]):
        return None
    bare = "".join(
        _bare(letter) if start <= index < end and letter.lower() in made else letter
        for index, letter in enumerate(word.letters)
    )
    # A lone key that stood for a letter (w for ư) leaves only itself behind.
    if key.lower() == "w" and word.letters.lower() == "ư":
        return _Word(key, LEVEL, literal=True)
    if _shaped_prefix((bare + key).lower()):
        # xoong, soóc: the doubled letter is the word itself, so a tone may still come.
        return word._replace(letters=bare + key)
    return _undo(bare, word.tone, key)


def _bare(letter: str) -> str:
    return fold(letter).upper() if letter.isupper() else fold(letter)


def _press_lone(word: _Word, key: str, letter: str | None) -> _Word | None:
    if letter is None or any(is_vowel(each) for each in word.letters):
        return None
    new = word.letters + (letter.upper() if key.isupper() else letter)
    return word._replace(letters=new) if _plausible(new) else None


def _horn_pair(letters: str, start: int, end: int) -> str | None:
    """One key for both vowels of ươ; ``uơ`` stays where nothing follows (thuở, huơ)."""
    for index in range(start, end - 1):
        pair = letters[index : index + 2]
        if pair.lower() in ("uo", "uô", "ưo"):
            whole = letters[:index] + _like("ươ", pair) + letters[index + 2 :]
            alone = letters[:index] + _like("uơ", pair) + letters[index + 2 :]
            if pair.lower() != "ưo" and alone.lower() in SYLLABLES:
                return alone
            return whole if _plausible(whole) else None
    return None


def _join_horn(letters: str) -> str:
    """As soon as a letter follows, ``ưo`` and ``uơ`` can only mean ``ươ``."""
    lower = letters.lower()
    for pair in ("uơ", "ưo"):
        index = lower.find(pair)
        if index > 0 and index + 2 < len(letters) and not lower.startswith("qu"):
            return letters[:index] + _like("ươ", letters[index : index + 2]) + letters[index + 2 :]
    return letters


def _like(lower: str, model: str) -> str:
    return "".join(
        new.upper() if old.isupper() else new for new, old in zip(lower, model, strict=True)
    )


def _most_plausible(choices: list[str]) -> str | None:
    """The first choice that is, or can become, a syllable with exactly these shapes."""
    for choice in choices:
        if _shaped_prefix(choice.lower()):
            return choice
    return None


_SHAPED_PREFIXES: Final = frozenset(
    syllable[:length] for syllable in SYLLABLES for length in range(1, len(syllable) + 1)
)


def _shaped_prefix(letters: str) -> bool:
    return letters in _SHAPED_PREFIXES
