from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.printing.escpos import EscposPrinter
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.ipp import IppPrinter
from kiosk.printing.printer import PrinterState
from kiosk.printing.renderer import Renderer
from kiosk.printing.station import NoPrinterError, PrinterAddressError, Station, make_printer
from kiosk.settings import Paper, Printer, PrinterKind
from kiosk.translation import Translator


@pytest.mark.parametrize(
    ("kind", "address", "made"),
    [
        (PrinterKind.FOLDER, "", FolderPrinter),
        (PrinterKind.IPP, "ipp://office:631/ipp/print", IppPrinter),
        (PrinterKind.IPP, "http://localhost:631/printers/office", IppPrinter),
        (PrinterKind.ESCPOS_NETWORK, "thermal", EscposPrinter),
        (PrinterKind.ESCPOS_NETWORK, "thermal:9101", EscposPrinter),
        (PrinterKind.ESCPOS_FILE, "/dev/usb/lp0", EscposPrinter),
        (PrinterKind.NONE, "", type(None)),
    ],
)
def test_the_printer_of_the_profile(
    tmp_path: Path, kind: PrinterKind, address: str, made: type
) -> None:
    assert isinstance(make_printer(Printer(kind=kind, address=address), tmp_path), made)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (PrinterKind.IPP, "printer"),
        (PrinterKind.IPP, "ftp://host/x"),
        (PrinterKind.IPP, "ipp:///print"),
        (PrinterKind.ESCPOS_NETWORK, ":9100"),
        (PrinterKind.ESCPOS_NETWORK, "thermal:port"),
    ],
)
def test_an_address_that_does_not_fit(tmp_path: Path, kind: PrinterKind, address: str) -> None:
    with pytest.raises(PrinterAddressError, match=r"printer\.address"):
        make_printer(Printer(kind=kind, address=address), tmp_path)


@pytest.fixture
def station(tmp_path: Path, repository: Path) -> Iterator[Station]:
    station = Station(Printer(per_hour=2), Renderer(repository / "assets"), FolderPrinter(tmp_path))
    station.start()
    yield station
    station.stop()


@pytest.fixture
def checklist(make: Callable[..., Checklist], shipped: dict[str, Procedure]) -> Checklist:
    return make(shipped["1.001193"])


def test_a_checklist_ends_in_the_folder(
    station: Station, checklist: Checklist, vietnamese: Translator, tmp_path: Path
) -> None:
    reports: list[PrinterState] = []
    ticket = station.print(checklist, [vietnamese], lambda report: reports.append(report.state))
    assert ticket.done.wait(10)
    assert reports == [PrinterState.PRINTED]
    (file,) = tmp_path.glob("*.pdf")
    assert file.read_bytes().startswith(b"%PDF-")
    assert station.status.state is PrinterState.READY


def test_a_sheet_that_cannot_be_set_is_a_failed_sheet(
    tmp_path: Path, checklist: Checklist, vietnamese: Translator
) -> None:
    station = Station(Printer(), Renderer(tmp_path), FolderPrinter(tmp_path / "prints"))
    station.start()
    ticket = station.print(checklist, [vietnamese])
    assert ticket.done.wait(10)
    station.stop()
    assert ticket.report.state is PrinterState.FAILED
    assert "checklist.typ: No such file" in ticket.report.cause


def test_no_printer_says_so(repository: Path, checklist: Checklist, vietnamese: Translator) -> None:
    station = Station(Printer(kind=PrinterKind.NONE), Renderer(repository / "assets"), None)
    station.start()
    assert station.status.state is PrinterState.REFUSED
    with pytest.raises(NoPrinterError, match="no printer is set up"):
        station.print(checklist, [vietnamese])
    assert station.pdf(checklist, [vietnamese], Paper.A5).startswith(b"%PDF-")
    assert len(station.preview(checklist, [vietnamese], ppi=40)) >= 1
    station.stop()


def test_a_machine_with_a_roll_prints_a_receipt(
    tmp_path: Path, repository: Path, checklist: Checklist, vietnamese: Translator
) -> None:
    settings = msgspec.structs.replace(Printer(), paper=Paper.RECEIPT_58)
    station = Station(settings, Renderer(repository / "assets"), FolderPrinter(tmp_path))
    station.start()
    assert station.print(checklist, [vietnamese]).done.wait(10)
    station.stop()
    assert len(list(tmp_path.glob("*.pdf"))) == 1
