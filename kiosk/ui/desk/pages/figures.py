"""How it goes: the month's anonymous counts as plots, to print and to take along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.factory import Factory
from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.desk.month_report import Bar, Report
from kiosk.printing.job import REPORT
from kiosk.translation import Translator
from kiosk.ui.desk.charts import DayBars, FigureCell, LegendItem, Plot, ShareBar, WeekBar
from kiosk.ui.desk.page import PageLayout
from kiosk.ui.desk.panes import PanePage
from kiosk.ui.desk.printer_words import paper_name
from kiosk.ui.strokes import LEFT, RIGHT, FunctionKey, Stroke
from kiosk.ui.theme import Colour, Palette, Shape
from kiosk.ui.widgets import Space, Text

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

GAP = 24
"""Units between the plots."""

Made = Callable[[dt.date, Translator], bytes]


class FiguresLayout(PageLayout):
    """The month over one card with its plots."""

    month = StringProperty("")
    promise = StringProperty("")
    newest = BooleanProperty(True)


class FiguresPage(PanePage):
    """One month; arrows turn to the one before or after."""

    wide = tall = "FiguresLayout"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.day = desk.rooms.clock().date().replace(day=1)
        self.report: Report | None = None

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("How it goes")

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return what can be made of the month."""
        tr = self.tr
        return (
            self.back_key(),
            FunctionKey(5, tr("Print"), self.print),
            FunctionKey(6, tr("Save as PDF"), self.save_pdf),
            FunctionKey(7, tr("Tables as XLSX"), self.save_xlsx),
            FunctionKey(8, tr("Counts as CSV"), self.save_csv),
        )

    def entered(self) -> None:
        """Read the month."""
        self._read()

    def key_pressed(self, stroke: Stroke) -> bool:
        """Left and right turn the month; the rest is every page's."""
        if stroke.plain and stroke.code in (LEFT, RIGHT):
            self.turn(-1 if stroke.code == LEFT else 1)
            return True
        return super().key_pressed(stroke)

    @property
    def scroller(self) -> Any:
        """What page up and page down move."""
        return self.layout.ids.body

    def turn(self, months: int) -> None:
        """Go to another month, none after the present one."""
        place = self.day.year * 12 + self.day.month - 1 + months
        wanted = dt.date(place // 12, place % 12 + 1, 1)
        if wanted <= self.desk.rooms.clock().date():
            self.day = wanted
            self._read()

    def fill(self) -> None:
        """Draw the month in the present language."""
        layout, tr, report = self.layout, self.tr, self.report
        layout.month = tr("Month {month} of {year}", month=f"{self.day:%m}", year=f"{self.day:%Y}")
        layout.newest = self.day >= self.desk.rooms.clock().date().replace(day=1)
        if report is None:
            return
        if report.language != tr.language:
            self._read()
            return
        layout.promise = report.foot[0]
        layout.ids.body.put(self._plots(report))

    def print(self) -> None:
        """Print the month's page."""
        news = partial(self.desk.tell_news, paper_name(REPORT, self.tr))
        self._make(
            lambda day, tr: self.keeping.goings().pdf(day, tr),
            lambda content: self.keeping.print_report(content, news),
        )

    def save_pdf(self) -> None:
        """Save the month's page."""
        self._save("pdf", lambda day, tr: self.keeping.goings().pdf(day, tr))

    def save_xlsx(self) -> None:
        """Save the month's tables."""
        self._save("xlsx", lambda day, tr: self.keeping.goings().xlsx(day, tr))

    def save_csv(self) -> None:
        """Save every count of the month."""
        self._save("csv", lambda day, tr: self.keeping.goings().csv(day, tr))

    def _read(self) -> None:
        day, tr = self.day, self.tr
        self.desk.run(lambda: self.keeping.goings().report(day, tr), self._learn)

    def _learn(self, outcome: Any) -> None:
        if not self.failed(outcome) and outcome.language == self.tr.language:
            self.report = outcome
            self.fill()

    def _save(self, ending: str, make: Made) -> None:
        name = f"thong-ke-{self.day:%Y-%m}.{ending}"
        self._make(make, lambda content: self._keep(name, content))

    def _keep(self, name: str, content: bytes) -> None:
        self.desk.run(lambda: self.keeping.save(name, content), self.tell_saved)

    def _make(self, make: Made, then: Callable[[bytes], None]) -> None:
        day, tr = self.day, self.tr

        def deliver(outcome: Any) -> None:
            if not self.failed(outcome):
                then(outcome)

        self.run_long(lambda: make(day, tr), deliver)

    def _plots(self, report: Report) -> list[Widget]:
        """Return the figures, the visits, and the plots beside each other."""
        tall = self.desk.theme.shape == Shape.PORTRAIT
        figures = Factory.Cells(cols=3 if tall else 6)
        for figure in report.figures:
            cell = FigureCell(value=figure.value, said=figure.label, detail=figure.detail)
            figures.add_widget(cell)
        visits = Plot(said=report.visits_label)
        visits.add_widget(DayBars(bars=report.visits))
        plots = Factory.Cells(cols=1 if tall else 2)
        plots.add_widget(self._bars(report.most_label, report.most, report.nothing))
        plots.add_widget(self._weeks(report))
        plots.add_widget(self._bars(report.unfound_label, report.unfound, report.nothing))
        plots.add_widget(self._bars(report.reasons_label, report.reasons, report.nothing))
        return [figures, Space(extent=GAP), visits, Space(extent=GAP), plots]

    def _bars(self, label: str, bars: Sequence[Bar], nothing: str) -> Plot:
        plot = Plot(said=label)
        for bar in bars:
            plot.add_widget(ShareBar(said=bar.label, value=bar.value, share=bar.share))
        if not bars:
            plot.add_widget(Text(said=nothing, role="desk"))
        # The plots of one line begin at the same height.
        plot.add_widget(Widget())
        return plot

    def _weeks(self, report: Report) -> Plot:
        plot = Plot(said=report.satisfaction_label)
        tones = tones_of(self.desk.theme.palette)
        legend = Factory.Legend()
        for said, tone in zip(report.legend, tones, strict=True):
            legend.add_widget(LegendItem(said=said, tone=tone))
        plot.add_widget(legend)
        for week in report.weeks:
            plot.add_widget(
                WeekBar(said=week.label, told=week.said, shares=week.shares, colours=tones)
            )
        plot.add_widget(Widget())
        return plot


def tones_of(palette: Palette) -> list[Colour]:
    """Return the tones of very satisfied to very dissatisfied."""
    middle = (palette.tint("rice"), palette.tint("stone"), palette.tint("rose"))
    return [palette.good, *middle, palette.stop]


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
