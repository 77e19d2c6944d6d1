"""What the screens need of the rooms below, as plain functions: the composition root fills it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.catalogue.counted import CountKind
from kiosk.catalogue.life_events import LifeEvent
from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.clock import Clock
from kiosk.desk.bell import CitizenBell
from kiosk.settings import Settings
from kiosk.speech.voice import Voice
from kiosk.translation import Translator

if TYPE_CHECKING:
    from kiosk.catalogue.fields import Field
    from kiosk.printing.printer import Report
    from kiosk.search.finding import Finding, Suggestion
    from kiosk.ui.desk.rooms import DeskRooms


@dataclass(frozen=True)
class Knowledge:
    """What Attract, Home and Topics show of the catalogue, read off the thread of the screen.

    ``settings`` is the profile with what was said at the desk over it.
    """

    life_events: Sequence[LifeEvent] = ()
    most_used: Sequence[Procedure] = ()
    examples: Sequence[Checklist] = ()
    fields: Sequence[Field] = ()
    settings: Settings | None = None


@dataclass(frozen=True)
class Search:
    """The finder's two functions; both are called in the search worker's thread only."""

    find: Callable[[str], Finding]
    suggest: Callable[[str], Sequence[Suggestion]]


PrintNews = Callable[["Report"], None]
"""Called with each report about a sheet that was sent to print, from any thread."""

Withdraw = Callable[[], None]
"""Asks for a sheet back that has not come out yet."""

StartPrint = Callable[[Checklist, Translator, PrintNews], Withdraw | None]
"""Sends a sheet to a printer; returns how to take it back, None where nothing waits."""


def _no_page(_checklist: Checklist) -> Sequence[Sequence[int]]:
    """The official page is not known."""
    return ()


def _count_nothing(_score: int) -> None:
    """Nobody counts."""


def _count_no_step(_kind: CountKind, _key: str) -> None:
    """Nobody counts."""


def _keep_nothing(_text: str) -> None:
    """Nobody keeps it."""


@dataclass(frozen=True)
class Rooms:
    """The rooms behind the screens.

    ``load`` may take a second and is called in a thread, again after each visit: it returns the
    same value while nothing has changed. ``procedure`` and ``build_checklist`` take
    milliseconds. ``preview`` (a PNG of each page as it prints) and ``open_search`` may take a
    second and are called in threads, and so are ``qr``, which holds the checklist itself, and
    ``page_qr``, the address of the official page (no rows where it is not known). ``start_print``
    returns at once; where it cannot begin it reports a refusal, it raises nothing. ``can_print`` is
    False where no printer is set up. ``second_printer`` says where the one of
    ``start_second_print`` stands ("" where there is none). ``closed_on`` says whether a day is off.
    ``bell`` calls a person (None where there is none), ``desk`` opens the rooms of the clerk's desk
    (None where there is none), ``voice`` reads aloud (None where there is none),
    ``count_satisfaction`` counts 1 (very unhappy) to 5.
    ``count`` counts another step of a visit; ``note_unfound`` keeps a text that found nothing,
    unless it could tell of a person. Counting returns at once and raises nothing.
    """

    settings: Settings
    clock: Clock
    translators: Mapping[str, Translator]
    load: Callable[[], Knowledge]
    procedure: Callable[[str], Procedure | None]
    build_checklist: Callable[[Procedure, Mapping[str, str], dt.datetime], Checklist]
    open_search: Callable[[], Search]
    preview: Callable[[Checklist, Translator], Sequence[bytes]]
    qr: Callable[[Checklist, Translator], Sequence[Sequence[int]]]
    start_print: StartPrint
    page_qr: Callable[[Checklist], Sequence[Sequence[int]]] = _no_page
    can_print: Callable[[], bool] = field(default=lambda: True)
    second_printer: Callable[[Translator], str] = field(default=lambda _tr: "")
    start_second_print: StartPrint = field(default=lambda _checklist, _tr, _news: None)
    closed_on: Callable[[dt.date], bool] = field(default=lambda _day: False)
    bell: CitizenBell | None = None
    desk: Callable[[], DeskRooms] | None = None
    voice: Voice | None = None
    count_satisfaction: Callable[[int], None] = _count_nothing
    count: Callable[[CountKind, str], None] = _count_no_step
    note_unfound: Callable[[str], None] = _keep_nothing
