"""What a person should look at again in a procedure of ours: no mistake, but maybe an oversight."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from kiosk.catalogue.paths import cases_that_hold, longest, walk
from kiosk.catalogue.procedure import Fee, Method, Procedure, TimeLimit
from kiosk.catalogue.validation import (
    MOST_QUESTIONS_ON_A_PATH,
    applies,
    case_lists,
    references,
    show,
    texts_of,
)

DISTRICT = re.compile(r"\b(?:quận|huyện|thị xã)\b(?! cũ)", re.IGNORECASE)
HOUSEHOLD_BOOK = re.compile(r"\bsổ (?:hộ khẩu|tạm trú)\b", re.IGNORECASE)


def advice(procedure: Procedure) -> list[str]:
    """Return what may be an oversight: old offices and papers, no English, parts without use."""
    return [*_old_law(procedure), *_english(procedure), *_unused(procedure)]


def _old_law(procedure: Procedure) -> Iterator[str]:
    """Districts ended on 1 July 2025; the household book ended on 1 January 2023."""
    directions = ("where_to_go", "steps", "agency", "coordinating_agencies")
    for place, text in texts_of(procedure):
        is_direction = place.startswith(directions) or place.endswith((".where", ".issuer"))
        if is_direction and not place.split("[")[0].endswith("_en") and DISTRICT.search(text):
            yield f'{place} sends to a district, and there is none since 1 July 2025: "{text}"'
        is_paper = place.startswith("documents") and place.endswith("].name")
        if is_paper and HOUSEHOLD_BOOK.search(text):
            yield f'{place} asks for the household book, which is no longer valid: "{text}"'


def _unused(procedure: Procedure) -> Iterator[str]:
    """Find questions, cases and forms that change nothing, and paths without a time limit."""
    used_cases = {key for _, keys in case_lists(procedure) for key in keys}
    for case in procedure.cases:
        if case.key not in used_cases:
            yield f"nothing depends on the case {case.key}"
    conditions = [question.when for question in procedure.questions]
    conditions += [case.when for case in procedure.cases]
    used_questions = {key for condition in conditions for key in condition}
    for question in procedure.questions:
        if question.key not in used_questions:
            yield f"nothing depends on the question {question.key}; why ask it?"
    used_forms = {document.form for document in procedure.documents}
    for form in procedure.forms:
        if form.key not in used_forms:
            yield f"no document uses the form {form.key}"
    if any(references(procedure)):
        return
    if longest(procedure.questions, stop_at=MOST_QUESTIONS_ON_A_PATH + 1) > (
        MOST_QUESTIONS_ON_A_PATH
    ):
        return
    for way in walk(procedure.questions):
        cases = cases_that_hold(procedure, way)
        silent = [method for method in procedure.methods if _is_silent(method, cases)]
        for method in silent:
            yield f"{method.kind.value} has time limits, but none for {show(way)}"


def _is_silent(method: Method, cases: frozenset[str]) -> bool:
    """Say whether the method knows time limits, but none where ``cases`` hold."""
    limits = method.time_limits
    return bool(limits) and not any(applies(limit.cases, cases) for limit in limits)


def _english(procedure: Procedure) -> Iterator[str]:
    """Find what a procedure with an English name still lacks of its checklist in English."""
    if not procedure.name_en:
        return
    for place, value in _bilingual(procedure):
        for field in value.__struct_fields__:
            english = getattr(value, f"{field}_en", None)
            if english == "" and getattr(value, field):
                yield f"{place}: `{field}_en` is missing, though the procedure has `name_en`"


def _bilingual(procedure: Procedure) -> Iterator[tuple[str, msgspec.Struct]]:
    """Yield each part whose English the screen and the checklist show."""
    for question in procedure.questions:
        yield f"question {question.key}", question
        for answer in question.answers:
            yield f"answer {question.key}={answer.key}", answer
        for term in question.terms:
            yield f'term "{term.ask}"', term
    for case in procedure.cases:
        yield f"case {case.key}", case
    for document in procedure.documents:
        yield f'document "{document.name}"', document
    for form in procedure.forms:
        yield f"form {form.key}", form
    for method in procedure.methods:
        yield f"method {method.kind.value}", method
        parts: list[TimeLimit | Fee] = [*method.time_limits, *method.fees]
        for part in parts:
            name = f' "{part.name}"' if isinstance(part, Fee) else ""
            yield f"{type(part).__name__}{name} of {method.kind.value}", part
    for result in procedure.results:
        yield f'result "{result.name}"', result
    for change in procedure.changes:
        yield f"change of {change.date}", change
