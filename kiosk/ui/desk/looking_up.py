"""Finding a procedure from the command line: by words, by code, by a part of a code.

All of it is worked out in a thread of its own; only the newest order is answered. What was read of
the catalogue is kept until the clerk leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.catalogue.procedure import Procedure
from kiosk.search.finding import Finding
from kiosk.settings import counter_of
from kiosk.ui.desk.rooms import DeskRooms
from kiosk.ui.rooms import Search
from kiosk.ui.search_worker import Lane, Post, SearchWorker, Unavailable
from kiosk.ui.searching import plain_name

MOST_ROWS: Final = 9
"""As many as there are digits to choose one by."""

CODE_PART: Final = re.compile(r"[\d.,\s]{2,}")


@dataclass(frozen=True)
class DeskRow:
    """A procedure in the list. ``option``: how it answers the question that the words leave open.

    ``posted``: this office posts it. ``counter`` is where it is handed in here, "" for unknown.
    """

    code: str
    title: str
    title_en: str
    field: str
    field_en: str
    counter: str
    counter_en: str
    posted: bool
    option: str = ""
    option_en: str = ""


@dataclass(frozen=True)
class Found:
    """What was found for ``query``; ``finding`` is None where a part of a code was looked up."""

    query: str
    everything: bool
    rows: tuple[DeskRow, ...]
    finding: Finding | None = None


class LookingUp:
    """The command line's search; ``post`` runs a function later in the thread of the screen."""

    def __init__(self, rooms: DeskRooms, post: Post) -> None:
        self._rooms = rooms
        self._searches: dict[bool, Search] = {}
        self._known: dict[str, Procedure | None] = {}
        self._posted: frozenset[str] | None = None
        self._worker: SearchWorker[None] = SearchWorker(lambda: lambda _query: None, post)
        self._worker.start()

    def warm_up(self) -> None:
        """Open the index before the first key."""
        self._worker.calculate(Lane.SEARCH, lambda: self._search(everything=False), _ignore)

    def find(
        self, query: str, everything: bool, deliver: Callable[[Found | Unavailable], None]
    ) -> None:
        """Look up; only the newest query is answered."""
        self._worker.calculate(Lane.SEARCH, lambda: self._find(query, everything), deliver)

    def rows(
        self,
        codes: Iterable[str],
        deliver: Callable[[tuple[DeskRow, ...] | Unavailable], None],
    ) -> None:
        """Name ``codes`` in their order; those the catalogue does not hold are left out."""
        wanted = tuple(codes)
        self._worker.calculate(Lane.ROWS, lambda: self._rows(wanted), deliver)

    def forget(self) -> None:
        """The clerk leaves: nothing of it is kept, nothing of it arrives any more."""
        self._worker.forget()
        # A new dictionary, not an emptied one: the thread may be filling the old.
        self._known = {}
        self._posted = None

    def close(self) -> None:
        """End the thread."""
        self._worker.close()

    def _search(self, *, everything: bool) -> Search:
        if everything not in self._searches:
            self._searches[everything] = self._rooms.open_search(everything)
        return self._searches[everything]

    def _find(self, query: str, everything: bool) -> Found:
        if CODE_PART.fullmatch(query):
            codes = matching_codes(query, self._rooms.codes(everything))
            return Found(query, everything, self._rows(codes[:MOST_ROWS]))
        try:
            finding = self._search(everything=everything).find(query)
        except Exception:
            # An index that has become unreadable is opened anew for the next key.
            self._searches.pop(everything, None)
            raise
        options = {o.code: o for o in finding.question.options} if finding.question else {}
        codes = list(dict.fromkeys([*options, *(hit.code for hit in finding.results)]))
        rows = self._rows(codes[:MOST_ROWS])
        named = tuple(
            row
            if (option := options.get(row.code)) is None
            else _with_option(row, option.label, option.label_en)
            for row in rows
        )
        return Found(query, everything, named, finding)

    def _rows(self, codes: Sequence[str]) -> tuple[DeskRow, ...]:
        posted = self._posted
        if posted is None:
            posted = self._posted = frozenset(self._rooms.codes(False))
        return tuple(
            self._row(procedure, procedure.code in posted)
            for code in codes
            if (procedure := self._procedure(code)) is not None
        )

    def _row(self, procedure: Procedure, posted: bool) -> DeskRow:
        counter = counter_of(self._rooms.settings, procedure.field)
        return DeskRow(
            code=procedure.code,
            title=procedure.short_name or plain_name(procedure.name),
            title_en=procedure.short_name_en or procedure.name_en,
            field=procedure.field,
            field_en=procedure.field_en,
            counter=counter.label if counter else "",
            counter_en=counter.label_en if counter else "",
            posted=posted,
        )

    def _procedure(self, code: str) -> Procedure | None:
        known = self._known
        if code not in known:
            known[code] = self._rooms.procedure(code)
        return known[code]


def matching_codes(query: str, codes: Sequence[str]) -> list[str]:
    """Return the codes that hold the digits of ``query``, those that begin with them first.

    "1.0011" and "10011" begin 1.001193; "193" and "1193" are its end.
    """
    digits = re.sub(r"\D", "", query)
    if not digits:
        return []
    plain = [(code.replace(".", ""), code) for code in codes]
    begins = [code for bare, code in plain if bare.startswith(digits)]
    ends = [c for bare, c in plain if bare.endswith(digits) and not bare.startswith(digits)]
    first = {*begins, *ends}
    holds = [code for bare, code in plain if digits in bare and code not in first]
    return [*begins, *ends, *holds]


def _with_option(row: DeskRow, label: str, label_en: str) -> DeskRow:
    return replace(row, option=label, option_en=label_en)


def _ignore(_outcome: object) -> None:
    """Nobody waits for it."""
