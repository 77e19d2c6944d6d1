"""A checklist laid out in words: what the paper's template sets, in one or two languages.

Every text is a list of one or two strings; the second language is left out where it says the same
(a fact without an English text). The templates under ``assets/paper`` hold no words of their own.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import msgspec

from kiosk.catalogue.procedure import MethodKind
from kiosk.checklist import text, words
from kiosk.checklist.checklist import Checklist, Item
from kiosk.checklist.text import QR_LIMIT
from kiosk.printing import qr
from kiosk.settings import ROLL_MM, Paper
from kiosk.translation import Translator

RUNNING_LETTERS = 56
"""Letters of the title that fit into one line at the foot of A4 and A5."""

Texts = list[str]
"""One text in the first and perhaps the second language."""

USUAL_QR_MM = 30.7
"""Side of the code on A4; elsewhere it is as small as its modules allow."""

HEAD_MODULE_MM = 0.75
"""A module on a roll: six whole dots of a thermal head, so that all are equally wide."""

QR_ROOM_MM = {Paper.A4: 64.0, Paper.A5: 60.0, Paper.RECEIPT_80: 60.0, Paper.RECEIPT_58: 46.0}
"""The largest code that the papers have room for."""


class SheetReply(msgspec.Struct, frozen=True):
    """A question of the case and its answer."""

    question: Texts
    answer: Texts


class SheetFact(msgspec.Struct, frozen=True):
    """One of the three answers on top; ``detail`` may be empty."""

    label: Texts
    headline: Texts
    detail: Texts


class SheetItem(msgspec.Struct, frozen=True):
    """One row of the table of papers. ``counts`` is for receipts, which have no columns."""

    name: Texts
    details: Texts
    originals: int
    certified: int
    photocopies: int
    purpose: Texts
    counts: Texts


class SheetMethod(msgspec.Struct, frozen=True):
    """One way to hand in, its fees and times."""

    name: Texts
    fees: list[Texts]
    times: list[Texts]


class SheetQr(msgspec.Struct, frozen=True):
    """The code as SVG, how large it must be, what it is and what it is for."""

    svg: str
    size_mm: float
    alt: str
    label: Texts


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a template sets."""

    paper: Paper
    language: str
    second_language: str
    code: str
    code_line: str
    document_title: str
    office: Texts
    place: Texts
    top_right: list[Texts]
    kicker: Texts
    title: Texts
    official: Texts
    case_label: Texts
    case: list[SheetReply]
    warning: Texts
    facts: list[SheetFact]
    columns: dict[str, Texts]
    certain: list[SheetItem]
    possible: list[SheetItem]
    certain_label: Texts
    possible_label: Texts
    without_list: Texts
    notes_label: Texts
    notes: list[Texts]
    steps_label: Texts
    steps: list[Texts]
    methods_label: Texts
    method_columns: list[Texts]
    methods: list[SheetMethod]
    results: Texts
    qr: SheetQr
    foot: list[Texts]
    running: str
    page_of: str


def distinct(texts: Iterable[str]) -> Texts:
    """Return the texts that say something, each once."""
    return list(dict.fromkeys(filter(None, texts)))


class _Languages:
    """Says one thing in each language of the sheet."""

    def __init__(self, translators: Sequence[Translator]) -> None:
        self.translators = translators

    def say(self, phrase: Callable[[Translator], str]) -> Texts:
        """Return ``phrase`` in each language; what reads the same is said once."""
        return distinct(phrase(tr) for tr in self.translators)

    def tr(self, message: str) -> Texts:
        """Return a text of the interface."""
        return self.say(lambda tr: tr(message))

    def lines(self, phrases: Callable[[Translator], Sequence[str]]) -> list[Texts]:
        """Return lines, each in all languages; one after the other where their number differs."""
        blocks = [list(phrases(tr)) for tr in self.translators]
        if len({len(block) for block in blocks}) > 1:
            return [[line] for block in blocks for line in block]
        return [distinct(lines) for lines in zip(*blocks, strict=True)]


def lay_out(checklist: Checklist, paper: Paper, translators: Sequence[Translator]) -> Sheet:
    """Return the sheet of ``checklist`` in the languages of ``translators``, the first one larger.

    A receipt is brief: it leaves out the general requirements.

    Raises:
        ValueError: no translator was given.
    """
    if not translators:
        raise ValueError("a sheet needs at least one language")
    first = translators[0]
    languages = _Languages(translators)
    say, tr = languages.say, languages.tr
    office = checklist.office
    brief = paper in (Paper.RECEIPT_80, Paper.RECEIPT_58)
    return Sheet(
        paper=paper,
        language=first.language,
        second_language=translators[-1].language,
        code=checklist.code,
        code_line=f"{first('Code')}: {checklist.code}",
        document_title=f"{title_of(checklist, first)} ({checklist.code})",
        office=say(lambda tr: tr.pick(office.name, office.name_en)),
        place=say(lambda tr: tr.pick(office.place, office.place_en)),
        top_right=_top_right(checklist, languages),
        kicker=tr("List of papers to bring" if checklist.has_list else "About this procedure"),
        title=say(lambda tr: title_of(checklist, tr)),
        official=say(lambda tr: _official(checklist, tr)),
        case_label=tr("Your case"),
        case=_case(checklist, languages),
        warning=say(
            lambda tr: " ".join(words.warning_lines(checklist, tr)) if checklist.stale else ""
        ),
        facts=_facts(checklist, languages),
        columns={
            "paper": tr("Paper"),
            "originals": tr("Originals"),
            "certified": tr("Certified copies"),
            "photocopies": tr("Photo-copies"),
            "purpose": tr("What for"),
        },
        certain=[_item(item, languages) for item in checklist.certain],
        possible=[_item(item, languages) for item in checklist.possible],
        certain_label=tr("Papers to bring"),
        possible_label=tr("You may have to bring"),
        without_list=(
            [] if checklist.has_list else tr("Ask at the counter which papers to bring.")
        ),
        notes_label=tr("Please note"),
        notes=_notes(checklist, languages, brief=brief),
        steps_label=tr("Steps"),
        steps=languages.lines(lambda tr: text.steps_of(checklist, tr)),
        methods_label=tr("Ways to hand in, cost and time"),
        method_columns=[tr("Way"), tr("How much"), tr("When")],
        methods=_methods(checklist, languages),
        results=_results(checklist, languages),
        qr=_qr(checklist, paper, languages),
        foot=_foot(checklist, languages),
        running=_running(checklist, first),
        page_of=first("Page {page} of {pages}"),
    )


def title_of(checklist: Checklist, tr: Translator) -> str:
    """Return the large name."""
    return tr.pick(checklist.title, checklist.title_en)


def _running(checklist: Checklist, tr: Translator) -> str:
    """Return the title and the code in one line for the foot of every page."""
    title = textwrap.shorten(title_of(checklist, tr), RUNNING_LETTERS, placeholder=" …")
    return f"{title}. {tr('Code')}: {checklist.code}"


def _official(checklist: Checklist, tr: Translator) -> str:
    """Return the official name."""
    name = tr.pick(checklist.name, checklist.name_en)
    return tr("Procedure: {name}", name=words.sentence(name))


def _top_right(checklist: Checklist, languages: _Languages) -> list[Texts]:
    """Return when it was printed and whom to call."""
    printed = languages.say(
        lambda tr: tr(
            "Printed at {time}, {date}",
            time=words.clock_words(checklist.at.time()),
            date=words.date_words(checklist.at.date(), tr),
        )
    )
    phone = checklist.office.phone
    called = languages.say(lambda tr: tr("Telephone {number}", number=phone)) if phone else []
    return [line for line in (printed, called) if line]


def _case(checklist: Checklist, languages: _Languages) -> list[SheetReply]:
    """Return the case as the person described it."""
    questions = languages.lines(lambda tr: [q for q, _ in words.reply_words(checklist, tr)])
    answers = languages.lines(
        lambda tr: [words.sentence(a) for _, a in words.reply_words(checklist, tr)]
    )
    return [SheetReply(q, a) for q, a in zip(questions, answers, strict=True)]


def _facts(checklist: Checklist, languages: _Languages) -> list[SheetFact]:
    """Return the three answers: what to bring, how much, when."""
    headlines: tuple[tuple[str, Callable[[Checklist, Translator], words.Headline]], ...] = (
        ("Bring", words.papers_headline),
        ("How much", words.fee_headline),
        ("When", words.time_headline),
    )
    facts: list[SheetFact] = []
    for label, headline in headlines:
        said = [headline(checklist, tr) for tr in languages.translators]
        facts.append(
            SheetFact(
                label=languages.tr(label),
                headline=distinct(large for large, _ in said),
                detail=distinct(small for _, small in said),
            )
        )
    return facts


def _item(item: Item, languages: _Languages) -> SheetItem:
    """Return one paper's row."""
    document = item.document
    return SheetItem(
        name=languages.say(lambda tr: words.document_name(document, tr)),
        details=languages.say(lambda tr: " ".join(words.item_lines(item, tr))),
        originals=document.originals,
        certified=document.certified_copies,
        photocopies=document.photocopies,
        purpose=languages.say(lambda tr: words.purpose_words(document, tr)),
        counts=languages.say(
            lambda tr: " · ".join(
                [*words.copies_words(document, tr), words.purpose_words(document, tr)]
            )
        ),
    )


def _notes(checklist: Checklist, languages: _Languages, *, brief: bool) -> list[Texts]:
    """Return remarks of the law, what is required (not on a receipt), and coming changes."""
    found = languages.lines(
        lambda tr: [words.sentence(words.document_name(note, tr)) for note in checklist.notes]
    )
    if not brief:
        found += [[words.sentence(requirement)] for requirement in checklist.requirements]
    if not checklist.stale:
        found += languages.lines(lambda tr: words.warning_lines(checklist, tr))
    return found


def _methods(checklist: Checklist, languages: _Languages) -> list[SheetMethod]:
    """Return the ways to hand in; what is the same as in the first one is not said again."""
    if not checklist.methods:
        return []
    first = checklist.methods[0]
    same = languages.say(lambda tr: _same_as(first.kind, tr))
    rows: list[SheetMethod] = []
    for method in checklist.methods:
        dated = method.kind is MethodKind.IN_PERSON
        fees = languages.lines(partial(words.fee_lines, method))
        times = languages.lines(partial(words.time_lines, method, dated=dated))
        if method is not first and method.fees == first.fees:
            fees = [same]
        if method is not first and method.times == first.times:
            times = [same]
        note = languages.say(partial(words.method_note, method))
        name = languages.say(partial(words.method_words, method.kind))
        rows.append(SheetMethod(name, fees, [*times, note] if note else times))
    return rows


def _same_as(kind: MethodKind, tr: Translator) -> str:
    """Return "Như tại quầy"."""
    return tr("As {way}", way=words.lower_first(words.method_words(kind, tr)))


def _results(checklist: Checklist, languages: _Languages) -> Texts:
    """Return what the person receives, "" where the catalogue does not say."""
    if not checklist.results:
        return []
    return languages.say(
        lambda tr: tr(
            "You receive: {results}",
            results=words.sentence(
                "; ".join(tr.pick(result.name, result.name_en) for result in checklist.results)
            ),
        )
    )


def _qr(checklist: Checklist, paper: Paper, languages: _Languages) -> SheetQr:
    """Return the official page's code; without a page the checklist itself."""
    content = checklist.url or _own_text(checklist, languages.translators[0], QR_ROOM_MM[paper])
    label = "Scan for the official page." if checklist.url else "Scan to keep it on your phone."
    alt = "QR code of the official page" if checklist.url else "QR code of this list"
    size = qr.matrix(content).size_mm(HEAD_MODULE_MM if paper in ROLL_MM else qr.SMALLEST_MODULE_MM)
    return SheetQr(
        svg=qr.svg(content),
        size_mm=max(USUAL_QR_MM if paper is Paper.A4 else 0.0, size),
        alt=languages.tr(alt)[0],
        label=languages.tr(label),
    )


def _own_text(checklist: Checklist, tr: Translator, room_mm: float) -> str:
    """Return the checklist as text, as much of it as a readable code of that size holds."""
    texts = (text.short_text(checklist, tr, limit=limit) for limit in range(QR_LIMIT, 100, -50))
    return next(found for found in texts if qr.matrix(found).size_mm(HEAD_MODULE_MM) <= room_mm)


def _foot(checklist: Checklist, languages: _Languages) -> list[Texts]:
    """Return where to go, the source, the hours, and that this is guidance."""
    say = languages.say
    hours = say(lambda tr: words.hours_words(checklist.hours, tr))
    lines = [
        say(lambda tr: f"{tr('Where')}: {words.sentence(words.where_words(checklist, tr))}"),
        say(lambda tr: words.source_words(checklist, tr)),
        say(lambda tr: " ".join(words.own_source_lines(checklist, tr))),
        say(lambda tr: _opening(checklist, tr)) if hours else [],
        say(text.guidance),
    ]
    return [line for line in lines if line]


def _opening(checklist: Checklist, tr: Translator) -> str:
    """Return the opening hours and the closed days of the coming week."""
    opening = words.sentence(words.hours_words(checklist.hours, tr))
    closed = words.sentence(words.closed_words(checklist, tr))
    return f"{tr('Opening hours')}: {opening} {closed}".strip()
