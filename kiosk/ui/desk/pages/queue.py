"""The printer and its sheets: what stops it, and what a clerk can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.lang import Builder

from kiosk.printing.job import Job
from kiosk.printing.printer import TROUBLE, PrinterState, Report
from kiosk.ui.desk.errands import Failed
from kiosk.ui.desk.page import Page, PageLayout
from kiosk.ui.desk.pages import FIRST
from kiosk.ui.desk.printer_words import advice, icon_of, paper_name, state_name
from kiosk.ui.desk.widgets import PickRow
from kiosk.ui.strokes import DOWN, ESCAPE, UP, FunctionKey, Stroke, digit_of

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

LOOK_SECONDS = 1.0


class QueueLayout(PageLayout):
    """The printer's state above, its sheets below."""


class QueuePage(Page):
    """State with its cause; resume, take back, print again: by key or by touch."""

    wide = tall = "QueueLayout"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._report = Report(PrinterState.UNKNOWN)
        self._jobs: list[Job] = []
        self._rows: list[PickRow] = []
        self._names: dict[str, str] = {}
        self._number = 0
        self._looking: Any = None
        self._asking = False

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Printer")

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return what can be done now."""
        tr, job = self.tr, self._chosen()
        return (
            FunctionKey(1, tr("Dossiers"), partial(self.desk.go, FIRST)),
            FunctionKey(3, tr("Look at the printer"), self.look),
            FunctionKey(4, tr("Resume the queue"), self.resume),
            FunctionKey(
                5, tr("Print again"), self.print_again, enabled=bool(job and job.can_print_again)
            ),
            FunctionKey(6, tr("Take back"), self.take_back, enabled=bool(job and job.can_cancel)),
        )

    def entered(self) -> None:
        """Look now and every second."""
        self._ask()
        self._looking = Clock.schedule_interval(lambda _dt: self._ask(), LOOK_SECONDS)

    def left(self) -> None:
        """Look no longer."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def forget(self) -> None:
        """Look no longer."""
        self.left()

    def fill(self) -> None:
        """Say it in the present language."""
        tr, ids, report = self.tr, self.layout.ids, self._report
        ids.state.icon = icon_of(report.state)
        ids.state.title = state_name(report.state, tr)
        # A folder of PDFs and a printer that waits need no advice.
        ids.state.said = advice(report.state, tr) or tr("Sheets come out.")
        ids.state.tint = "rose" if report.state in TROUBLE else "rice"
        ids.cause.said = tr("Cause: {cause}", cause=report.cause) if report.cause else ""
        ids.empty.said = "" if self._jobs else tr("No sheet was asked for yet.")
        self._rows = [self._row(place, job) for place, job in enumerate(self._jobs)]
        ids.jobs.put(self._rows)
        self._mark()

    def key_pressed(self, stroke: Stroke) -> bool:
        """Choose a sheet; Esc goes back to the dossiers."""
        if stroke.code == ESCAPE:
            self.desk.go(FIRST)
            return True
        if stroke.code in (UP, DOWN) and self._jobs:
            numbers = [job.number for job in self._jobs]
            place = numbers.index(self._number) if self._number in numbers else 0
            way = -1 if stroke.code == UP else 1
            self._choose(numbers[(place + way) % len(numbers)])
            return True
        return False

    def text_typed(self, text: str) -> bool:
        """Choose a sheet by its digit."""
        if text.isdigit() and 1 <= int(text) <= len(self._jobs):
            self._choose(self._jobs[int(text) - 1].number)
            return True
        return False

    def look(self) -> None:
        """Ask the printer how it is."""
        self.desk.run(self.desk.rooms.printer.look, lambda _outcome: self._ask())

    def resume(self) -> None:
        """Let a paused printer go on."""
        self.desk.tell(self.tr("Asking the printer to go on …"), icon="printer-outline")
        self.desk.run(self.desk.rooms.printer.resume, self._resumed)
        self.desk.note("resume printer")

    def print_again(self) -> None:
        """Print a sheet again that did not come out."""
        job = self._chosen()
        if job is not None and job.can_print_again:
            self.desk.run(partial(self.desk.rooms.printer.again, job.number), self._done)
            self.desk.note("print again", job.what)

    def take_back(self) -> None:
        """Take a sheet back that has not come out."""
        job = self._chosen()
        if job is not None and job.can_cancel:
            self.desk.run(partial(self.desk.rooms.printer.cancel, job.number), self._done)
            self.desk.note("take back sheet", job.what)

    def _resumed(self, outcome: Any) -> None:
        if isinstance(outcome, Report):
            self.desk.tell(state_name(outcome.state, self.tr), outcome.cause)
        self._done(outcome)

    def _done(self, outcome: Any) -> None:
        if isinstance(outcome, Failed):
            self.desk.tell_failure(outcome)
        self._ask()

    def _ask(self) -> None:
        if not self._asking:
            self._asking = True
            self.desk.run(self._see, self._learn)

    def _see(self) -> tuple[Report, list[Job]]:
        """Return how printer and sheets are, and learn the names of what they say."""
        printer, names = self.desk.rooms.printer, self._names
        jobs = list(printer.jobs())
        for code in {job.what for job in jobs} - names.keys():
            procedure = self.desk.rooms.procedure(code)
            names[code] = procedure.title if procedure is not None else ""
        return printer.status(), jobs

    def _learn(self, outcome: Any) -> None:
        self._asking = False
        if isinstance(outcome, Failed):
            return
        report, jobs = outcome
        jobs = sorted(jobs, key=lambda job: -job.number)
        if (report, jobs) == (self._report, self._jobs):
            return
        self._report, self._jobs = report, jobs
        if self._chosen() is None and jobs:
            self._number = jobs[0].number
        self.fill()
        self.desk.refresh_keys()

    def _chosen(self) -> Job | None:
        return next((job for job in self._jobs if job.number == self._number), None)

    def _choose(self, number: int, *_arguments: object) -> None:
        self._number = number
        self._mark()
        self.desk.refresh_keys()

    def _row(self, place: int, job: Job) -> PickRow:
        parts = [f"{job.asked_at:%H:%M}", state_name(job.report.state, self.tr), job.report.cause]
        name = self._names.get(job.what, "")
        row = PickRow(
            cap=digit_of(place),
            title=name or paper_name(job.what, self.tr) or job.what,
            end=job.what if name else "",
            note=" · ".join(part for part in parts if part),
            icon=icon_of(job.report.state),
        )
        row.bind(on_tap=partial(self._choose, job.number))
        return row

    def _mark(self) -> None:
        for row, job in zip(self._rows, self._jobs, strict=True):
            row.chosen = job.number == self._number
            if row.chosen:
                self.layout.ids.jobs.show(row)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
