"""The catalogue that is shipped is sound, and English where people from abroad need it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalogue.procedure import Tier
from kiosk.catalogue.validation import report
from kiosk.catalogue.yaml_files import load_catalogue


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "db" / "catalogue"


def test_no_mistake_and_nothing_to_look_at(folder: Path) -> None:
    mistakes, hints = report(folder)
    assert mistakes == []
    assert hints == []


def test_every_procedure_is_dated_and_from_a_decision_or_page(folder: Path) -> None:
    procedures = load_catalogue(folder)
    assert len(procedures) >= 40
    assert sum(procedure.tier is Tier.FULL for procedure in procedures) >= 40
    for procedure in procedures:
        assert procedure.checked_on, procedure.code
        assert procedure.decision or procedure.source, procedure.code
