"""All ways to answer the questions of a procedure, so that its conditions can be proved by walking.

A path is a complete set of answers: every question that is asked on it has one, no other has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kiosk.catalogue.procedure import Condition, Procedure, Question


def satisfied(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Say whether each question of ``condition`` has one of its answers; no condition is met."""
    return all(answers.get(question) in allowed for question, allowed in condition.items())


def paths(procedure: Procedure) -> list[dict[str, str]]:
    """Return every complete set of answers; one empty set where nothing is asked."""
    return list(walk(procedure.questions))


def walk(
    questions: Sequence[Question], answers: Mapping[str, str] | None = None
) -> Iterator[dict[str, str]]:
    """Yield every way to go on from ``answers`` through ``questions``, in their order."""
    so_far = dict(answers or {})
    for place, question in enumerate(questions):
        if satisfied(question.when, so_far):
            for answer in question.answers:
                yield from walk(questions[place + 1 :], {**so_far, question.key: answer.key})
            return
    yield so_far


def longest(questions: Sequence[Question], *, stop_at: int) -> int:
    """Return the most questions asked on one path, at most ``stop_at`` (which bounds the walk)."""

    def go_on(place: int, so_far: Mapping[str, str]) -> int:
        if len(so_far) >= stop_at:
            return len(so_far)
        for next_place in range(place, len(questions)):
            question = questions[next_place]
            if satisfied(question.when, so_far):
                return max(
                    (
                        go_on(next_place + 1, {**so_far, question.key: answer.key})
                        for answer in question.answers
                    ),
                    default=len(so_far),
                )
        return len(so_far)

    return go_on(0, {})


def cases_that_hold(procedure: Procedure, answers: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of the cases whose condition the complete ``answers`` meet."""
    return frozenset(case.key for case in procedure.cases if satisfied(case.when, answers))
