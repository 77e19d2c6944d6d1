"""The valid syllables, from the spelling rules: initial consonant, rhyme, tone.

Spelling rules: Bộ Giáo dục, "Quy định về chính tả tiếng Việt" (1984). ``k``, ``gh``, ``ngh`` stand
before e, ê, i (and ``k`` before y); ``c``, ``g``, ``ng`` before the other vowels; ``qu`` holds the
glide. A syllable that ends in c, ch, p or t carries only the acute or the dot-below tone.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Final

from kiosk.vietnamese.letters import ACUTE, DOT, LEVEL, fold, split_tone

_RHYMES: Final = {
    "a": "a ac ach ai am an ang anh ao ap at au ay",
    "ă": "ăc ăm ăn ăng ăp ăt",
    "â": "âc âm ân âng âp ât âu ây",
    "e": "e ec em en eng eo ep et",
    "ê": "ê êch êm ên ênh êp êt êu",
    "i": "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu",
    "o": "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo"
    " oet oi om on ong ooc oong op ot",
    "ô": "ô ôc ôi ôm ôn ông ôp ôt",
    "ơ": "ơ ơi ơm ơn ơp ơt",
    "u": "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy"
    " uya uych uyên uyêt uynh uyt uyu",
    "ư": "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu",
    "y": "y yêm yên yêng yêt yêu",
}
_INITIALS: Final = (
    "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"  # and none at all, and qu
)
_FRONT: Final = "eêi"
_QU_RHYMES: Final = (
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên êch ênh êt"
    " it iu ôc ơ y ych yên yêt ynh yt yu"
)
STOPS: Final = ("c", "ch", "p", "t")


def _allowed(initial: str, rhyme: str) -> bool:
    first = rhyme[0]
    if initial in ("gh", "ngh"):
        return first in _FRONT
    if initial == "k":
        return rhyme == "y" or first in _FRONT
    if initial == "g" and rhyme in ("i", "in"):
        return True
    if initial in ("c", "g", "ng"):
        return first not in _FRONT and first != "y"
    if initial == "gi":
        return first not in "iy"
    return first != "y" or initial == "" or (rhyme == "y" and initial in "hlmst")


def _build() -> frozenset[str]:
    rhymes = [rhyme for group in _RHYMES.values() for rhyme in group.split()]
    table = {
        initial + rhyme
        for initial in ("", *_INITIALS.split())
        for rhyme in rhymes
        if _allowed(initial, rhyme)
    }
    table.update("qu" + rhyme for rhyme in _QU_RHYMES.split())
    table.update(("giêc", "giêm", "giên", "giêng", "giêt"))
    return frozenset(table)


SYLLABLES: Final = _build()
"""Every valid syllable without its tone, with the letters' shapes."""

FOLDED_SYLLABLES: Final = frozenset(fold(syllable) for syllable in SYLLABLES)
"""The same without shapes: what remains when a person types no accents."""

_FOLDED_PREFIXES: Final = frozenset(
    syllable[:length] for syllable in FOLDED_SYLLABLES for length in range(1, len(syllable) + 1)
)


def is_syllable(word: str) -> bool:
    """Whether a lower-case word in NFC is a valid Vietnamese syllable, tone and all."""
    parts = [split_tone(letter) for letter in word]
    tones = [tone for _, tone in parts if tone != LEVEL]
    letters = "".join([letter for letter, _ in parts])
    if len(tones) > 1 or letters not in SYLLABLES:
        return False
    if tones and letters.endswith(STOPS):
        return tones[0] in (ACUTE, DOT)
    return True


def is_folded_syllable(word: str) -> bool:
    """Whether a word without accents can be read as one syllable."""
    return word in FOLDED_SYLLABLES


def can_become_syllable(folded: str) -> bool:
    """Whether this folded beginning of a word can still grow into a syllable."""
    return folded in _FOLDED_PREFIXES


# What people confuse by ear, written without accents. Sound pairs first at the beginning of a
# syllable, then at its end, then in its middle.
_SOUND_ALIKE_STARTS: Final = (
    ("tr", "ch"),
    ("s", "x"),
    ("gi", "d"),
    ("r", "d"),
    ("r", "gi"),
    ("l", "n"),
    ("v", "d"),
    ("v", "gi"),
    ("k", "c"),
    ("q", "c"),
    ("gh", "g"),
    ("ngh", "ng"),
    ("ph", "f"),
    ("d", "z"),
    ("gi", "z"),
    ("gi", "j"),
    ("h", "qu"),
)
_SOUND_ALIKE_ENDS: Final = (
    ("ng", "n"),
    ("c", "t"),
    ("nh", "n"),
    ("ch", "t"),
    ("y", "i"),
    ("ay", "ai"),
    ("au", "ao"),
    ("iu", "ieu"),
    ("im", "iem"),
    ("ip", "iep"),
    ("ui", "uoi"),
    ("ung", "uong"),
    ("in", "inh"),
    ("in", "ien"),
    ("uu", "uou"),
    ("inh", "anh"),
    ("ong", "ung"),
)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    alike: dict[str, list[str]] = {}
    for one, other in pairs:
        alike.setdefault(one, []).append(other)
        alike.setdefault(other, []).append(one)
    return alike


_STARTS_ALIKE: Final = _both_ways(_SOUND_ALIKE_STARTS)
_ENDS_ALIKE: Final = _both_ways(_SOUND_ALIKE_ENDS)
_LONGEST_SOUND: Final = max(len(sound) for sound in (*_STARTS_ALIKE, *_ENDS_ALIKE))

_KEY_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _key_neighbours() -> dict[str, str]:
    neighbours: dict[str, str] = {}
    for row_index, row in enumerate(_KEY_ROWS):
        for index, key in enumerate(row):
            near = set(row[max(0, index - 1) : index + 2])
            for other in _KEY_ROWS[max(0, row_index - 1) : row_index + 2]:
                near.update(other[max(0, index - 1) : index + 1])
            near.discard(key)
            neighbours[key] = "".join(sorted(near))
    return neighbours


_NEAR_KEYS: Final = _key_neighbours()
_LETTERS: Final = "abcdeghiklmnopqrstuvxy"


def neighbours(syllable: str) -> dict[str, float]:
    """Folded syllables that a person may have meant, with how likely the slip is (0 to 1).

    ``syllable`` is folded and may be misspelt. Only valid syllables come back: sounds that people
    confuse first, then doubled, dropped, swapped and neighbouring letters.
    """
    result: dict[str, float] = {}

    def offer(meant: Iterable[str], likely: float) -> None:
        for word in [word for word in meant if word in FOLDED_SYLLABLES]:
            if word != syllable and result.get(word, 0) < likely:
                result[word] = likely

    alike = _sounds_like(syllable)
    offer(alike, 0.9)
    for changed in alike:
        offer(_sounds_like(changed), 0.75)
    for index, letter in enumerate(syllable):
        before, after = syllable[:index], syllable[index + 1 :]
        doubled = before.endswith(letter)
        offer((before + after,), 0.9 if doubled else 0.7)
        if after:
            offer((before + after[0] + letter + after[1:],), 0.85)
        offer([before + near + after for near in _NEAR_KEYS.get(letter, "")], 0.65)
        offer([f"{before}{letter}{more}{after}" for more in _LETTERS], 0.75)
    return result


def _sounds_like(syllable: str) -> list[str]:
    """The syllable with its beginning or its end exchanged for one that sounds like it."""
    result = []
    for length in range(1, min(_LONGEST_SOUND, len(syllable)) + 1):
        rest = syllable[length:]
        result += [new + rest for new in _STARTS_ALIKE.get(syllable[:length], ())]
        rest = syllable[: len(syllable) - length]
        result += [rest + new for new in _ENDS_ALIKE.get(syllable[len(rest) :], ())]
    return result


LONGEST_JOINED: Final = 60
"""A joined word longer than this many letters is not split: nobody types one."""

LONGEST_SYLLABLE: Final = max(len(syllable) for syllable in FOLDED_SYLLABLES)


def split_joined(
    word: str,
    known: Callable[[str, str], float] | None = None,
    also: Container[str] = frozenset(),
) -> list[str]:
    """Split folded syllables written as one word: ``dangkykhaisinh`` gives four.

    ``also``: words of other languages that may stand among them (``vneid``, ``gas``).

    ``known`` weighs a syllable after the one before it (empty at the start); the split with the
    greatest sum wins, without it the one with the fewest syllables. Empty where no split exists.
    """
    if not 0 < len(word) <= LONGEST_JOINED:
        return []
    best: list[dict[str, tuple[float, str, int]]] = [{} for _ in range(len(word) + 1)]
    best[0][""] = (0.0, "", 0)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            syllable = word[start:end]
            if not best[start] or (syllable not in FOLDED_SYLLABLES and syllable not in also):
                continue
            for before, (score, _, _) in best[start].items():
                gain = known(before, syllable) if known else -1.0
                current = best[end].get(syllable)
                if current is None or score + gain > current[0]:
                    best[end][syllable] = (score + gain, before, start)
    if not best[-1]:
        return []
    syllable = max(best[-1], key=lambda last: best[-1][last][0])
    result: list[str] = []
    end = len(word)
    while end > 0:
        result.append(syllable)
        _, before, start = best[end][syllable]
        syllable, end = before, start
    return result[::-1]
