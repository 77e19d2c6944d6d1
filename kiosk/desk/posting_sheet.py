"""A posting sheet (niêm yết): one procedure with all its constituent parts, for the notice board.

The parts and their order are those of Nghị định 63/2010/NĐ-CP Điều 8 khoản 2. A part that the
source does not name says so; a procedure whose parts we do not know sends to the counter.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kiosk.catalogue.posting import Posting
from kiosk.catalogue.procedure import (
    Case,
    Fee,
    LegalBasis,
    Level,
    Method,
    Procedure,
    Tier,
    TimeLimit,
)
from kiosk.checklist import words
from kiosk.checklist.checklist import Checklist, Item
from kiosk.printing import qr
from kiosk.translation import Translator


class Part(msgspec.Struct, frozen=True):
    """A constituent part in lines; ``numbered`` where their order counts."""

    label: str
    lines: list[str]
    numbered: bool = False


class PostedPaper(msgspec.Struct, frozen=True):
    """One paper of the dossier; ``certified`` and the others are counts, 0 is none.

    ``counts`` is for receipts, which have no columns.
    """

    name: str
    details: str
    originals: int
    certified: int
    photocopies: int
    counts: str


class PostedMethod(msgspec.Struct, frozen=True):
    """One way to hand in, with its time limits and fees."""

    name: str
    times: list[str]
    fees: list[str]


class PostedQr(msgspec.Struct, frozen=True):
    """The code of the official page, as SVG and how large it must be."""

    svg: str
    size_mm: float
    alt: str
    label: str


class PostingSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a sheet shows; ``code`` is its place in the booklet's list too."""

    code: str
    title: str
    name: str
    field: str
    where: str
    about: list[tuple[str, str]]
    steps: Part
    methods: list[PostedMethod]
    papers: list[PostedPaper]
    papers_foot: list[str]
    parts: list[Part]
    qr: PostedQr | None
    foot: list[str]


def lay_out_sheet(
    procedure: Procedure, checklist: Checklist, posting: Posting | None, tr: Translator
) -> PostingSheet:
    """Return the sheet of one procedure in one language.

    ``checklist`` is that of the procedure without any answer: it holds every paper.
    """
    missing = _missing(procedure, tr)
    cases = {case.key: case for case in procedure.cases}
    return PostingSheet(
        code=procedure.code,
        title=tr.pick(procedure.title, procedure.short_name_en or procedure.name_en),
        name=tr.pick(procedure.name, procedure.name_en),
        field=tr.pick(procedure.field, procedure.field_en),
        where=_where(checklist, posting, tr),
        about=_about(procedure, posting, missing, tr),
        steps=Part(
            tr("Order of steps"),
            _steps(procedure, tr) or [missing],
            numbered=len(_steps(procedure, tr)) > 1,
        ),
        methods=[_method(method, cases, tr) for method in procedure.methods],
        papers=[_paper(item, tr) for item in [*checklist.certain, *checklist.possible]],
        papers_foot=_papers_foot(procedure, checklist, missing, tr),
        parts=_parts(procedure, missing, tr),
        qr=_qr(checklist.url, tr),
        foot=_foot(checklist, tr),
    )


def _missing(procedure: Procedure, tr: Translator) -> str:
    """Return what stands where a part is empty."""
    if procedure.tier is Tier.LISTED:
        return words.sentence(tr("Ask at the counter"))
    return tr("None is named in the source.")


def _where(checklist: Checklist, posting: Posting | None, tr: Translator) -> str:
    """Return the counter that the posting names, else the one of the field."""
    if posting is not None and posting.counter:
        return posting.counter
    return words.where_words(checklist, tr)


def _about(
    procedure: Procedure, posting: Posting | None, missing: str, tr: Translator
) -> list[tuple[str, str]]:
    """Return the labelled lines under the name."""
    levels = ", ".join(_level(level, tr) for level in procedure.levels)
    decision = procedure.decision
    published = decision.number if decision else ""
    if decision and decision.issued:
        published += f" ({words.date_words(decision.issued, tr)})"
    posted = ""
    if posting is not None and posting.since is not None:
        posted = words.date_words(posting.since, tr)
        if posting.decision:
            posted += f" ({posting.decision})"
    agency = "; ".join(filter(None, [procedure.agency, procedure.coordinating_agencies]))
    lines = [
        (tr("Code"), procedure.code),
        (tr("Field"), tr.pick(procedure.field, procedure.field_en)),
        (tr("Carried out at"), levels),
        (tr("Agency"), agency or missing),
        (tr("For whom"), procedure.subjects or missing),
        (tr("Published by decision"), published),
        (tr("Posted since"), posted),
    ]
    return [(label, value) for label, value in lines if value]


def _level(level: Level, tr: Translator) -> str:
    """Return cấp thực hiện."""
    names = {
        Level.COMMUNE: tr("commune level"),
        Level.PROVINCE: tr("province level"),
        Level.MINISTRY: tr("ministry level"),
        Level.DISTRICT: tr("district level (before 1 July 2025)"),
        Level.OTHER: tr("another body"),
    }
    return names[level]


def _steps(procedure: Procedure, tr: Translator) -> list[str]:
    """Return the steps, in English only where all of them are."""
    translated = tr.language == "en" and len(procedure.steps_en) == len(procedure.steps)
    return procedure.steps_en if translated else procedure.steps


def _in_cases(keys: Sequence[str], cases: dict[str, Case], tr: Translator) -> str:
    """Return " (nếu: …)" for what holds in some cases only."""
    named = [words.lower_first(tr.pick(cases[k].name, cases[k].name_en)) for k in keys]
    return f" ({words.lower_first(tr('If: {cases}', cases='; '.join(named)))})" if named else ""


def _method(method: Method, cases: dict[str, Case], tr: Translator) -> PostedMethod:
    """Return one way to hand in."""
    ask = words.sentence(tr("Ask at the counter"))
    note = tr.pick(method.note, method.note_en)
    times = [_time(limit, cases, tr) for limit in method.time_limits] or [ask]
    return PostedMethod(
        name=words.method_words(method.kind, tr),
        times=[*times, words.sentence(note)] if note else times,
        fees=[_fee(fee, cases, tr) for fee in method.fees] or [ask],
    )


def _time(limit: TimeLimit, cases: dict[str, Case], tr: Translator) -> str:
    """Return one time limit."""
    rule = words.limit_words(limit, tr)
    if limit.cutoff:
        rule += f", {tr('if handed in by {time}', time=limit.cutoff.removeprefix('0'))}"
    rule += _in_cases(limit.cases, cases, tr)
    note = words.sentence(tr.pick(limit.note, limit.note_en))
    return f"{words.sentence(rule)} {note}".strip()


def _fee(fee: Fee, cases: dict[str, Case], tr: Translator) -> str:
    """Return one fee with what is behind it."""
    line = words.fee_words(fee, tr) + _in_cases(fee.cases, cases, tr)
    said = [words.sentence(line), words.sentence(tr.pick(fee.note, fee.note_en))]
    if fee.rule:
        said.append(words.sentence(tr("By {rule}", rule=fee.rule)))
    said += [tr("Free for: {whom}", whom=words.sentence(whom)) for whom in fee.exemptions]
    return " ".join(filter(None, said))


def _paper(item: Item, tr: Translator) -> PostedPaper:
    """Return one paper."""
    document = item.document
    shown = words.purpose_words(document, tr) if document.purpose == "present" else ""
    details = [words.sentence(shown), *words.item_lines(item, tr)]
    return PostedPaper(
        name=words.document_name(document, tr),
        details=" ".join(filter(None, details)),
        originals=document.originals,
        certified=document.certified_copies,
        photocopies=document.photocopies,
        counts=" · ".join(words.copies_words(document, tr)),
    )


def _papers_foot(
    procedure: Procedure, checklist: Checklist, missing: str, tr: Translator
) -> list[str]:
    """Return what stands under the papers: remarks of the law and the number of dossiers."""
    lines = [words.sentence(words.document_name(note, tr)) for note in checklist.notes]
    if not checklist.certain and not checklist.possible:
        lines.insert(0, missing)
    if procedure.dossier_sets is not None:
        lines.append(tr.count("Dossiers: {n} set.", "Dossiers: {n} sets.", procedure.dossier_sets))
    return lines


def _parts(procedure: Procedure, missing: str, tr: Translator) -> list[Part]:
    """Return results, forms, requirements and legal bases."""
    forms = [
        ". ".join(filter(None, [_numbered(form.number, tr), tr.pick(form.name, form.name_en)]))
        for form in procedure.forms
    ]
    bases = [_basis(basis, tr) for basis in procedure.legal_bases]
    results = [tr.pick(result.name, result.name_en) for result in procedure.results]
    parts = [
        (tr("Result of the procedure"), results),
        (tr("Forms"), forms),
        (tr("Requirements and conditions"), procedure.requirements),
        (tr("Legal bases"), ["; ".join(bases)] if bases else []),
    ]
    return [
        Part(label, [words.sentence(line) for line in lines] or [missing]) for label, lines in parts
    ]


def _numbered(number: str, tr: Translator) -> str:
    """Return "Mẫu …", "" where the form has no number."""
    return tr("Form {number}", number=number) if number else ""


def _basis(basis: LegalBasis, tr: Translator) -> str:
    """Return one legal text with its date."""
    issued = words.date_words(basis.issued, tr) if basis.issued else ""
    dated = f" ({issued})" if issued else ""
    return f"{basis.number}{dated} {basis.name}".strip()


def _qr(url: str, tr: Translator) -> PostedQr | None:
    """Return the code of the official page, None where there is none."""
    if not url:
        return None
    return PostedQr(
        svg=qr.svg(url),
        size_mm=max(22.0, qr.matrix(url).size_mm()),
        alt=tr("QR code of the official page"),
        label=tr("Scan for the official page."),
    )


def _foot(checklist: Checklist, tr: Translator) -> list[str]:
    """Return source, hours and where complaints go."""
    office = checklist.office
    hours = words.sentence(words.hours_words(checklist.hours, tr))
    lines = [
        words.source_words(checklist, tr),
        f"{tr('Opening hours')}: {hours}" if hours else "",
        complaints_words(office.complaints, tr),
    ]
    return [line for line in lines if line]


def complaints_words(address: str, tr: Translator) -> str:
    """Return where complaints and proposals about procedures go, "" where the office names none."""
    if not address:
        return ""
    return tr("Complaints and proposals about procedures: {address}", address=address)
