"""Our facts beside the public records: what agrees, what differs, what is explained."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.catalogue.audit import About, Finding, Outcome, audit, tally
from kiosk.catalogue.procedure import (
    AuditNote,
    Decision,
    DocumentRequirement,
    Fee,
    FeeStep,
    Level,
    Method,
    MethodKind,
    Procedure,
    Purpose,
    Tier,
    TimeLimit,
    TimeUnit,
)

replace = msgspec.structs.replace


@pytest.fixture
def ours(model: Procedure) -> Procedure:
    return replace(model, levels=[Level.COMMUNE], agency="Ủy ban nhân dân cấp xã")


@pytest.fixture
def public(ours: Procedure) -> Procedure:
    """The record that agrees with ours in everything; its cases are groups of papers."""
    three = [DocumentRequirement(name=str(n), originals=1) for n in range(3)]
    common, second, third = three
    return replace(
        ours,
        questions=[],
        cases=[replace(case, when={}) for case in ours.cases],
        documents=[
            common,
            replace(second, cases=["other"]),
            replace(third, cases=["unsigned"]),
            DocumentRequirement(name="Lưu ý", purpose=Purpose.NOTE),
        ],
    )


def of(findings: list[Finding], about: About) -> Finding:
    (found,) = [each for each in findings if each.about is about]
    return found


def check(ours: Procedure, public: Procedure, about: About) -> Outcome:
    return of(list(audit([ours], {public.code: public})), about).outcome


def test_a_code_that_the_records_do_not_have(ours: Procedure) -> None:
    (found,) = audit([ours], {})
    assert (found.about, found.outcome) == (About.CODE, Outcome.UNEXPLAINED)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("THỦ TỤC MẪU.", Outcome.SAME),
        ("Thủ tục  thủ tục mâu", Outcome.SAME),
        ("Thủ tục mẫu mới", Outcome.UNEXPLAINED),
    ],
)
def test_names_after_folding(ours: Procedure, public: Procedure, name: str, outcome: str) -> None:
    assert check(ours, replace(public, name=name), About.NAME) == outcome


@pytest.mark.parametrize(
    ("agency", "outcome"),
    [
        ("UBND cấp xã", Outcome.SAME),
        ("Uỷ ban Nhân dân xã, phường, thị trấn.", Outcome.SAME),
        ("", Outcome.SILENT),
        ("Ủy ban nhân dân cấp huyện", Outcome.UNEXPLAINED),
        ("Chủ tịch Ủy ban nhân dân xã", Outcome.UNEXPLAINED),
    ],
)
def test_agencies(ours: Procedure, public: Procedure, agency: str, outcome: str) -> None:
    assert check(ours, replace(public, agency=agency), About.AGENCY) == outcome


def test_decision_and_level(ours: Procedure, public: Procedure) -> None:
    for about, change in (
        (About.DECISION, {"decision": Decision(number="2/QĐ-BTP")}),
        (About.LEVEL, {"levels": [Level.COMMUNE, Level.PROVINCE]}),
    ):
        assert check(ours, public, about) is Outcome.SAME
        assert check(ours, replace(public, **change), about) is Outcome.UNEXPLAINED
    assert check(ours, replace(public, decision=None), About.DECISION) is Outcome.SILENT
    assert check(ours, replace(public, levels=[]), About.LEVEL) is Outcome.SILENT


def with_method(procedure: Procedure, *methods: Method) -> Procedure:
    return replace(procedure, methods=list(methods))


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        ([TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=3)], Outcome.SAME),
        ([TimeLimit(unit=TimeUnit.CALENDAR_DAYS, amount=3)], Outcome.UNEXPLAINED),
        ([TimeLimit(unit=TimeUnit.UNKNOWN, amount=3)], Outcome.UNEXPLAINED),
        ([TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=4)], Outcome.UNEXPLAINED),
        ([], Outcome.SILENT),
    ],
)
def test_time_limits_with_their_unit(
    ours: Procedure, public: Procedure, limits: list[TimeLimit], outcome: str
) -> None:
    method = Method(kind=MethodKind.IN_PERSON, time_limits=limits)
    assert check(ours, with_method(public, method), About.TIME_LIMIT) == outcome


@pytest.mark.parametrize(
    ("mine", "theirs", "outcome"),
    [
        ([Fee(name="a", amount=8000)], [Fee(name="b", amount=8000)], Outcome.SAME),
        ([Fee(name="a", amount=8000)], [], Outcome.SILENT),
        ([Fee(name="a", amount=8000)], [Fee(name="b", amount=5000)], Outcome.UNEXPLAINED),
        ([Fee(name="a", amount=0)], [Fee(name="b", note="do tỉnh định")], Outcome.UNEXPLAINED),
        ([Fee(name="a")], [Fee(name="b", note="do tỉnh định")], Outcome.SAME),
        ([Fee(name="a")], [Fee(name="b", amount=8000)], Outcome.UNEXPLAINED),
        ([], [Fee(name="b", amount=0)], Outcome.UNEXPLAINED),
        (
            [Fee(name="a", amount=2000, steps=[FeeStep(from_unit=3, amount=1000)], cap=200000)],
            [Fee(name="b", amount=2000, note="từ trang 3 là 1.000 đồng, tối đa 200.000 đồng")],
            Outcome.SAME,
        ),
        (
            [Fee(name="a", amount=2000)],
            [Fee(name="b", amount=2000), Fee(name="c", amount=1000)],
            Outcome.UNEXPLAINED,
        ),
    ],
)
def test_fees(
    ours: Procedure, public: Procedure, mine: list[Fee], theirs: list[Fee], outcome: str
) -> None:
    methods = [Method(kind=MethodKind.ONLINE, fees=fees) for fees in (mine, theirs)]
    assert check(with_method(ours, methods[0]), with_method(public, methods[1]), About.FEE) == (
        outcome
    )


def test_which_methods_there_are(ours: Procedure, public: Procedure) -> None:
    online = Method(kind=MethodKind.ONLINE)
    assert check(ours, public, About.METHODS) is Outcome.SAME
    both = with_method(public, *public.methods, online)
    assert check(ours, both, About.METHODS) is Outcome.UNEXPLAINED
    assert check(ours, with_method(public), About.METHODS) is Outcome.SILENT


def test_documents_by_case(ours: Procedure, public: Procedure) -> None:
    found = of(list(audit([ours], {public.code: public})), About.DOCUMENTS)
    assert (found.ours, found.public, found.outcome) == ("1/2/3", "2", Outcome.UNEXPLAINED)
    plain = replace(ours, questions=[], cases=[], documents=public.documents[:1])
    record = replace(public, cases=[], documents=[public.documents[0], public.documents[3]])
    assert check(plain, record, About.DOCUMENTS) is Outcome.SAME
    assert check(plain, replace(record, documents=[]), About.DOCUMENTS) is Outcome.SILENT


def test_a_note_explains_its_own_kind_only(ours: Procedure, public: Procedure) -> None:
    other = replace(public, agency="Sở Tư pháp", decision=Decision(number="2/QĐ-BTP"))
    notes = [AuditNote(about="agency", text="Đã đổi."), AuditNote(about="agency", text="Và đúng.")]
    noted = replace(ours, notes=notes)
    findings = list(audit([noted], {other.code: other}))
    assert of(findings, About.AGENCY).outcome is Outcome.EXPLAINED
    assert of(findings, About.AGENCY).explanation == "Đã đổi. Và đúng."
    assert of(findings, About.DECISION).outcome is Outcome.UNEXPLAINED
    same = list(audit([noted], {public.code: public}))
    assert of(same, About.AGENCY).outcome is Outcome.SAME
    counts = tally(findings)
    assert counts[About.AGENCY][Outcome.EXPLAINED] == 1
    assert sum(sum(found.values()) for found in counts.values()) == len(findings)


def test_a_listed_procedure_claims_no_papers(ours: Procedure, public: Procedure) -> None:
    listed = replace(ours, tier=Tier.LISTED, documents=[], methods=[], questions=[], cases=[])
    told = {finding.about for finding in audit([listed], {public.code: public})}
    assert told == {About.CODE, About.NAME, About.DECISION, About.LEVEL, About.AGENCY}
