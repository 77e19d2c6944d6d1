"""The dossier on the counter as the desk holds it: one value, dropped with one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.catalogue.paths import satisfied
from kiosk.catalogue.procedure import Answer, Procedure, Question
from kiosk.checklist.checklist import Checklist, Item
from kiosk.desk.dossier import items_of
from kiosk.desk.ticking import DossierState, PaperTick, state_of


@dataclass
class AtHand:
    """One procedure, the case's answers, and what was ticked. ``reason`` None: as suggested."""

    procedure: Procedure
    checklist: Checklist
    answers: dict[str, str] = field(default_factory=dict)
    ticks: dict[str, PaperTick] = field(default_factory=dict)
    reason: str | None = None

    @property
    def items(self) -> list[Item]:
        """The papers in their order, those that are certain first."""
        return items_of(self.checklist)

    @property
    def state(self) -> DossierState:
        """How the dossier stands."""
        return state_of(self.checklist, self.ticks)

    @property
    def questions(self) -> list[Question]:
        """The questions that apply with the answers so far."""
        return asked_questions(self.procedure, self.answers)


def asked_questions(procedure: Procedure, answers: Mapping[str, str]) -> list[Question]:
    """Return the questions whose condition the answers fulfil, in their order."""
    return [q for q in procedure.questions if satisfied(q.when, answers)]


def answered(at_hand: AtHand, key: str, answer: str) -> dict[str, str]:
    """Return the answers with this one; what no longer applies is dropped. "" takes it back."""
    answers = {**at_hand.answers, key: answer}
    if not answer:
        del answers[key]
    kept: dict[str, str] = {}
    for question in at_hand.procedure.questions:
        if question.key in answers and satisfied(question.when, kept):
            kept[question.key] = answers[question.key]
    return kept


def next_answer(question: Question, present: str) -> str:
    """Return the answer after the present one; after the last comes none, "", again."""
    keys = [answer.key for answer in question.answers]
    if present not in keys:
        return keys[0]
    place = keys.index(present) + 1
    return keys[place] if place < len(keys) else ""


def chosen_answers(at_hand: AtHand) -> list[Answer]:
    """Return the answers given, in the order of their questions."""
    return [
        answer
        for question in at_hand.questions
        for answer in question.answers
        if answer.key == at_hand.answers.get(question.key)
    ]
