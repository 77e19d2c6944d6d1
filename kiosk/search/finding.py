"""What a search answers: plain values that every room above may keep or show."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """``answer``: one procedure stands out; ``ask``: one question decides; ``none``: not here."""

    ANSWER = "answer"
    ASK = "ask"
    NONE = "none"


class Hit(msgspec.Struct, frozen=True):
    """A procedure that was found. ``why`` tells what in the query led here, empty if obvious."""

    code: str
    name: str
    score: float
    why: str = ""


class Option(msgspec.Struct, frozen=True):
    """One way to answer the question, and the procedure it leads to."""

    label: str
    label_en: str
    code: str


class ClarifyingQuestion(msgspec.Struct, frozen=True):
    """One short question with two to five options."""

    text: str
    text_en: str
    options: list[Option]


class Elsewhere(msgspec.Struct, frozen=True):
    """Something that is not done at this counter, and where it is done."""

    name: str
    name_en: str
    where_to_go: str
    where_to_go_en: str


class Suggestion(msgspec.Struct, frozen=True):
    """A completion of what is being typed; ``code`` where it names exactly one procedure."""

    text: str
    code: str | None = None


class Finding(msgspec.Struct, frozen=True):
    """The whole answer to one query; ``reading`` is the query as it was understood.

    ``related`` are codes of what people need together with the one procedure of a short answer,
    none of which was found.
    """

    query: str
    outcome: Outcome
    reading: str = ""
    results: list[Hit] = []
    question: ClarifyingQuestion | None = None
    elsewhere: Elsewhere | None = None
    milliseconds: float = 0.0
    related: list[str] = []
