from __future__ import annotations

import msgspec
import pytest

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.cases import UNSURE, Situation, Truth, case_truths, completions

YES, NO, OPEN = Truth.YES, Truth.NO, Truth.OPEN


@pytest.mark.parametrize(
    ("answers", "kin", "stranger", "lost"),
    [
        ({}, OPEN, OPEN, OPEN),
        ({"who": "self"}, NO, NO, OPEN),
        ({"who": "other"}, OPEN, OPEN, OPEN),
        ({"who": "other", "kin": "yes"}, YES, NO, OPEN),
        ({"who": "other", "kin": "no", "old": "lost"}, NO, YES, YES),
        ({"who": UNSURE, "old": "kept"}, OPEN, OPEN, NO),
        # An answer behind a question that is not asked on this path is ignored.
        ({"who": "self", "kin": "yes"}, NO, NO, OPEN),
    ],
)
def test_truths(
    procedure: Procedure, answers: dict[str, str], kin: Truth, stranger: Truth, lost: Truth
) -> None:
    truths = case_truths(procedure, answers)
    assert (truths["kin"], truths["stranger"], truths["lost"]) == (kin, stranger, lost)


def test_what_every_answer_needs_is_certain(procedure: Procedure) -> None:
    assert Situation(procedure, {}).truth(["kept", "lost"]) is YES
    assert Situation(procedure, {}).truth([]) is YES


def test_an_unknown_case_is_refused(procedure: Procedure) -> None:
    with pytest.raises(KeyError, match="nope"):
        Situation(procedure, {}).truth(["nope"])


def test_completions_are_the_paths(procedure: Procedure) -> None:
    paths = list(completions(procedure, {}))
    assert len(paths) == 6  # (self, other+yes, other+no) × (kept, lost)
    assert {"who": "self", "old": "kept"} in paths
    assert all(("kin" in path) == (path["who"] == "other") for path in paths)


def test_no_questions_is_one_path(procedure: Procedure) -> None:
    bare = msgspec.structs.replace(procedure, questions=[], cases=[])
    assert list(completions(bare, {})) == [{}]
