"""Completions of a half-typed query from the titles that the index knows."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Final, NamedTuple

from kiosk.search.finding import Suggestion
from kiosk.search.postings import Postings, TitleKind
from kiosk.search.words import folded, words

LONGEST: Final = 60
"""Characters of the longest title that is offered: longer ones do not fit a line."""

CONSIDERED: Final = 200


class _Line(NamedTuple):
    """A title that can be offered; lines are sorted as they are offered."""

    is_long: bool
    uncommon: int
    length: int
    title: str
    code: str


class Suggester:
    """Titles by their folded beginning."""

    def __init__(self, postings: Postings) -> None:
        lines: dict[str, _Line] = {}
        names = Counter(postings.owners)
        for number, title in enumerate(postings.titles):
            code = postings.procedures[postings.owners[number]].code
            kind = postings.kinds[number]
            if ":" in code or (kind == TitleKind.NAME and len(title) > LONGEST):
                continue
            plain = " ".join(folded(words(title)))
            common = names[postings.owners[number]].bit_length()
            line = _Line(kind != TitleKind.SHORT, -common, len(plain), title, code)
            for start in _starts(plain):
                if start not in lines or line < lines[start]:
                    lines[start] = line
        self._keys = sorted(lines)
        self._values = [lines[key] for key in self._keys]

    def suggest(self, query: str, limit: int) -> list[Suggestion]:
        """At most ``limit`` titles that begin as typed: what is typed in full, then short names.

        Among these, what people have many names for comes first, because many ask for it.
        """
        typed = " ".join(folded(words(query)))
        if not typed:
            return []
        first = bisect_left(self._keys, typed)
        last = min(bisect_left(self._keys, typed + "\U0010ffff"), first + CONSIDERED)
        found: dict[str, Suggestion] = {}
        whole = self._keys[first:last][:1] == [typed]
        lines = self._values[first : first + whole] + sorted(self._values[first + whole : last])
        for line in lines:
            found.setdefault(line.code, Suggestion(line.title, line.code))
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
