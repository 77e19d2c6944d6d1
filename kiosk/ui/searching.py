"""What the search screens ask for: rows while typing, and the facts beside a name.

All of it is worked out in the search worker's thread and kept until the visit ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kiosk.catalogue.procedure import Procedure, Tier
from kiosk.checklist.checklist import Checklist
from kiosk.search.finding import Finding
from kiosk.ui.rooms import Rooms
from kiosk.ui.search_worker import Lane, Post, SearchWorker, Unavailable

MOST_ROWS = 10
"""Procedures that a list of results shows; a longer one would not be read."""


@dataclass(frozen=True)
class ProcedureRow:
    """A procedure as a list names it.

    ``also_called``: the everyday name that led here, "" where its own name did.
    """

    code: str
    title: str
    name: str
    title_en: str = ""
    name_en: str = ""
    tier: Tier = Tier.FULL
    also_called: str = ""


@dataclass(frozen=True)
class SearchAnswer:
    """What was found for ``query``, each result with its names.

    ``related`` was not found: people need it together with the first row.
    """

    query: str
    finding: Finding
    rows: tuple[ProcedureRow, ...] = ()
    related: tuple[ProcedureRow, ...] = ()


Facts = Mapping[str, Checklist]
"""The checklist without answers, by code: papers, cost and time for the rows."""


def row_of(procedure: Procedure, also_called: str = "") -> ProcedureRow:
    """Return how a list names ``procedure``."""
    return ProcedureRow(
        code=procedure.code,
        title=procedure.title,
        name=plain_name(procedure.name),
        title_en=procedure.short_name_en or procedure.name_en,
        name_en=procedure.name_en,
        tier=procedure.tier,
        also_called=also_called,
    )


def plain_name(name: str) -> str:
    """Return an official name without the word that all of them begin with."""
    rest = name.removeprefix("Thủ tục ")
    return rest[:1].upper() + rest[1:]


class Searching:
    """Search and facts for the screens of one kiosk; lives as long as the program.

    ``post`` runs a function later in the thread of the screen.
    """

    def __init__(self, rooms: Rooms, post: Post) -> None:
        self._rooms = rooms
        self._procedures: dict[str, Procedure | None] = {}
        self._checklists: dict[str, Checklist] = {}
        self._worker = SearchWorker(self._make_finder, post)

    def start(self) -> None:
        """Start the thread."""
        self._worker.start()

    def warm_up(self) -> None:
        """Open the index before the first key is pressed."""
        self._worker.warm_up()

    def search(self, query: str, deliver: Callable[[SearchAnswer | Unavailable], None]) -> None:
        """Search; only the newest query is answered."""
        self._worker.search(query, deliver)

    def facts(self, codes: Iterable[str], deliver: Callable[[Facts | Unavailable], None]) -> None:
        """Work out the facts of ``codes``; only the newest list is answered."""
        wanted = tuple(codes)
        self._worker.calculate(Lane.FACTS, lambda: self._facts(wanted), deliver)

    def rows(
        self,
        codes: Iterable[str],
        deliver: Callable[[tuple[ProcedureRow, ...] | Unavailable], None],
    ) -> None:
        """Name ``codes`` in their order; those the catalogue does not hold are left out."""
        wanted = tuple(codes)
        self._worker.calculate(Lane.ROWS, lambda: self._rows(wanted), deliver)

    def forget(self) -> None:
        """A visit has ended: nothing of it is kept, nothing of it arrives any more."""
        self._worker.forget()
        # New dictionaries, not emptied ones: the thread may be filling the old.
        self._procedures = {}
        self._checklists = {}

    def close(self) -> None:
        """End the thread."""
        self._worker.close()

    def _make_finder(self) -> Callable[[str], SearchAnswer]:
        search = self._rooms.open_search()

        def find(query: str) -> SearchAnswer:
            finding = search.find(query)
            rows = [
                row_of(procedure, hit.why.partition("→")[0].strip())
                for hit in finding.results[:MOST_ROWS]
                if (procedure := self._procedure(hit.code)) is not None
            ]
            return SearchAnswer(query, finding, tuple(rows), self._rows(finding.related))

        return find

    def _procedure(self, code: str) -> Procedure | None:
        known = self._procedures
        if code not in known:
            known[code] = self._rooms.procedure(code)
        return known[code]

    def _rows(self, codes: Iterable[str]) -> tuple[ProcedureRow, ...]:
        found = (self._procedure(code) for code in codes)
        return tuple(row_of(procedure) for procedure in found if procedure is not None)

    def _facts(self, codes: tuple[str, ...]) -> Facts:
        known = self._checklists
        at = self._rooms.clock()
        for code in codes:
            procedure = self._procedure(code)
            if code not in known and procedure is not None:
                known[code] = self._rooms.build_checklist(procedure, {}, at)
        return {code: known[code] for code in codes if code in known}
