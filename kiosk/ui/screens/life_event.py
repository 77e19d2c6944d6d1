"""The procedures of a life event, the most needed first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.catalogue.life_events import LifeEvent
from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.screens.procedure_rows import (
    ResultRow,
    arrangement_of,
    fill_facts,
    fill_row,
    make_row,
)
from kiosk.ui.screens.results import FACTS_BESIDE, WayOut
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import Facts, ProcedureRow
from kiosk.ui.theme import Shape

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

__all__ = ["LifeEventScreen", "WayOut"]


class EventHead(BoxLayout):
    """What happened, with its picture and tint."""

    icon = StringProperty("")
    tint = StringProperty("card")
    title = StringProperty("")
    note = StringProperty("")


class LifeEventPortrait(Layout):
    """Head and rows under each other."""


class LifeEventWide(Layout):
    """The head at the left, rows at the right."""


class LifeEventCompact(Layout):
    """Everything in one scrolled column."""


class LifeEventScreen(Screen):
    """Shows the life event of ``visit``."""

    def __init__(self, kiosk: KioskApp) -> None:
        super().__init__(kiosk)
        self._rows: list[ResultRow] = []

    def arrangement(self) -> str:
        """Portrait, two columns, or a small panel."""
        return arrangement_of("LifeEvent", self.kiosk.theme)

    def fill(self) -> None:
        """Show the event's name at once and its procedures as soon as they are read."""
        tr, ids = self.kiosk.tr, self.layout.ids
        event = self._event()
        ids.head.icon = event.icon if event else ""
        ids.head.tint = event.tint if event else "card"
        ids.head.title = self.title = tr.pick(event.label, event.label_en) if event else ""
        ids.head.note = tr("Choose what you need") if event and event.codes else ""
        for row in self._rows:
            ids.list.column.remove_widget(row)
        self._rows = []
        self.kiosk.searching.rows(event.codes if event else (), self._show_rows)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.list.to_top()

    def forget(self) -> None:
        """Drop the rows."""
        super().forget()
        self._rows = []

    def choose_topic(self) -> None:
        """Go back to the life events."""
        self.kiosk.go(Place.HOME)

    def open_row(self, code: str) -> None:
        """Open a procedure of the list."""
        self.kiosk.visit.clarifying = False
        self.kiosk.open_procedure(code)

    def _event(self) -> LifeEvent | None:
        knowledge = self.kiosk.knowledge
        events = knowledge.life_events if knowledge is not None else ()
        return next((event for event in events if event.key == self.kiosk.visit.life_event), None)

    def _show_rows(self, rows: tuple[ProcedureRow, ...] | Unavailable) -> None:
        if self.layout is None:
            return
        tr, theme, ids = self.kiosk.tr, self.kiosk.theme, self.layout.ids
        if isinstance(rows, Unavailable) or not rows:
            ids.head.note = tr("Ask about this at any counter.")
            return
        units = self._row_units()
        stacked = theme.large or units < FACTS_BESIDE
        room = (units - 68 - 32 * theme.grow - (0 if stacked else 312)) * theme.unit
        for number, row in enumerate(rows):
            widget = make_row(self.open_row, stacked=stacked, ruled=number < len(rows) - 1)
            fill_row(widget, row, [], tr, styles=theme.styles, room=room)
            ids.list.add_widget(widget)
            self._rows.append(widget)
        self.kiosk.searching.facts([row.code for row in rows], self._show_facts)

    def _row_units(self) -> float:
        """Width of a row in units, before it has been laid out."""
        theme = self.kiosk.theme
        if theme.shape == Shape.PORTRAIT:
            return float(theme.width - 112)
        rail = 200 + 136 * theme.grow
        if theme.shape == Shape.WIDE and not theme.large:
            return float((theme.width - rail - 168) / 1.56)
        return float(theme.width - rail - 48)

    def _show_facts(self, facts: Facts | Unavailable) -> None:
        if not isinstance(facts, Unavailable) and self.layout is not None:
            fill_facts(self._rows, facts, self.kiosk.tr)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
