"""One field of the index in memory: which places each term stands in, and each beginning of one.

Place numbers are kept as numpy indexes fastest, which costs memory only once.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from kiosk.search.postings import Field

Places = NDArray[np.intp]
"""Numbers of documents, or of procedures, or of what both are counted in; they ascend."""

ALONE: Final = -1
"""Stands for the shared place of a document that shares none."""

AFTER_ALL: Final = "\U0010ffff"
"""Behind a beginning it sorts after all terms that begin so."""

REMEMBERED: Final = 1024
"""Beginnings of words whose places are remembered."""


class Beginning(msgspec.Struct, frozen=True):
    """Where any term stands that begins so, and how much it tells if all of them are one term."""

    documents: Places
    places: Places
    idf: float


class Lexicon:
    """The terms of one field, sorted, with their places.

    Documents can share a place, counted on from the number of all documents, and ``shared`` names
    it for each of them: then a term is also there where any of them has it.
    """

    def __init__(self, field: Field, total: int, shared: Places | None = None) -> None:
        self.terms = field.terms
        self._total = max(total, 1)
        self._counts: list[int] = np.diff(field.offsets).tolist()
        places, offsets = field.documents.astype(np.intp), field.offsets.astype(np.intp)
        if shared is not None:
            places, offsets = _with_shared(places, offsets, shared)
        self._places = places
        self._offsets: list[int] = offsets.tolist()
        self._positions = {term: index for index, term in enumerate(field.terms)}
        self._size = max(self._total, int(places.max(initial=0)) + 1)
        self._beginnings: dict[str, Beginning] = {}

    def places(self, term: str) -> Places | None:
        """The documents with this term, and the places that they share."""
        index = self._positions.get(term)
        if index is None:
            return None
        return self._places[self._offsets[index] : self._offsets[index + 1]]

    def documents(self, term: str) -> Places | None:
        """The documents alone."""
        places = self.places(term)
        return None if places is None else places[: self.count(term)]

    def begins(self, prefix: str) -> bool:
        """Whether any term begins so."""
        first = bisect_left(self.terms, prefix)
        return first < len(self.terms) and self.terms[first].startswith(prefix)

    def beginning(self, prefix: str) -> Beginning | None:
        """The terms that begin so, taken as one; None where there is none."""
        known = self._beginnings.get(prefix)
        if known is not None:
            return known
        first = bisect_left(self.terms, prefix)
        if first == len(self.terms) or not self.terms[first].startswith(prefix):
            return None
        last = bisect_left(self.terms, prefix + AFTER_ALL, first)
        places = self._places[self._offsets[first] : self._offsets[last]]
        if last - first > 1:
            mask = np.zeros(self._size, np.bool_)
            mask[places] = True
            places = mask.nonzero()[0]
        count = places.searchsorted(self._total).item()
        if len(self._beginnings) >= REMEMBERED:
            self._beginnings.clear()
        known = self._beginnings[prefix] = Beginning(places[:count], places, self.idf_of(count))
        return known

    def count(self, term: str) -> int:
        """In how many documents the term stands."""
        index = self._positions.get(term)
        return 0 if index is None else self._counts[index]

    def counted(self) -> Iterator[tuple[str, int]]:
        """Every term, and in how many documents it stands."""
        return zip(self.terms, self._counts, strict=True)

    def idf_of(self, count: float) -> float:
        """How much a term tells that stands in this many documents."""
        return math.log(1 + (self._total - count + 0.5) / (count + 0.5))

    def idf(self, term: str) -> float:
        """How much a term tells; an unknown one tells most."""
        return self.idf_of(self.count(term))


def _with_shared(documents: Places, offsets: Places, shared: Places) -> tuple[Places, Places]:
    """The postings with the places that each term's documents share put behind these."""
    term_of = np.repeat(np.arange(offsets.size - 1), np.diff(offsets))
    further = shared[documents]
    new = further != ALONE
    new[1:] &= (further[1:] != further[:-1]) | (term_of[1:] != term_of[:-1])
    places = np.concatenate((documents, further[new]))
    terms = np.concatenate((term_of, term_of[new]))
    counts = np.bincount(terms, minlength=offsets.size - 1)
    return places[terms.argsort(kind="stable")], np.concatenate(([0], counts.cumsum()))
