from __future__ import annotations

import datetime as dt
import itertools
import os
from pathlib import Path

import pytest

from kiosk.clock import COUNTER_ZONE
from kiosk.printing import folder
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.printer import Document, PrinterError, PrinterState
from kiosk.settings import Paper

SHEET = Document(b"%PDF-1.7 sheet", Paper.A4)


@pytest.fixture
def printer(tmp_path: Path) -> FolderPrinter:
    numbers = itertools.count()
    return FolderPrinter(
        tmp_path / "prints",
        clock=lambda: dt.datetime(2026, 11, 23, 14, 5, tzinfo=COUNTER_ZONE),
        token=lambda: f"{next(numbers):04}",
    )


def test_writes_whole_files_with_neutral_names(printer: FolderPrinter, tmp_path: Path) -> None:
    assert printer.status().state is PrinterState.READY
    names = [printer.submit(SHEET) for _ in range(2)]
    assert names == ["checklist-20261123-140500-0000.pdf", "checklist-20261123-140500-0001.pdf"]
    assert sorted(path.name for path in (tmp_path / "prints").iterdir()) == names
    assert (tmp_path / "prints" / names[0]).read_bytes() == SHEET.data
    report = printer.follow(names[0])
    assert report.state is PrinterState.PRINTED and report.final


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "prints").write_text("x")
    printer = FolderPrinter(tmp_path / "prints")
    assert printer.status().state is PrinterState.FAILED
    with pytest.raises(PrinterError) as caught:
        printer.submit(SHEET)
    assert caught.value.report.state is PrinterState.FAILED
    assert "prints" in caught.value.report.cause


def test_half_written_files_go_at_the_start(printer: FolderPrinter, tmp_path: Path) -> None:
    printer.submit(SHEET)
    half = tmp_path / "prints" / "checklist-20261122-170000-ffff.part"
    half.write_bytes(b"%PDF")
    assert printer.cancel_stale() == 0, "another process may be writing it at this moment"
    os.utime(half, (0, 0))
    assert printer.cancel_stale() == 1
    assert not half.exists()
    assert len(list((tmp_path / "prints").iterdir())) == 1


def test_old_files_make_room(
    printer: FolderPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "KEPT_FILES", 3)
    names = [printer.submit(SHEET) for _ in range(5)]
    assert sorted(path.name for path in (tmp_path / "prints").iterdir()) == names[2:]


def test_cancel_removes_the_file(printer: FolderPrinter, tmp_path: Path) -> None:
    assert printer.cancel(printer.submit(SHEET))
    assert list((tmp_path / "prints").iterdir()) == []
