"""Completions of a half-typed query from the titles that the index knows."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from kiosk.search.finding import Suggestion
from kiosk.search.postings import Postings, TitleKind
from kiosk.search.words import folded, words

LONGEST: Final = 60
"""Characters of the longest title that is offered: longer ones do not fit a line."""

CONSIDERED: Final = 200


class Suggester:
    """Titles by their folded beginning."""

    def __init__(self, postings: Postings) -> None:
        lines: dict[str, tuple[int, int, str, str]] = {}
        for number, title in enumerate(postings.titles):
            code = postings.procedures[postings.owners[number]].code
            kind = postings.kinds[number]
            if ":" in code or (kind == TitleKind.NAME and len(title) > LONGEST):
                continue
            plain = " ".join(folded(words(title)))
            rank = (kind != TitleKind.SHORT, len(plain), title, code)
            for start in _starts(plain):
                if start not in lines or rank < lines[start]:
                    lines[start] = rank
        self._keys = sorted(lines)
        self._values = [lines[key] for key in self._keys]

    def suggest(self, query: str, limit: int) -> list[Suggestion]:
        """At most ``limit`` titles that begin as typed, short ones first."""
        typed = " ".join(folded(words(query)))
        if not typed:
            return []
        first = bisect_left(self._keys, typed)
        last = min(bisect_left(self._keys, typed + "\U0010ffff"), first + CONSIDERED)
        found: dict[str, Suggestion] = {}
        for _, _, title, code in sorted(self._values[first:last]):
            found.setdefault(code, Suggestion(title, code))
            if len(found) >= limit:
                break
        return list(found.values())


def _starts(plain: str) -> list[str]:
    """A title can also be found without the words that every title begins with."""
    result = [plain]
    for opening in ("thu tuc ", "dang ky ", "thu tuc dang ky ", "cap ", "giay "):
        if plain.startswith(opening):
            result.append(plain[len(opening) :])
    return result
