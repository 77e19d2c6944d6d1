"""A month's counts go out as tables with real types, and name nobody."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kiosk.catalogue.counted import CountKind, Reason
from kiosk.catalogue.counts import Counts
from kiosk.catalogue.database import Database
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import Incoming, Origin
from kiosk.desk.how_it_goes import HowItGoes
from kiosk.settings import load_settings
from kiosk.translation import Translator, load_translators

DAY = dt.date(2026, 11, 3)


@pytest.fixture
def goings(engine: Database, hands: Any, repository: Path) -> HowItGoes:
    counts = Counts(engine)
    counts.add(
        DAY,
        {
            (CountKind.VISIT, ""): 42,
            (CountKind.LOOKED_UP, "1.000001"): 7,
            (CountKind.PRINTED, "1.000001"): 3,
            (CountKind.LOOKED_UP, "9.000009"): 9,
            (CountKind.SATISFACTION, "5"): 6,
            (CountKind.REASON, Reason.TOO_SLOW.value): 2,
        },
        {"giấy cho cún": 4},
    )
    counts.add(dt.date(2026, 12, 1), {(CountKind.VISIT, ""): 1000})
    catalogue = Catalogue(engine, hands.clock)
    procedure = Procedure(code="1.000001", name="=Thủ tục", field="Hộ tịch")
    catalogue.stage([Incoming(procedure=procedure, origin=Origin.SHIPPED, file="x")])
    catalogue.publish(by="A")
    office = load_settings(repository / "db" / "ward.toml").office
    return HowItGoes(
        counts, catalogue, office=lambda: office, render=lambda _r: b"%PDF", clock=hands.clock
    )


@pytest.fixture(scope="module")
def tr(repository: Path) -> Translator:
    return load_translators(repository / "assets" / "translations")["vi"]


def test_the_workbook_has_dates_numbers_and_no_formula(goings: HowItGoes, tr: Translator) -> None:
    book = openpyxl.load_workbook(io.BytesIO(goings.xlsx(DAY, tr)))
    days, procedures, weeks, reasons = (list(s.iter_rows(values_only=True)) for s in book)
    assert len(days) == 1 + 30
    assert days[3] == (dt.datetime(2026, 11, 3), 42, 16, 3, 0, 0, 0)
    assert [row[0] for row in procedures[1:]] == ["9.000009", "1.000001"]
    assert procedures[2][1:] == ("=Thủ tục", 7, 3, 0)
    assert book.worksheets[1]["B3"].data_type == "s"
    assert weeks[2][:3] == (dt.datetime(2026, 11, 2), dt.datetime(2026, 11, 8), 6)
    assert reasons[1][1] == 2


def test_the_csv_has_a_line_for_each_count(goings: HowItGoes, tr: Translator) -> None:
    content = goings.csv(DAY, tr)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(rows) == 1 + 6
    assert {tuple(row[::3]) for row in rows[1:]} == {
        ("2026-11-03", count) for count in ("42", "7", "3", "9", "6", "2")
    }
    assert "cún" not in content.decode("utf-8")


def test_the_report_is_of_the_month_asked_for(goings: HowItGoes, tr: Translator) -> None:
    report = goings.report(DAY, tr)
    assert report.figures[0].value == "42"
    assert [bar.label for bar in report.most] == ["9.000009", "=Thủ tục"]
    assert [bar.label for bar in report.unfound] == ["giấy cho cún"]
    assert goings.pdf(DAY, tr) == b"%PDF"
