"""The page of a procedure: three answers, the papers to tick, four pages behind it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

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
from kiosk.ui.screens.paper_row import PaperRow
from kiosk.ui.theme import Shape
from kiosk.ui.visit import Detail, Wish
from kiosk.ui.widgets import Card, CardButton
from kiosk.ui.widgets.facts import FactBand, FactLine

ROWS_AHEAD = 6
"""Papers of most lists."""

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


class Remark(NamedTuple):
    """Something to know before relying on the list: its words, icon and tint."""

    said: str
    icon: str
    tint: str


class Notice(Card):
    """A remark as a card."""

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

    def prepare(self) -> None:
        """Make the rows that most lists need, too."""
        super().prepare()
        self.layout.ids.certain.reserve(ROWS_AHEAD, self._make_row)

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
        tr, ids = self.kiosk.tr, self.layout.ids
        stale: list[Remark] = []
        others: list[Remark] = []
        for place, line in enumerate(warning_lines(checklist, tr)):
            if checklist.stale and place == 0:
                stale.append(Remark(line, "alert-outline", "rose"))
            else:
                others.append(Remark(line, "calendar-alert", "sea"))
        if not checklist.has_list:
            said = tr(
                "This machine does not know the papers for this yet. "
                "The staff will tell you: {where}.",
                where=where_words(checklist, tr).removesuffix("."),
            )
            others.insert(0, Remark(said, "help-circle-outline", "sea"))
        ids.warnings.show(stale, Notice, _remark)
        ids.notices.show(others, Notice, _remark)

    def _fill_papers(self, checklist: Checklist) -> None:
        ids = self.layout.ids
        for column, items in ((ids.certain, checklist.certain), (ids.possible, checklist.possible)):
            shown = list(enumerate(items)) if checklist.has_list else []
            column.show(shown, self._make_row, self._write)

    def _make_row(self) -> PaperRow:
        row = PaperRow(stacked=self.kiosk.theme.large)
        row.bind(on_tap=self._tick)
        return row

    def _write(self, row: PaperRow, numbered: tuple[int, Item]) -> None:
        tr = self.kiosk.tr
        number, item = numbered
        row.document = item.document.name
        row.ruled = number > 0
        row.name = document_name(item.document, tr)
        row.note = note_words(item, tr)
        row.chips = copies_words(item.document, tr)
        row.present = item.document.purpose is Purpose.PRESENT
        row.purpose = tr("Show only") if row.present else tr("Hand in here")
        row.ticked = row.document in self.kiosk.visit.ticked

    def _tick(self, row: PaperRow) -> None:
        self.kiosk.visit.ticked.symmetric_difference_update({row.document})
        row.ticked = row.document in self.kiosk.visit.ticked


def _remark(notice: Notice, remark: Remark) -> None:
    notice.said, notice.icon, notice.tint = remark


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
