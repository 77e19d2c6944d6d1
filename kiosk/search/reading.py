"""From what was typed to what may have been meant: the slots that the ranker scores.

Every token is read in all the ways that make sense (as typed, as raw Telex or VNI keys, as joined
syllables, as an abbreviation, as a slip of spelling, as an everyday phrase) and every reading keeps
its cost; the ranker decides by what the catalogue holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from typing import Final

import msgspec

from kiosk.search.initials import Initials
from kiosk.search.ranker import Alternative, Ranker, Slot
from kiosk.search.vocabulary import PhraseTable, Vocabulary
from kiosk.search.words import folded, folded_word, words
from kiosk.vietnamese.letters import tone_of
from kiosk.vietnamese.syllables import (
    LONGEST_SYLLABLE,
    is_folded_syllable,
    is_syllable,
    neighbours,
    split_joined,
)
from kiosk.vietnamese.telex import compose_telex, compose_vni

LONGEST_QUERY: Final = 60
"""Words of a query that are read; nobody's question needs more, and time stays bounded."""

LATER_MEANING: Final = 0.999
"""Of two meanings of an abbreviation that fit as well, the one written first is taken."""

HEARD: Final = 0.6
"""A slip at least so likely is taken for the word when phrases are looked up."""

LONGEST_WORD: Final = 60
WEAK: Final = 0.25
PERSON: Final = 0.6
NUMBER: Final = 0.5
NEGATED: Final = -0.5
AGAIN: Final = 0.3
MOST_SLIPS: Final = 4
RARE: Final = 2
SOUNDS_ALIKE: Final = 0.9
STRANGE_COMPANY: Final = 0.75
A_WORD_ITSELF: Final = 0.45
FINGERS_MAKE_A_WORD: Final = 0.7
OTHER_TONE: Final = 0.6
BELONGS: Final = 0.15
LEAST_LIKELY: Final = 0.4
SHORTEST_FOREIGN: Final = 2
INITIALS: Final = 0.8
COMMON: Final = 20
REMEMBERED: Final = 4096
UNLIKELY: Final = -9.0

WHO_ASKS: Final = frozenset((("toi", "la"), ("chung", "toi"), ("toi", "dang"), ("em", "la")))
"""A clause that begins so tells who asks; what is asked for stands in another clause."""

WHO_WEIGHS: Final = 0.6

SHORTEST_JOINED: Final = 4

LONGEST_SLIP: Final = 5
"""A word of at most so many letters is two joined syllables only where titles join them too."""

_LETTERS_OR_DIGITS: Final = re.compile(r"\d+|\D+")
_CLAUSE: Final = re.compile(r"[,.;:!?()\n]+")


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a query with all that decides how it may be read."""

    token: str
    before: str
    after: str
    typed_accents: bool
    growing: bool
    synonyms: tuple[int, ...]
    sign: float


class Reader:
    """Reads queries against one index and one vocabulary."""

    def __init__(self, ranker: Ranker, vocabulary: Vocabulary) -> None:
        self._ranker = ranker
        self._vocabulary = vocabulary
        self._synonyms = PhraseTable()
        for index, synonym in enumerate(vocabulary.synonyms):
            for say in synonym.say:
                self._synonyms.add(say, index)
        self._fillers = PhraseTable()
        for phrase in vocabulary.fillers.phrases:
            self._fillers.add(phrase, 0)
        self._plain_fillers = {phrase for phrase in vocabulary.fillers.phrases if phrase.isascii()}
        self._weak_accented = {word for each in vocabulary.fillers.weak for word in words(each)}
        self._weak_plain = {folded_word(word) for word in self._weak_accented}
        self._people = {word for each in vocabulary.fillers.people for word in words(each)}
        self._plain_people = {folded_word(word) for word in self._people}
        self._abbreviations = {
            key.lower(): [tuple(words(meaning)) for meaning in meanings]
            for key, meanings in vocabulary.abbreviations.items()
        }
        for key, meanings in list(self._abbreviations.items()):
            self._abbreviations.setdefault(folded_word(key), meanings)
        self._meanings = [
            [tuple(words(meaning)) for meaning in synonym.mean] for synonym in vocabulary.synonyms
        ]
        self._known_words = {
            folded_word(word)
            for phrase in (
                *self._abbreviations,
                *vocabulary.fillers.phrases,
                *vocabulary.fillers.weak,
                *(say for synonym in vocabulary.synonyms for say in synonym.say),
            )
            for word in words(phrase)
        }
        self._initials = Initials(ranker.pairs(), ranker.documents_of_pair)
        self._foreign = {
            word
            for word, count in ranker.words()
            if count > RARE and len(word) > SHORTEST_FOREIGN and not is_folded_syllable(word)
        }
        self._foreign |= {key for key in self._abbreviations if len(key) > SHORTEST_FOREIGN}
        self._read: dict[str, tuple[str, ...]] = {}
        self._slots: dict[Hashable, Slot] = {}

    def read(self, query: str) -> list[Slot]:
        """Read a clean query. The same query always gives the same slots."""
        slots: list[Slot] = []
        growing = not query.endswith((" ", ".", "?", "!", ","))
        clauses: list[list[str]] = []
        left = LONGEST_QUERY
        for clause in _CLAUSE.split(query):
            typed = words(clause)[: max(left, 0)]
            left -= len(typed)
            if typed:
                clauses.append(self._tokens(typed))
        typed_accents = any(not word.isascii() for tokens in clauses for word in tokens)
        for index, tokens in enumerate(clauses):
            last = index == len(clauses) - 1
            read = self._clause(tokens, typed_accents, growing=growing and last, first=index == 0)
            if len(clauses) > 1 and tuple(folded(tokens)[:2]) in WHO_ASKS:
                read = [
                    msgspec.structs.replace(slot, weight=slot.weight * WHO_WEIGHS) for slot in read
                ]
            slots += read
        return _without_fillers(_said_again(slots))

    def _tokens(self, clause: list[str]) -> list[str]:
        """The words of a clause, with raw keys composed and joined words split."""
        cut = [word[:LONGEST_WORD] for word in clause]
        read = [self._token(word) for word in cut]
        if any(
            word.isascii() and not "".join(parts).isascii()
            for word, parts in zip(cut, read, strict=True)
        ):
            read = [self._typed_on(parts) for parts in read]
        return [part for parts in read for part in parts]

    def _typed_on(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """A word among raw keys: more likely keys too than English, ``lost`` then is ``lót``."""
        composed = compose_telex(parts[0])
        keys = len(parts) == 1 and parts[0].isascii() and is_syllable(composed)
        return (composed,) if keys and self._ranker.count_accented(composed) else parts

    def _token(self, word: str) -> tuple[str, ...]:
        known = self._read.get(word)
        if known is None:
            known = self._read_token(word)
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[word] = known
        return known

    def _read_token(self, word: str) -> tuple[str, ...]:
        plain = folded_word(word)
        if plain in self._known_words or self._ranker.count(plain) > RARE:
            return (word,)
        for compose in (compose_telex, compose_vni):
            composed = compose(word)
            if composed != word and is_syllable(composed):
                return (composed,)
        if is_folded_syllable(plain) or word.isdigit():
            return (word,)
        if len(plain) >= SHORTEST_JOINED and len(plain) == len(word):
            return self._split(word) or self._split_keys(word) or (word,)
        return (word,)

    def _split(self, word: str) -> tuple[str, ...]:
        """Joined syllables, perhaps with numbers between them: ``duoi14tuoi``."""
        result: list[str] = []
        for piece in _LETTERS_OR_DIGITS.findall(word):
            plain = folded_word(piece)
            parts = (
                [plain]
                if piece.isdigit()
                else split_joined(plain, self._likely_next, self._foreign)
            )
            known = sum(self._count(part) > 0 for part in parts)
            if known * 3 < len(parts) * 2 or not parts:
                return ()
            if len(parts) == 2 and len(plain) <= LONGEST_SLIP and not self._fits("", *parts):
                return ()  # "hoon" is rather a slip of "hon" than "ho on"
            result += _slices(piece, parts)
        return tuple(result) if len(result) > 1 else ()

    def _split_keys(self, word: str) -> tuple[str, ...]:
        """Joined words typed as raw keys: ``ddawngkys``."""
        for compose in (compose_telex, compose_vni):
            parts = _split_composed(word, compose)
            if len(parts) > 1 and all(
                len(part) > 1 and self._ranker.count(folded_word(part)) for part in parts
            ):
                return tuple(parts)
        return ()

    def _likely_next(self, before: str, syllable: str) -> float:
        """How likely a syllable follows another in the titles, as a score to be summed."""
        if len(syllable) == 1 or not self._count(syllable):
            return UNLIKELY
        if before and self._ranker.count_pair(before, syllable):
            return -1.0
        return -3.0 - 0.3 * self._ranker.idf(syllable)

    def _count(self, syllable: str) -> int:
        """In how many titles a syllable stands, ``i`` and ``y`` at its end taken as one."""
        other = syllable[:-1] + {"i": "y", "y": "i"}.get(syllable[-1], "")
        return self._ranker.count(syllable) or self._ranker.count(other)

    def _clause(
        self, tokens: list[str], typed_accents: bool, *, growing: bool, first: bool
    ) -> list[Slot]:
        plain = folded(tokens)
        heard = self._corrected(tokens, plain, typed_accents, growing=growing)
        heard_plain = folded(heard)
        slots: list[Slot] = []
        sign = NEGATED if not first and plain and plain[0] == "khong" else 1.0
        if sign < 0 and len(plain) > 1 and plain[1] in ("biet", "ro", "du", "con"):
            sign = 1.0
        start = 0
        while start < len(tokens):
            length, _ = self._fillers.match(heard_plain, heard, start, strict=typed_accents)
            if length == 1 and tokens[start].isascii() and plain[start] not in self._plain_fillers:
                length = 0  # "vang" without accents is not the polite "vâng"
            phrase, meanings = self._synonyms.match(heard_plain, heard, start, strict=typed_accents)
            if length > phrase:
                slots.extend(
                    Slot(token, (Alternative((token,), accented=not token.isascii()),), 0.0)
                    for token in tokens[start : start + length]
                )
                start += length
                continue
            if phrase > 1:
                slots.append(self._phrase_slot(heard[start : start + phrase], meanings, sign))
                start += phrase
                continue
            last = growing and start == len(tokens) - 1
            slots.append(
                self._word_slot(
                    msgspec.structs.replace(
                        self._place(tokens, plain, start, typed_accents),
                        growing=last,
                        synonyms=tuple(meanings),
                        sign=sign,
                    )
                )
            )
            start += 1
        return slots

    def _corrected(
        self, tokens: list[str], plain: list[str], typed_accents: bool, *, growing: bool
    ) -> list[str]:
        """The words with unknown ones replaced by their likeliest reading, to look up phrases."""
        result = list(tokens)
        last = len(tokens) - 1
        for index, bare in enumerate(plain):
            unknown = not self._ranker.count(bare) and bare not in self._known_words
            if unknown and not (growing and index == last):
                place = self._place(tokens, plain, index, typed_accents)
                slips = self._word_slot(place).alternatives[1:]
                if slips and slips[0].weight >= HEARD and len(slips[0].words) == 1:
                    word = slips[0].words[0]
                    shapes = self._ranker.shapes(word)
                    tone = tone_of(tokens[index])
                    result[index] = next((each for each in shapes if tone_of(each) == tone), word)
        return result

    def _place(
        self, tokens: list[str], plain: list[str], index: int, typed_accents: bool
    ) -> _Place:
        return _Place(
            token=tokens[index],
            before=plain[index - 1] if index else "",
            after=plain[index + 1] if index + 1 < len(plain) else "",
            typed_accents=typed_accents,
            growing=False,
            synonyms=(),
            sign=1.0,
        )

    def _phrase_slot(self, said: list[str], synonyms: list[int], sign: float) -> Slot:
        text = " ".join(said)
        key = (text, tuple(synonyms), sign)
        known = self._slots.get(key)
        if known is None:
            accented = any(not word.isascii() for word in said)
            alternatives = [Alternative(tuple(said), accented=accented)]
            alternatives += self._meant(text, synonyms)
            weight = WEAK if self._weak_accented.issuperset(said) else 1.0
            known = self._remember(key, Slot(text, tuple(alternatives), weight * sign))
        return known

    def _remember(self, key: Hashable, slot: Slot) -> Slot:
        if len(self._slots) >= REMEMBERED:
            self._slots.clear()
        self._slots[key] = slot
        return slot

    def _likeliest_shape(self, bare: str, say: list[str]) -> float:
        """How likely a word without accents is one of these with accents: ``bo`` seldom ``bỏ``."""
        count = self._ranker.count(bare)
        shapes = [word for word in say if folded_word(word) == bare]
        if not count or bare in shapes:
            return 1.0
        meant = max((self._ranker.count_accented(word) for word in shapes), default=0)
        return max(LEAST_LIKELY, min(1.0, (meant + 1) / (count + 1)))

    def _meant(self, said: str, synonyms: Iterable[int], sure: float = 1.0) -> list[Alternative]:
        return [
            Alternative(meaning, self._vocabulary.synonyms[index].weight * sure, why=said)
            for index in synonyms
            for meaning in self._meanings[index]
        ]

    def _word_slot(self, place: _Place) -> Slot:
        return self._slots.get(place) or self._remember(place, self._make_slot(place))

    def _make_slot(self, place: _Place) -> Slot:
        token, bare = place.token, folded_word(place.token)
        typed = place.typed_accents
        weak = token in self._weak_accented or (not typed and bare in self._weak_plain)
        as_typed = Alternative(
            (token,), accented=typed or not token.isascii(), prefix=place.growing
        )
        alternatives = [as_typed]
        meanings = self._abbreviations.get(token) or self._abbreviations.get(bare)
        known = self._ranker.count(bare)
        if meanings and not (known > COMMON and is_folded_syllable(bare)):
            shortened = [
                Alternative(meaning, LATER_MEANING**later, why=token)
                for later, meaning in enumerate(meanings)
            ]
            alternatives = alternatives + shortened if known else shortened + alternatives
        likely = 1.0 if typed or not token.isascii() else None
        for index in place.synonyms:
            sure = likely or self._likeliest_shape(bare, self._vocabulary.synonyms[index].say)
            alternatives += self._meant(token, (index,), sure)
        if not meanings and not weak:
            alternatives += self._slips(place) or self._shortened(place)
        person = token in self._people or (not typed and bare in self._plain_people)
        weight = WEAK if weak else PERSON if person else NUMBER if token.isdigit() else 1.0
        return Slot(token, tuple(alternatives), weight * place.sign)

    def _slips(self, place: _Place) -> list[Alternative]:
        """Other syllables perhaps meant: always for an unknown word, else only by its company."""
        before, bare, after = place.before, folded_word(place.token), place.after
        known = self._ranker.count(bare)
        if known > RARE:
            strange = not place.token.isascii() and not self._ranker.count_accented(place.token)
            if not strange and self._fits(before, bare, after):
                return []
        elif place.growing and self._ranker.begins(place.token):
            return []
        if bare.isdigit() or not 1 < len(bare) <= LONGEST_SYLLABLE + 2:
            return []
        found = []
        valid = is_folded_syllable(bare)
        for other, likely in neighbours(bare).items():
            if not self._ranker.count(other):
                continue
            of_fingers = valid and likely < SOUNDS_ALIKE
            fits = self._fits(before, other, after)
            if not fits and (known > RARE or (of_fingers and place.typed_accents)):
                continue
            if of_fingers and known > RARE and not self._belongs(before, other, after):
                continue  # a slip of the fingers seldom makes another word that titles know
            chance = likely * (1.0 if fits else A_WORD_ITSELF if valid else STRANGE_COMPANY)
            chance *= FINGERS_MAKE_A_WORD if of_fingers else 1.0
            found.append((chance, self._ranker.count(other), other))
        found.sort(reverse=True)
        sure = 0.9 if known <= RARE else 0.8
        return [
            Alternative((other,), chance * sure * self._marks_agree(place, other), why=place.token)
            for chance, _, other in found[:MOST_SLIPS]
        ]

    def _shortened(self, place: _Place) -> list[Alternative]:
        """What an unknown word may be the first letters of; not while it still grows."""
        bare = folded_word(place.token)
        if place.growing or is_folded_syllable(bare) or self._ranker.count(bare) > RARE:
            return []
        found = self._initials.meanings(bare)
        return [
            Alternative(meaning, INITIALS**place_in, why=place.token)
            for place_in, meaning in enumerate(found, start=1)
        ]

    def _marks_agree(self, place: _Place, other: str) -> float:
        """A slip of letters seldom comes with a slip of the tone: less likely where it would."""
        if place.token.isascii() and not place.typed_accents:
            return 1.0
        tone = tone_of(place.token)
        shapes = self._ranker.shapes(other) or [other]
        return 1.0 if any(tone_of(shape) == tone for shape in shapes) else OTHER_TONE

    def _fits(self, before: str, word: str, after: str) -> bool:
        """Whether the titles hold this word beside one of its neighbours in the query."""
        return (before != "" and self._ranker.count_pair(before, word) > 0) or (
            after != "" and self._ranker.count_pair(word, after) > 0
        )

    def _belongs(self, before: str, word: str, after: str) -> bool:
        """Whether the word stands mostly beside one of these neighbours: ``hôn`` after ``kết``."""
        together = max(
            self._ranker.count_pair(before, word) if before else 0,
            self._ranker.count_pair(word, after) if after else 0,
        )
        return together >= BELONGS * self._ranker.count(word)


def _said_again(slots: list[Slot]) -> list[Slot]:
    """A word that is said again tells little new."""
    seen: set[str] = set()
    result = []
    for slot in slots:
        again = slot.said in seen
        result.append(msgspec.structs.replace(slot, weight=slot.weight * AGAIN) if again else slot)
        seen.add(slot.said)
    return result


def _without_fillers(slots: list[Slot]) -> list[Slot]:
    """Drop what tells nothing, unless nothing else was said."""
    kept = [slot for slot in slots if slot.weight != 0]
    return kept or [msgspec.structs.replace(slot, weight=1.0) for slot in slots]


def _slices(word: str, parts: list[str]) -> list[str]:
    result = []
    start = 0
    for part in parts:
        result.append(word[start : start + len(part)])
        start += len(part)
    return result


def _split_composed(word: str, compose: Callable[[str], str]) -> list[str]:
    """Split raw keys so that every part composes to a syllable; the longest parts first."""
    result: list[str] = []
    start = 0
    while start < len(word):
        for end in range(min(len(word), start + 9), start, -1):
            composed = compose(word[start:end])
            if is_syllable(composed) and not composed.isdigit():
                result.append(composed)
                start = end
                break
        else:
            return []
    return result
