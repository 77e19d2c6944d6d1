"""The real records, read once for all tests of the importer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalogue.importing import read_sources
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.staging import Incoming, Rejection

Items = list[Incoming | Rejection]


@pytest.fixture(scope="session")
def portal_items(shared_data: Path) -> Items:
    return list(read_sources([shared_data / "portal.tar.xz"]))


@pytest.fixture(scope="session")
def portal(portal_items: Items) -> dict[str, Procedure]:
    taken = [item for item in portal_items if isinstance(item, Incoming)]
    return {item.procedure.code: item.procedure for item in taken}


@pytest.fixture(scope="session")
def record_items(shared_data: Path) -> Items:
    return list(read_sources([shared_data / "records.jsonl"]))


@pytest.fixture(scope="session")
def records(record_items: Items) -> dict[str, Procedure]:
    taken = [item for item in record_items if isinstance(item, Incoming)]
    return {item.procedure.code: item.procedure for item in taken}
