"""Ranking: a few sums over arrays, no disk, no object per posting.

A slot is one thing the person said, with every way to read it. For each title it is asked how well
the best reading of the slot is found there; a title's score is what it has of what was said, raised
by word pairs in order and by how little else the title speaks of. A procedure scores as its best
title, plus a little for field, papers and long text.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from unicodedata import normalize

import msgspec
import numpy as np
from numpy.typing import NDArray

from kiosk.search.postings import Field, Floats, Integers, Postings
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

SYNONYM_WORDS: Final = 2

WHOLE: Final = 2
"""A word in more titles than this is probably whole as it stands."""

PROMISING: Final = 0.25
"""A title that has less than this share of what the best one has of the query is not scored."""

SAID_EXACTLY: Final = 1.95
"""Coverage and focus together from which on a title is just what was said."""

GROWING: Final = "*"
"""Marks a word that is still being typed among the words looked for."""

REMEMBERED_SLOTS: Final = 32
REMEMBERED_HEAPS: Final = 16
REMEMBERED_BEGINNINGS: Final = 64


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
    """Scores of one query, by title and by procedure.

    Shares from 0 to 1: ``coverage``, how much of what was said the title has; ``focus``, how much
    of the title was said; ``together``, how much of what was said stands in any title of a
    procedure.
    """

    titles: Floats
    coverage: Floats
    focus: Floats
    pairs: Floats
    total_pairs: float
    found: NDArray[np.int64]
    procedures: Floats
    together: Floats

    def order(self, title: int) -> float:
        """Which share of the neighbouring words stands in the title side by side."""
        return float(self.pairs[title]) / self.total_pairs


class _Terms:
    """One field's postings, by term."""

    def __init__(self, field: Field, total: int) -> None:
        self.terms = field.terms
        self._offsets = field.offsets.tolist()
        self._documents = field.documents
        self._total = max(total, 1)
        self._positions = {term: index for index, term in enumerate(self.terms)}
        self.counts = np.diff(field.offsets)
        self._beginnings: dict[str, Integers] = {}

    def documents(self, term: str) -> Integers | None:
        """The documents with this term, ascending."""
        index = self._positions.get(term)
        if index is None:
            return None
        return self._documents[self._offsets[index] : self._offsets[index + 1]]

    def _range(self, prefix: str) -> tuple[int, int]:
        return bisect_left(self.terms, prefix), bisect_left(self.terms, prefix + "\U0010ffff")

    def beginning(self, prefix: str) -> Integers | None:
        """The documents with any term that begins so, ascending."""
        known = self._beginnings.get(prefix)
        if known is not None:
            return known
        first, last = self._range(prefix)
        if first == last:
            return None
        mask = np.zeros(self._total, np.bool_)
        mask[self._documents[self._offsets[first] : self._offsets[last]]] = True
        documents = mask.nonzero()[0].astype(np.int32)
        if len(self._beginnings) >= REMEMBERED_BEGINNINGS:
            self._beginnings.clear()
        self._beginnings[prefix] = documents
        return documents

    def count(self, term: str) -> int:
        """In how many documents the term stands."""
        index = self._positions.get(term)
        return 0 if index is None else self._offsets[index + 1] - self._offsets[index]

    def idf_of(self, count: float) -> float:
        """How much a term tells that stands in this many documents."""
        return math.log(1 + (self._total - count + 0.5) / (count + 0.5))

    def idf(self, term: str) -> float:
        """How much a term tells; an unknown one tells most."""
        return self.idf_of(self.count(term))

    def continuations(self, prefix: str, limit: int) -> list[str]:
        """The terms that begin so, the most frequent first."""
        first, last = self._range(prefix)
        places = sorted(range(first, last), key=lambda place: -int(self.counts[place]))
        return [self.terms[place] for place in places[:limit]]


class _SlotScore(msgspec.Struct):
    """What a slot finds: quality by title, the words it looks for, context by procedure.

    ``owned`` is the best quality among the titles of each procedure.
    """

    quality: Floats
    terms: set[str]
    context: Floats | None
    idf: float
    owned: Floats


class _Heap(msgspec.Struct):
    """Sums over slots: what was said, pairs and matched words by title; context by procedure.

    ``owned`` is what was said by procedure, found in any of its titles. ``total`` and
    ``total_pairs`` are the most that a title could have.
    """

    said: Floats
    pairs: Floats
    matched: Floats
    context: Floats
    owned: Floats
    terms: frozenset[str]
    total: float = 1e-6
    total_pairs: float = 1e-6

    @classmethod
    def empty(cls, titles: int, procedures: int) -> _Heap:
        """The sums over nothing."""
        said, pairs, matched = np.zeros((3, titles), np.float32)
        context, owned = np.zeros((2, procedures), np.float32)
        return cls(said, pairs, matched, context, owned, frozenset())

    def copy(self) -> _Heap:
        """Sums that can grow without changing these."""
        return _Heap(
            self.said.copy(),
            self.pairs.copy(),
            self.matched.copy(),
            self.context.copy(),
            self.owned.copy(),
            self.terms,
            self.total,
            self.total_pairs,
        )


class Ranker:
    """The postings of one index, ready to score."""

    def __init__(self, postings: Postings, weights: Weights | None = None) -> None:
        self.postings = postings
        self.weights = weights or Weights()
        self._count = len(postings.titles)
        self._plain = self._terms("plain")
        self._accented = self._terms("accented")
        self._accented_of: dict[str, list[str]] = {}
        for accented in self._accented.terms:
            self._accented_of.setdefault(folded_word(accented), []).append(accented)
        self._pair = self._terms("pair")
        self._shallow = [(self._terms("field"), self.weights.field)]
        self._deep = [
            (self._terms("paper"), self.weights.paper),
            (self._terms("text"), self.weights.text),
        ]
        owners = np.array(postings.owners, np.int64)
        self.starts: NDArray[np.int64] = np.searchsorted(
            owners, np.arange(len(postings.procedures) + 1)
        )
        mass = self._sum_idf(postings.fields["plain"])
        self._inverse_mass: Floats = np.reciprocal(np.maximum(mass, np.float32(1e-6)))
        self._owners = owners
        self.actions = self._title_actions()
        self._prior = self._priors()
        self._remembered: OrderedDict[Slot, _SlotScore] = OrderedDict()
        self._heaps: OrderedDict[tuple[Slot, ...], _Heap] = OrderedDict()
        self._factors: dict[int, Floats] = {}

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

    def documents(self, word: str, reading: Alternative) -> Integers:
        """The titles that hold a word of a reading: with its accents where those were typed."""
        plain = folded_word(word)
        found = None
        if reading.prefix and word == reading.words[-1]:
            found = self._plain.beginning(plain)
        elif reading.accented and not word.isascii():
            found = self._accented.documents(word)
        if found is None:
            found = self._plain.documents(plain)
        return np.zeros(0, np.int32) if found is None else found

    def shapes(self, plain: str) -> list[str]:
        """The accented words of titles that fold to this one."""
        return self._accented_of.get(plain, [])

    def documents_of_pair(self, pair: str) -> Integers:
        """The titles that hold a pair of neighbouring words, as ``first_second``."""
        found = self._pair.documents(pair)
        return np.zeros(0, np.int32) if found is None else found

    def pairs(self) -> Iterator[tuple[str, int]]:
        """Every pair of neighbouring folded words, and in how many titles it stands."""
        return zip(self._pair.terms, self._pair.counts.tolist(), strict=True)

    def words(self) -> Iterator[tuple[str, int]]:
        """Every folded word, and in how many titles it stands."""
        return zip(self._plain.terms, self._plain.counts.tolist(), strict=True)

    def idf(self, plain: str) -> float:
        """How much a folded word tells."""
        return self._plain.idf(plain)

    def continuations(self, plain: str, limit: int) -> list[str]:
        """Folded words of titles that begin so, the most frequent first."""
        return self._plain.continuations(plain, limit)

    def score(self, slots: list[Slot], *, deep: bool = False) -> Scores:
        """Score every title and procedure for the slots of one query.

        ``deep`` also looks into papers and long texts: the last resort.
        """
        if not self._count:
            nothing = np.zeros(0, np.float32)
            none = np.zeros(0, np.int64)
            return Scores(nothing, nothing, nothing, nothing, 1.0, none, nothing, nothing)
        heap = self._heaped(tuple(slots))
        context = heap.context
        if deep:
            context = context.copy()
            for slot in slots:
                share = self._slot(slot).idf * max(slot.weight, 0.0)
                self._add_context(context, slot, self._deep, share)
        told = heap.pairs * np.float32(self.weights.pair)
        told += heap.said
        least = -np.inf if deep else float(told.max()) * PROMISING
        places = (told >= least).nonzero()[0]
        coverage = heap.said[places] / np.float32(heap.total)
        focus = heap.matched[places] * self._inverse_mass[places]
        np.minimum(focus, np.float32(1), out=focus)
        values = told[places]
        values *= _between(self.weights.focus, focus)
        values *= _between(self.weights.cover, coverage)
        values *= self._action_factor(heap.terms)[places]
        exact = np.flatnonzero(coverage + focus > SAID_EXACTLY)
        values[exact] *= np.float32(self.weights.exact)
        found, best = self._by_owner(places, values)
        together = heap.owned[found] / np.float32(heap.total)
        best *= _between(self.weights.union, together)
        best += context[found]
        best *= self._prior[found]
        by_title = np.zeros((3, self._count), np.float32)
        by_title[:, places] = values, coverage, focus
        by_procedure = np.zeros((2, len(self.postings.procedures)), np.float32)
        by_procedure[:, found] = best, together
        return Scores(
            titles=by_title[0],
            coverage=by_title[1],
            focus=by_title[2],
            pairs=heap.pairs,
            total_pairs=heap.total_pairs,
            found=found,
            procedures=by_procedure[0],
            together=by_procedure[1],
        )

    def _by_owner(
        self, places: NDArray[np.int64], values: Floats
    ) -> tuple[NDArray[np.int64], Floats]:
        """The procedures that own these titles, ascending, and the best value of each."""
        if not places.size:
            return places, values
        owners = self._owners[places]
        begins = np.empty(owners.size, np.bool_)
        begins[0] = True
        np.not_equal(owners[1:], owners[:-1], out=begins[1:])
        firsts = begins.nonzero()[0]
        return owners[firsts], np.maximum.reduceat(values, firsts)

    def _heaped(self, slots: tuple[Slot, ...]) -> _Heap:
        """What all slots add up to. All but the last are remembered from the last keystroke."""
        known = self._heaps.get(slots)
        if known is not None:
            self._heaps.move_to_end(slots)
            return known
        if slots:
            heap = self._heaped(slots[:-1]).copy()
            before = slots[-2] if len(slots) > 1 else None
            self._add_slot(heap, before, slots[-1])
        else:
            heap = _Heap.empty(self._count, len(self.postings.procedures))
        self._heaps[slots] = heap
        if len(self._heaps) > REMEMBERED_HEAPS:
            self._heaps.popitem(last=False)
        return heap

    def _add_slot(self, heap: _Heap, before: Slot | None, slot: Slot) -> None:
        found = self._slot(slot)
        share = found.idf * slot.weight
        heap.said += found.quality * np.float32(share)
        heap.owned += found.owned * np.float32(share)
        if before is not None:
            heap.total_pairs += self._add_pairs(heap.pairs, before, slot)
        if slot.weight <= 0:
            return
        heap.total += share
        if found.context is not None:
            heap.context += found.context * np.float32(share)
        for term in found.terms - heap.terms:
            documents = self._term_documents(term)
            if documents is not None:
                heap.matched[documents] += np.float32(self._plain.idf_of(documents.size))
        heap.terms = heap.terms | found.terms

    def _terms(self, name: str) -> _Terms:
        return _Terms(self.postings.fields[name], self._count)

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

    def _action_factor(self, terms: frozenset[str]) -> Floats:
        """Raise titles that name the action that was said, lower those that name only others."""
        said = 0
        for bit, markers in enumerate(ACTION_WORDS):
            if any(marker <= terms for marker in markers):
                said |= 1 << bit
        known = self._factors.get(said)
        if known is None:
            factors = np.ones(1 << len(ACTIONS), np.float32)
            for actions in range(1, factors.size):
                same = actions & said
                factors[actions] = self.weights.same_action if same else self.weights.other_action
            known = self._factors[said] = factors[self.actions]
        return known

    def _term_documents(self, term: str) -> Integers | None:
        if term.endswith(GROWING):
            return self._plain.beginning(term.removesuffix(GROWING))
        return self._plain.documents(term)

    def _slot(self, slot: Slot) -> _SlotScore:
        known = self._remembered.get(slot)
        if known is not None:
            self._remembered.move_to_end(slot)
            return known
        found = _SlotScore(
            np.zeros(self._count, np.float32),
            set(),
            None,
            self._slot_idf(slot),
            np.zeros(0, np.float32),
        )
        for alternative in slot.alternatives:
            if len(alternative.words) == 1:
                self._add_word(found, alternative)
            else:
                self._add_phrase(found, alternative)
        if any(self._shallow[0][0].count(word) for word in self._plain_words(slot)):
            found.context = np.zeros(len(self.postings.procedures), np.float32)
            self._add_context(found.context, slot, self._shallow, 1.0)
        places = (found.quality > 0).nonzero()[0]
        owners, best = self._by_owner(places, found.quality[places])
        found.owned = _spread(best, owners, len(self.postings.procedures))
        self._remembered[slot] = found
        if len(self._remembered) > REMEMBERED_SLOTS:
            self._remembered.popitem(last=False)
        return found

    def _plain_words(self, slot: Slot) -> set[str]:
        return {
            folded_word(word) for alternative in slot.alternatives for word in alternative.words
        }

    def _slot_idf(self, slot: Slot) -> float:
        """The slot tells as much as the likeliest of its readings that the titles know.

        A reading in more words than were said still tells no more than two of them.
        """
        best = 0.0
        for alternative in slot.alternatives:
            plain = [folded_word(word) for word in alternative.words]
            if alternative.prefix and len(plain) == 1 and self._plain.count(plain[0]) <= WHOLE:
                documents = self._plain.beginning(plain[0])
                if documents is not None:
                    return self._plain.idf_of(documents.size)
            elif any(self._plain.count(word) for word in plain):
                told = sum(self._plain.idf(word) for word in plain)
                if alternative is not slot.alternatives[0]:
                    told *= min(1.0, SYNONYM_WORDS / len(plain))
                best = max(best, told)
        if best:
            return best
        return sum(self._plain.idf(word) for word in slot.alternatives[0].words)

    def _add_word(self, found: _SlotScore, alternative: Alternative) -> None:
        word = alternative.words[0]
        plain = folded_word(word)
        if alternative.prefix:
            self._add_growing(found, alternative, word, plain)
        documents = self._plain.documents(plain)
        if documents is None:
            return
        sure = alternative.weight
        if alternative.accented:
            for shape, likeness in self._shapes(word):
                same = self._accented.documents(shape)
                if same is not None:
                    _raise(found.quality, same, sure * likeness)
            if word.isascii():
                _raise(found.quality, self._without_accents(plain, documents), sure)
                sure *= self.weights.accent_missing
            else:
                sure *= self.weights.accent_disagrees
        _raise(found.quality, documents, sure)
        if not alternative.prefix:
            found.terms.add(plain)

    def _add_growing(
        self, found: _SlotScore, alternative: Alternative, word: str, plain: str
    ) -> None:
        """A word that is still being typed: every word that begins so, taken as one."""
        documents = self._plain.beginning(plain)
        if documents is None:
            return
        sure = alternative.weight * self.weights.prefix
        if self._plain.count(plain) > WHOLE:
            sure *= self.weights.whole_word_grows
        if not word.isascii():
            same = self._accented.beginning(word)
            if same is not None:
                _raise(found.quality, same, sure)
            sure *= self.weights.accent_disagrees
        _raise(found.quality, documents, sure)
        found.terms.add(plain + GROWING)

    def _without_accents(self, plain: str, documents: Integers) -> Integers:
        """Those of the documents that hold the word only as it is, with no accent."""
        mask = np.zeros(self._count, np.bool_)
        mask[documents] = True
        for shape in self.shapes(plain):
            accented = self._accented.documents(shape)
            if accented is not None:
                mask[accented] = False
        return np.flatnonzero(mask).astype(np.int32)

    def _shapes(self, word: str) -> list[tuple[str, float]]:
        """The word as typed, and with hook and tilde exchanged, which many do not tell apart."""
        exchanged = normalize("NFC", normalize("NFD", word).translate(_HOOK_AND_TILDE))
        if exchanged == word:
            return [(word, 1.0)]
        return [(word, 1.0), (exchanged, self.weights.hook_for_tilde)]

    def _add_phrase(self, found: _SlotScore, alternative: Alternative) -> None:
        mass = np.zeros(self._count, np.float32)
        total = 0.0
        plain = [folded_word(word) for word in alternative.words]
        for word in plain:
            idf = self._plain.idf(word)
            total += idf
            documents = self._plain.documents(word)
            if documents is not None:
                mass[documents] += np.float32(idf)
        in_order = np.zeros(self._count, np.float32)
        for first, second in pairwise(plain):
            documents = self._pair.documents(f"{first}_{second}")
            if documents is not None:
                in_order[documents] += 1
        share = mass / np.float32(total or 1)
        order = in_order / np.float32(max(len(plain) - 1, 1))
        quality = share * share * (0.6 + 0.4 * order) * np.float32(alternative.weight)
        np.maximum(found.quality, quality, out=found.quality)
        found.terms.update(plain)

    def _add_context(
        self, context: Floats, slot: Slot, fields: list[tuple[_Terms, float]], share: float
    ) -> None:
        owners = self.starts[:-1]
        for alternative in slot.alternatives:
            plain = [folded_word(word) for word in alternative.words]
            for terms, weight in fields:
                gain = np.float32(share * weight * alternative.weight / len(plain))
                for word in plain:
                    documents = terms.documents(word)
                    if documents is not None:
                        context[np.searchsorted(owners, documents)] += gain

    def _add_pairs(self, pairs: Floats, first: Slot, second: Slot) -> float:
        """Add what titles gain by having both slots side by side; returns the most they can."""
        weight = min(first.weight, second.weight)
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
            documents = self._pair.beginning(pair) if growing else self._pair.documents(pair)
            if documents is not None:
                gain = self._pair.idf_of(documents.size) * sure * weight
                pairs[documents] += np.float32(gain)
                most = max(most, gain)
        return most or self._pair.idf_of(0) * weight


def _spread(values: Floats, places: NDArray[np.int64], size: int) -> Floats:
    """An array of this size that is 0 except at the places."""
    spread = np.zeros(size, np.float32)
    spread[places] = values
    return spread


def _raise(quality: Floats, documents: Integers, to: float) -> None:
    """Raise the quality of these documents to at least this."""
    quality[documents] = np.maximum(quality[documents], np.float32(to))


def _between(weight: float, share: Floats) -> Floats:
    """A factor that goes from ``1 - weight`` at no share to 1 at the whole."""
    factor = share * np.float32(weight)
    factor += np.float32(1 - weight)
    return factor
