"""The page of a procedure: three answers, the papers to tick, four pages behind it."""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, ListProperty, StringProperty

from kiosk.catalogue.procedure import Purpose
from kiosk.checklist.checklist import Checklist, Item
from kiosk.checklist.words import (
    copies_words,
    document_name,
    fee_headline,
    item_lines,
    lower_first,
    papers_headline,
    reply_words,
    source_words,
    time_headline,
    warning_lines,
    where_words,
)
from kiosk.translation import Translator
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.visit import Detail, Wish
from kiosk.ui.widgets import Card, CardButton, Column, Hairline, Tap, Text
from kiosk.ui.widgets.facts import FactBand, FactLine

NOTE_LINES = 2
"""Remarks under a paper on the screen; the printed list has them all."""


def case_words(checklist: Checklist, tr: Translator) -> str:
    """Return the person's answers as one line: "Cha hoặc mẹ của bé · có giấy chứng sinh"."""
    replies = [reply for _question, reply in reply_words(checklist, tr)]
    return " · ".join([reply if n == 0 else lower_first(reply) for n, reply in enumerate(replies)])


def note_words(item: Item, tr: Translator) -> str:
    """Return the remarks under a paper; a single one goes without its full stop."""
    lines = item_lines(item, tr)[:NOTE_LINES]
    return lines[0].removesuffix(".") if len(lines) == 1 else " ".join(lines)


def fact_words(checklist: Checklist, tr: Translator) -> list[tuple[str, str, str, str]]:
    """Return the three answers as (icon, label, figure, detail)."""
    return [
        ("file-document-outline", tr("Bring"), *papers_headline(checklist, tr)),
        ("wallet-outline", tr("How much"), *fee_headline(checklist, tr)),
        ("clock-outline", tr("When ready"), *time_headline(checklist, tr)),
    ]


class Chip(Card):
    """How many of a paper."""

    text = StringProperty("")
    tint = StringProperty("clay")


class PaperRow(Tap):
    """A paper to tick."""

    name = StringProperty("")
    note = StringProperty("")
    chips = ListProperty([])
    present = BooleanProperty(False)
    ticked = BooleanProperty(False)
    stacked = BooleanProperty(False)

    def on_kv_post(self, _base: object) -> None:
        """Put the chips in."""
        self.ids.counts.clear_widgets()
        for text in self.chips:
            self.ids.counts.add_widget(Chip(text=text, tint="sea" if self.present else "clay"))


class Notice(Card):
    """Something to know before relying on the list."""

    icon = StringProperty("information-outline")
    said = StringProperty("")
    tint = StringProperty("sea")


class DetailButton(CardButton):
    """Opens one of the four pages."""


class ProcedureScreen(Screen):
    """What to bring, what it costs, when it is ready."""

    def arrangement(self) -> str:
        """Two columns where there is room for them at this text size."""
        theme = self.kiosk.theme
        return "ProcedureWide" if theme.shape == Shape.WIDE and not theme.large else "ProcedureTall"

    def fill(self) -> None:
        """Show the checklist of the visit."""
        checklist = self.kiosk.visit.checklist
        if checklist is None:
            return
        tr, layout = self.kiosk.tr, self.layout
        self.title = layout.title = tr.pick(checklist.title, checklist.title_en)
        layout.editable = bool(checklist.replies)
        name = tr.pick(checklist.name, checklist.name_en)
        layout.case = case_words(checklist, tr) or (name if name != layout.title else "")
        layout.source = source_words(checklist, tr)
        layout.counter = tr.pick(checklist.counter, checklist.counter_en)
        layout.listed = not checklist.has_list
        layout.facts = fact_words(checklist, tr)
        self._fill_notices(checklist)
        self._fill_papers(checklist)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.papers_area.to_top()

    def print(self) -> None:
        """Print the list."""
        self.kiosk.take_away(Wish.PRINT)

    def show_qr(self) -> None:
        """Show the list as a QR code."""
        self.kiosk.take_away(Wish.QR)

    def edit(self) -> None:
        """Change the answers."""
        self.kiosk.edit_answers()

    def open(self, detail: str) -> None:
        """Open one of the four pages."""
        self.kiosk.open_detail(Detail(detail))

    def _fill_notices(self, checklist: Checklist) -> None:
        ids = self.layout.ids
        ids.notices.clear_widgets()
        ids.warnings.clear_widgets()
        for place, line in enumerate(warning_lines(checklist, self.kiosk.tr)):
            stale = checklist.stale and place == 0
            icon, tint = ("alert-outline", "rose") if stale else ("calendar-alert", "sea")
            (ids.warnings if stale else ids.notices).add_widget(
                Notice(said=line, icon=icon, tint=tint)
            )

    def _fill_papers(self, checklist: Checklist) -> None:
        tr, ids = self.kiosk.tr, self.layout.ids
        ids.certain.clear_widgets()
        ids.possible.clear_widgets()
        if not checklist.has_list:
            said = tr(
                "This machine does not know the papers for this yet. "
                "The staff will tell you: {where}.",
                where=where_words(checklist, tr).removesuffix("."),
            )
            ids.certain.add_widget(Notice(said=said, icon="help-circle-outline", tint="sea"))
            return
        self._add_rows(ids.certain, checklist.certain)
        if checklist.possible:
            ids.possible.add_widget(Text(said=tr("You may also have to bring"), role="group"))
            self._add_rows(ids.possible, checklist.possible)

    def _add_rows(self, column: Column, items: list[Item]) -> None:
        tr, visit = self.kiosk.tr, self.kiosk.visit
        for place, item in enumerate(items):
            if place:
                column.add_widget(Hairline())
            row = PaperRow(
                name=document_name(item.document, tr),
                note=note_words(item, tr),
                chips=copies_words(item.document, tr),
                present=item.document.purpose is Purpose.PRESENT,
                ticked=item.document.name in visit.ticked,
                stacked=self.kiosk.theme.large,
            )
            row.bind(on_tap=lambda row, key=item.document.name: self._tick(row, key))
            column.add_widget(row)

    def _tick(self, row: PaperRow, key: str) -> None:
        self.kiosk.visit.ticked.symmetric_difference_update({key})
        row.ticked = key in self.kiosk.visit.ticked


class ProcedureLayout(Layout):
    """An arrangement of the page."""

    title = StringProperty("")
    case = StringProperty("")
    source = StringProperty("")
    counter = StringProperty("")
    editable = BooleanProperty(False)
    listed = BooleanProperty(False)
    facts = ListProperty([])


class ProcedureTall(ProcedureLayout):
    """One column that scrolls; the actions stay in view."""


class ProcedureWide(ProcedureLayout):
    """Answers and actions at the left, papers at the right."""


__all__ = ["FactBand", "FactLine", "ProcedureScreen"]

Builder.load_file(str(Path(__file__).with_suffix(".kv")))
