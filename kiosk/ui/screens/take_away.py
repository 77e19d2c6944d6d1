"""Take away: the printer's state in words, the paper as it prints, the QR code."""

from __future__ import annotations

import datetime as dt
import io
import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kivy.core.image import Image as CoreImage
from kivy.lang import Builder
from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)

from kiosk.checklist.checklist import Checklist
from kiosk.checklist.words import clock_words, closed_words, where_words
from kiosk.printing.printer import TROUBLE, PrinterState
from kiosk.settings import Paper
from kiosk.translation import Translator
from kiosk.ui.failures import place_of
from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.visit import Visit, Wish
from kiosk.ui.widgets import Card, Row
from kiosk.ui.widgets.qr_code import QrCode

if TYPE_CHECKING:
    from kiosk.printing.printer import Report
    from kiosk.ui.rooms import Withdraw

A4 = (210, 297)
"""Shape of the blank sheet until the picture is there."""

LOG = logging.getLogger(__name__)


class Words(NamedTuple):
    """What the screen says of the printer: a title, a line, and its icon."""

    title: str
    line: str
    icon: str


def printer_words(state: PrinterState, tr: Translator, other: str = "") -> Words:
    """Return what to say of a sheet on its way; each trouble names the way out.

    ``other`` is where another printer stands that the sheet can still be sent to.
    """
    instead = tr("Take the QR code with your phone, or call the staff")
    if other:
        instead = tr("Print at {place}, or take the QR code with your phone", place=other)
    words = {
        PrinterState.READY: Words(tr("Preparing"), tr("One moment please"), "printer-outline"),
        PrinterState.PRINTING: Words(
            tr("Printing"), tr("The paper comes out below the screen"), "printer-outline"
        ),
        PrinterState.PRINTED: Words(
            tr("Printed"), tr("Take the paper from the slot below the screen"), "tray-full"
        ),
        PrinterState.SENT: Words(
            tr("Sent to the printer"), tr("If no paper comes out, call the staff"), "tray-full"
        ),
        PrinterState.PAPER_OUT: Words(tr("The printer is out of paper"), instead, "printer-alert"),
        PrinterState.COVER_OPEN: Words(tr("The printer is open"), instead, "printer-alert"),
        PrinterState.OFFLINE: Words(tr("The printer does not answer"), instead, "printer-alert"),
        PrinterState.PAUSED: Words(tr("The printer is paused"), instead, "printer-alert"),
        PrinterState.REFUSED: Words(tr("No print just now"), instead, "printer-alert"),
        PrinterState.FAILED: Words(tr("The print has failed"), instead, "printer-alert"),
        PrinterState.UNKNOWN: Words(
            tr("Perhaps printed"), tr("If no paper comes out, call the staff"), "printer-alert"
        ),
    }
    return words[state]


def second_words(state: PrinterState, tr: Translator, place: str) -> Words:
    """Return what to say of a sheet that was sent to the other printer, at ``place``."""
    words = printer_words(state, tr)
    if state in TROUBLE or state is PrinterState.UNKNOWN:
        return words
    return words._replace(line=tr("Take your paper at {place}", place=place))


def qr_words(can_print: bool, tr: Translator) -> Words:
    """Return what to say where nothing was printed."""
    if can_print:
        return Words(tr("Take it with your phone"), tr("Or print the list of papers"), "cellphone")
    return Words(
        tr("Take it with your phone"), tr("This machine has no printer"), "printer-off-outline"
    )


def paper_words(paper: Paper, pages: int, tr: Translator) -> str:
    """Return "2 trang A4": whether a page has a sheet of its own is the printer's to know."""
    names = {Paper.A4: "A4", Paper.A5: "A5"}
    if paper not in names:
        return tr("1 slip")
    return tr.count(
        "{n} page of {paper}",
        "{n} pages of {paper}",
        pages,
        paper=names[paper],
    )


def going_lines(checklist: Checklist, tr: Translator) -> list[tuple[str, str]]:
    """Return where to go, until when, and the days off ahead, each with its icon."""
    lines = [("map-marker-outline", where_words(checklist, tr))]
    limit = checklist.time.limit if checklist.time else None
    if limit is not None and limit.cutoff:
        hour = clock_words(dt.time.fromisoformat(limit.cutoff))
        lines.append(
            ("clock-outline", tr("Hand in by {time} for a result the same day", time=hour))
        )
    closed = closed_words(checklist, tr)
    if closed:
        lines.append(("calendar-clock-outline", closed))
    return lines


class GoingLine(Row):
    """One thing to know when handing in."""

    icon = StringProperty("")
    said = StringProperty("")


class PaperCard(Card):
    """The paper as it prints."""

    texture = ObjectProperty(None, allownone=True)
    said = StringProperty("")
    sheet_width = NumericProperty(0)
    sheet_height = NumericProperty(0)

    def on_kv_post(self, _base: object) -> None:
        """Follow the room for the sheet."""
        place = self.ids.place
        for name in ("width", "height"):
            place.fbind(name, self._fit)
        self.fbind("texture", self._fit)
        self._fit()

    def _fit(self, *_arguments: object) -> None:
        place = self.ids.place
        width, height = self.texture.size if self.texture else A4
        scale = min(place.width / width, place.height / height)
        self.sheet_width, self.sheet_height = width * scale, height * scale


class QrCard(Card):
    """The QR code and what to do with it; ``beside`` puts the words at its right.

    One code at a time, so that a phone does not have to choose: ``list_rows`` is the checklist,
    ``page_rows`` the official page; ``page`` says which of them is shown. ``centred`` puts the
    words in the middle under it. ``headed`` False leaves the heading out where the screen's own
    title says the same.
    """

    list_rows = ListProperty([])
    page_rows = ListProperty([])
    page = BooleanProperty(False)
    headed = BooleanProperty(True)
    centred = BooleanProperty(False)
    beside = BooleanProperty(False)

    __events__ = ("on_change",)

    def on_change(self) -> None:
        """The other code is wanted."""


class GoingCard(Card):
    """What to know when handing in."""


class Codes(NamedTuple):
    """The QR codes of a checklist in a language, and of its official page.

    No rows while they are worked out; a page that is not known never has any.
    """

    checklist: Checklist | None = None
    language: str = ""
    rows: Sequence[Sequence[int]] = ()
    page_rows: Sequence[Sequence[int]] = ()


class TakeAwayScreen(Screen):
    """Print, QR code, or both."""

    def __init__(self, kiosk: Any) -> None:
        super().__init__(kiosk)
        self._state: PrinterState | None = None
        self._pages: list[bytes] = []
        self._texture: Any = None
        self._sheets = 0
        self._second = False
        self._withdraw: Withdraw | None = None
        self._codes = Codes()
        self._page = False

    def arrangement(self) -> str:
        """Choose by shape and text size."""
        if self.kiosk.theme.large:
            return "TakeAwayLarge"
        names = {
            Shape.PORTRAIT: "TakeAwayTall",
            Shape.WIDE: "TakeAwayWide",
            Shape.COMPACT: "TakeAwayLarge",
        }
        return names[Shape(self.kiosk.theme.shape)]

    def entered(self) -> None:
        """Print if that was wished; draw the paper off the screen's thread."""
        self._page = False
        if self.kiosk.visit.wish is Wish.PRINT:
            self._print()
        else:
            self._state = None
            self.fill()
        self._draw_paper()

    def fill(self) -> None:
        """Show state, code and advice."""
        checklist = self.kiosk.visit.checklist
        if checklist is None:
            return
        tr, layout, rooms = self.kiosk.tr, self.layout, self.kiosk.rooms
        state = self._state
        words = self._words(state) if state else qr_words(rooms.can_print(), tr)
        layout.elsewhere = self._elsewhere()
        layout.title, layout.line, layout.icon = words
        self.title = words.title
        layout.printed = state is not None and state not in TROUBLE
        layout.ids.qr.headed = state is not None
        layout.can_print = rooms.can_print() and self._may_print()
        self._show_codes(self._codes_of(checklist))
        if "paper" in layout.ids:
            layout.ids.paper.texture = self._texture
            pages = max(1, len(self._pages))
            layout.ids.paper.said = paper_words(rooms.settings.printer.paper, pages, tr)
        layout.ids.going.clear_widgets()
        for icon, said in going_lines(checklist, tr):
            layout.ids.going.add_widget(GoingLine(icon=icon, said=said))

    def forget(self) -> None:
        """Drop the paper's picture too; a sheet that waits for paper is not for the next person."""
        if self._state in TROUBLE and self._withdraw is not None:
            self._withdraw()
        self._withdraw = None
        self._second = False
        self._state = None
        self._pages = []
        self._texture = None
        self._codes = Codes()
        super().forget()

    def prepare(self) -> None:
        """Work the codes out too: they take two frames."""
        super().prepare()
        checklist = self.kiosk.visit.checklist
        if checklist is not None:
            self._codes_of(checklist)

    def print_again(self) -> None:
        """Print once more, on the other printer where this one is in trouble."""
        self._print(second=self._elsewhere())

    def change_code(self) -> None:
        """Show the official page's code in place of the checklist's, or the other way round."""
        self._page = not self._page
        self.fill()

    def done(self) -> None:
        """Go on to the rating."""
        self.kiosk.go(Place.RATING)

    def _may_print(self) -> bool:
        return bool(self.kiosk.visit.copies < self.kiosk.rooms.settings.printer.per_visit)

    def _elsewhere(self) -> bool:
        """Say whether the next sheet goes to the other printer."""
        other = self.kiosk.rooms.second_printer(self.kiosk.tr)
        return bool(other) and self._state in TROUBLE and not self._second

    def _words(self, state: PrinterState) -> Words:
        """Return what to say of the newest sheet."""
        tr = self.kiosk.tr
        other = self.kiosk.rooms.second_printer(tr)
        if self._second:
            return second_words(state, tr, other)
        return printer_words(state, tr, other)

    def _print(self, *, second: bool = False) -> None:
        visit, rooms = self.kiosk.visit, self.kiosk.rooms
        if visit.checklist is None:
            return
        if not rooms.can_print():
            self._state = None
            self.fill()
            return
        if not self._may_print():
            self._state = PrinterState.REFUSED
            self.fill()
            return
        if self._state in TROUBLE and self._withdraw is not None:
            self._withdraw()  # or it would come out as well once the paper is filled
        visit.copies += 1
        self._sheets += 1
        self._second = second
        self._state = PrinterState.READY
        self.fill()
        sheet = self._sheets

        def news(report: Report) -> None:
            self.kiosk.post(lambda: self._hear(visit, sheet, report))

        start = rooms.start_second_print if second else rooms.start_print
        self._withdraw = start(visit.checklist, self.kiosk.tr, news)

    def _hear(self, visit: Visit, sheet: int, report: Report) -> None:
        if self.kiosk.visit is not visit:
            return
        if report.final and report.state in TROUBLE:
            visit.copies -= 1  # what did not come out does not count
        if sheet != self._sheets:
            return  # of a sheet that was withdrawn for another
        self._state = report.state
        if self.kiosk.visit.place is Place.TAKE_AWAY:
            self.fill()

    def _codes_of(self, checklist: Checklist) -> Codes:
        """Return the codes of ``checklist``; nothing while they are worked out off this thread."""
        visit, tr, rooms = self.kiosk.visit, self.kiosk.tr, self.kiosk.rooms
        if self._codes.checklist is checklist and self._codes.language == tr.language:
            return self._codes
        codes = self._codes = Codes(checklist, tr.language)

        def work() -> None:
            try:
                rows = [list(row) for row in rooms.qr(checklist, tr)]
                page_rows = [list(row) for row in rooms.page_qr(checklist)]
            except Exception as error:  # the edge of a thread: the screen does without the codes
                LOG.error("The QR codes could not be made: %s", place_of(error))
                return
            made = codes._replace(rows=rows, page_rows=page_rows)
            self.kiosk.post(lambda: self._take_codes(visit, made))

        threading.Thread(target=work, name="codes", daemon=True).start()
        return codes

    def _take_codes(self, visit: Visit, codes: Codes) -> None:
        if self.kiosk.visit is not visit or self._codes.checklist is not codes.checklist:
            return
        if self._codes.language != codes.language:
            return
        self._codes = codes
        if visit.place is Place.TAKE_AWAY:
            self._show_codes(codes)

    def _show_codes(self, codes: Codes) -> None:
        card = self.layout.ids.qr
        card.list_rows, card.page_rows = codes.rows, codes.page_rows
        card.page = self._page and bool(codes.page_rows)

    def _draw_paper(self) -> None:
        visit, tr = self.kiosk.visit, self.kiosk.tr
        if visit.checklist is None or "paper" not in self.layout.ids:
            return
        checklist = visit.checklist

        def draw() -> None:
            try:
                pages = list(self.kiosk.rooms.preview(checklist, tr))
            except Exception as error:  # the edge of a thread: the screen does without the picture
                LOG.error("The paper could not be drawn: %s", place_of(error))
                return
            self.kiosk.post(lambda: self._take_paper(visit, pages))

        threading.Thread(target=draw, name="preview", daemon=True).start()

    def _take_paper(self, visit: Visit, pages: list[bytes]) -> None:
        if self.kiosk.visit is not visit or not pages:
            return
        self._pages = pages
        picture = CoreImage(io.BytesIO(pages[0]), ext="png", nocache=True)
        self._texture = picture.texture
        if self.kiosk.visit.place is Place.TAKE_AWAY:
            self.fill()


class TakeAwayLayout(Layout):
    """An arrangement of the screen."""

    title = StringProperty("")
    line = StringProperty("")
    icon = StringProperty("")
    printed = BooleanProperty(False)
    can_print = BooleanProperty(True)
    elsewhere = BooleanProperty(False)


class TakeAwayTall(TakeAwayLayout):
    """Paper and code beside each other, advice below."""


class TakeAwayWide(TakeAwayLayout):
    """Words at the left, paper and code at the right."""


class TakeAwayLarge(TakeAwayLayout):
    """One column without the picture of the paper; large text and small windows."""


__all__ = ["QrCode", "TakeAwayScreen"]

Builder.load_file(str(Path(__file__).with_suffix(".kv")))
