"""Which cases hold for the answers given: yes, no, or still open.

A question that was not answered leaves open what depends on it. Instead of a table of three-valued
logic, all ways to complete the answers are walked: what holds in every one is certain, what holds
in none does not apply, anything else is open. A procedure asks at most three questions on any path,
so the walk is a few dozen steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum

from kiosk.catalogue.paths import satisfied
from kiosk.catalogue.procedure import Case, Procedure, Question

UNSURE = "unsure"
"""The answer "I am not sure": the question counts as asked and leaves its cases open."""


class Truth(StrEnum):
    """Whether something applies to the person."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def definite(procedure: Procedure, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that decide something: known questions, "I am not sure" left out."""
    return {
        question.key: answers[question.key]
        for question in procedure.questions
        if any(answer.key == answers.get(question.key) for answer in question.answers)
    }


def completions(procedure: Procedure, answers: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield every full set of answers that agrees with ``answers``.

    An answer to a question that is not asked on a path (its ``when`` fails there) is ignored.
    """
    yield from _complete(procedure.questions, definite(procedure, answers), {})


def _complete(
    questions: Sequence[Question], given: Mapping[str, str], so_far: dict[str, str]
) -> Iterator[dict[str, str]]:
    """Yield the completions of ``so_far`` by the remaining ``questions``."""
    if not questions:
        yield so_far
        return
    question, rest = questions[0], questions[1:]
    if not satisfied(question.when, so_far):
        yield from _complete(rest, given, so_far)
    elif question.key in given:
        yield from _complete(rest, given, {**so_far, question.key: given[question.key]})
    else:
        for answer in question.answers:
            yield from _complete(rest, given, {**so_far, question.key: answer.key})


class Situation:
    """What is known about one person's case.

    ``worlds`` holds the keys of the cases that hold, once for each way to complete the answers.
    """

    def __init__(self, procedure: Procedure, answers: Mapping[str, str]) -> None:
        self._cases = {case.key: case for case in procedure.cases}
        self.worlds = [
            frozenset(case.key for case in procedure.cases if satisfied(case.when, complete))
            for complete in completions(procedure, answers)
        ]

    def truth(self, keys: Sequence[str]) -> Truth:
        """Say whether at least one of the cases holds; no case named means always.

        Raises:
            KeyError: the procedure has no case of that key.
        """
        if any(key not in self._cases for key in keys):
            raise KeyError(f"no such case among {sorted(self._cases)}: {list(keys)}")
        held = [applies(keys, world) for world in self.worlds]
        if all(held):
            return Truth.YES
        return Truth.OPEN if any(held) else Truth.NO

    def open_cases(self, keys: Sequence[str]) -> list[Case]:
        """Return those of the cases that may still hold, in the order of ``keys``."""
        return [self._cases[key] for key in keys if self.truth([key]) is not Truth.NO]


def applies(keys: Sequence[str], held: Set[str]) -> bool:
    """Say whether what names the cases ``keys`` applies where the cases ``held`` hold."""
    return not keys or any(key in held for key in keys)


def case_truths(procedure: Procedure, answers: Mapping[str, str]) -> dict[str, Truth]:
    """Return for each case of the procedure whether it holds."""
    situation = Situation(procedure, answers)
    return {case.key: situation.truth([case.key]) for case in procedure.cases}
