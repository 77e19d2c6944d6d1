"""Is a procedure of ours sound? Proved by walking every way to answer its questions.

``problems`` are contradictions and gaps that keep a procedure out of the catalogue; what a person
should only look at again is ``advice``. Records of the state are imported as they are and are not
held to these rules.

``python -m kiosk.catalogue.validation FOLDER`` prints both for every file of a folder.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kiosk.catalogue.paths import cases_that_hold, longest, walk
from kiosk.catalogue.procedure import (
    Condition,
    DocumentRequirement,
    Fee,
    Procedure,
    Purpose,
    Question,
    Tier,
    TimeLimit,
    TimeUnit,
)

MOST_QUESTIONS_ON_A_PATH = 3
MOST_ANSWERS = 12
HIGHEST_FEE = 1_000_000_000

CODE = re.compile(r"\d\.\d{6}")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
Way = tuple[dict[str, str], frozenset[str]]
"""A path and the cases that hold on it."""

KEY = re.compile(r"[a-z][a-z0-9_-]*")


def problems(procedure: Procedure) -> list[str]:
    """Return what is wrong with the procedure, each as a sentence that says where; empty = sound.

    Where its parts refer to something that does not exist, the walk over its paths is left out,
    since it would only repeat that.
    """
    found = [
        *_identity(procedure),
        *_texts(procedure),
        *_keys(procedure),
        *references(procedure),
    ]
    if not found:
        found += _on_paths(procedure)
    found += [
        *_documents(procedure),
        *_methods(procedure),
        *_completeness(procedure),
    ]
    return found


def _identity(procedure: Procedure) -> Iterator[str]:
    """Check code, names and dates."""
    if not CODE.fullmatch(procedure.code):
        yield f'the code "{procedure.code}" does not have the form d.dddddd'
    for part in ("name", "field"):
        if not getattr(procedure, part).strip():
            yield f"`{part}` is empty"
    for code in [*procedure.replaces, *filter(None, [procedure.replaced_by])]:
        if not CODE.fullmatch(code) or code == procedure.code:
            yield f'"{code}" cannot be the code of the procedure before or after this one'
    begin, end = procedure.effective_from, procedure.effective_to
    if begin and end and end < begin:
        yield "`effective_to` is before `effective_from`"


def _texts(procedure: Procedure) -> Iterator[str]:
    """Check that each text is NFC, has no stray spaces or control characters, and is not empty."""
    for place, text in texts_of(procedure):
        if not text.strip() and place.endswith("]"):
            yield f"{place} is empty"
        elif text != text.strip():
            yield f'{place} begins or ends with a space: "{text}"'
        elif not unicodedata.is_normalized("NFC", text):
            yield f'{place} is not NFC: "{text}"'
        elif any(unicodedata.category(letter) in ("Cc", "Cf", "Co") for letter in text):
            yield f"{place} holds a control or invisible character: {text!a}"


def texts_of(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Yield every text of the procedure with its place, e.g. ``documents[2].note``."""
    yield from _texts_in("", msgspec.to_builtins(procedure))


def _texts_in(place: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts_in(f"{place}[{index}]", item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts_in(f"{place}.{key}".lstrip("."), item)


def _keys(procedure: Procedure) -> Iterator[str]:
    """Check that what has a key has one of its own."""
    keyed: list[tuple[str, list[str]]] = [
        ("questions", [question.key for question in procedure.questions]),
        ("cases", [case.key for case in procedure.cases]),
        ("forms", [form.key for form in procedure.forms]),
        *(
            (f"answers of the question {question.key}", [answer.key for answer in question.answers])
            for question in procedure.questions
        ),
    ]
    for what, keys in keyed:
        for key, count in Counter(keys).items():
            if count > 1:
                yield f"{what}: the key `{key}` is used {count} times"
            if not KEY.fullmatch(key):
                yield f"{what}: the key `{key}` must be small letters, digits, - and _"
    for kind, count in Counter(method.kind for method in procedure.methods).items():
        if count > 1:
            yield f"methods: `{kind.value}` stands {count} times"


def references(procedure: Procedure) -> Iterator[str]:
    """Check that whatever is referred to exists, and is asked before it is needed."""
    earlier: dict[str, Question] = {}
    for question in procedure.questions:
        if not 2 <= len(question.answers) <= MOST_ANSWERS:
            yield f"the question {question.key} must have from 2 to {MOST_ANSWERS} answers"
        yield from _condition(f"the question {question.key}", question.when, earlier, "an earlier")
        earlier[question.key] = question
    for case in procedure.cases:
        yield from _condition(f"the case {case.key}", case.when, earlier, "a")
    cases = {case.key for case in procedure.cases}
    for place, named in case_lists(procedure):
        for key in named:
            if key not in cases:
                yield f"{place}: there is no case `{key}`"
    forms = {form.key for form in procedure.forms}
    for document in procedure.documents:
        if document.form and document.form not in forms:
            yield f'document "{document.name}": there is no form `{document.form}`'


def _condition(
    what: str, condition: Condition, questions: dict[str, Question], article: str
) -> Iterator[str]:
    """Check one ``when``."""
    for key, allowed in condition.items():
        question = questions.get(key)
        if question is None:
            yield f"{what}: `when` names `{key}`, which is not {article} question"
            continue
        answers = {answer.key for answer in question.answers}
        if not allowed:
            yield f"{what}: `when` lists no answer for `{key}`"
        if set(allowed) == answers and not question.when:
            yield f"{what}: `when` lists every answer of `{key}`; leave `{key}` out"
        for answer in allowed:
            if answer not in answers:
                yield f"{what}: `{key}` has no answer `{answer}`"


def case_lists(procedure: Procedure) -> Iterator[tuple[str, list[str]]]:
    """Yield each part that names cases, with the cases."""
    for document in procedure.documents:
        yield f'document "{document.name}"', document.cases
    for method in procedure.methods:
        for limit in method.time_limits:
            yield f"time limit of {method.kind.value}", limit.cases
        for fee in method.fees:
            yield f'fee "{fee.name}" of {method.kind.value}', fee.cases


def _on_paths(procedure: Procedure) -> Iterator[str]:
    """Walk every path: what is on none, and what contradicts itself on one."""
    deepest = longest(procedure.questions, stop_at=MOST_QUESTIONS_ON_A_PATH + 1)
    if deepest > MOST_QUESTIONS_ON_A_PATH:
        yield f"a path asks more than {MOST_QUESTIONS_ON_A_PATH} questions"
        return
    ways = [(way, cases_that_hold(procedure, way)) for way in walk(procedure.questions)]
    yield from _reachable(procedure, ways)
    seen: set[str] = set()
    for way, cases in ways:
        for text in _contradictions(procedure, cases):
            if text not in seen:
                seen.add(text)
                yield f"{text} (for example {show(way)})"


def _reachable(procedure: Procedure, ways: list[Way]) -> Iterator[str]:
    """Check that each question, answer, case and document is on some path."""
    chosen = {(key, answer) for way, _ in ways for key, answer in way.items()}
    for question in procedure.questions:
        if not any((question.key, answer.key) in chosen for answer in question.answers):
            yield f"the question {question.key} is asked on no path"
    for case in procedure.cases:
        held = sum(case.key in cases for _, cases in ways)
        if held == 0:
            yield f"the case {case.key} holds on no path"
        elif held == len(ways) and case.when:
            yield f"the case {case.key} holds on every path; leave its `when` out"
    for document in procedure.documents:
        if not any(applies(document.cases, cases) for _, cases in ways):
            yield f'document "{document.name}" is needed on no path'


def _contradictions(procedure: Procedure, cases: frozenset[str]) -> Iterator[str]:
    """Return what cannot be true together where ``cases`` hold."""
    names = Counter(d.name for d in procedure.documents if applies(d.cases, cases))
    for name, count in names.items():
        if count > 1:
            yield f'document "{name}" is listed {count} times on one path'
    for method in procedure.methods:
        limits = [limit for limit in method.time_limits if applies(limit.cases, cases)]
        if len(limits) > 1:
            yield f"{method.kind.value}: {len(limits)} time limits on one path, only one can hold"
        fees = Counter(fee.name for fee in method.fees if applies(fee.cases, cases))
        for name, count in fees.items():
            if count > 1:
                yield f'{method.kind.value}: the fee "{name}" stands {count} times on one path'


def applies(named: list[str], cases: frozenset[str]) -> bool:
    """Say whether what names these cases applies where ``cases`` hold."""
    return not named or not cases.isdisjoint(named)


def show(way: dict[str, str]) -> str:
    """Return a path as text."""
    return ", ".join(f"{key}={answer}" for key, answer in way.items()) or "no question"


def _documents(procedure: Procedure) -> Iterator[str]:
    """Check the counts of each paper."""
    for document in procedure.documents:
        counts = _counts(document)
        if min(counts) < 0 or max(counts) > 20:
            yield f'document "{document.name}": the counts {counts} cannot be right'
        elif document.purpose is Purpose.NOTE and any(counts):
            yield f'document "{document.name}" is a note, but counts copies'
        elif document.purpose is not Purpose.NOTE and not any(counts):
            yield f'document "{document.name}" has no original and no copy; say how many'


def _counts(document: DocumentRequirement) -> tuple[int, int, int]:
    return document.originals, document.certified_copies, document.photocopies


def _methods(procedure: Procedure) -> Iterator[str]:
    """Check each time limit and fee by itself."""
    for method in procedure.methods:
        for limit in method.time_limits:
            for text in _time_limit(limit):
                yield f"{method.kind.value}, time limit: {text}"
        for fee in method.fees:
            for text in _fee(fee):
                yield f'{method.kind.value}, fee "{fee.name}": {text}'


def _time_limit(limit: TimeLimit) -> Iterator[str]:
    counted = limit.unit in (TimeUnit.WORKING_DAYS, TimeUnit.CALENDAR_DAYS, TimeUnit.HOURS)
    if counted and not limit.amount:
        yield f"`{limit.unit.value}` needs an `amount`"
    if limit.unit is TimeUnit.SAME_DAY and limit.amount is not None:
        yield "`same_day` has no `amount`"
    if limit.amount is not None and not 0 < limit.amount <= 1000:
        yield f"the amount {limit.amount} cannot be right"
    if limit.cutoff and not CLOCK.fullmatch(limit.cutoff):
        yield f'the cutoff "{limit.cutoff}" is not an hour such as "15:00"'


def _fee(fee: Fee) -> Iterator[str]:
    amounts = [fee.amount, fee.cap, *(step.amount for step in fee.steps)]
    if any(amount is not None and not 0 <= amount <= HIGHEST_FEE for amount in amounts):
        yield f"an amount is not from 0 to {HIGHEST_FEE:,} đồng"
    units = [step.from_unit for step in fee.steps]
    if units != sorted(set(units)) or min(units, default=1) < 1:
        yield "the steps must go up from unit to unit"
    elif units and units[0] > 1 and fee.amount is None:
        yield f"no amount is known before unit {units[0]}; begin the steps with `from_unit: 1`"
    elif units and units[0] == 1 and fee.amount not in (None, fee.steps[0].amount):
        yield f"`amount` is {fee.amount}, but the first step says {fee.steps[0].amount}"
    if fee.steps and not fee.per:
        yield "has `steps` but does not say what they count; write `per`"
    if fee.cap_per and fee.cap is None:
        yield "has `cap_per` without `cap`"


def _completeness(procedure: Procedure) -> Iterator[str]:
    """Check that nothing is missing that the person needs."""
    if procedure.steps_en and len(procedure.steps_en) != len(procedure.steps):
        yield f"{len(procedure.steps)} `steps`, but {len(procedure.steps_en)} `steps_en`"
    if procedure.checked_on is None:
        yield "`checked_on` is missing: the day a person compared the facts with their source"
    if procedure.decision is None and procedure.source is None:
        yield "neither `decision` nor `source` says where the facts come from"
    if procedure.tier is Tier.LISTED:
        if not procedure.where_to_go and not procedure.agency:
            yield "a listed procedure must say where to go: write `where_to_go` or `agency`"
        return
    if not procedure.documents:
        yield "has no document; where the law asks for none, say so in one with `purpose: note`"
    if not procedure.methods:
        yield "has no method (in_person, online, postal)"


def report(folder: Path) -> tuple[list[str], list[str]]:
    """Return the mistakes and the advice for all files of a folder, one line each."""
    from kiosk.catalogue.advice import advice
    from kiosk.catalogue.yaml_files import read_file, repeated_codes

    placed, mistakes = [], []
    for path in sorted(folder.glob("*.yaml")):
        content = read_file(path)
        placed += content.procedures
        mistakes += content.mistakes
    mistakes += repeated_codes(placed)
    hints = [
        f"{each.file}, line {each.line}: {each.procedure.code}: {text}"
        for each in placed
        for text in advice(each.procedure)
    ]
    return [str(mistake) for mistake in mistakes], hints


def main(arguments: Iterable[str]) -> int:
    """Print the report of each folder; 1 where a file is wrong."""
    wrong = False
    for folder in arguments:
        mistakes, hints = report(Path(folder))
        lines = [f"WRONG   {line}" for line in mistakes] + [f"LOOK AT {line}" for line in hints]
        lines.append(f"{folder}: {len(mistakes)} mistakes, {len(hints)} things to look at.")
        sys.stdout.write("\n".join(lines) + "\n")
        wrong = wrong or bool(mistakes)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
