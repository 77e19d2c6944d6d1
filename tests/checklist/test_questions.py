from __future__ import annotations

import pytest

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.cases import UNSURE
from kiosk.checklist.questions import (
    Progress,
    UnknownAnswerError,
    check_answers,
    next_question,
    progress,
)


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({}, "who"),
        ({"who": "self"}, "old"),
        ({"who": "other"}, "kin"),
        ({"who": UNSURE}, "old"),
        ({"who": "other", "kin": UNSURE}, "old"),
        ({"who": "self", "old": "kept"}, None),
    ],
)
def test_next(procedure: Procedure, answers: dict[str, str], key: str | None) -> None:
    question = next_question(procedure, answers)
    assert (question.key if question else None) == key


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Progress(0, 3)),
        ({"who": "self"}, Progress(1, 2)),
        ({"who": "other"}, Progress(1, 3)),
        ({"who": "other", "kin": "yes", "old": "kept"}, Progress(3, 3)),
    ],
)
def test_progress(procedure: Procedure, answers: dict[str, str], expected: Progress) -> None:
    assert progress(procedure, answers) == expected


def test_unknown_answers_name_the_allowed_ones(procedure: Procedure) -> None:
    with pytest.raises(UnknownAnswerError, match=r"who, kin, old"):
        check_answers(procedure, {"age": "3"})
    with pytest.raises(UnknownAnswerError, match=r"Allowed: kept, lost, unsure"):
        check_answers(procedure, {"old": "burnt"})
    check_answers(procedure, {"old": "lost", "who": UNSURE})
