"""Posting: the booklet, the sheets of a field or of what is new, the list, and what hangs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty

from kiosk.catalogue.booklets import PutUpSheet
from kiosk.checklist import words
from kiosk.desk.posting_desk import Choice, MadePosting, Standing
from kiosk.printing.job import POSTING
from kiosk.settings import Paper
from kiosk.ui.desk.page import PageLayout
from kiosk.ui.desk.panes import Entry, Group, PanePage
from kiosk.ui.desk.printer_words import paper_name
from kiosk.ui.desk.widgets import PickRow
from kiosk.ui.strokes import FunctionKey

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

LOOK_SECONDS = 0.25
"""How often it is shown how far the work is."""

SETTING_SECONDS = 30
"""About so long does it take to set the whole booklet."""


class PostingLayout(PageLayout):
    """What can be made at the left; what hangs and what has changed at the right."""

    paper = StringProperty("a4")
    busy = BooleanProperty(False)
    can_put_up = BooleanProperty(False)


class PostingPage(PanePage):
    """Chooses, makes, prints or saves, and notes that it hangs."""

    wide = tall = "PostingLayout"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.standing: Standing | None = None
        self.paper = Paper.A4
        self._choices: list[Choice] = []
        self._done: tuple[int, int | None] = (0, None)
        self._began: float | None = None
        self._watching: Any = None

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Posting")

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return what can be made of the choice."""
        tr, free = self.tr, self._began is None and self.standing is not None
        return (
            self.back_key(),
            FunctionKey(5, tr("Print"), self.print, enabled=free),
            FunctionKey(6, tr("Save as PDF"), self.save, enabled=free),
            FunctionKey(7, tr("List as XLSX"), self.save_list, enabled=free),
            FunctionKey(8, tr("A4 or A5"), self.other_paper),
            FunctionKey(
                9, tr("It hangs now"), self.put_up, enabled=free and self.is_steward, shown=False
            ),
        )

    def entered(self) -> None:
        """Ask what is posted and what hangs; go on watching what is being made."""
        if self._began is not None:
            self._watch()
        self.desk.run(lambda: self.keeping.posting().standing(), self._learn)

    def fill(self) -> None:
        """Say everything in the present language."""
        tr, standing = self.tr, self.standing
        self.layout.paper = self.paper.value
        self.layout.busy = self._began is not None
        self._fill_meter()
        if standing is None:
            self.layout.ids.list.head = tr("One moment …")
            return
        pane = self.layout.ids.list
        pane.head = tr.count("{n} procedure posted", "{n} procedures posted", standing.posted)
        changes = standing.changes
        fresh = standing.posted if changes is None else len(changes.to_hang)
        rows = [
            PickRow(
                cap="1",
                title=tr("The whole booklet"),
                note=tr("List by field, every sheet, what has changed"),
                end=str(standing.posted),
            ),
            PickRow(
                cap="2",
                title=tr("Only what is new"),
                note=tr("New, or with another text than the one that hangs"),
                end=str(fresh),
            ),
            *(PickRow(title=field, end=str(count)) for field, count in standing.fields),
        ]
        self._choices = [Choice(), Choice(only_new=True)]
        self._choices += [Choice(field=field) for field, _ in standing.fields]
        self.put_rows(rows, groups=[(2, tr("One field"))])
        self.fill_card()

    def fill_card(self) -> None:
        """Say what hangs and what would change."""
        standing, card, tr = self.standing, self.layout.ids.card, self.tr
        if standing is None:
            return
        choice = self._choice()
        card.title = choice.field or (
            tr("Only what is new") if choice.only_new else tr("The whole booklet")
        )
        card.note = self._hanging_words(standing)
        self.layout.can_put_up = self.is_steward and not choice.field
        card.ids.body.put(self._body(standing))

    def set_paper(self, name: str) -> None:
        """Set the sheet's size."""
        self.paper = Paper(name)
        self.layout.paper = name

    def other_paper(self) -> None:
        """Change between A4 and A5."""
        self.set_paper("a5" if self.paper is Paper.A4 else "a4")

    def print(self) -> None:
        """Make the sheets and print them."""
        self._make(self._print_made)

    def save(self) -> None:
        """Make the sheets and save them as a PDF."""
        self._make(self._save_made)

    def save_list(self) -> None:
        """Save the list as XLSX."""
        if self._is_busy():
            return
        choice, tr = self._choice(), self.tr
        name = self._file_name("xlsx")

        def work() -> Path:
            return self.keeping.save(name, self.keeping.posting().listing(choice, tr))

        self.run_long(work, self.tell_saved)

    def put_up(self) -> None:
        """Note that what is posted hangs from now on."""
        if not self.is_steward or self._is_busy() or not self.layout.can_put_up:
            return
        who = self.desk.clerk
        self.desk.run(lambda: self.keeping.posting().put_up(by=who), self._hung)

    def left(self) -> None:
        """Stop watching; what is being made goes on."""
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def _is_busy(self) -> bool:
        return self._began is not None or self.standing is None

    def _choice(self) -> Choice:
        return self._choices[self.chosen]

    def _make(self, then: Any) -> None:
        """Make the sheets in a thread; ``then`` gets them."""
        if self._is_busy():
            return
        choice, paper, tr = self._choice(), self.paper, self.tr
        self._began, self._done = self.desk.steady(), (0, None)

        def progress(done: int, total: int | None, _what: str) -> None:
            self._done = (done, total)

        def work() -> MadePosting:
            return self.keeping.posting().make(choice, paper, tr, progress)

        self.run_long(work, partial(self._made, then))
        self._watch()
        self._fill_busy()

    def _watch(self) -> None:
        self._watching = Clock.schedule_interval(lambda _dt: self._fill_meter(), LOOK_SECONDS)

    def _made(self, then: Any, outcome: Any) -> None:
        self._began = None
        self.left()
        self._fill_busy()
        if not self.failed(outcome):
            then(outcome)

    def _print_made(self, made: MadePosting) -> None:
        what = paper_name(POSTING, self.tr)
        self.keeping.print_posting(made, partial(self.desk.tell_news, what))

    def _save_made(self, made: MadePosting) -> None:
        name = self._file_name("pdf")
        self.desk.run(lambda: self.keeping.save(name, made.content), self.tell_saved)

    def _hung(self, outcome: Any) -> None:
        if not self.failed(outcome):
            said = self.tr.count("{n} procedure hangs", "{n} procedures hang", len(outcome))
            self.desk.tell(self.tr("Noted"), said, icon="check")
            self.entered()

    def _learn(self, outcome: Any) -> None:
        if not self.failed(outcome):
            self.standing = outcome
            self.fill()
            self.desk.refresh_keys()

    def _file_name(self, ending: str) -> str:
        choice, day = self._choice(), f"{self.desk.rooms.clock():%Y-%m-%d}"
        kind = (
            "moi" if choice.only_new else f"linh-vuc-{self.chosen - 1}" if choice.field else "tap"
        )
        return f"niem-yet-{kind}-{day}.{ending}"

    def _fill_busy(self) -> None:
        self.layout.busy = self._began is not None
        self._fill_meter()
        self.desk.refresh_keys()

    def _fill_meter(self) -> None:
        meter, tr = self.layout.ids.meter, self.tr
        if self._began is None:
            meter.said = ""
            return
        done, total = self._done
        if total:
            meter.share = 0.5 * done / total
            meter.said = tr("Laying out {done} of {total}", done=done, total=total)
        else:
            seconds = int(self.desk.steady() - self._began)
            # The bar never claims to be at its end.
            meter.share = 0.5 + 0.45 * min(1.0, seconds / SETTING_SECONDS)
            meter.said = tr("Setting the pages, {n} seconds", n=seconds)

    def _hanging_words(self, standing: Standing) -> str:
        tr = self.tr
        if standing.put_up_at is None:
            return tr("Nothing was put up yet.")
        day = words.date_words(standing.put_up_at.date(), tr)
        return tr("What hangs was put up on {date}.", date=day)

    def _body(self, standing: Standing) -> list[Any]:
        tr, changes = self.tr, standing.changes
        if changes is None:
            return [Entry(said=tr("The first booklet has every sheet."))]
        lists = (
            (tr("New"), changes.new),
            (tr("With another text"), changes.changed),
            (tr("Take down: lapsed or no longer posted"), changes.lapsed),
        )
        rows: list[Any] = []
        for label, sheets in lists:
            if sheets:
                rows.append(Group(said=label, end=str(len(sheets))))
                rows += [_entry(sheet) for sheet in sheets]
        return rows or [Entry(said=tr("Nothing has changed since then."))]


def _entry(sheet: PutUpSheet) -> Entry:
    return Entry(lead=sheet.code, said=sheet.name)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
