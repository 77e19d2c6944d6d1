"""Ranking: a few sums over arrays, no disk, no object per posting.

A slot is one thing the person said, with every way to read it. For each title it is asked how well
the best reading of the slot is found there; a title's score is what it has of what was said, raised
by word pairs in order and by how little else the title speaks of. A procedure scores as its best
title, plus a little for field, papers and long text.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple
from unicodedata import normalize

import msgspec
import numpy as np
from numpy.typing import NDArray

from kiosk.search.lexicon import ALONE, Lexicon, Places
from kiosk.search.postings import Field, Floats, Postings
from kiosk.search.words import folded_word
from kiosk.vietnamese.letters import HOOK, TILDE


class Weights(msgspec.Struct, frozen=True):
    """The numbers of the ranking, found by trying on judged queries."""

    accent_disagrees: float = 0.5
    accent_missing: float = 0.75
    whole_word_grows: float = 0.5
    hook_for_tilde: float = 0.92
    exact: float = 1.15
    cover: float = 0.15
    other_action: float = 0.93
    same_action: float = 1.04
    prefix: float = 0.85
    pair: float = 0.45
    focus: float = 0.5
    field: float = 0.25
    paper: float = 0.1
    text: float = 0.1
    listed: float = 1.0
    commune: float = 1.03
    misnamed: float = 0.6
    union: float = 0.6
    """How much it counts that all titles of a procedure together have what was said."""


_HOOK_AND_TILDE: Final = str.maketrans({HOOK: TILDE, TILDE: HOOK})

MISNAMED: Final = re.compile(r"^Quyết định (số )?\d|ngày làm việc kể từ ngày nhận")
"""Names of the public data that name no procedure but a decision or a time limit."""

ACTIONS: Final = (
    ("cap_lai", "lam_lai", "dang_ky_lai", "mat", "lai_viec", "ky_lai", "hong"),
    ("gia_han", "het_han"),
    ("dieu_chinh", "sua_doi", "thay_doi", "cap_doi", "doi", "cai_chinh", "dinh_chinh", "hieu_dinh"),
    ("thu_hoi", "cham_dut", "giai_the", "xoa", "huy"),
    ("tam_ngung", "dinh_chi", "tam_dung"),
)
"""Actions other than the first grant, by kind, as the words and pairs of words that name them."""

ACTION_WORDS: Final = [[frozenset(term.split("_")) for term in terms] for terms in ACTIONS]
ALL_ACTION_WORDS: Final = frozenset(
    word for markers in ACTION_WORDS for marker in markers for word in marker
)

SYNONYM_WORDS: Final = 2

WHOLE: Final = 2
"""A word in more titles than this is probably whole as it stands."""

PROMISING: Final = 0.25
"""A title that has less than this share of what the best one has of the query is not scored."""

CANDIDATES: Final = 24
"""So many procedures are looked at more closely, the best first."""

FEW: Final = 48
"""So many titles and fewer are put in order faster one by one than as arrays."""

LEAST_SCORE: Final = 0.45
"""A procedure with less than this share of the best score is not found."""

SAID_EXACTLY: Final = 1.949
"""Coverage and focus together from which on a title is just what was said, if by a synonym (0.95 of
the title's own words; not 1.95, or the last digit of a sum would decide)."""

GROWING: Final = "*"
"""Marks a word that is still being typed among the words looked for."""

NOWHERE: Final[Places] = np.zeros(0, np.intp)
EVERY: Final = slice(None)

REMEMBERED_SLOTS: Final = 32
REMEMBERED_HEAPS: Final = 16
REMEMBERED_WORDS: Final = 4096


class Alternative(msgspec.Struct, frozen=True, cache_hash=True):
    """One reading of a slot: its words, and how sure it is (0 to 1).

    ``accented``: the accents were typed, so agreement with them counts. ``prefix``: the last word
    is still being typed. ``why`` is set where the reading is not what was typed.
    """

    words: tuple[str, ...]
    weight: float = 1.0
    accented: bool = False
    prefix: bool = False
    why: str = ""


class Slot(msgspec.Struct, frozen=True, cache_hash=True):
    """Something the person said (``said``), and the ways to read it, the likeliest first."""

    said: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0


class Scores(msgspec.Struct):
    """Scores of one query, by title and by procedure; 0 for those that are far from the best.

    ``best``: the best procedures, the best first. Shares from 0 to 1: ``coverage``, how much of
    what was said the title has; ``focus``, how much of the title was said; ``together``, how much
    of what was said stands in any title of a procedure. ``told`` is what was ``said`` and what
    words gain by standing side by side.
    """

    titles: Floats
    coverage: Floats
    focus: Floats
    told: Floats
    said: Floats
    total_pairs: float
    best: list[int]
    procedures: Floats
    together: Floats

    def order(self, title: int) -> float:
        """Which share of the neighbouring words stands in the title side by side."""
        return float(self.told[title] - self.said[title]) / self.total_pairs

    def orders(self, titles: Places) -> Floats:
        """The same for several titles."""
        return (self.told[titles] - self.said[titles]) / np.float32(self.total_pairs)


class _Ranked(NamedTuple):
    """The titles that were scored, and the procedures near the best."""

    heap: _Heap
    places: Places | slice
    values: Floats
    coverage: Floats
    focus: Floats
    best: list[tuple[int, float]]


Reading = tuple[Alternative, list[str]]
"""One reading of a slot and its words without accents."""


class _SlotScore(msgspec.Struct):
    """What a slot finds: gain by title, the words it looks for, context by procedure.

    After the titles, ``gain`` holds the best among the titles of each procedure that has several.
    ``share`` is the most that a title can gain.
    """

    gain: Floats
    share: float
    terms: dict[str, None]
    context: Floats | None = None


class _Heap(msgspec.Struct):
    """Sums over slots, by title: what was said, the same with pairs of words, matched words.

    After the titles, ``said`` holds what any title has of each procedure that has several;
    ``context`` is by procedure. ``factor`` raises titles by the actions that were said. ``total``
    and ``total_pairs`` are the most that a title could have.
    """

    said: Floats
    told: Floats
    matched: Floats
    context: Floats | None
    factor: Floats
    terms: frozenset[str] = frozenset()
    total: float = 1e-6
    total_pairs: float = 1e-6


class Ranker:
    """The postings of one index, ready to score."""

    def __init__(self, postings: Postings, weights: Weights | None = None) -> None:
        self.postings = postings
        self.weights = weights or Weights()
        self._count = len(postings.titles)
        self._owners = np.array(postings.owners, np.intp)
        fields = postings.fields
        self.starts: Places = np.searchsorted(self._owners, np.arange(len(postings.procedures) + 1))
        several = np.diff(self.starts) > 1
        self._rows = np.where(several, self._count + several.cumsum() - 1, self.starts[:-1])
        """Where the sums hold what a procedure has: with its only title, or after all titles."""
        self._height = self._count + int(several.sum())
        self._shared = np.where(several, self._rows, ALONE)[self._owners]
        self._plain = Lexicon(fields["plain"], self._count, self._shared)
        self._accented = Lexicon(fields["accented"], self._count, self._shared)
        self._accented_of: dict[str, list[str]] = {}
        for accented in self._accented.terms:
            self._accented_of.setdefault(folded_word(accented), []).append(accented)
        self._pair = Lexicon(fields["pair"], self._count)
        self._shallow = [(self._by_procedure(fields["field"]), self.weights.field)]
        self._deep = [
            (self._by_procedure(fields["paper"]), self.weights.paper),
            (self._by_procedure(fields["text"]), self.weights.text),
        ]
        mass = self._sum_idf(postings.fields["plain"])
        self._inverse_mass: Floats = np.reciprocal(np.maximum(mass, np.float32(1e-6)))
        self._bare: dict[str, Places] = {}
        self.actions = self._title_actions()
        self._prior = self._priors()
        self._remembered: OrderedDict[Slot, _SlotScore] = OrderedDict()
        self._heaps: OrderedDict[tuple[Slot, ...], _Heap] = OrderedDict()
        self._factors: dict[int, Floats] = {}

    def _by_procedure(self, field: Field) -> Lexicon:
        """A field that only the first title of a procedure has, by procedure."""
        owners = self._owners[field.documents].astype(np.int32)
        return Lexicon(Field(field.terms, field.offsets, owners), self._count)

    def _sum_idf(self, field: Field) -> Floats:
        counts = np.diff(field.offsets)
        idf = np.array([self._plain.idf(term) for term in field.terms], np.float32)
        return np.bincount(
            field.documents, weights=np.repeat(idf, counts), minlength=self._count
        ).astype(np.float32)

    def _priors(self) -> Floats:
        values = [
            (self.weights.listed if named.tier == "listed" else 1.0)
            * (self.weights.commune if "commune" in named.levels else 1.0)
            * (self.weights.misnamed if MISNAMED.search(named.name) else 1.0)
            for named in self.postings.procedures
        ]
        return np.array(values, np.float32)

    def count(self, plain: str) -> int:
        """In how many titles a folded word stands."""
        return self._plain.count(plain)

    def count_accented(self, word: str) -> int:
        """In how many titles a word stands with just these accents."""
        return self._accented.count(word)

    def count_pair(self, first: str, second: str) -> int:
        """In how many titles two folded words stand side by side."""
        return self._pair.count(f"{first}_{second}")

    def documents(self, word: str, reading: Alternative) -> Places:
        """The titles that hold a word of a reading: with its accents where those were typed."""
        plain = folded_word(word)
        if reading.prefix and word == reading.words[-1]:
            beginning = self._plain.beginning(plain)
            return NOWHERE if beginning is None else beginning.documents
        found = None
        if reading.accented and not word.isascii():
            found = self._accented.documents(word)
        if found is None:
            found = self._plain.documents(plain)
        return NOWHERE if found is None else found

    def documents_of_pair(self, pair: str) -> Places:
        """The titles that hold a pair of neighbouring words, as ``first_second``."""
        found = self._pair.documents(pair)
        return NOWHERE if found is None else found

    def pairs(self) -> Iterator[tuple[str, int]]:
        """Every pair of neighbouring folded words, and in how many titles it stands."""
        return self._pair.counted()

    def words(self) -> Iterator[tuple[str, int]]:
        """Every folded word, and in how many titles it stands."""
        return self._plain.counted()

    def shapes(self, plain: str) -> list[str]:
        """The accented words of titles that fold to this one."""
        return self._accented_of.get(plain, [])

    def idf(self, plain: str) -> float:
        """How much a folded word tells."""
        return self._plain.idf(plain)

    def begins(self, word: str) -> bool:
        """Whether any word of a title begins so, with the accents that were typed."""
        lexicon = self._plain if word.isascii() else self._accented
        return lexicon.begins(word)

    def score(self, slots: list[Slot], *, deep: bool = False) -> Scores:
        """Score every title and procedure for the slots of one query.

        ``deep`` also looks into papers and long texts: the last resort.
        """
        ranked = self._ranked(slots, deep=deep)
        heap = ranked.heap
        best = [place for place, _ in ranked.best]
        found, procedures = np.array(best, np.intp), len(self.postings.procedures)
        scores = np.array([score for _, score in ranked.best], np.float32)
        return Scores(
            titles=_spread(ranked.values, ranked.places, self._count),
            coverage=_spread(ranked.coverage, ranked.places, self._count),
            focus=_spread(ranked.focus, ranked.places, self._count),
            told=heap.told,
            said=heap.said[: self._count],
            total_pairs=heap.total_pairs,
            best=best,
            procedures=_spread(scores, found, procedures),
            together=_spread(heap.said[self._rows[found]] / heap.total, found, procedures),
        )

    def rank(self, slots: list[Slot]) -> list[int]:
        """The best procedures alone, the best first."""
        return [place for place, _ in self._ranked(slots, deep=False).best]

    def _ranked(self, slots: list[Slot], *, deep: bool) -> _Ranked:
        heap = self._heaped(tuple(slots))
        context = self._deep_context(heap, slots) if deep else heap.context
        told, said = heap.told, heap.said[: self._count]
        places: Places | slice = EVERY
        if not deep and told.size:
            places = (told >= told[told.argmax()] * PROMISING).nonzero()[0]
        coverage = said[places] / heap.total
        focus = heap.matched[places] * self._inverse_mass[places]
        np.minimum(focus, 1.0, out=focus)
        values = told[places] * heap.factor[places]
        values *= _between(self.weights.focus, focus)
        values *= _between(self.weights.cover, coverage)
        exact = (coverage + focus > SAID_EXACTLY).nonzero()[0]
        if exact.size:
            values[exact] *= self.weights.exact
        owners = self._owners[places]
        scores = heap.said[self._rows[owners]]
        scores *= self.weights.union / heap.total
        scores += 1 - self.weights.union
        scores *= values
        if context is not None:
            scores += context[owners]
        scores *= self._prior[owners]
        return _Ranked(heap, places, values, coverage, focus, best_of_each(owners, scores))

    def _deep_context(self, heap: _Heap, slots: list[Slot]) -> Floats:
        """The context with what papers and long texts say."""
        context = np.zeros(len(self.postings.procedures), np.float32)
        if heap.context is not None:
            context += heap.context
        for slot in slots:
            share = max(self._slot(slot).share, 0.0)
            deeper = self._context(_readings(slot), self._deep, share)
            if deeper is not None:
                context += deeper
        return context

    def _heaped(self, slots: tuple[Slot, ...]) -> _Heap:
        """What all slots add up to. All but the last are remembered from the last keystroke."""
        known = self._heaps.get(slots)
        if known is not None:
            self._heaps.move_to_end(slots)
            return known
        if slots:
            before = slots[-2] if len(slots) > 1 else None
            heap = self._grown(self._heaped(slots[:-1]), before, slots[-1])
        else:
            heap = self._empty_heap()
        self._heaps[slots] = heap
        if len(self._heaps) > REMEMBERED_HEAPS:
            self._heaps.popitem(last=False)
        return heap

    def _empty_heap(self) -> _Heap:
        said = np.zeros(self._height, np.float32)
        nothing = np.zeros(self._count, np.float32)
        return _Heap(said, nothing, nothing, None, self._action_factor(set()))

    def _grown(self, heap: _Heap, before: Slot | None, slot: Slot) -> _Heap:
        """The sums with one slot more. Arrays to which it adds nothing are shared."""
        found = self._slot(slot)
        grown = _Heap(
            heap.said + found.gain,
            heap.told + found.gain[: self._count],
            heap.matched,
            heap.context,
            heap.factor,
            heap.terms,
            heap.total,
            heap.total_pairs,
        )
        if before is not None:
            grown.total_pairs += self._add_pairs(grown.told, before, slot)
        if slot.weight <= 0:
            return grown
        grown.total += found.share
        if found.context is not None:
            grown.context = found.context if heap.context is None else heap.context + found.context
        new = [term for term in found.terms if term not in heap.terms]
        if new:
            grown.matched = heap.matched.copy()
            grown.terms = heap.terms.union(new)
        for term in new:
            documents, idf = self._term_documents(term)
            grown.matched[documents] += idf
        if not ALL_ACTION_WORDS.isdisjoint(new):
            grown.factor = self._action_factor(grown.terms & ALL_ACTION_WORDS)
        return grown

    def _title_actions(self) -> NDArray[np.uint8]:
        """Which kinds of action each title names, one bit a kind."""
        actions = np.zeros(self._count, np.uint8)
        for bit, terms in enumerate(ACTIONS):
            for term in terms:
                field = self._pair if "_" in term else self._plain
                documents = field.documents(term)
                if documents is not None:
                    actions[documents] |= np.uint8(1 << bit)
        return actions

    def _action_factor(self, actions: Set[str]) -> Floats:
        """Raise titles that name the action that was said, lower those that name only others."""
        said = actions_in(actions)
        known = self._factors.get(said)
        if known is None:
            factors = np.ones(1 << len(ACTIONS), np.float32)
            for named in range(1, factors.size):
                same = named & said
                factors[named] = self.weights.same_action if same else self.weights.other_action
            known = self._factors[said] = factors[self.actions]
        return known

    def _term_documents(self, term: str) -> tuple[Places, float]:
        """The titles with a word that a slot looks for, and how much it tells."""
        if term.endswith(GROWING):
            beginning = self._plain.beginning(term.removesuffix(GROWING))
            return (NOWHERE, 0.0) if beginning is None else (beginning.documents, beginning.idf)
        documents = self._plain.documents(term)
        return (NOWHERE, 0.0) if documents is None else (documents, self._plain.idf(term))

    def _slot(self, slot: Slot) -> _SlotScore:
        known = self._remembered.get(slot)
        if known is not None:
            self._remembered.move_to_end(slot)
            return known
        readings = _readings(slot)
        share = self._slot_idf(readings) * slot.weight
        gain = np.zeros(self._height, np.float32)
        found = _SlotScore(gain, share, {})
        finds: list[tuple[float, Places]] = []
        for alternative, plain in readings:
            if len(plain) == 1:
                self._find_word(found, finds, alternative, plain[0])
        # The surest last: where two readings find the same, the surer one stays.
        finds.sort(key=itemgetter(0))
        for sure, places in finds:
            gain[places] = sure * share
        for alternative, plain in readings:
            if len(plain) > 1:
                self._add_phrase(found, plain, alternative.weight)
        found.context = self._context(readings, self._shallow, max(share, 0.0))
        self._remembered[slot] = found
        if len(self._remembered) > REMEMBERED_SLOTS:
            self._remembered.popitem(last=False)
        return found

    def _slot_idf(self, readings: list[Reading]) -> float:
        """A slot tells as much as the likeliest of its readings that the titles know.

        A reading in more words than were said still tells no more than two of them.
        """
        best = 0.0
        for place, (alternative, plain) in enumerate(readings):
            counts = [self._plain.count(word) for word in plain]
            if alternative.prefix and len(plain) == 1 and counts[0] <= WHOLE:
                beginning = self._plain.beginning(plain[0])
                if beginning is not None:
                    return beginning.idf
            elif any(counts):
                told = sum([self._plain.idf_of(count) for count in counts])
                if place and len(plain) > SYNONYM_WORDS:
                    told *= SYNONYM_WORDS / len(plain)
                best = max(best, told)
        return best or len(readings[0][1]) * self._plain.idf_of(0)

    def _find_word(
        self,
        found: _SlotScore,
        finds: list[tuple[float, Places]],
        alternative: Alternative,
        plain: str,
    ) -> None:
        """Note where a reading in one word is found, and how surely."""
        word = alternative.words[0]
        if alternative.prefix:
            self._find_growing(found, finds, alternative, plain)
        places = self._plain.places(plain)
        if places is None:
            return
        sure = alternative.weight
        if alternative.accented:
            for shape, exchanged in _shapes(word):
                same = self._accented.places(shape)
                if same is not None:
                    finds.append((sure * self.weights.hook_for_tilde**exchanged, same))
            if word.isascii():
                finds.append((sure, self._without_accents(plain)))
                sure *= self.weights.accent_missing
            else:
                sure *= self.weights.accent_disagrees
        finds.append((sure, places))
        if not alternative.prefix:
            found.terms[plain] = None

    def _find_growing(
        self,
        found: _SlotScore,
        finds: list[tuple[float, Places]],
        alternative: Alternative,
        plain: str,
    ) -> None:
        """A word that is still being typed: every word that begins so, taken as one."""
        beginning = self._plain.beginning(plain)
        if beginning is None:
            return
        word = alternative.words[0]
        sure = alternative.weight * self.weights.prefix
        if self._plain.count(plain) > WHOLE:
            sure *= self.weights.whole_word_grows
        if not word.isascii():
            same = self._accented.beginning(word)
            if same is not None:
                finds.append((sure, same.places))
            sure *= self.weights.accent_disagrees
        finds.append((sure, beginning.places))
        found.terms[plain + GROWING] = None

    def _without_accents(self, plain: str) -> Places:
        """The places that hold the word only as it is, with no accent."""
        known = self._bare.get(plain)
        if known is not None:
            return known
        documents = self._plain.documents(plain)
        mask = np.zeros(self._count, np.bool_)
        mask[documents] = True
        for shape in self.shapes(plain):
            accented = self._accented.documents(shape)
            if accented is not None:
                mask[accented] = False
        bare = mask.nonzero()[0]
        if len(self._bare) >= REMEMBERED_WORDS:
            self._bare.clear()
        shared = self._shared[bare]
        known = np.concatenate((bare, np.unique(shared[shared != ALONE])))
        self._bare[plain] = known
        return known

    def _add_phrase(self, found: _SlotScore, plain: list[str], weight: float) -> None:
        mass = np.zeros(self._count, np.float32)
        total = 0.0
        for word in plain:
            idf = self._plain.idf(word)
            total += idf
            documents = self._plain.documents(word)
            if documents is not None:
                mass[documents] += np.float32(idf)
        places = mass.nonzero()[0]
        in_order = np.zeros(self._count, np.float32)
        for first, second in pairwise(plain):
            documents = self._pair.documents(f"{first}_{second}")
            if documents is not None:
                in_order[documents] += 1
        share = mass[places] / np.float32(total or 1)
        order = in_order[places] / np.float32(max(len(plain) - 1, 1))
        quality = share * share * (0.6 + 0.4 * order) * weight
        shared = self._shared[places]
        several = (shared != ALONE).nonzero()[0]
        if several.size:
            shared, best = shared[several], quality[several]
            firsts = _firsts(shared)
            places = np.concatenate((places, shared[firsts]))
            quality = np.concatenate((quality, np.maximum.reduceat(best, firsts)))
        gain = quality * found.share
        more = np.maximum if found.share > 0 else np.minimum
        found.gain[places] = more(found.gain[places], gain)
        found.terms.update(dict.fromkeys(plain))

    def _context(
        self, readings: list[Reading], fields: list[tuple[Lexicon, float]], share: float
    ) -> Floats | None:
        """What procedures gain by what their other fields say; None where these say nothing."""
        context = None
        for alternative, plain in readings:
            for lexicon, weight in fields:
                gain = share * weight * alternative.weight / len(plain)
                for word in plain:
                    owners = lexicon.places(word)
                    if owners is not None:
                        if context is None:
                            context = np.zeros(len(self.postings.procedures), np.float32)
                        context[owners] += gain
        return context

    def _add_pairs(self, told: Floats, first: Slot, second: Slot) -> float:
        """Add what titles gain by having both slots side by side; returns the most they can."""
        weight = min(first.weight, second.weight) * self.weights.pair
        if weight <= 0:
            return 0.0
        best: dict[tuple[str, bool], float] = {}
        for left in first.alternatives:
            for right in second.alternatives:
                pair = f"{folded_word(left.words[-1])}_{folded_word(right.words[0])}"
                growing = right.prefix and len(right.words) == 1
                sure = left.weight * right.weight
                best[pair, growing] = max(best.get((pair, growing), 0.0), sure)
        most = 0.0
        for (pair, growing), sure in best.items():
            documents, idf = self._pair_documents(pair, growing=growing)
            if documents.size:
                gain = idf * sure * weight
                told[documents] += gain
                most = max(most, gain)
        return most or self._pair.idf_of(0) * weight

    def _pair_documents(self, pair: str, *, growing: bool) -> tuple[Places, float]:
        """The titles with two words side by side, and how much that tells."""
        if growing:
            beginning = self._pair.beginning(pair)
            return (NOWHERE, 0.0) if beginning is None else (beginning.places, beginning.idf)
        documents = self._pair.documents(pair)
        return (NOWHERE, 0.0) if documents is None else (documents, self._pair.idf(pair))


def actions_in(words: Set[str]) -> int:
    """The kinds of action that these words without accents name, one bit a kind."""
    said = 0
    for bit, markers in enumerate(ACTION_WORDS):
        if any(marker <= words for marker in markers):
            said |= 1 << bit
    return said


@lru_cache(maxsize=REMEMBERED_WORDS)
def _shapes(word: str) -> list[tuple[str, bool]]:
    """The word as typed, and with hook and tilde exchanged, which many do not tell apart."""
    exchanged = normalize("NFC", normalize("NFD", word).translate(_HOOK_AND_TILDE))
    return [(word, False)] if exchanged == word else [(word, False), (exchanged, True)]


def _readings(slot: Slot) -> list[Reading]:
    return [
        (alternative, [folded_word(word) for word in alternative.words])
        for alternative in slot.alternatives
    ]


def best_of_each(owners: Places, scores: Floats) -> list[tuple[int, float]]:
    """The best procedures by their best titles, with their scores, the best first.

    ``owners``, ascending, are the procedures of the scored titles. What is far from the best of all
    is left out. Of procedures that score the same the one with the lower number comes first.
    """
    least = scores[scores.argmax()] * LEAST_SCORE if scores.size else 0.0
    if least <= 0:
        return []
    near = (scores >= least).nonzero()[0]
    owners, scores = owners[near], scores[near]
    if near.size > FEW:
        firsts = _firsts(owners)
        owners, scores = owners[firsts], np.maximum.reduceat(scores, firsts)
        if owners.size > CANDIDATES:
            front = (-scores).argpartition(CANDIDATES)[:CANDIDATES]
            front.sort()
            owners, scores = owners[front], scores[front]
    best: dict[int, float] = {}
    for owner, score in zip(owners.tolist(), scores.tolist(), strict=True):
        if best.get(owner, 0.0) < score:
            best[owner] = score
    return sorted(best.items(), key=_best_first)[:CANDIDATES]


def _best_first(scored: tuple[int, float]) -> tuple[float, int]:
    return -scored[1], scored[0]


def _firsts(ascending: Places) -> Places:
    """Where each run of equal numbers begins."""
    begins = np.ones(ascending.size, np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    return begins.nonzero()[0]


def _spread(values: Floats, places: Places | slice, size: int) -> Floats:
    """An array of this size that is 0 except at the places."""
    spread = np.zeros(size, np.float32)
    spread[places] = values
    return spread


def _between(weight: float, share: Floats) -> Floats:
    """A factor that goes from ``1 - weight`` at no share to 1 at the whole."""
    factor = share * weight
    factor += 1 - weight
    return factor
