"""A clerk takes or refuses what an official text changes, field by field; publishing does it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from kiosk.catalogue.decisions import NoSuchDifferenceError
from kiosk.catalogue.difference import DifferenceKind, ProcedureDifference
from kiosk.catalogue.procedure import DocumentRequirement, Fee, Procedure, TimeLimit
from kiosk.catalogue.procedure import TimeUnit as Unit
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import ImportReport, Origin
from kiosk.catalogue.taking import FieldTakeError, take_fields, whole_items

Stage = Callable[..., ImportReport]
replace = msgspec.structs.replace


def changed(model: Procedure) -> Procedure:
    """The model as a new decision has it: another agency, fee and paper."""
    (method,) = model.methods
    fees = [Fee(name="Lệ phí", amount=9000), Fee(name="Lệ phí", amount=1000)]
    limits = [TimeLimit(unit=Unit.WORKING_DAYS, amount=5)]
    return replace(
        model,
        agency="Ủy ban nhân dân cấp xã",
        methods=[replace(method, fees=fees, time_limits=limits)],
        documents=[*model.documents, DocumentRequirement(name="Ảnh / Hình thẻ", originals=2)],
        steps=["Nộp.", "Nhận."],
    )


FIELDS = {
    "agency",
    "methods / in_person / fees / Lệ phí / amount",
    "methods / in_person / fees / Lệ phí (2)",
    "methods / in_person / time_limits / working_days / amount",
    "documents / Ảnh / Hình thẻ",
    "steps",
}


@pytest.fixture
def waiting(catalogue: Catalogue, stage: Stage, model: Procedure) -> Procedure:
    """A published text of the portal and a draft with another one."""
    stage(model, origin=Origin.PORTAL)
    catalogue.publish(by="A")
    after = changed(model)
    stage(after, origin=Origin.PORTAL)
    return after


def decided(found: ProcedureDifference) -> dict[str, str]:
    return {change.field: change.decided for change in found.changes if change.decided}


def only(catalogue: Catalogue) -> ProcedureDifference:
    (found,) = catalogue.difference()
    return found


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_each_field_can_be_taken_alone_and_given_back(model: Procedure, field: str) -> None:
    after = changed(model)
    one = take_fields(model, after, [field])
    assert one not in (model, after)
    assert take_fields(one, model, [field]) == model
    assert take_fields(take_fields(after, model, [field]), after, [field]) == after


def test_all_fields_one_by_one_make_the_other_text(model: Procedure) -> None:
    after, text = changed(model), model
    for field in FIELDS:
        text = take_fields(text, after, [field])
    assert text == after


def test_an_item_that_comes_is_one_change(catalogue: Catalogue, waiting: Procedure) -> None:
    changes = {change.field: change for change in only(catalogue).changes}
    assert set(changes) == FIELDS
    assert changes["documents / Ảnh / Hình thẻ"].new == "Ảnh / Hình thẻ; originals 2"
    assert changes["documents / Ảnh / Hình thẻ"].old == ""
    assert whole_items(only(catalogue).changes) == only(catalogue).changes


def test_a_refused_field_stays_as_citizens_see_it(
    catalogue: Catalogue, waiting: Procedure, model: Procedure
) -> None:
    assert catalogue.decide(model.code, ["agency", "steps"], accepted=False, by="Lan") == 2
    assert decided(only(catalogue)) == {"agency": "refused", "steps": "refused"}
    assert catalogue.procedure(model.code) == model
    catalogue.publish(by="Lan")
    seen = catalogue.procedure(model.code)
    assert seen == replace(waiting, agency=model.agency, steps=model.steps)
    assert catalogue.difference() == []


def test_a_refusal_taken_back_leaves_the_official_text(
    catalogue: Catalogue, waiting: Procedure, model: Procedure
) -> None:
    catalogue.decide(model.code, accepted=False, by="Lan")
    catalogue.decide(model.code, accepted=True, by="Lan")
    catalogue.publish(by="Lan")
    assert catalogue.procedure(model.code) == waiting
    assert catalogue.procedures(posted_only=False, own=True) == []


def test_a_rollback_brings_back_what_was_before_the_decisions(
    catalogue: Catalogue, waiting: Procedure, model: Procedure
) -> None:
    catalogue.decide(model.code, ["steps"], accepted=False, by="Lan")
    catalogue.publish(by="Lan")
    catalogue.rollback(by="Lan")
    assert catalogue.procedure(model.code) == model


def test_a_later_text_asks_again(
    catalogue: Catalogue, stage: Stage, waiting: Procedure, model: Procedure
) -> None:
    catalogue.decide(model.code, ["agency"], accepted=False, by="Lan")
    catalogue.publish(by="Lan")
    stage(replace(waiting, agency="Trung tâm"), origin=Origin.PORTAL)
    (change,) = only(catalogue).changes
    assert (change.field, change.ours, change.new) == ("agency", "", "Trung tâm")
    assert change.conflict
    catalogue.decide(model.code, ["agency"], accepted=True, by="Lan")
    catalogue.publish(by="Lan")
    seen = catalogue.procedure(model.code)
    assert seen is not None
    assert (seen.agency, seen.steps) == ("Trung tâm", waiting.steps)


def test_our_own_text_takes_some_fields_and_the_others_wait(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    stage(model, origin=Origin.PORTAL)
    catalogue.publish(by="A")
    stage(replace(model, keywords="của phường"))
    catalogue.publish(by="A")
    stage(changed(model), origin=Origin.PORTAL)
    catalogue.publish(by="A")
    found = only(catalogue)
    assert found.kind is DifferenceKind.BEHIND
    assert not catalogue.has_draft()
    catalogue.decide(model.code, ["steps"], accepted=True, by="Lan")
    catalogue.decide(model.code, ["agency"], accepted=False, by="Lan")
    assert catalogue.has_draft()
    catalogue.publish(by="Lan")
    seen = catalogue.procedure(model.code)
    assert seen == replace(model, keywords="của phường", steps=["Nộp.", "Nhận."])
    assert {change.field for change in only(catalogue).changes} == FIELDS - {"steps", "agency"}
    catalogue.decide(model.code, accepted=False, by="Lan")
    assert catalogue.difference() == []


def test_a_new_and_a_lapsed_procedure_are_refused_as_a_whole(
    catalogue: Catalogue, stage: Stage, numbered: Callable[[int], Procedure]
) -> None:
    stage(numbered(1), numbered(2), origin=Origin.PORTAL)
    catalogue.publish(by="A")
    stage(numbered(1), numbered(3), origin=Origin.PORTAL, replace_origin=True)
    kinds = {each.code: each.kind for each in catalogue.difference()}
    assert kinds == {"1.000002": DifferenceKind.ABOLISHED, "1.000003": DifferenceKind.NEW}
    for code in kinds:
        assert catalogue.decide(code, accepted=False, by="Lan") == 1
    assert {each.decided for each in catalogue.difference()} == {"refused"}
    catalogue.publish(by="Lan")
    assert catalogue.codes(posted_only=False) == ["1.000001", "1.000002"]


def test_what_does_not_differ_cannot_be_decided(
    catalogue: Catalogue, waiting: Procedure, model: Procedure
) -> None:
    for code, fields in (("1.000009", []), (model.code, ["name"]), (model.code, ["agency", "no"])):
        with pytest.raises(NoSuchDifferenceError):
            catalogue.decide(code, fields, accepted=False, by="Lan")
    assert decided(only(catalogue)) == {}


def test_a_field_that_others_refer_to_is_refused_with_the_reason(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    before = replace(model, cases=[], documents=[model.documents[0]])
    stage(before, origin=Origin.PORTAL)
    catalogue.publish(by="A")
    stage(model, origin=Origin.PORTAL)
    with pytest.raises(FieldTakeError, match="cannot be decided alone"):
        catalogue.decide(model.code, ["cases / other"], accepted=False, by="Lan")
    assert decided(only(catalogue)) == {}
    together = ["documents / Giấy ủy quyền", "cases / other"]
    assert catalogue.decide(model.code, together, accepted=False, by="Lan") == 2
