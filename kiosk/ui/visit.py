"""Everything that one visit leaves behind, in one place, so that forgetting is one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.catalogue.counted import CountKind
from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.ui.navigation import Place
from kiosk.ui.searching import SearchAnswer


class Wish(StrEnum):
    """What the person wants on the take-away screen."""

    PRINT = "print"
    QR = "qr"


class Detail(StrEnum):
    """Which page of the procedure is open."""

    STEPS = "steps"
    WHERE = "where"
    RESULT = "result"
    LAW = "law"
    SOURCES = "sources"


@dataclass
class Visit:
    """What one person typed, chose and was given. A new visit begins with a new value.

    ``question`` is the key of the question that is shown, empty for the next open one.
    ``counted``: the steps that were counted, so that going back and forth counts once.
    ``life_event`` or ``field_name``: the group whose procedures are listed; the other is empty.
    ``clarifying``: the search itself has a question, which of several procedures is meant.
    """

    trail: tuple[Place, ...] = (Place.ATTRACT,)
    query: str = ""
    answer: SearchAnswer | None = None
    clarifying: bool = False
    life_event: str = ""
    field_name: str = ""
    procedure: Procedure | None = None
    answers: dict[str, str] = field(default_factory=dict)
    question: str = ""
    checklist: Checklist | None = None
    ticked: set[str] = field(default_factory=set)
    detail: Detail = Detail.STEPS
    wish: Wish = Wish.QR
    copies: int = 0
    counted: set[tuple[CountKind, str]] = field(default_factory=set)

    @property
    def place(self) -> Place:
        """The screen that is shown."""
        return self.trail[-1]
