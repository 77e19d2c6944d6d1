"""What every printer can be asked, the states it can be in, and how they are told apart.

A printer only observes and obeys; what an observation means is decided here, by pure functions, so
that every failure seen at a real counter can be written down as a row of a table and tested.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

import msgspec

from kiosk.settings import Paper
from kiosk.translation import Translator


class PrinterState(StrEnum):
    """What a person needs to know of a printer or of their own sheet.

    ``sent``: the printer took it but cannot confirm. ``unknown``: it may come out or not.
    """

    READY = "ready"
    PRINTING = "printing"
    PRINTED = "printed"
    SENT = "sent"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    PAUSED = "paused"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


TROUBLE = frozenset(
    {
        PrinterState.PAPER_OUT,
        PrinterState.COVER_OPEN,
        PrinterState.OFFLINE,
        PrinterState.PAUSED,
        PrinterState.REFUSED,
        PrinterState.FAILED,
    }
)
"""States in which a new sheet would not come out."""


CAME_OUT = frozenset({PrinterState.PRINTED, PrinterState.SENT})
"""States in which a sheet is in the person's hand, as far as the printer can tell."""


class Report(msgspec.Struct, frozen=True):
    """What was observed. ``cause`` is for the clerk; ``final``: nothing more will happen.

    UNKNOWN and not final: the sheet is at the printer, and what comes of it cannot be foreseen.
    """

    state: PrinterState
    cause: str = ""
    final: bool = False


class Content(StrEnum):
    """What a printer takes."""

    PDF = "pdf"
    RASTER = "raster"


class Document(msgspec.Struct, frozen=True):
    """A sheet ready to print: a PDF, or a PNG as wide as the thermal head. Holds no names."""

    data: bytes
    paper: Paper


class PrinterError(RuntimeError):
    """The printer could not be asked or did not take the sheet; ``report`` says what is known."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.cause or report.state)
        self.report = report


class Printer(Protocol):
    """The port. Calls may take seconds and come from one thread only (``worker``)."""

    content: Content

    def status(self) -> Report:
        """Return how the printer is now."""
        ...

    def submit(self, document: Document) -> str:
        """Hand over one sheet and return how to ask for it again.

        Raises:
            PrinterError: not taken; state UNKNOWN where it may have been taken all the same.
        """
        ...

    def follow(self, job: str) -> Report:
        """Return how the sheet is now."""
        ...

    def cancel(self, job: str) -> bool:
        """Take the sheet back; True only if it surely will not come out any more."""
        ...

    def cancel_stale(self) -> int:
        """Take back what an earlier run left waiting and return how many sheets that were."""
        ...

    def resume(self) -> Report:
        """Let a paused printer go on and return how it is then."""
        ...


class IppObservation(msgspec.Struct, frozen=True, kw_only=True):
    """What IPP said, with the numbers of RFC 8011.

    Printer: 3 idle, 4 processing, 5 stopped. Job: 3 pending, 4 held, 5 processing, 6 stopped,
    7 canceled, 8 aborted, 9 completed. ``confirms``: "completed" is more than "bytes sent".
    ``queue``: asked of a CUPS queue, which learns the printer's state only while a job runs.
    ``job_found``: False where the printer answers but does not know the job any more.
    ``lost_before``: the queue had lost sight of an earlier job before this one was sent.
    """

    reachable: bool = True
    error: str = ""
    found: bool = True
    job_found: bool = True
    lost_before: bool = False
    accepting: bool = True
    printer_state: int = 3
    printer_reasons: list[str] = []
    printer_message: str = ""
    job_state: int | None = None
    job_message: str = ""
    confirms: bool = True
    queue: bool = False


NO_PAPER = ("media-empty", "media-needed")
OPEN = ("cover-open", "door-open", "interlock-open", "input-tray-missing")
JAMMED = ("media-jam", "marker-supply-empty", "toner-empty", "fuser", "spool-area-full")
PAUSED = ("paused", "moving-to-paused", "hold-new-jobs")
AWAY = ("offline", "shutdown", "connecting-to-device", "timed-out")
AWAY_MESSAGES = ("may not exist or is unavailable", "not responding", "unable to connect")
BROKEN_MESSAGES = ("unable to write print data", "broken pipe", "connection reset")
"""The connection broke in the middle of a sheet: a part of it may have been printed, and CUPS would
send the whole of it again."""

LOST_HISTORY = "cups-ipp-missing-job-history"
"""CUPS says so when the printer forgot the job, by a power cut for instance: "completed" is then
only a guess of CUPS. It never takes this back, so that the next jobs tell nothing by it."""


def classify(seen: IppObservation) -> Report:
    """Return what an IPP observation means, for the printer or, if it names a job, for the job."""
    if not seen.reachable:
        return Report(PrinterState.OFFLINE, seen.error)
    if not seen.found:
        return Report(PrinterState.REFUSED, seen.error or "no such printer or queue", final=True)
    if not seen.job_found:
        return Report(PrinterState.UNKNOWN, "the printer no longer knows the sheet", final=True)
    idle_queue = seen.queue and seen.job_state is None and seen.printer_state == 3
    # An idle queue still shows the "media-empty" of its last job, however long ago it was filled.
    reasons = [] if idle_queue else [r for r in seen.printer_reasons if r != "none"]
    messages = "; ".join(filter(None, [*reasons, seen.printer_message, seen.job_message]))
    if seen.job_state is None:
        trouble = None if idle_queue else _trouble(seen, reasons, messages)
        return trouble or _classify_idle(seen, messages)
    ended = _classify_ended(seen, messages)
    return ended or _trouble(seen, reasons, messages) or _classify_waiting(seen, messages)


def _classify_idle(seen: IppObservation, messages: str) -> Report:
    """Return the report of a printer with nothing to stop it."""
    if seen.accepting:
        return Report(PrinterState.READY, messages)
    return Report(PrinterState.REFUSED, messages or "not accepting jobs")


def _classify_waiting(seen: IppObservation, messages: str) -> Report:
    """Return the report of a job that goes on at a printer with nothing to stop it."""
    if any(words in messages.lower() for words in BROKEN_MESSAGES):
        return Report(PrinterState.UNKNOWN, messages)
    if seen.job_state == 4:
        return Report(PrinterState.PAUSED, messages or "the job is held")
    return Report(PrinterState.PRINTING, messages)


def _classify_ended(seen: IppObservation, messages: str) -> Report | None:
    """Return the report of a job that has ended, None if it goes on."""
    if seen.job_state == 9:
        if LOST_HISTORY in seen.printer_reasons and not seen.lost_before:
            return Report(PrinterState.UNKNOWN, messages, final=True)
        confirmed = seen.confirms and not seen.lost_before
        state = PrinterState.PRINTED if confirmed else PrinterState.SENT
        return Report(state, messages, final=True)
    if seen.job_state in (7, 8):
        away = any(words in messages.lower() for words in AWAY_MESSAGES)
        state = PrinterState.OFFLINE if away else PrinterState.FAILED
        return Report(state, messages or "the printer cancelled the job", final=True)
    if seen.job_state == 6:
        return Report(PrinterState.FAILED, messages or "the job stopped in the queue", final=True)
    return None


def _trouble(seen: IppObservation, reasons: list[str], messages: str) -> Report | None:
    """Return what stops the printer, None if nothing does.

    CUPS keeps an old "unavailable" message on a job, so that messages count only while the printer
    is stopped or the job has not begun to flow (state processing with no reason is printing).
    """

    def given(kinds: tuple[str, ...]) -> bool:
        return any(reason.startswith(kinds) for reason in reasons)

    away = any(words in seen.printer_message.lower() for words in AWAY_MESSAGES)
    checks = (
        (given(NO_PAPER), PrinterState.PAPER_OUT),
        (given(OPEN), PrinterState.COVER_OPEN),
        (given(JAMMED), PrinterState.FAILED),
        # Before the messages: a queue paused because the printer was away stays so until resumed.
        (given(PAUSED), PrinterState.PAUSED),
        (given(AWAY) or away, PrinterState.OFFLINE),
        (seen.printer_state == 5, PrinterState.PAUSED),
    )
    state = next((state for holds, state in checks if holds), None)
    return None if state is None else Report(state, messages)


class EscposObservation(msgspec.Struct, frozen=True):
    """The bytes a thermal printer answered to DLE EOT 1 (printer), 2 (offline) and 4 (paper).

    None is no answer. The bits are those of the ESC/POS command reference.
    """

    printer: int | None = None
    offline: int | None = None
    paper: int | None = None


ESCPOS_TROUBLE: tuple[tuple[str, int, PrinterState, str], ...] = (
    ("offline", 0x04, PrinterState.COVER_OPEN, "cover open"),
    ("paper", 0x60, PrinterState.PAPER_OUT, "roll paper end"),
    ("offline", 0x20, PrinterState.PAPER_OUT, "stopped at the end of the paper"),
    ("offline", 0x40, PrinterState.FAILED, "error at the cutter or the head"),
    ("printer", 0x08, PrinterState.OFFLINE, "switched offline at the printer"),
)
"""Which answer, which bits, what they mean; the first that holds counts."""


def classify_escpos(seen: EscposObservation) -> Report:
    """Return what a thermal printer's answers mean.

    A printer that does not answer is unknown, never ready: cheap ones print all the same.
    """
    for answer, bits, state, cause in ESCPOS_TROUBLE:
        byte: int | None = getattr(seen, answer)
        if byte is not None and byte & bits:
            return Report(state, f"{cause} ({answer} status {byte:#04x})")
    if seen.printer is None or seen.paper is None:
        return Report(PrinterState.UNKNOWN, "the printer does not answer status requests")
    return Report(PrinterState.READY)


def state_words(state: PrinterState, tr: Translator) -> str:
    """Return one calm sentence for the person who waits, with another way where it failed."""
    other_way = tr("Use the QR code, or ask at the desk.")
    sentences = {
        PrinterState.READY: tr("The printer is ready."),
        PrinterState.PRINTING: tr("Printing. Please wait a moment."),
        PrinterState.PRINTED: tr("Printed. Take your paper."),
        PrinterState.SENT: tr("Sent to the printer. Your paper should come out now."),
        PrinterState.PAPER_OUT: tr("The printer has run out of paper."),
        PrinterState.COVER_OPEN: tr("The printer is open."),
        PrinterState.OFFLINE: tr("The printer does not answer."),
        PrinterState.PAUSED: tr("The printer is paused."),
        PrinterState.REFUSED: tr("The printer does not take jobs now."),
        PrinterState.FAILED: tr("Your paper could not be printed."),
        PrinterState.UNKNOWN: tr("We cannot tell whether your paper was printed."),
    }
    sentence = sentences[state]
    helped = state in TROUBLE or state is PrinterState.UNKNOWN
    return f"{sentence} {other_way}" if helped else sentence
