from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.desk.dossier import check_dossier
from kiosk.desk.supplement import request_for, slip_request
from kiosk.printing.escpos import EscposPrinter
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.ipp import IppPrinter
from kiosk.printing.printer import Content, Document, PrinterState
from kiosk.printing.renderer import Renderer
from kiosk.printing.station import NoPrinterError, PrinterAddressError, Station, make_printer
from kiosk.printing.worker import JobError
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


class ThermalFake(FolderPrinter):
    """Takes pictures only and keeps the last one."""

    content = Content.RASTER
    last: Document | None = None

    def submit(self, document: Document) -> str:
        self.last = document
        return "receipt"


@pytest.mark.parametrize(
    ("roll", "dots", "wide"),
    [
        (Paper.RECEIPT_80, 0, 576),
        (Paper.RECEIPT_80, 512, 512),
        (Paper.RECEIPT_58, 0, 384),
        (Paper.A4, 0, 576),
    ],
)
def test_every_document_fits_the_head(
    tmp_path: Path,
    repository: Path,
    checklist: Checklist,
    vietnamese: Translator,
    roll: Paper,
    dots: int,
    wide: int,
) -> None:
    printer = ThermalFake(tmp_path)
    settings = Printer(kind=PrinterKind.ESCPOS_NETWORK, address="x", paper=roll, dots=dots)
    station = Station(settings, Renderer(repository / "assets"), printer)
    station.start()
    sheet = station.fitting(Paper.A5)
    slip = slip_request(request_for(checklist, check_dossier(checklist, {})), sheet, vietnamese)
    with pytest.raises(NoPrinterError, match="not a5"):
        station.print_sheet(slip, Paper.A5)
    for ticket in (
        station.print(checklist, [vietnamese]),
        station.print_sheet(slip, sheet, what=checklist.code, personal=True),
    ):
        assert ticket.done.wait(10)
        assert printer.last is not None
        with Image.open(io.BytesIO(printer.last.data)) as image:
            assert image.width == wide
    assert [job.what for job in station.jobs()] == [checklist.code] * 2
    (picture,) = station.preview(checklist, [vietnamese], ppi=40)
    with Image.open(io.BytesIO(picture)) as image:
        assert image.height > image.width, "the preview is the receipt"
    station.stop()


def test_without_a_printer_there_are_no_jobs(repository: Path) -> None:
    station = Station(Printer(kind=PrinterKind.NONE), Renderer(repository / "assets"), None)
    station.look()
    assert station.jobs() == []
    assert not station.cancel(1)
    assert station.resume().state is PrinterState.REFUSED
    with pytest.raises(JobError):
        station.print_again(1)
