"""The questions in their order: which comes next, how far along, and are the answers allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from kiosk.catalogue.paths import satisfied
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.checklist.cases import UNSURE
from kiosk.errors import Refused


class UnknownAnswerError(Refused):
    """An answer that the procedure does not know; the message names the allowed ones."""


class Progress(msgspec.Struct, frozen=True):
    """``asked`` questions so far, and how many it can be ``at_most`` with those still to come."""

    asked: int
    at_most: int


def next_question(procedure: Procedure, answers: Mapping[str, str]) -> Question | None:
    """Return the first question that applies and has no answer yet, or None when all are asked.

    A question whose ``when`` depends on an "I am not sure" is not asked.
    """
    return next(
        (
            question
            for question in procedure.questions
            if question.key not in answers and satisfied(question.when, answers)
        ),
        None,
    )


def progress(procedure: Procedure, answers: Mapping[str, str]) -> Progress:
    """Return how many questions were asked and the longest way still possible."""
    asked = [
        question
        for question in procedure.questions
        if question.key in answers and satisfied(question.when, answers)
    ]
    return Progress(len(asked), len(asked) + _longest(procedure.questions, dict(answers)))


def _longest(questions: Sequence[Question], answers: dict[str, str]) -> int:
    """Return the most questions that can still be asked."""
    for place, question in enumerate(questions):
        if question.key not in answers and satisfied(question.when, answers):
            rest = questions[place + 1 :]
            return 1 + max(
                (_longest(rest, {**answers, question.key: a.key}) for a in question.answers),
                default=0,
            )
    return 0


def check_answers(procedure: Procedure, answers: Mapping[str, str]) -> None:
    """Refuse what the procedure cannot mean.

    Raises:
        UnknownAnswerError: a question or an answer does not exist; names what does.
    """
    questions = {question.key: question for question in procedure.questions}
    for key, answer in answers.items():
        question = questions.get(key)
        if question is None:
            known = ", ".join(questions) or "none, this procedure asks nothing"
            raise UnknownAnswerError(
                f'{procedure.code} has no question "{key}". Its questions: {known}.'
            )
        allowed = [choice.key for choice in question.answers]
        if answer not in allowed and answer != UNSURE:
            raise UnknownAnswerError(
                f'{procedure.code}, question "{key}": there is no answer "{answer}". '
                f"Allowed: {', '.join([*allowed, UNSURE])}."
            )
