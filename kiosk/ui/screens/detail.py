"""One page behind a procedure: the steps, where, the result, or the law."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kivy.lang import Builder
from kivy.properties import StringProperty

from kiosk.catalogue.procedure import LegalBasis
from kiosk.checklist.checklist import Checklist
from kiosk.checklist.words import (
    closed_words,
    date_words,
    document_name,
    fact_source_lines,
    fee_headline,
    fee_lines,
    hours_words,
    method_words,
    own_source_lines,
    papers_headline,
    sentence,
    source_words,
    time_headline,
    time_lines,
    upper_first,
    where_words,
)
from kiosk.translation import Translator
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.visit import Detail
from kiosk.ui.widgets import Card, Text


class Block(NamedTuple):
    """A part of a page: a sign or number, a heading (may be empty) and its lines."""

    sign: str
    heading: str
    lines: list[str]


def steps_blocks(checklist: Checklist, tr: Translator) -> list[Block]:
    """Return the numbered steps, then conditions and remarks."""
    steps = checklist.steps
    if tr.language == "en" and checklist.steps_en:
        steps = checklist.steps_en
    blocks = [Block(str(number), "", [step]) for number, step in enumerate(steps, start=1)]
    if not steps:
        said = tr("The staff at the counter will explain the steps.")
        blocks.append(Block("information-outline", "", [said]))
    if checklist.requirements:
        blocks.append(Block("check-circle-outline", tr("Conditions"), checklist.requirements))
    if checklist.notes:
        notes = [document_name(note, tr) for note in checklist.notes]
        blocks.append(Block("information-outline", tr("Remarks"), notes))
    return blocks


def where_blocks(checklist: Checklist, tr: Translator) -> list[Block]:
    """Return the place, the hours, and each way to hand in with its time and cost."""
    office = checklist.office
    place = [where_words(checklist, tr)]
    if office.address:
        place.append(office.address)
    if office.phone:
        place.append(tr("Telephone {phone}", phone=office.phone))
    blocks = [Block("map-marker-outline", tr("Place"), place)]
    hours = [hours_words(checklist.hours, tr), closed_words(checklist, tr)]
    if any(hours):
        blocks.append(Block("clock-outline", tr("Opening hours"), [h for h in hours if h]))
    for method in checklist.methods:
        lines = [*time_lines(method, tr), *fee_lines(method, tr)]
        note = tr.pick(method.note, method.note_en)
        blocks.append(
            Block(
                "tray-arrow-down", method_words(method.kind, tr), [*lines, note] if note else lines
            )
        )
    return blocks


def result_blocks(checklist: Checklist, tr: Translator) -> list[Block]:
    """Return what the person receives, and when."""
    names = [tr.pick(result.name, result.name_en) for result in checklist.results]
    blocks = [
        Block("certificate-outline", tr("You receive"), names or [tr("Ask at the counter")]),
    ]
    if checklist.methods:
        times = time_lines(checklist.methods[0], tr)
        blocks.append(Block("clock-outline", tr("When ready"), times))
    return blocks


def law_blocks(checklist: Checklist, tr: Translator) -> list[Block]:
    """Return the official name, the source and the legal texts."""
    name = [
        sentence(checklist.name),
        tr(
            "Code {code}. Field: {field}.",
            code=checklist.code,
            field=tr.pick(checklist.field, checklist.field_en),
        ),
    ]
    if checklist.agency:
        name.append(tr("Decided by: {agency}.", agency=checklist.agency))
    source = [source_words(checklist, tr), *own_source_lines(checklist, tr)]
    if checklist.url:
        source.append(checklist.url)
    blocks = [
        Block("file-document-outline", tr("Official name"), name),
        Block("check-circle-outline", tr("Source"), source),
    ]
    if checklist.legal_bases:
        laws = [law_words(basis, tr) for basis in checklist.legal_bases]
        blocks.append(Block("scale-balance", tr("Legal basis"), laws))
    return blocks


def sources_blocks(checklist: Checklist, tr: Translator) -> list[Block]:
    """Return the three answers in full, each with its source and the day it was checked."""
    methods = checklist.methods
    papers = [item.document.source for item in (*checklist.certain, *checklist.possible)]
    fees = [fact.fee.source for method in methods for fact in method.fees]
    times = [fact.limit.source for method in methods for fact in method.times]
    figure, detail = papers_headline(checklist, tr)
    answers = (
        (
            "file-document-outline",
            f"{tr('Bring')}: {figure}",
            [sentence(upper_first(detail))] if detail else [],
            papers,
        ),
        (
            "wallet-outline",
            f"{tr('How much')}: {fee_headline(checklist, tr)[0]}",
            fee_lines(methods[0], tr) if methods else [],
            fees,
        ),
        (
            "clock-outline",
            f"{tr('When ready')}: {time_headline(checklist, tr)[0]}",
            time_lines(methods[0], tr) if methods else [],
            times,
        ),
    )
    return [
        Block(icon, heading, [*lines, *fact_source_lines(sources, checklist, tr)])
        for icon, heading, lines, sources in answers
    ]


def law_words(basis: LegalBasis, tr: Translator) -> str:
    """Return "Luật Hộ tịch, 60/2014/QH13 (20/11/2014)"."""
    words = f"{basis.name}, {basis.number}" if basis.name else basis.number
    return f"{words} ({date_words(basis.issued, tr)})" if basis.issued else words


class DetailBlock(Card):
    """A part of the page; each of its lines is a paragraph of its own."""

    icon = StringProperty("")
    number = StringProperty("")
    heading = StringProperty("")

    def show(self, block: Block) -> None:
        """Show what a block says."""
        self.number = block.sign if block.sign.isdigit() else ""
        self.icon = "" if self.number else block.sign
        self.heading = block.heading
        self.ids.lines.show(block.lines, lambda: Text(role="body"), _say)


def _say(text: Text, line: str) -> None:
    text.said = line


class DetailScreen(Screen):
    """One page of the procedure; Back leads to its papers."""

    def arrangement(self) -> str:
        """One arrangement for all shapes."""
        return "DetailLayout"

    def fill(self) -> None:
        """Show the page of the visit."""
        checklist = self.kiosk.visit.checklist
        if checklist is None:
            return
        tr, layout = self.kiosk.tr, self.layout
        titles = {
            Detail.STEPS: tr("Steps"),
            Detail.WHERE: tr("Where to hand in"),
            Detail.RESULT: tr("Result"),
            Detail.LAW: tr("Legal basis"),
            Detail.SOURCES: tr("Where this comes from"),
        }
        blocks = {
            Detail.STEPS: steps_blocks,
            Detail.WHERE: where_blocks,
            Detail.RESULT: result_blocks,
            Detail.LAW: law_blocks,
            Detail.SOURCES: sources_blocks,
        }
        detail = self.kiosk.visit.detail
        self.title = layout.title = titles[detail]
        self.note = layout.procedure = tr.pick(checklist.title, checklist.title_en)
        layout.ids.blocks.show(blocks[detail](checklist, tr), DetailBlock, DetailBlock.show)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.area.to_top()


class DetailLayout(Layout):
    """A title and blocks that scroll."""

    title = StringProperty("")
    procedure = StringProperty("")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
