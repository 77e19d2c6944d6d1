"""Every rule of a sound procedure: the model keeps it, one change breaks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from kiosk.catalogue.advice import advice
from kiosk.catalogue.paths import cases_that_hold, paths
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.validation import problems

Change = Callable[[dict[str, Any]], object]


def changed(model: Procedure, change: Change) -> Procedure:
    plain = msgspec.to_builtins(model)
    change(plain)
    return msgspec.convert(plain, Procedure)


def question(key: str, answers: int = 2, **more: Any) -> dict[str, Any]:
    labels = [{"key": f"a{i}", "label": f"Trả lời {i}"} for i in range(answers)]
    return {"key": key, "text": "Hỏi?", "answers": labels, **more}


def test_the_model_is_sound(model: Procedure) -> None:
    assert problems(model) == []
    assert advice(model) == []


def test_paths_of_the_model(model: Procedure) -> None:
    assert paths(model) == [
        {"who": "self"},
        {"who": "other", "paper": "there"},
        {"who": "other", "paper": "missing"},
    ]
    assert [set(cases_that_hold(model, way)) for way in paths(model)] == [
        set(),
        {"other"},
        {"other", "unsigned"},
    ]


BROKEN: list[tuple[Change, str]] = [
    (lambda p: p.update(code="1.01499"), "does not have the form"),
    (lambda p: p.update(name=" "), "`name` is empty"),
    (lambda p: p.update(field=""), "`field` is empty"),
    (lambda p: p.update(replaced_by="1.000001"), "cannot be the code"),
    (lambda p: p.update(replaces=["116910"]), "cannot be the code"),
    (
        lambda p: p.update(effective_from="2026-02-01", effective_to="2026-01-01"),
        "`effective_to` is before",
    ),
    (lambda p: p.update(short_name="Mẫu "), "ends with a space"),
    (lambda p: p.update(short_name="Ma\u0302\u0303u"), "is not NFC"),
    (lambda p: p.update(short_name="M\u200bẫu"), "invisible character"),
    (lambda p: p.update(agency="Ủy ban\nxã"), "control or invisible"),
    (lambda p: p["steps"].append(""), r"steps\[1\] is empty"),
    (lambda p: p["questions"].append(p["questions"][0]), "the key `who` is used 2 times"),
    (
        lambda p: p["questions"][0]["answers"].append({"key": "self", "label": "Lại tôi"}),
        "the key `self` is used 2 times",
    ),
    (lambda p: p["cases"].append(p["cases"][0]), "the key `other` is used 2 times"),
    (lambda p: p["forms"].append(p["forms"][0]), "the key `to-khai` is used 2 times"),
    (lambda p: p["forms"][0].update(key="Tờ khai"), "must be small letters"),
    (lambda p: p["methods"].append(p["methods"][0]), "`in_person` stands 2 times"),
    (lambda p: p["questions"].append(question("lone", 1)), "must have from 2 to 12 answers"),
    (lambda p: p["questions"].append(question("many", 13)), "must have from 2 to 12 answers"),
    (lambda p: p["questions"].reverse(), "which is not an earlier question"),
    (lambda p: p["questions"][1].update(when={"who": ["nobody"]}), "has no answer `nobody`"),
    (lambda p: p["questions"][1].update(when={"who": []}), "lists no answer"),
    (lambda p: p["questions"][1].update(when={"who": ["self", "other"]}), "lists every answer"),
    (lambda p: p["cases"][0].update(when={"age": ["self"]}), "`age`, which is not a question"),
    (lambda p: p["cases"][0].update(when={"who": ["them"]}), "has no answer `them`"),
    (
        lambda p: p["cases"][0].update(when={"who": ["self"], "paper": ["there"]}),
        "the case other holds on no path",
    ),
    (lambda p: p["documents"][0].update(cases=["none"]), "there is no case `none`"),
    (
        lambda p: p["methods"][0]["fees"][0].update(cases=["none"]),
        'fee "Lệ phí" of in_person: there is no case `none`',
    ),
    (
        lambda p: p["methods"][0]["time_limits"][0].update(cases=["none"]),
        "time limit of in_person: there is no case `none`",
    ),
    (lambda p: p["documents"][0].update(form="khác"), "there is no form `khác`"),
    (
        lambda p: p["questions"].append(
            question("late", when={"who": ["self"], "paper": ["there"]})
        ),
        "the question late is asked on no path",
    ),
    (
        lambda p: p["questions"].extend([question("third"), question("fourth")]),
        "a path asks more than 3 questions",
    ),
    (
        lambda p: p["questions"].extend(question(f"q{i}", 12) for i in range(40)),
        "a path asks more than 3 questions",
    ),
    (lambda p: p["documents"].append(p["documents"][0]), "is listed 2 times on one path"),
    (
        lambda p: p["methods"][0]["time_limits"].append(
            {"unit": "working_days", "amount": 9, "cases": ["other"]}
        ),
        r"2 time limits on one path.*who=other",
    ),
    (
        lambda p: p["methods"][0]["fees"].append(
            {"name": "Lệ phí", "amount": 1, "cases": ["other"]}
        ),
        'the fee "Lệ phí" stands 2 times',
    ),
    (lambda p: p["documents"][0].update(originals=0), "has no original and no copy"),
    (lambda p: p["documents"][0].update(originals=-1), "cannot be right"),
    (lambda p: p["documents"][0].update(originals=20241), "cannot be right"),
    (lambda p: p["documents"][0].update(purpose="note"), "is a note, but counts copies"),
    (
        lambda p: p["methods"][0]["time_limits"].__setitem__(0, {"unit": "working_days"}),
        "`working_days` needs an `amount`",
    ),
    (
        lambda p: p["methods"][0]["time_limits"].__setitem__(0, {"unit": "same_day", "amount": 1}),
        "`same_day` has no `amount`",
    ),
    (
        lambda p: p["methods"][0]["time_limits"].__setitem__(0, {"unit": "hours", "amount": 20000}),
        "the amount 20000 cannot be right",
    ),
    (
        lambda p: p["methods"][0]["time_limits"][0].update(cutoff="15h"),
        'the cutoff "15h" is not an hour',
    ),
    (lambda p: p["methods"][0]["fees"][0].update(amount=-1), "an amount is not from 0"),
    (lambda p: p["methods"][0]["fees"][0].update(cap=10**10), "an amount is not from 0"),
    (
        lambda p: p["methods"][0]["fees"].__setitem__(
            0, {"name": "Phí", "per": "trang", "steps": [{"from_unit": 3, "amount": 1000}]}
        ),
        "no amount is known before unit 3",
    ),
    (
        lambda p: p["methods"][0]["fees"][0].update(
            per="trang",
            steps=[{"from_unit": 3, "amount": 1000}, {"from_unit": 1, "amount": 2000}],
        ),
        "must go up from unit to unit",
    ),
    (
        lambda p: p["methods"][0]["fees"][0].update(
            per="trang", steps=[{"from_unit": 1, "amount": 2000}]
        ),
        "the first step says 2000",
    ),
    (
        lambda p: p["methods"][0]["fees"][0].update(steps=[{"from_unit": 3, "amount": 1000}]),
        "does not say what they count",
    ),
    (lambda p: p["methods"][0]["fees"][0].update(cap_per="bản"), "`cap_per` without `cap`"),
    (lambda p: p.update(steps_en=["One.", "Two."]), "1 `steps`, but 2 `steps_en`"),
    (lambda p: p.pop("checked_on"), "`checked_on` is missing"),
    (lambda p: p.pop("decision"), "neither `decision` nor `source`"),
    (lambda p: p.pop("documents"), "has no document"),
    (lambda p: p.pop("methods"), "has no method"),
    (lambda p: p.update(tier="listed"), "must say where to go"),
]


@pytest.mark.parametrize(("change", "told"), BROKEN, ids=[told for _, told in BROKEN])
def test_one_change_breaks_one_rule(model: Procedure, change: Change, told: str) -> None:
    import re

    found = problems(changed(model, change))
    assert any(re.search(told, text) for text in found), found


def test_a_case_on_every_path_needs_no_condition(model: Procedure) -> None:
    def always(plain: dict[str, Any]) -> None:
        plain["questions"] = [question("first"), question("second", when={"first": ["a0"]})]
        plain["questions"][1]["answers"].pop()
        plain["questions"][1]["answers"].append({"key": "b", "label": "B"})
        plain["cases"] = [{"key": "all", "name": "Tất cả", "when": {"first": ["a0", "a1"]}}]
        plain["documents"] = [{"name": "Tờ khai", "originals": 1, "cases": ["all"]}]

    assert problems(changed(model, always)) == [
        "the case all: `when` lists every answer of `first`; leave `first` out"
    ]


def test_a_remark_that_no_paper_is_needed_is_an_explicit_none(model: Procedure) -> None:
    none = changed(
        model,
        lambda p: p.update(
            documents=[{"name": "Không cần giấy tờ", "purpose": "note"}], questions=[], cases=[]
        ),
    )
    assert problems(none) == []


ADVICE: list[tuple[Change, str]] = [
    (lambda p: p.update(where_to_go="Ủy ban nhân dân quận Bắc Từ Liêm"), "sends to a district"),
    (lambda p: p["steps"].append("Nộp ở huyện."), "sends to a district"),
    (lambda p: p["documents"][0].update(name="Sổ hộ khẩu"), "asks for the household book"),
    (
        lambda p: p["cases"].append({"key": "alone", "name": "Tự nộp", "when": {"who": ["self"]}}),
        "nothing depends on the case alone",
    ),
    (lambda p: p["questions"].append(question("idle")), "nothing depends on the question idle"),
    (lambda p: p["forms"].append({"key": "spare", "name": "Mẫu"}), "no document uses the form"),
    (
        lambda p: p["methods"][0]["time_limits"][0].update(cases=["other"]),
        "has time limits, but none for who=self",
    ),
    (lambda p: p.update(name_en="Model"), "`label_en` is missing"),
]


@pytest.mark.parametrize(("change", "told"), ADVICE, ids=[told for _, told in ADVICE])
def test_advice(model: Procedure, change: Change, told: str) -> None:
    procedure = changed(model, change)
    assert problems(procedure) == []
    assert any(told in text for text in advice(procedure))


def test_a_former_district_may_be_named(model: Procedure) -> None:
    here = changed(model, lambda p: p.update(where_to_go="Quận cũ nay là phường Đông Ngạc"))
    assert advice(here) == []
