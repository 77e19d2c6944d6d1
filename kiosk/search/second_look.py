"""A second look at the few best procedures: which of them do people ask for in these words?

The ranking finds the title that says best what was said. Here all titles of a procedure speak
together, as in a vote: how usual each word is among them, how many of them fit, what the procedure
does that nobody asked for. The result is a logarithm of odds, so that a share of certainty can be
read off it.
"""

from __future__ import annotations

import math
from typing import Final

import msgspec
import numpy as np

from kiosk.search.lexicon import Places
from kiosk.search.postings import Floats, TitleKind
from kiosk.search.ranker import ALL_ACTION_WORDS, Ranker, Scores, Slot, actions_in
from kiosk.search.words import folded_word


class LookWeights(msgspec.Struct, frozen=True):
    """How much each sign counts, fitted on names of the vocabulary that were hidden one by one."""

    score: float = 1.68
    usual: float = 0.36
    usual_mean: float = -0.48
    titles: float = -0.03
    together: float = 6.48
    coverage: float = -3.35
    focus: float = 2.26
    order: float = 2.03
    second: float = 0.98
    named: float = 1.52
    unasked: float = -0.69
    unmet: float = -1.23


ONCE: Final = 0.3
SOME_TITLES: Final = 12.0
ANYWHERE: Final = 0.15
"""Smoothing: a word that stands in no title of a procedure may still be said by who asks for it."""

LOOKED_AT: Final = 16
"""So many of the best are looked at again."""

HEARD_FROM: Final = 4
"""A procedure with fewer titles than this has no voice: its rank is that of its one title."""

NEARLY_EXACTLY: Final = 1.85
"""Coverage and focus together from which on a name is just what was said, but for a slip."""

FITS_WELL: Final = 2.0

MOST_READINGS: Final = 3
MOST_WORDS: Final = 2
LEAST_WEIGHT: Final = 0.1


class SecondLook:
    """Weighs candidates of one index."""

    def __init__(self, ranker: Ranker, weights: LookWeights | None = None) -> None:
        self._ranker = ranker
        self._factors = np.array(msgspec.structs.astuple(weights or LookWeights()), np.float32)
        starts = ranker.starts
        kinds = ranker.postings.kinds
        self._last: tuple[list[Slot], dict[int, float]] = ([], {})
        self._bounds = np.concatenate((starts[:-1], starts[1:]))
        self._total = len(kinds)
        self._titles: Floats = np.diff(starts).astype(np.float32)
        self._actions = np.bitwise_or.reduceat(ranker.actions, starts[:-1])
        self._shortest = np.array(
            [
                start + 1 if kinds[start + 1 : start + 2] == [TitleKind.SHORT] else start
                for start in starts[:-1].tolist()
            ],
            np.intp,
        )

    def again(self, slots: list[Slot], scores: Scores, places: list[int]) -> list[int]:
        """Put candidates, the best first, in the order of their odds, and their scores with them.

        Who has too few names to have a voice stays in place, and so does all where the first has
        a name that is just what was said.
        """
        first = scores.titles[self._bounds[places[0]] : self._bounds[places[0] + self._titles.size]]
        speaker = int(self._bounds[places[0]]) + int(first.argmax())
        if scores.coverage[speaker] + scores.focus[speaker] > NEARLY_EXACTLY:
            return places
        front = [place for place in places[:LOOKED_AT] if self._titles[place] >= HEARD_FROM]
        if len(front) < 2:
            return places
        odds = self.odds(slots, scores, front)
        ordered = [front[row] for row in np.argsort(-odds, kind="stable").tolist()]
        scores.procedures[ordered] = scores.procedures[front]
        turn = iter(ordered)
        heard = set(front)
        return [next(turn) if place in heard else place for place in places]

    def odds(self, slots: list[Slot], scores: Scores, places: list[int]) -> Floats:
        """The logarithm of the odds of each of these procedures, up to one constant for all."""
        signs = self.signs(slots, scores, np.array(places, np.intp))
        return signs @ self._factors

    def usual(self, slots: list[Slot], place: int) -> float:
        """How usual what was said is for this procedure, as the mean logarithm of odds.

        Of a procedure without a voice nothing is known: it counts as one that fits.
        """
        if self._titles[place] < HEARD_FROM:
            return FITS_WELL
        known, means = self._last
        if known != slots or place not in means:
            return float(self._usual(slots, np.array([place], np.intp))[1][0])
        return means[place]

    def signs(self, slots: list[Slot], scores: Scores, places: Places) -> Floats:
        """What speaks for each procedure, a row each, in the order of the weights."""
        speakers, seconds = self._speakers(scores, places)
        usual, mean = self._usual(slots, places)
        self._last = (slots, dict(zip(places.tolist(), mean.tolist(), strict=True)))
        asked = _asked(slots)
        actions = self._ranker.actions[self._shortest[places]]
        own = self._actions[places]
        best = np.maximum(scores.titles[speakers], np.float32(1e-6))
        columns = (
            np.log(np.maximum(scores.procedures[places], np.float32(1e-6))),
            usual,
            mean,
            np.log1p(self._titles[places]),
            scores.together[places],
            scores.coverage[speakers],
            scores.focus[speakers],
            scores.orders(speakers),
            np.log(np.maximum(seconds / best, np.float32(0.4))),
            scores.focus[self._shortest[places]],
            (actions & np.uint8(255 - asked)) > 0,
            (own & asked == 0) if asked else 0,
        )
        signs = np.empty((len(places), len(columns)), np.float32)
        for column, sign in enumerate(columns):
            signs[:, column] = sign
        return signs

    def _speakers(self, scores: Scores, places: Places) -> tuple[Places, Floats]:
        """The best title of each procedure, and the score of its second best."""
        starts = self._ranker.starts
        speakers = np.empty(len(places), np.intp)
        seconds = np.zeros(len(places), np.float32)
        for row, place in enumerate(places.tolist()):
            titles = scores.titles[starts[place] : starts[place + 1]]
            best = int(titles.argmax())
            speakers[row] = starts[place] + best
            if titles.size > 1:
                set_aside, titles[best] = titles[best], 0
                seconds[row] = titles[titles.argmax()]
                titles[best] = set_aside
        return speakers, seconds

    def _usual(self, slots: list[Slot], places: Places) -> tuple[Floats, Floats]:
        """How much more usual what was said is for each procedure than anywhere: sum and mean."""
        bounds = self._bounds[np.concatenate((places, places + self._titles.size))]
        edges: list[Places] = []
        anywhere: list[float] = []
        readings: list[tuple[int, float, float]] = []  # first word, factor, logarithm of the weight
        said: list[tuple[int, float]] = []  # first reading, weight of the slot
        for slot in slots:
            if slot.weight <= 0:
                continue
            said.append((len(readings), slot.weight))
            for reading in slot.alternatives[:MOST_READINGS]:
                words = len(reading.words)
                likely = math.log(max(reading.weight, LEAST_WEIGHT))
                readings.append((len(edges), min(words, MOST_WORDS) / words, likely))
                for word in reading.words:
                    documents = self._ranker.documents(word, reading)
                    edges.append(documents.searchsorted(bounds))
                    anywhere.append((documents.size + 1) / (self._total + 50))
        if not said:
            nothing = np.zeros(len(places), np.float32)
            return nothing, nothing
        firsts, factors, likely_ones = np.array(readings, np.float32).T
        told = self._told(np.array(edges), np.array(anywhere, np.float32), self._titles[places])
        told = np.add.reduceat(told, firsts.astype(np.intp), axis=0)
        told = told * factors[:, None] + likely_ones[:, None]
        begins, weights = np.array(said, np.float32).T
        told = np.maximum.reduceat(told, begins.astype(np.intp), axis=0)
        total = weights @ told
        return total, total / np.float32(max(float(weights.sum()), 1e-3))

    @staticmethod
    def _told(edges: Places, anywhere: Floats, titles: Floats) -> Floats:
        """How much more usual each word is among the titles of each procedure than anywhere."""
        half = len(titles)
        shares = (edges[:, half:] - edges[:, :half]).astype(np.float32)
        shares += np.float32(ONCE)
        shares /= titles + np.float32(SOME_TITLES)
        shares *= (np.float32(1 - ANYWHERE) / anywhere)[:, None]
        shares += np.float32(ANYWHERE)
        return np.log(shares, out=shares)


def _asked(slots: list[Slot]) -> int:
    """The kinds of action that were said, one bit a kind."""
    said = {
        folded_word(word)
        for slot in slots
        if slot.weight > 0
        for reading in slot.alternatives
        for word in reading.words
    }
    return 0 if said.isdisjoint(ALL_ACTION_WORDS) else actions_in(said)
