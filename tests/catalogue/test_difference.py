"""What a clerk reads before publishing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from kiosk.catalogue.difference import DifferenceKind, ProcedureDifference
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import ImportReport, Origin

Stage = Callable[..., ImportReport]
Numbered = Callable[[int], Procedure]
replace = msgspec.structs.replace


def only(catalogue: Catalogue) -> ProcedureDifference:
    (found,) = catalogue.difference()
    return found


def test_new(catalogue: Catalogue, stage: Stage, model: Procedure) -> None:
    stage(model)
    found = only(catalogue)
    assert (found.code, found.name, found.kind) == (model.code, "Mẫu", DifferenceKind.NEW)
    assert found.shown
    assert found.changes == []


def test_changed_field_by_field(catalogue: Catalogue, stage: Stage, model: Procedure) -> None:
    stage(model)
    catalogue.publish(by="A")
    assert catalogue.difference() == []
    declaration, letter, pattern = model.documents
    stage(
        replace(
            model,
            agency="Ủy ban nhân dân cấp xã",
            everyday_names=["làm mẫu"],
            documents=[letter, replace(declaration, originals=2), replace(pattern, cases=[])],
        )
    )
    found = only(catalogue)
    assert found.kind is DifferenceKind.CHANGED
    assert {(c.field, c.old, c.new) for c in found.changes} == {
        ("agency", "", "Ủy ban nhân dân cấp xã"),
        ("everyday_names", "làm mẫu; xin mẫu", "làm mẫu"),
        ("documents / Tờ khai / originals", "1", "2"),
        ("documents / Mẫu ủy quyền / cases", "unsigned", ""),
    }


def test_a_paper_that_goes_is_named(catalogue: Catalogue, stage: Stage, model: Procedure) -> None:
    stage(model)
    catalogue.publish(by="A")
    stage(replace(model, documents=model.documents[:2]))
    changes = {c.field: (c.old, c.new) for c in only(catalogue).changes}
    told = "Mẫu ủy quyền; photocopies 1; cases unsigned"
    assert changes == {"documents / Mẫu ủy quyền": (told, "")}


def test_abolished_and_replaced(catalogue: Catalogue, stage: Stage, numbered: Numbered) -> None:
    one, two, three, four = (numbered(n) for n in range(1, 5))
    stage(one, two, three, four, origin=Origin.PORTAL)
    catalogue.publish(by="A")
    ended = replace(two, effective_to=dt.date(2026, 11, 1))
    follower = replace(three, replaced_by="1.000004")
    stage(ended, follower, four, origin=Origin.PORTAL, replace_origin=True)
    assert {(d.code, d.kind.value, d.replaced_by) for d in catalogue.difference()} == {
        ("1.000001", "abolished", ""),
        ("1.000002", "abolished", ""),
        ("1.000003", "replaced", "1.000004"),
    }


def test_a_field_that_both_sides_changed_is_a_conflict(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    stage(replace(model, agency="Sở A", subjects="Mọi người"), origin=Origin.PORTAL)
    ours = replace(model, agency="Phường B", subjects="Mọi người")
    stage(ours)
    catalogue.publish(by="A")
    stage(replace(model, agency="Sở C", subjects="Công dân"), origin=Origin.PORTAL)
    found = only(catalogue)
    assert found.origin is Origin.PORTAL
    assert not found.shown
    assert {(c.field, c.old, c.new, c.ours, c.conflict) for c in found.changes} == {
        ("agency", "Sở A", "Sở C", "Phường B", True),
        ("subjects", "Mọi người", "Công dân", "Mọi người", False),
    }
    catalogue.publish(by="A")
    assert catalogue.procedure(model.code) == ours


def test_a_text_that_waits_is_compared_with_the_one_in_force(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    later = replace(model, agency="Sở A", effective_from=dt.date(2027, 3, 1))
    stage(later)
    catalogue.publish(by="A")
    stage(model)
    catalogue.publish(by="A")
    stage(later)
    changes = {c.field: (c.old, c.new) for c in only(catalogue).changes}
    assert changes == {"agency": ("", "Sở A"), "effective_from": ("", "2027-03-01")}


def test_many_new_ones_are_compared_at_once(
    catalogue: Catalogue, stage: Stage, numbered: Numbered
) -> None:
    stage(*(numbered(n) for n in range(1, 901)), origin=Origin.RECORDS)
    found = catalogue.difference()
    assert [d.code for d in found] == [f"1.{n:06d}" for n in range(1, 901)]
