"""The ward's own texts, the shipped ones and the official ones: who comes first, who is behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from kiosk.catalogue.difference import DifferenceKind, ProcedureDifference
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import ImportReport, Incoming, Origin

Stage = Callable[..., ImportReport]
Numbered = Callable[[int], Procedure]
replace = msgspec.structs.replace


def behind(catalogue: Catalogue) -> list[ProcedureDifference]:
    return [each for each in catalogue.difference() if each.kind is DifferenceKind.BEHIND]


def test_the_order_of_the_origins(catalogue: Catalogue, stage: Stage, model: Procedure) -> None:
    for origin in reversed(Origin):
        stage(replace(model, agency=origin.value), origin=origin)
        shown = catalogue.procedure(model.code, newest=True)
        assert shown is not None
        assert shown.agency == origin.value
    assert [*Origin] == ["ward", "shipped", "portal", "records", "list"]


def test_our_own_are_the_wards_and_the_shipped(
    catalogue: Catalogue, stage: Stage, numbered: Numbered
) -> None:
    ward = replace(numbered(2), agency="Phường")
    stage(numbered(1), numbered(2), numbered(3), origin=Origin.PORTAL)
    stage(numbered(2), numbered(4), origin=Origin.SHIPPED)
    stage(ward)
    catalogue.publish(by="A")
    assert catalogue.procedures(posted_only=False, own=True) == [ward, numbered(4)]
    assert catalogue.codes(posted_only=False, own=True) == ["1.000002", "1.000004"]
    assert len(catalogue.codes(posted_only=False)) == 4


def test_what_is_shipped_no_longer_goes_and_the_wards_own_stays(
    catalogue: Catalogue, stage: Stage, numbered: Numbered
) -> None:
    stage(numbered(1), numbered(2), numbered(3), origin=Origin.SHIPPED)
    stage(replace(numbered(2), agency="Phường"))
    catalogue.publish(by="A")
    report = stage(numbered(1), origin=Origin.SHIPPED, replace_origin=True)
    assert (report.removed, report.differs) == (2, True)
    assert catalogue.codes(posted_only=False, newest=True) == ["1.000001", "1.000002"]
    report = stage(numbered(1), origin=Origin.SHIPPED, replace_origin=True)
    assert (report.removed, report.differs) == (0, False)


def test_the_wards_edit_survives_an_upgrade_and_the_conflict_is_told(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    base = replace(model, agency="A", subjects="Mọi người", keywords="x")
    ours = replace(base, agency="Phường", keywords="y")
    stage(base, origin=Origin.SHIPPED)
    stage(ours)
    catalogue.publish(by="ward")
    assert behind(catalogue) == []

    upgraded = replace(base, agency="B", subjects="Công dân", keywords="y")
    stage(upgraded, origin=Origin.SHIPPED, replace_origin=True)
    catalogue.publish(by="kiosk")
    assert catalogue.procedure(model.code) == ours
    (found,) = behind(catalogue)
    assert (found.code, found.origin, found.shown) == (model.code, Origin.SHIPPED, False)
    assert {(c.field, c.old, c.new, c.ours, c.conflict) for c in found.changes} == {
        ("agency", "A", "B", "Phường", True),
        ("subjects", "Mọi người", "Công dân", "Mọi người", False),
    }


def test_the_base_is_what_the_ward_saw_not_the_upgrade_before(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    def ship(agency: str) -> None:
        stage(replace(model, agency=agency), origin=Origin.SHIPPED, replace_origin=True)
        catalogue.publish(by="kiosk")

    ship("A")
    stage(replace(model, agency="A", keywords="của phường"))
    catalogue.publish(by="ward")
    ship("B")
    ship("C")
    (found,) = behind(catalogue)
    assert [(c.field, c.old, c.new, c.conflict) for c in found.changes] == [
        ("agency", "A", "C", False)
    ]
    ship("A")
    assert behind(catalogue) == []


def test_importing_the_wards_text_again_settles_it(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    ours = replace(model, agency="Phường")
    stage(model, origin=Origin.SHIPPED)
    stage(ours)
    catalogue.publish(by="ward")
    assert stage(ours).unchanged == 1
    assert not catalogue.has_draft()
    stage(replace(model, agency="B"), origin=Origin.SHIPPED)
    catalogue.publish(by="kiosk")
    assert len(behind(catalogue)) == 1
    assert stage(ours).changed == 1
    assert behind(catalogue) == []
    assert stage(ours).unchanged == 1
    catalogue.publish(by="ward")
    assert catalogue.procedure(model.code) == ours
    assert behind(catalogue) == []


def test_base_and_own_text_in_one_import(catalogue: Catalogue, model: Procedure) -> None:
    ours = replace(model, agency="Phường")

    def bring(official: Procedure) -> ImportReport:
        return catalogue.stage(
            [
                Incoming(procedure=official, origin=Origin.PORTAL, file="1"),
                Incoming(procedure=ours, origin=Origin.WARD, file="2"),
                Incoming(procedure=ours, origin=Origin.WARD, file="3"),
            ]
        )

    report = bring(model)
    assert (report.new, report.unchanged) == (2, 1)
    catalogue.publish(by="A")
    assert bring(model).unchanged == 3
    assert behind(catalogue) == []
    assert bring(replace(model, agency="B")).changed == 2
    assert behind(catalogue) == []


def test_a_waiting_text_of_the_base_is_not_behind(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    later = replace(model, agency="Luật mới", effective_from=dt.date(2027, 3, 1))
    stage(model, origin=Origin.SHIPPED)
    stage(later, origin=Origin.SHIPPED)
    stage(replace(model, agency="Phường"))
    catalogue.publish(by="A")
    assert behind(catalogue) == []


def test_the_first_text_of_the_ward_is_compared_with_what_citizens_saw(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    stage(model, origin=Origin.SHIPPED)
    catalogue.publish(by="kiosk")
    stage(replace(model, agency="Phường"))
    (found,) = catalogue.difference()
    assert (found.kind, found.origin, found.shown) == ("changed", Origin.WARD, True)
    assert [(c.field, c.old, c.new) for c in found.changes] == [("agency", "", "Phường")]
