"""The finder of a program that runs for months while the catalogue changes under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.app import House
    from kiosk.search.finding import Finding, Suggestion

BEGINNING = 1
"""Letters of a query that has just begun."""


class LiveFinder:
    """The finder of a running program, opened anew when the catalogue or the ward's words changed.

    Looked at when a person begins to type; belongs to one thread, the search worker's.
    ``posted_only`` False finds everything that the catalogue knows.
    """

    def __init__(self, house: House, *, posted_only: bool = True) -> None:
        self._house = house
        self._posted_only = posted_only
        self._mark = house.finder_mark(posted_only=posted_only)
        self._finder = house.finder(posted_only=posted_only)

    def find(self, query: str) -> Finding:
        """Answer a query."""
        if len(query) <= BEGINNING:
            mark = self._house.finder_mark(posted_only=self._posted_only)
            if mark != self._mark:
                self._finder = self._house.finder(posted_only=self._posted_only)
                self._mark = mark
        return self._finder.find(query)

    def suggest(self, query: str) -> list[Suggestion]:
        """Complete what is being typed."""
        return self._finder.suggest(query)
