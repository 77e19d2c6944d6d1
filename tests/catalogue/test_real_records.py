"""The real records at national scale: counts, times and what the readers say afterwards."""

from __future__ import annotations

import time
from pathlib import Path

from kiosk.catalogue.importing import read_sources
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import Incoming

SLACK = 3
"""The machine that runs the tests may be busy: a budget holds with this factor here."""


def test_the_national_records(catalogue: Catalogue, shared_data: Path) -> None:
    items = list(read_sources([shared_data / "records.jsonl"]))
    began = time.perf_counter()
    report = catalogue.stage(items)
    assert time.perf_counter() - began < 8 * SLACK
    assert report.read == len(items) >= 4_114
    assert report.read == report.new + report.rejected
    again = catalogue.stage(items)
    assert (again.unchanged, again.rejected) == (report.new, report.rejected)
    catalogue.publish(by="A")

    began = time.perf_counter()
    entries = catalogue.search_entries(posted_only=False)
    assert time.perf_counter() - began < 0.5 * SLACK
    assert len(entries) == report.new

    texts = [item.procedure for item in items if isinstance(item, Incoming)]
    fullest = sorted(texts, key=lambda each: -len(each.documents))[:320]
    catalogue.post([each.code for each in fullest])
    began = time.perf_counter()
    found = catalogue.procedures()
    assert time.perf_counter() - began < 0.9 * SLACK
    assert found == sorted(fullest, key=lambda each: each.code)

    began = time.perf_counter()
    assert catalogue.procedure(fullest[0].code) == fullest[0]
    assert time.perf_counter() - began < 0.03 * SLACK
