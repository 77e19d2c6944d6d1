"""What is indexed: the catalogue's entries with the people's names for them, and our topics.

Ambiguous phrases, things done elsewhere and procedures that this catalogue lacks are indexed like
procedures, under codes that no procedure can have, so that they win or lose by the same ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from kiosk.catalogue.procedure import Level
from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.vocabulary import Vocabulary

ASK: Final = "ask:"
ELSEWHERE: Final = "elsewhere:"
ABSENT: Final = "absent:"
TOPICS: Final = (ASK, ELSEWHERE, ABSENT)


def topic_number(code: str, kind: str) -> int | None:
    """The number of the vocabulary's topic behind a code of this kind, None for other codes."""
    return int(code.removeprefix(kind)) if code.startswith(kind) else None


def searchable(entries: Iterable[SearchEntry], vocabulary: Vocabulary) -> Iterator[SearchEntry]:
    """Yield what is indexed. A topic with one procedure in the catalogue leads straight there."""
    known = list(entries)
    codes = {entry.code for entry in known}
    extra: dict[str, list[str]] = {}
    topics: list[SearchEntry] = []
    for number, ambiguous in enumerate(vocabulary.ambiguous):
        options = vocabulary.options(ambiguous, codes)
        if len(options) > 1:
            topics.append(_topic(f"{ASK}{number}", ambiguous.say))
        elif options:
            extra.setdefault(options[0].code, []).extend(ambiguous.say)
    for number, elsewhere in enumerate(vocabulary.elsewhere):
        here = [code for code in elsewhere.codes if code in codes]
        if here:
            extra.setdefault(here[0], []).extend(elsewhere.say)
        else:
            topics.append(_topic(f"{ELSEWHERE}{number}", elsewhere.say))
    here_too = {code for same in vocabulary.same if not codes.isdisjoint(same) for code in same}
    for code, say in vocabulary.everyday_names.items():
        if code not in codes and code not in here_too and say:
            topics.append(_topic(f"{ABSENT}{code}", say))
    for entry in known:
        names = [
            *entry.everyday_names,
            *vocabulary.everyday_names.get(entry.code, ()),
            *extra.get(entry.code, ()),
        ]
        yield msgspec.structs.replace(entry, everyday_names=names)
    yield from topics


def _topic(code: str, say: list[str]) -> SearchEntry:
    # What the ward itself is asked for: it ranks like the ward's own procedures.
    return SearchEntry(code=code, name=say[0], everyday_names=say[1:], levels=[Level.COMMUNE.value])
