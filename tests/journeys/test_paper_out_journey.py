"""The paper runs out while a citizen prints: a real window, a real CUPS, a printer behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from loopback import Loopback
from window_driver import BIRTH, Driver

from kiosk.printing.ipp import IppPrinter
from kiosk.printing.printer import PrinterState
from kiosk.printing.renderer import Renderer
from kiosk.printing.station import Station
from kiosk.settings import Printer, PrinterKind
from kiosk.ui.navigation import Place

pytestmark = pytest.mark.usefixtures("calm")

SECONDS = 10.0


@pytest.fixture
def station(cups: Loopback, repository: Path) -> Iterator[Station]:
    printer = IppPrinter(cups.queue, machine="journey", timeout_seconds=2)
    settings = Printer(kind=PrinterKind.IPP, address=cups.queue)
    station = Station(settings, Renderer(repository / "assets"), printer)
    station.start()
    yield station
    station.stop()


def print_birth(ui: Driver, station: Station) -> Any:
    """Go to the birth list of one family and print it."""

    def start(checklist: Any, tr: Any, news: Any) -> Callable[[], None]:
        return station.print(checklist, [tr], news).withdraw

    app = ui.start(change=lambda rooms: replace(rooms, start_print=start))
    app.start_over()
    app.visit.procedure = app.rooms.procedure(BIRTH)
    app.visit.answers = {"applicant": "parent", "birth": "notified"}
    app.continue_case()
    ui.frames(4)
    ui.tap_text(app.tr("Print the list of papers"))
    return app


def test_paper_is_filled_in_while_the_citizen_waits(
    ui: Driver, cups: Loopback, station: Station
) -> None:
    cups.printer.set("empty")
    app = print_birth(ui, station)
    ui.wait_for(lambda: "Máy in hết giấy" in ui.texts(), SECONDS)
    said = " ".join(ui.texts())
    assert "QR" in said, "there is another way"
    (job,) = station.jobs()
    assert (job.what, job.report.state) == (BIRTH, PrinterState.PAPER_OUT)
    assert "media-empty" in job.report.cause, "the clerk sees why"
    assert job.can_cancel
    cups.printer.set("empty", False)
    ui.wait_for(lambda: app.tr("Printed") in ui.texts(), SECONDS)
    (sheet,) = cups.printer.sheets()
    assert "Khai sinh cho con" in pypdf.PdfReader(sheet).pages[0].extract_text()
    ui.tap_text(app.tr("I have my paper"))
    assert app.visit.place is Place.RATING


def test_who_leaves_without_paper_leaves_nothing_for_the_next(
    ui: Driver, cups: Loopback, station: Station
) -> None:
    cups.printer.set("empty")
    app = print_birth(ui, station)
    ui.wait_for(lambda: "Máy in hết giấy" in ui.texts(), SECONDS)
    app.end_visit()
    ui.wait_for(lambda: not any(job.can_cancel for job in station.jobs()), SECONDS)
    ui.wait_for(lambda: station.jobs()[0].report.final, SECONDS)
    assert "taken back" in station.jobs()[0].report.cause
    cups.printer.power_cycle()
    assert IppPrinter(cups.queue, machine="journey").cancel_stale() == 0
    assert cups.printer.sheets() == []
