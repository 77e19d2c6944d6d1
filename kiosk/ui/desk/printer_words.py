"""What the clerk is told of the printer: the state, the cause, and what to do. Pure words."""

from __future__ import annotations

from kiosk.printing.job import POSTING, REPORT
from kiosk.printing.printer import CAME_OUT, TROUBLE, PrinterState, Report
from kiosk.translation import Translator


def state_name(state: PrinterState, tr: Translator) -> str:
    """Return a printer's or sheet's state in a few words."""
    return {
        PrinterState.READY: tr("Ready"),
        PrinterState.PRINTING: tr("Printing …"),
        PrinterState.PRINTED: tr("Printed"),
        PrinterState.SENT: tr("Sent to the printer"),
        PrinterState.PAPER_OUT: tr("Out of paper"),
        PrinterState.COVER_OPEN: tr("Cover open"),
        PrinterState.OFFLINE: tr("No answer"),
        PrinterState.PAUSED: tr("Paused"),
        PrinterState.REFUSED: tr("Takes no jobs"),
        PrinterState.FAILED: tr("Failed"),
        PrinterState.UNKNOWN: tr("Not known"),
    }[state]


def advice(state: PrinterState, tr: Translator) -> str:
    """Return what a clerk does about a state, "" where there is nothing to do."""
    return {
        PrinterState.PAPER_OUT: tr("Fill in paper, then resume the queue."),
        PrinterState.COVER_OPEN: tr("Close the cover, then resume the queue."),
        PrinterState.OFFLINE: tr("See that the printer is switched on and connected."),
        PrinterState.PAUSED: tr("Resume the queue."),
        PrinterState.REFUSED: tr("See the printer’s settings, or print elsewhere."),
        PrinterState.FAILED: tr("See the printer, then print again."),
        PrinterState.UNKNOWN: tr("See whether the sheet has come out before printing it again."),
    }.get(state, "")


def paper_name(what: str, tr: Translator) -> str:
    """Return what a paper of no one procedure is called, "" for a procedure's code."""
    return {POSTING: tr("Posting sheets"), REPORT: tr("How it goes")}.get(what, "")


def icon_of(state: PrinterState) -> str:
    """Return the icon of a state."""
    if state in CAME_OUT or state is PrinterState.READY:
        return "check-circle-outline"
    return (
        "printer-alert" if state in TROUBLE or state is PrinterState.UNKNOWN else "printer-outline"
    )


def told(report: Report, what: str, tr: Translator) -> tuple[str, str]:
    """Return title and sentence about one sheet: "Phiếu bổ sung: Hết giấy", with the cause."""
    title = f"{what}: {state_name(report.state, tr)}"
    cause = f"({report.cause})" if report.cause and report.state not in CAME_OUT else ""
    return title, " ".join(part for part in (advice(report.state, tr), cause) if part)
