"""The real records at national scale: counts and what the readers say afterwards."""

from __future__ import annotations

from pathlib import Path

from kiosk.catalogue.importing import read_sources
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import Incoming


def test_the_national_records(catalogue: Catalogue, shared_data: Path) -> None:
    items = list(read_sources([shared_data / "records.jsonl"]))
    report = catalogue.stage(items)
    assert report.read == len(items) >= 4_114
    assert report.read == report.new + report.rejected
    again = catalogue.stage(items)
    assert (again.unchanged, again.rejected) == (report.new, report.rejected)
    catalogue.publish(by="A")

    entries = catalogue.search_entries(posted_only=False)
    assert len(entries) == report.new

    texts = [item.procedure for item in items if isinstance(item, Incoming)]
    fullest = sorted(texts, key=lambda each: -len(each.documents))[:320]
    catalogue.post([each.code for each in fullest])
    found = catalogue.procedures()
    assert found == sorted(fullest, key=lambda each: each.code)

    assert catalogue.procedure(fullest[0].code) == fullest[0]
