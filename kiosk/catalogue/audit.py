"""Our procedures beside the public records: which facts agree, and is every difference explained.

A fact that the record does not state is silent and neither agrees nor differs. A difference is
explained where the procedure has an ``AuditNote`` about it. Of a listed procedure only what it
claims is compared: code, name, decision, level and agency.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from kiosk.catalogue.importing.fees import amounts_in
from kiosk.catalogue.paths import cases_that_hold, paths
from kiosk.catalogue.procedure import (
    DocumentRequirement,
    Fee,
    Method,
    MethodKind,
    Procedure,
    Purpose,
    Tier,
    TimeUnit,
)
from kiosk.catalogue.validation import applies
from kiosk.vietnamese.letters import fold

OPENING_WORDS = re.compile(r"^(?:thu tuc )+")

COMMUNE = re.compile(r"\bnhan dan (?:cap )?xa(?: phuong(?: thi tran| dac khu)?)?$")
"""The committee of xã, phường, thị trấn or đặc khu, which the law calls "cấp xã" together."""


class About(StrEnum):
    """What is compared; an ``AuditNote`` explains a difference under the same word."""

    CODE = "code"
    NAME = "name"
    DECISION = "decision"
    LEVEL = "level"
    AGENCY = "agency"
    METHODS = "methods"
    TIME_LIMIT = "time_limit"
    FEE = "fee"
    DOCUMENTS = "documents"


class Outcome(StrEnum):
    """How a fact of ours stands beside the record."""

    SAME = "same"
    SILENT = "silent"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One compared fact; ``place`` is the method, empty where there is none."""

    code: str
    about: About
    outcome: Outcome
    ours: str = ""
    public: str = ""
    place: str = ""
    explanation: str = ""


def audit(ours: Iterable[Procedure], public: Mapping[str, Procedure]) -> Iterator[Finding]:
    """Yield every compared fact of our procedures; ``public`` holds the records by code."""
    for procedure in ours:
        for finding in _compare(procedure, public.get(procedure.code)):
            about = [note.text for note in procedure.notes if note.about == finding.about]
            explanation = " ".join(about)
            if finding.outcome is Outcome.UNEXPLAINED and explanation:
                yield msgspec.structs.replace(
                    finding, outcome=Outcome.EXPLAINED, explanation=explanation
                )
            else:
                yield finding


def tally(findings: Iterable[Finding]) -> dict[About, dict[Outcome, int]]:
    """Count the findings by what they are about and how they came out."""
    counts = {about: dict.fromkeys(Outcome, 0) for about in About}
    for finding in findings:
        counts[finding.about][finding.outcome] += 1
    return counts


def _compare(ours: Procedure, public: Procedure | None) -> Iterator[Finding]:
    """Yield each fact; a difference comes out unexplained."""
    code = ours.code
    if public is None:
        yield Finding(code=code, about=About.CODE, outcome=Outcome.UNEXPLAINED, ours=code)
        return
    yield Finding(code=code, about=About.CODE, outcome=Outcome.SAME)
    decisions = [each.decision.number if each.decision else "" for each in (ours, public)]
    levels = [", ".join(sorted(each.levels)) for each in (ours, public)]
    yield _fact(code, About.NAME, ours.name, public.name, same=folded_name)
    yield _fact(code, About.DECISION, *decisions)
    yield _fact(code, About.LEVEL, *levels)
    yield _fact(code, About.AGENCY, ours.agency, public.agency, same=folded_agency)
    if ours.tier is Tier.FULL:
        yield from _methods(ours, public)
        yield _documents(ours, public)


def folded(text: str) -> str:
    """Return the words of a text without case, marks and punctuation."""
    return " ".join(re.findall(r"\w+", fold(text)))


def folded_name(text: str) -> str:
    """Return a procedure's name folded, without "Thủ tục" in front."""
    return OPENING_WORDS.sub("", folded(text))


def folded_agency(text: str) -> str:
    """Return an agency folded, with "UBND" written out and the commune's units as one level."""
    written = re.sub(r"\bubnd\b", "uy ban nhan dan", folded(text))
    return COMMUNE.sub("nhan dan cap xa", written)


def _plain(text: str) -> str:
    return text


def _fact(
    code: str, about: About, ours: str, public: str, *, same: Callable[[str], str] = _plain
) -> Finding:
    """Compare two texts; ``same`` brings both to what must agree."""
    if not public:
        return Finding(code=code, about=about, outcome=Outcome.SILENT, ours=ours)
    agree = same(ours) == same(public)
    outcome = Outcome.SAME if agree else Outcome.UNEXPLAINED
    return Finding(code=code, about=about, outcome=outcome, ours=ours, public=public)


def _methods(ours: Procedure, public: Procedure) -> Iterator[Finding]:
    """Compare which methods there are; of those on both sides, time limits and fees."""
    mine, theirs = _kinds(ours), _kinds(public)
    names = [", ".join(sorted(kinds)) for kinds in (mine, theirs)]
    yield _fact(ours.code, About.METHODS, *names)
    for kind in MethodKind:
        if kind in mine and kind in theirs:
            yield _times(ours.code, kind, mine[kind], theirs[kind])
            yield _fees(ours.code, kind, mine[kind], theirs[kind])


def _kinds(procedure: Procedure) -> dict[MethodKind, list[Method]]:
    """Return the methods by kind; a record may have several rows of one kind."""
    found: dict[MethodKind, list[Method]] = {}
    for method in procedure.methods:
        found.setdefault(method.kind, []).append(method)
    return found


def _times(code: str, kind: MethodKind, ours: list[Method], public: list[Method]) -> Finding:
    """Compare the set of time limits with their units, over all cases."""
    mine, theirs = (", ".join(sorted(_limits(methods))) for methods in (ours, public))
    finding = _fact(code, About.TIME_LIMIT, mine, theirs)
    return msgspec.structs.replace(finding, place=str(kind))


def _limits(methods: list[Method]) -> set[str]:
    """Return each time limit as amount and unit."""
    return {
        f"{limit.amount or ''} {limit.unit}".strip()
        + (f" ({limit.note})" if limit.unit is TimeUnit.UNKNOWN and limit.note else "")
        for method in methods
        for limit in method.time_limits
    }


def _fees(code: str, kind: MethodKind, ours: list[Method], public: list[Method]) -> Finding:
    """Compare the sums: each of one side must stand on the other, if only in its note."""
    mine, theirs = _fee_list(ours), _fee_list(public)
    texts = [", ".join(dict.fromkeys(_fee_text(fee) for fee in fees)) for fees in (mine, theirs)]
    if not theirs:
        outcome = Outcome.SILENT
    elif _agree(mine, theirs):
        outcome = Outcome.SAME
    else:
        outcome = Outcome.UNEXPLAINED
    return Finding(
        code=code,
        about=About.FEE,
        outcome=outcome,
        ours=texts[0],
        public=texts[1],
        place=str(kind),
    )


def _fee_list(methods: list[Method]) -> list[Fee]:
    return [fee for method in methods for fee in method.fees]


def _agree(ours: list[Fee], public: list[Fee]) -> bool:
    """Say whether two lists of fees name the same sums, and are unknown together."""
    unknown = [any(_sums(fee) == set() for fee in fees) for fees in (ours, public)]
    mine, theirs = (set().union(*map(_sums, fees)) for fees in (ours, public))
    told = [
        sums.union(*(amounts_in(_told(fee)) for fee in fees))
        for sums, fees in (
            (mine, ours),
            (theirs, public),
        )
    ]
    return mine <= told[1] and theirs <= told[0] and (unknown[1] or not unknown[0])


def _sums(fee: Fee) -> set[int]:
    """Return the sums that a fee is made of; the highest one counts as told, not as a price."""
    return {sum_ for sum_ in (fee.amount, *(step.amount for step in fee.steps)) if sum_ is not None}


def _told(fee: Fee) -> str:
    """Return what the fee says in words, its highest sum included."""
    highest = f"{fee.cap} đồng" if fee.cap is not None else ""
    return " ".join([highest, fee.note, fee.rule, *fee.exemptions])


def _fee_text(fee: Fee) -> str:
    amount = "unknown" if fee.amount is None else str(fee.amount)
    return f"{amount} ({fee.note})" if fee.amount is None and fee.note else amount


def _documents(ours: Procedure, public: Procedure) -> Finding:
    """Compare how many papers the cases ask for: ours on all paths, theirs in all groups."""
    theirs = _papers(public.documents)
    mine = {
        sum(
            applies(document.cases, cases_that_hold(ours, way))
            for document in _papers(ours.documents)
        )
        for way in paths(ours)
    }
    groups = [case.key for case in public.cases if any(case.key in d.cases for d in theirs)]
    counts = {
        sum(applies(document.cases, frozenset([group])) for document in theirs)
        for group in groups or [""]
    }
    same = mine == counts
    outcome = Outcome.SAME if same else Outcome.UNEXPLAINED
    return Finding(
        code=ours.code,
        about=About.DOCUMENTS,
        outcome=outcome if theirs else Outcome.SILENT,
        ours="/".join(map(str, sorted(mine))),
        public="/".join(map(str, sorted(counts))),
    )


def _papers(documents: list[DocumentRequirement]) -> list[DocumentRequirement]:
    return [document for document in documents if document.purpose is not Purpose.NOTE]
