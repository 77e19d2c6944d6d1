"""Which words of a name are the ones the person typed. Pure text, no widgets."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from kiosk.vietnamese.letters import fold

_WORD = re.compile(r"[^\W_]+")


class Part(NamedTuple):
    """A stretch of text; ``matched`` words are shown bold."""

    text: str
    matched: bool


class _Word(NamedTuple):
    start: int
    end: int
    matched: bool


def matched_parts(text: str, *queries: str) -> list[Part]:
    """Cut ``text`` into stretches that match one of the ``queries`` and stretches that do not.

    Accents and case do not count, and the last word of a query may be unfinished. Of a query with
    several words at least two must stand side by side: a lone "giấy" says nothing.
    """
    best: list[Part] = [Part(text, matched=False)]
    most = 0
    for query in queries:
        parts = _parts(text, [fold(word) for word in _WORD.findall(query)])
        letters = sum(len(part.text) for part in parts if part.matched)
        if letters > most:
            best, most = parts, letters
    return best


def _parts(text: str, wanted: list[str]) -> list[Part]:
    if not wanted:
        return [Part(text, matched=False)]
    words = [
        _Word(found.start(), found.end(), _is_wanted(fold(found.group()), wanted))
        for found in _WORD.finditer(text)
    ]
    parts: list[Part] = []
    at = 0
    for matched, group in groupby(words, key=lambda word: word.matched):
        run = list(group)
        if matched and len(run) >= min(2, len(wanted)):
            parts.append(Part(text[at : run[0].start], matched=False))
            parts.append(Part(text[run[0].start : run[-1].end], matched=True))
            at = run[-1].end
    parts.append(Part(text[at:], matched=False))
    return [part for part in parts if part.text]


def _is_wanted(word: str, wanted: list[str]) -> bool:
    unfinished = wanted[-1]
    return word in wanted or (len(unfinished) > 1 and word.startswith(unfinished))


def matched_run(text: str, query: str) -> str:
    """Return the words of ``text`` that are ``query`` with its accents, "" where it is not there.

    The last word of ``query`` may be unfinished.
    """
    wanted = [fold(word) for word in _WORD.findall(query)]
    words = list(_WORD.finditer(text))
    for start in range(len(words) - len(wanted) + 1):
        run = words[start : start + len(wanted)]
        said = [fold(word.group()) for word in run]
        if wanted and said[:-1] == wanted[:-1] and said[-1].startswith(wanted[-1]):
            return text[run[0].start() : run[-1].end()]
    return ""
