from __future__ import annotations

import gettext

import pytest

from kiosk.printing.printer import (
    EscposObservation,
    IppObservation,
    PrinterState,
    Report,
    classify,
    classify_escpos,
    state_words,
)
from kiosk.translation import Translator

S = PrinterState
UNAVAILABLE = "The printer may not exist or is unavailable at this time."


@pytest.mark.parametrize(
    ("seen", "state", "final"),
    [
        # The printer alone
        (IppObservation(), S.READY, False),
        (IppObservation(printer_reasons=["none"]), S.READY, False),
        (IppObservation(printer_reasons=["media-low-warning"]), S.READY, False),
        (IppObservation(printer_state=4), S.READY, False),
        (IppObservation(printer_state=5, printer_reasons=["paused"]), S.PAUSED, False),
        (
            IppObservation(printer_reasons=["media-empty-error"], printer_state=5),
            S.PAPER_OUT,
            False,
        ),
        (IppObservation(printer_reasons=["cover-open-warning"]), S.COVER_OPEN, False),
        (IppObservation(printer_reasons=["media-jam-error"], printer_state=5), S.FAILED, False),
        (IppObservation(accepting=False), S.REFUSED, False),
        (IppObservation(found=False, error="not found"), S.REFUSED, True),
        (IppObservation(reachable=False, error="refused"), S.OFFLINE, False),
        # An idle queue remembers the reasons of its last job; a working or stopped one is live.
        (IppObservation(queue=True, printer_reasons=["media-empty-warning"]), S.READY, False),
        (IppObservation(queue=True, printer_message=UNAVAILABLE), S.READY, False),
        (
            IppObservation(queue=True, printer_state=5, printer_reasons=["media-empty-error"]),
            S.PAPER_OUT,
            False,
        ),
        (IppObservation(printer_reasons=["offline-report"]), S.OFFLINE, False),
        # A job: one row for each row of what was measured on CUPS 2.4
        (IppObservation(job_state=5, printer_state=4), S.PRINTING, False),
        (IppObservation(job_state=3), S.PRINTING, False),
        (IppObservation(job_state=9), S.PRINTED, True),
        (IppObservation(job_state=9, job_message=UNAVAILABLE), S.PRINTED, True),
        (IppObservation(job_state=9, confirms=False), S.SENT, True),
        (
            IppObservation(job_state=9, printer_reasons=["cups-ipp-missing-job-history"]),
            S.UNKNOWN,
            True,
        ),
        (
            IppObservation(
                job_state=9, printer_reasons=["cups-ipp-missing-job-history"], lost_before=True
            ),
            S.SENT,
            True,
        ),
        (IppObservation(job_found=False), S.UNKNOWN, True),
        (
            IppObservation(job_state=4, job_message="Unable to write print data: Broken pipe"),
            S.UNKNOWN,
            False,
        ),
        (
            IppObservation(
                job_state=3,
                printer_state=5,
                printer_reasons=["paused"],
                printer_message="The printer is not responding.",
            ),
            S.PAUSED,
            False,
        ),
        (
            IppObservation(job_state=5, printer_state=4, printer_reasons=["media-empty-warning"]),
            S.PAPER_OUT,
            False,
        ),
        (
            IppObservation(job_state=5, printer_state=4, printer_message=UNAVAILABLE),
            S.OFFLINE,
            False,
        ),
        (
            IppObservation(job_state=8, printer_message="The printer is not responding."),
            S.OFFLINE,
            True,
        ),
        (
            IppObservation(job_state=3, printer_state=5, printer_reasons=["paused"]),
            S.PAUSED,
            False,
        ),
        (IppObservation(job_state=4), S.PAUSED, False),
        (
            IppObservation(job_state=7, printer_message="Print job canceled at printer."),
            S.FAILED,
            True,
        ),
        (
            IppObservation(
                job_state=7, printer_message="Printer cannot print with supplied options."
            ),
            S.FAILED,
            True,
        ),
        (IppObservation(job_state=6, job_message="Filter failed"), S.FAILED, True),
    ],
)
def test_classify(seen: IppObservation, state: PrinterState, final: bool) -> None:
    report = classify(seen)
    assert (report.state, report.final) == (state, final)
    for message in (seen.error, seen.printer_message, seen.job_message):
        assert message in report.cause, "the clerk sees the cause"


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (EscposObservation(0x12, 0x12, 0x12), S.READY),
        (EscposObservation(0x12, 0x12, 0x1E), S.READY),  # near the end is not the end
        (EscposObservation(0x12, 0x12, 0x72), S.PAPER_OUT),
        (EscposObservation(0x1A, 0x16, 0x12), S.COVER_OPEN),
        (EscposObservation(0x1A, 0x32, 0x12), S.PAPER_OUT),
        (EscposObservation(0x12, 0x52, 0x12), S.FAILED),
        (EscposObservation(0x1A, 0x12, 0x12), S.OFFLINE),
        (EscposObservation(), S.UNKNOWN),
        (EscposObservation(0x12, 0x12, None), S.UNKNOWN),
    ],
)
def test_classify_escpos(seen: EscposObservation, state: PrinterState) -> None:
    assert classify_escpos(seen).state is state


def test_every_state_has_calm_words_and_trouble_another_way() -> None:
    tr = Translator("en", gettext.NullTranslations())
    words = {state: state_words(state, tr) for state in PrinterState}
    assert len(set(words.values())) == len(PrinterState)
    fine = {S.READY, S.PRINTING, S.PRINTED, S.SENT}
    assert {state for state, said in words.items() if "QR code" not in said} == fine


def test_a_report_is_a_value() -> None:
    assert Report(S.READY) == Report(S.READY, "", False)
