"""Sheets to read: help, QR code, forms, sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder

from kiosk.checklist import words
from kiosk.checklist.checklist import Checklist
from kiosk.translation import Translator
from kiosk.ui.desk.sheet import DeskSheet
from kiosk.ui.desk.widgets import KeyLineRow, LabelledLine
from kiosk.ui.strokes import DOWN, PAGE_DOWN, PAGE_UP, UP, Stroke
from kiosk.ui.widgets.qr_code import QUIET_MODULES

if TYPE_CHECKING:
    from kiosk.ui.desk.at_hand import AtHand
    from kiosk.ui.desk.frame import Desk

A_STEP = 0.25
"""Part of a page that an arrow scrolls by."""

Lines = Callable[[Translator], list[tuple[str, str]]]
"""Labels, each with its text."""


class ReadingSheet(DeskSheet):
    """A title and lines under it; arrows scroll."""

    rule = "ReadingCard"

    def __init__(self, desk: Desk, title: Callable[[Translator], str], lines: Lines) -> None:
        super().__init__(desk)
        self._title = title
        self._lines = lines

    def fill(self) -> None:
        """Say it in the present language."""
        self.card.title = self._title(self.tr)
        self.card.ids.rows.put(
            [LabelledLine(label=label, said=said) for label, said in self._lines(self.tr)]
        )

    def key_pressed(self, stroke: Stroke) -> bool:
        """Scroll."""
        pages = {UP: -A_STEP, DOWN: A_STEP, PAGE_UP: -1, PAGE_DOWN: 1}
        if stroke.code not in pages:
            return False
        self.card.ids.rows.turn(pages[stroke.code])
        return True


class HelpSheet(DeskSheet):
    """All keys in two columns."""

    rule = "HelpCard"

    def fill(self) -> None:
        """Say it in the present language."""
        self.card.title = self.tr("Keys of the desk")
        lines = help_lines(self.tr)
        half = (len(lines) + 1) // 2
        for holder, some in (
            (self.card.ids.left, lines[:half]),
            (self.card.ids.right, lines[half:]),
        ):
            holder.clear_widgets()
            for cap, said in some:
                holder.add_widget(KeyLineRow(cap=cap, said=said))


class QrSheet(DeskSheet):
    """The checklist as a QR code, for a citizen's phone."""

    rule = "QrSheetCard"

    def __init__(self, desk: Desk, checklist: Checklist) -> None:
        super().__init__(desk)
        self._checklist = checklist

    def fill(self) -> None:
        """Draw the code in the present language."""
        tr = self.tr
        self.card.title = tr.pick(self._checklist.title, self._checklist.title_en)
        code = self.card.ids.code
        rows = self.desk.rooms.qr(self._checklist, tr)
        # As large as whole pixels a module allow, so that the code stands in the middle.
        modules = len(rows) + 2 * QUIET_MODULES
        side = max(1, int(code.parent.height / modules)) * modules
        code.size = (side, side)
        code.rows = rows


def forms_sheet(desk: Desk, at_hand: AtHand) -> ReadingSheet:
    """Return the sheet with the forms that the case needs."""

    def lines(tr: Translator) -> list[tuple[str, str]]:
        found = [item.form for item in at_hand.items if item.form is not None]
        forms = list({form.key: form for form in found}.values())
        if not forms:
            return [("", tr("No form is named for this case."))]
        return [
            (
                form.number or tr("No number"),
                " ".join(
                    words.sentence(part)
                    for part in (tr.pick(form.name, form.name_en), form.where, form.url)
                    if part
                ),
            )
            for form in forms
        ]

    return ReadingSheet(desk, lambda tr: tr("Forms needed"), lines)


def sources_sheet(desk: Desk, checklist: Checklist) -> ReadingSheet:
    """Return the sheet that says where the facts come from."""
    return ReadingSheet(
        desk, lambda tr: tr("Where the facts come from"), lambda tr: source_lines(checklist, tr)
    )


def source_lines(checklist: Checklist, tr: Translator) -> list[tuple[str, str]]:
    """Return decision, check, official page, laws, and the sources of single facts."""
    lines = [
        (tr("Official name"), tr.pick(checklist.name, checklist.name_en)),
        (tr("Decision"), words.source_words(checklist, tr)),
    ]
    if checklist.time is not None and (due := words.due_words(checklist.time, tr)):
        lines.append((tr("Time"), due))
    for place, line in enumerate(words.warning_lines(checklist, tr)):
        lines.append((tr("Take note") if place == 0 else "", line))
    if checklist.agency:
        lines.append((tr("Agency"), checklist.agency))
    if checklist.url:
        lines.append((tr("Official page"), checklist.url))
    for place, text in enumerate(checklist.legal_bases):
        label = tr("Legal bases") if place == 0 else ""
        lines.append((label, ", ".join(part for part in (text.number, text.name) if part)))
    for place, line in enumerate(words.own_source_lines(checklist, tr)):
        lines.append((tr("Single facts") if place == 0 else "", line))
    return lines


def help_lines(tr: Translator) -> list[tuple[str, str]]:
    """Return each key with what it does."""
    return [
        ("F2", tr("search; the dossier stays until another is opened")),
        ("1 … 9", tr("open that row of the list")),
        ("Ctrl+1 … 9", tr("the same while a code is typed")),
        ("Ctrl+T", tr("what is posted here, or all procedures")),
        ("Ctrl+G", tr("pin the procedure, or take the pin out")),
        ("F3", tr("the case: digits answer one question after the other")),
        ("Alt+1 … 9", tr("next answer of that question")),
        ("a … z", tr("tick that paper: there, missing, not needed")),
        ("Shift+a … z", tr("numbers, defect, accept as it is")),
        ("F4", tr("all papers are there")),
        ("Tab", tr("line, papers, reason on the slip")),
        ("F5", tr("print the list of papers")),
        ("F9", tr("print the supplement slip (form 02)")),
        ("F6", tr("QR code for the citizen’s phone")),
        ("F7", tr("forms needed")),
        ("F8", tr("decision, laws, date of the check")),
        ("F10", tr("other pages: printer, posting, catalogue")),
        ("F11", tr("Vietnamese or English")),
        ("Ctrl+Enter", tr("answer a citizen’s call")),
        ("Esc", tr("close; clear the desk for the next citizen")),
        ("F12", tr("lock the desk")),
    ]


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
