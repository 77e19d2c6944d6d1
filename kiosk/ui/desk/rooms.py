"""What the desk needs of the rooms below, as plain functions: the composition root fills it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.clock import Clock
from kiosk.desk.sign_in import Session
from kiosk.desk.supplement import SupplementRequest
from kiosk.printing.job import Job
from kiosk.printing.printer import PrinterState, Report
from kiosk.settings import Settings
from kiosk.translation import Translator
from kiosk.ui.rooms import PrintNews, Search

if TYPE_CHECKING:
    from kiosk.catalogue.calls import Call
    from kiosk.speech.chime import Chime
    from kiosk.ui.desk.keeping import Keeping


@dataclass(frozen=True)
class Door:
    """Signing in and out. ``enter`` takes 65 ms and raises what ``SignIn.enter`` raises."""

    names: Callable[[], Sequence[str]]
    enter: Callable[[str, str], Session]
    leave: Callable[[Session], None]


@dataclass(frozen=True)
class Pins:
    """The procedures that a clerk keeps at hand, by the clerk's name."""

    of: Callable[[str], Sequence[str]]
    pin: Callable[[str, str], None]
    unpin: Callable[[str, str], None]


@dataclass(frozen=True)
class Bell:
    """The citizens' calls. ``heard`` marks those a desk has shown and returns all that wait."""

    heard: Callable[[], Sequence[Call]]
    answer: Callable[[int], object]


@dataclass(frozen=True)
class PrintDesk:
    """The printer as a clerk keeps it; ``resume`` and ``look`` may take seconds."""

    status: Callable[[], Report]
    jobs: Callable[[], Sequence[Job]]
    look: Callable[[], None]
    resume: Callable[[], Report]
    cancel: Callable[[int], bool]
    again: Callable[[int], object]


def _no_jobs() -> Sequence[Job]:
    """No printer is there."""
    return ()


NO_PRINTER = PrintDesk(
    status=lambda: Report(PrinterState.REFUSED, "no printer is set up"),
    jobs=_no_jobs,
    look=lambda: None,
    resume=lambda: Report(PrinterState.REFUSED, "no printer is set up"),
    cancel=lambda _number: False,
    again=lambda _number: None,
)
NO_BELL = Bell(heard=lambda: (), answer=lambda _number: None)


@dataclass(frozen=True)
class DeskRooms:
    """The rooms behind the desk.

    ``open_search`` is called in a thread; True searches everything the catalogue knows, also what
    is not posted here; ``codes`` lists the same. ``procedure`` returns the newest text.
    ``print_list`` and ``print_supplement`` return at once and report a refusal; what names a person
    is in the request only. ``note`` adds to the trail: who, what, about what. ``chime`` is None
    where no program can play a sound. ``keeping`` is what the pages beside the dossiers need.
    """

    settings: Settings
    clock: Clock
    translators: Mapping[str, Translator]
    door: Door
    note: Callable[[str, str, str], None]
    open_search: Callable[[bool], Search]
    codes: Callable[[bool], Sequence[str]]
    procedure: Callable[[str], Procedure | None]
    build_checklist: Callable[[Procedure, Mapping[str, str], dt.datetime], Checklist]
    qr: Callable[[Checklist, Translator], Sequence[Sequence[int]]]
    print_list: Callable[[Checklist, Sequence[Translator], PrintNews], None]
    print_supplement: Callable[[SupplementRequest, PrintNews], None]
    pins: Pins
    printer: PrintDesk = NO_PRINTER
    bell: Bell = NO_BELL
    chime: Chime | None = None
    keeping: Keeping | None = None
