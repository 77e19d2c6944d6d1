"""Words that people shorten to their first letters: ``noxh`` for ``nhà ở xã hội``.

Nobody can list them all, but what they stand for stands in the titles: a chain of neighbouring
words that begin so. The commonest chains are the likeliest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import numpy as np

from kiosk.search.lexicon import Places

FEWEST: Final = 2
"""A phrase in fewer titles is too rare to be shortened."""

SHORTEST: Final = 2
LONGEST: Final = 6
KEPT: Final = 64
FOLLOWED: Final = 12
MEANINGS: Final = 3


class _Phrase(NamedTuple):
    """Neighbouring words, and the titles that hold all their pairs."""

    words: tuple[str, ...]
    titles: Places


class Initials:
    """What first letters may stand for, from the pairs of neighbouring words of the titles."""

    def __init__(
        self, pairs: Iterable[tuple[str, int]], documents: Callable[[str], Places]
    ) -> None:
        """Take folded ``pairs`` as ``first_second`` and the number of titles that hold each.

        ``documents`` gives those titles, ascending.
        """
        self._documents = documents
        by_letters: dict[str, list[tuple[int, str, str]]] = {}
        for pair, count in pairs:
            first, second = pair.split("_")
            if count >= FEWEST and first.isalpha() and second.isalpha():
                by_letters.setdefault(first[0] + second[0], []).append((count, first, second))
        self._pairs = {
            letters: sorted(found, reverse=True)[:KEPT] for letters, found in by_letters.items()
        }

    def meanings(self, letters: str) -> list[tuple[str, ...]]:
        """Phrases of titles with these first letters, the commonest first; none for most texts."""
        if not SHORTEST <= len(letters) <= LONGEST or not letters.isalpha():
            return []
        phrases = [
            _Phrase((first, second), self._documents(f"{first}_{second}"))
            for _, first, second in self._pairs.get(letters[:2], ())
        ]
        for index in range(1, len(letters) - 1):
            following: dict[str, list[str]] = {}
            for _, first, second in self._pairs.get(letters[index : index + 2], ()):
                following.setdefault(first, []).append(second)
            phrases = [
                _Phrase(
                    (*phrase.words, second),
                    np.intersect1d(
                        phrase.titles,
                        self._documents(f"{phrase.words[-1]}_{second}"),
                        assume_unique=True,
                    ),
                )
                for phrase in phrases
                for second in following.get(phrase.words[-1], ())
            ]
            phrases = [phrase for phrase in phrases if phrase.titles.size >= FEWEST]
            phrases = sorted(phrases, key=lambda phrase: -phrase.titles.size)[:FOLLOWED]
        return [phrase.words for phrase in phrases[:MEANINGS]]
