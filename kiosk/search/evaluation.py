"""How good the finding is: judged queries against a finder.

Two forms of tables are read, told apart by their header: ours (``query, grades, outcome, kind``,
grades as ``code:0-3`` separated by commas) and that of collected questions (``query, gold,
behaviour, set``, codes separated by ``|``, commas or spaces, each of grade 3).
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from kiosk.errors import Refused
from kiosk.search.finder import Finder
from kiosk.search.finding import Outcome

BEHAVIOURS: Final = {
    "answer": Outcome.ANSWER,
    "clarify": Outcome.ASK,
    "apologize": Outcome.NONE,
}
DEPTH: Final = 5
_SEPARATORS: Final = re.compile(r"[|,;\s]+")


class EvaluationError(Refused):
    """The table of judged queries cannot be read; the message names file and line."""


class Judged(msgspec.Struct, frozen=True):
    """One judged query: the grade of each right code (1 to 3), and the right outcome."""

    query: str
    grades: dict[str, int]
    outcome: Outcome
    kind: str


class Miss(msgspec.Struct, frozen=True):
    """A query that did not go as judged."""

    judged: Judged
    outcome: Outcome
    reading: str
    found: list[str]


class Summary(msgspec.Struct, frozen=True):
    """Shares (0 to 1) over the queries of one kind. Success counts codes of the best grade.

    ``success_*`` and ``ndcg_5`` are over the queries that have a right code, ``outcomes`` over all.
    """

    kind: str
    queries: int
    answerable: int
    success_1: float
    success_3: float
    success_5: float
    ndcg_5: float
    outcomes: float


class Evaluation(msgspec.Struct, frozen=True):
    """All kinds, everything together, the misses, and the time of a query in milliseconds."""

    summaries: list[Summary]
    total: Summary
    misses: list[Miss]
    median_milliseconds: float
    percentile_95_milliseconds: float


def load_judged(path: Path) -> list[Judged]:
    """Read a table of judged queries. Raises EvaluationError naming the line at fault."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error})") from error
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    if not {"query", "grades", "outcome"} <= set(header) and not {"query", "gold"} <= set(header):
        raise EvaluationError(
            f"{path}: the first line must name the columns query, grades, outcome, kind "
            "or query, gold, behaviour, set."
        )
    result = []
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        cells = dict(zip(header, row, strict=False))
        try:
            result.append(_judged(cells))
        except (KeyError, ValueError) as error:
            raise EvaluationError(f"{path}, line {number}: {error!r} is not understood") from error
    return result


def _judged(cells: dict[str, str]) -> Judged:
    if "grades" in cells:
        grades = {}
        for part in filter(None, cells["grades"].split(",")):
            code, _, grade = part.strip().partition(":")
            grades[code] = int(grade or 3)
        return Judged(
            cells["query"], grades, Outcome(cells["outcome"]), cells.get("kind", "") or "all"
        )
    codes = [code for code in _SEPARATORS.split(cells["gold"]) if code]
    behaviour = cells.get("behaviour", "") or "answer"
    outcome = BEHAVIOURS[behaviour]
    return Judged(cells["query"], dict.fromkeys(codes, 3), outcome, cells.get("set", "") or "all")


def _gain(grades: Iterable[int]) -> float:
    return math.fsum(
        (2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(list(grades)[:DEPTH])
    )


def _ndcg(judged: Judged, found: Sequence[str]) -> float:
    ideal = _gain(sorted(judged.grades.values(), reverse=True))
    return _gain(judged.grades.get(code, 0) for code in found) / ideal if ideal else 0.0


def _succeeds(judged: Judged, found: Sequence[str], depth: int) -> bool:
    best = max(judged.grades.values(), default=0)
    return any(judged.grades.get(code, 0) == best for code in found[:depth])


class _Answered(msgspec.Struct):
    judged: Judged
    outcome: Outcome
    reading: str
    found: list[str]
    milliseconds: float


def _summary(kind: str, answered: list[_Answered]) -> Summary:
    right = [each for each in answered if each.judged.grades]
    count = max(len(right), 1)
    return Summary(
        kind=kind,
        queries=len(answered),
        answerable=len(right),
        success_1=sum(_succeeds(each.judged, each.found, 1) for each in right) / count,
        success_3=sum(_succeeds(each.judged, each.found, 3) for each in right) / count,
        success_5=sum(_succeeds(each.judged, each.found, 5) for each in right) / count,
        ndcg_5=sum(_ndcg(each.judged, each.found) for each in right) / count,
        outcomes=sum(each.outcome == each.judged.outcome for each in answered)
        / max(len(answered), 1),
    )


def evaluate(finder: Finder, judged: Sequence[Judged]) -> Evaluation:
    """Ask the finder every query and compare."""
    answered = []
    for each in judged:
        finding = finder.find(each.query)
        found = [hit.code for hit in finding.results]
        answered.append(
            _Answered(each, finding.outcome, finding.reading, found, finding.milliseconds)
        )
    kinds = dict.fromkeys(each.judged.kind for each in answered)
    misses = [
        Miss(each.judged, each.outcome, each.reading, each.found[:DEPTH])
        for each in answered
        if each.outcome != each.judged.outcome
        or (each.judged.grades and not _succeeds(each.judged, each.found, 1))
    ]
    times = sorted(each.milliseconds for each in answered) or [0.0]
    return Evaluation(
        summaries=[
            _summary(kind, [each for each in answered if each.judged.kind == kind])
            for kind in kinds
        ],
        total=_summary("total", answered),
        misses=misses,
        median_milliseconds=times[len(times) // 2],
        percentile_95_milliseconds=times[min(len(times) - 1, int(len(times) * 0.95))],
    )
