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
from itertools import pairwise
from typing import Final
from unicodedata import normalize

import msgspec
import numpy as np
from numpy.typing import NDArray

from kiosk.search.postings import Field, Floats, Integers, Postings, TitleKind
from kiosk.search.words import folded_word
from kiosk.vietnamese.letters import HOOK, TILDE


class Weights(msgspec.Struct, frozen=True):
    """The numbers of the ranking, found by trying on judged queries."""

    accent_disagrees: float = 0.5
    accent_missing: float = 0.85
    hook_for_tilde: float = 0.92
    exact: float = 1.15
    prefix: float = 0.85
    pair: float = 0.35
    focus: float = 0.45
    field: float = 0.12
    paper: float = 0.04
    text: float = 0.04
    listed: float = 0.97
    commune: float = 1.03
    everyday: float = 1.0
    misnamed: float = 0.6


_HOOK_AND_TILDE: Final = str.maketrans({HOOK: TILDE, TILDE: HOOK})

MISNAMED: Final = re.compile(r"^Quyết định (số )?\d|ngày làm việc kể từ ngày nhận")
"""Names of the public data that name no procedure but a decision or a time limit."""

REMEMBERED_SLOTS: Final = 32


class Alternative(msgspec.Struct, frozen=True):
    """One reading of a slot: its words, and how sure it is (0 to 1).

    ``accented``: the accents were typed, so agreement with them counts. ``prefix``: the last word
    is still being typed. ``why`` is set where the reading is not what was typed.
    """

    words: tuple[str, ...]
    weight: float = 1.0
    accented: bool = False
    prefix: bool = False
    why: str = ""


class Slot(msgspec.Struct, frozen=True):
    """Something the person said (``said``), and the ways to read it, the likeliest first."""

    said: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0


class Scores(msgspec.Struct):
    """Scores of one query, by title and by procedure.

    Shares from 0 to 1: ``coverage``, how much of what was said the title has; ``focus``, how much of
    the title was said; ``order``, how much of it stands side by side as it was said.
    """

    titles: Floats
    coverage: Floats
    focus: Floats
    order: Floats
    procedures: Floats


class _Terms:
    """One field's postings, by term."""

    def __init__(self, field: Field) -> None:
        self.terms = field.terms
        self._offsets = field.offsets.tolist()
        self._documents = field.documents
        self._used = max(int(np.count_nonzero(field.lengths)), 1)
        self._positions = {term: index for index, term in enumerate(self.terms)}
        self.counts = np.diff(field.offsets)

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
        first, last = self._range(prefix)
        if first == last:
            return None
        return np.unique(self._documents[self._offsets[first] : self._offsets[last]])

    def count(self, term: str) -> int:
        """In how many documents the term stands."""
        index = self._positions.get(term)
        return 0 if index is None else self._offsets[index + 1] - self._offsets[index]

    def idf_of(self, count: float) -> float:
        """How much a term tells that stands in this many documents."""
        return math.log(1 + (self._used - count + 0.5) / (count + 0.5))

    def idf(self, term: str) -> float:
        """How much a term tells; an unknown one tells most."""
        return self.idf_of(self.count(term))

    def continuations(self, prefix: str, limit: int) -> list[str]:
        """The terms that begin so, the most frequent first."""
        first, last = self._range(prefix)
        places = sorted(range(first, last), key=lambda place: -int(self.counts[place]))
        return [self.terms[place] for place in places[:limit]]


class _SlotScore(msgspec.Struct):
    """What a slot finds: quality by title, matched weight by title, context by procedure."""

    quality: Floats
    matched: Floats
    context: Floats
    idf: float


class Ranker:
    """The postings of one index, ready to score."""

    def __init__(self, postings: Postings, weights: Weights | None = None) -> None:
        self.postings = postings
        self.weights = weights or Weights()
        self._count = len(postings.titles)
        self._plain = _Terms(postings.fields["plain"])
        self._accented = _Terms(postings.fields["accented"])
        self._pair = _Terms(postings.fields["pair"])
        self._context = [
            (_Terms(postings.fields[name]), weight)
            for name, weight in (
                ("field", self.weights.field),
                ("paper", self.weights.paper),
                ("text", self.weights.text),
            )
        ]
        owners = np.array(postings.owners, np.int64)
        self.starts: NDArray[np.int64] = np.searchsorted(
            owners, np.arange(len(postings.procedures) + 1)
        )
        self._mass = self._title_mass(postings.fields["plain"])
        self._prior = self._priors()
        kinds = np.array(postings.kinds, np.int8)
        self._kind_weight = np.where(
            kinds == int(TitleKind.EVERYDAY), self.weights.everyday, 1.0
        ).astype(np.float32)
        self._remembered: OrderedDict[Slot, _SlotScore] = OrderedDict()

    def _title_mass(self, field: Field) -> Floats:
        counts = np.diff(field.offsets)
        idf = np.array([self._plain.idf_of(count) for count in counts.tolist()], np.float32)
        mass = np.bincount(
            field.documents, weights=np.repeat(idf, counts), minlength=self._count
        ).astype(np.float32)
        return np.maximum(mass, 1e-6)

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

    def count_accented(self, accented: str) -> int:
        """In how many titles an accented word stands."""
        return self._accented.count(accented)

    def count_pair(self, first: str, second: str) -> int:
        """In how many titles two folded words stand side by side."""
        return self._pair.count(f"{first}_{second}")

    def idf(self, plain: str) -> float:
        """How much a folded word tells."""
        return self._plain.idf(plain)

    def continuations(self, plain: str, limit: int) -> list[str]:
        """Folded words of titles that begin so, the most frequent first."""
        return self._plain.continuations(plain, limit)

    def score(self, slots: list[Slot]) -> Scores:
        """Score every title and procedure for the slots of one query."""
        said = np.zeros(self._count, np.float32)
        matched = np.zeros(self._count, np.float32)
        context = np.zeros(len(self.postings.procedures), np.float32)
        total = 1e-6
        for slot in slots:
            found = self._slot(slot)
            share = found.idf * slot.weight
            if slot.weight > 0:
                total += share
                matched += found.matched
                context += found.context * np.float32(share)
            said += found.quality * np.float32(share)
        pairs = np.zeros(self._count, np.float32)
        total_pairs = 1e-6
        for first, second in pairwise(slots):
            total_pairs += self._add_pairs(pairs, first, second)
        coverage = said / np.float32(total)
        focus = np.minimum(matched / self._mass, 1)
        titles = (said + pairs * np.float32(self.weights.pair)) * (
            1 - np.float32(self.weights.focus) * (1 - focus)
        )
        titles *= self._kind_weight
        titles[(coverage > 0.97) & (focus > 0.97)] *= np.float32(self.weights.exact)
        if not self._count:
            return Scores(titles, coverage, focus, pairs, titles)
        procedures = (np.maximum.reduceat(titles, self.starts[:-1]) + context) * self._prior
        return Scores(titles, coverage, focus, pairs / np.float32(total_pairs), procedures)

    def _slot(self, slot: Slot) -> _SlotScore:
        known = self._remembered.get(slot)
        if known is not None:
            self._remembered.move_to_end(slot)
            return known
        found = _SlotScore(
            np.zeros(self._count, np.float32),
            np.zeros(self._count, np.float32),
            np.zeros(len(self.postings.procedures), np.float32),
            self._slot_idf(slot),
        )
        for alternative in slot.alternatives:
            if len(alternative.words) == 1:
                self._add_word(found, alternative)
            else:
                self._add_phrase(found, alternative)
            self._add_context(found, alternative)
        self._remembered[slot] = found
        if len(self._remembered) > REMEMBERED_SLOTS:
            self._remembered.popitem(last=False)
        return found

    def _slot_idf(self, slot: Slot) -> float:
        """The slot tells as much as the likeliest of its readings that the titles know."""
        best = 0.0
        for alternative in slot.alternatives:
            plain = [folded_word(word) for word in alternative.words]
            if alternative.prefix and len(plain) == 1:
                documents = self._plain.beginning(plain[0])
                if documents is not None:
                    return self._plain.idf_of(documents.size)
            elif any(self._plain.count(word) for word in plain):
                best = max(best, sum(self._plain.idf(word) for word in plain))
        if best:
            return best
        return sum(self._plain.idf(word) for word in slot.alternatives[0].words)

    def _add_word(self, found: _SlotScore, alternative: Alternative) -> None:
        word = alternative.words[0]
        plain = folded_word(word)
        if alternative.prefix:
            documents = self._plain.beginning(plain)
            if documents is not None:
                quality = np.float32(alternative.weight * self.weights.prefix)
                found.quality[documents] = np.maximum(found.quality[documents], quality)
                idf = np.float32(self._plain.idf_of(documents.size))
                found.matched[documents] = np.maximum(found.matched[documents], idf)
        documents = self._plain.documents(plain)
        if documents is None:
            return
        if alternative.accented:
            for shape, likeness in self._shapes(word):
                same = self._accented.documents(shape)
                if same is not None:
                    quality = np.float32(alternative.weight * likeness)
                    found.quality[same] = np.maximum(found.quality[same], quality)
            missing = word.isascii()
            sure = self.weights.accent_missing if missing else self.weights.accent_disagrees
        else:
            sure = 1.0
        quality = np.float32(alternative.weight * sure)
        found.quality[documents] = np.maximum(found.quality[documents], quality)
        idf = np.float32(self._plain.idf(plain))
        found.matched[documents] = np.maximum(found.matched[documents], idf)

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
        np.maximum(found.matched, mass, out=found.matched)

    def _add_context(self, found: _SlotScore, alternative: Alternative) -> None:
        owners = self.starts[:-1]
        plain = [folded_word(word) for word in alternative.words]
        for terms, weight in self._context:
            if not weight:
                continue
            for word in plain:
                documents = terms.documents(word)
                if documents is not None:
                    places = np.searchsorted(owners, documents)
                    gain = np.float32(weight * alternative.weight / len(plain))
                    found.context[places] += gain

    def _add_pairs(self, pairs: Floats, first: Slot, second: Slot) -> float:
        """Add what titles gain by having both slots side by side; returns the most they can."""
        weight = min(first.weight, second.weight)
        if weight <= 0:
            return 0.0
        best: dict[str, float] = {}
        for left in first.alternatives:
            for right in second.alternatives:
                pair = f"{folded_word(left.words[-1])}_{folded_word(right.words[0])}"
                best[pair] = max(best.get(pair, 0.0), left.weight * right.weight)
        most = 0.0
        for pair, sure in best.items():
            documents = self._pair.documents(pair)
            if documents is not None:
                gain = self._pair.idf_of(documents.size) * sure * weight
                pairs[documents] += np.float32(gain)
                most = max(most, gain)
        return most or self._pair.idf_of(0) * weight
