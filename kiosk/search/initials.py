"""Words that people shorten to their first letters: ``noxh`` for ``nhà ở xã hội``.

Nobody can list them all, but what they stand for stands in the titles: a chain of neighbouring
words that begin so. The commonest chains are the likeliest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, NamedTuple

FEWEST: Final = 2
"""A pair of words in fewer titles is too rare to be shortened."""

SHORTEST: Final = 2
LONGEST: Final = 6
KEPT: Final = 24
FOLLOWED: Final = 8
MEANINGS: Final = 3


class _Chain(NamedTuple):
    """Words so far, and the logarithm of how often their pairs stand in titles."""

    words: tuple[str, ...]
    likely: float


class Initials:
    """What first letters may stand for, from the pairs of neighbouring words of the titles."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        """``pairs``: folded words as ``first_second``, each with the titles that hold it."""
        by_letters: dict[str, list[tuple[int, str, str]]] = {}
        for pair, count in pairs:
            first, second = pair.split("_")
            if count >= FEWEST and first.isalpha() and second.isalpha():
                by_letters.setdefault(first[0] + second[0], []).append((count, first, second))
        self._pairs = {
            letters: sorted(found, reverse=True)[:KEPT] for letters, found in by_letters.items()
        }

    def meanings(self, letters: str) -> list[tuple[str, ...]]:
        """Chains of words with these first letters, the likeliest first; none for most texts."""
        if not SHORTEST <= len(letters) <= LONGEST or not letters.isalpha():
            return []
        chains = [
            _Chain((first, second), math.log(count))
            for count, first, second in self._pairs.get(letters[:2], ())
        ]
        for index in range(1, len(letters) - 1):
            following: dict[str, list[tuple[int, str]]] = {}
            for count, first, second in self._pairs.get(letters[index : index + 2], ()):
                following.setdefault(first, []).append((count, second))
            chains = [
                _Chain((*chain.words, second), chain.likely + math.log(count))
                for chain in chains
                for count, second in following.get(chain.words[-1], ())
            ]
            chains = sorted(chains, key=lambda chain: -chain.likely)[:FOLLOWED]
        return [chain.words for chain in chains[:MEANINGS]]
