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
from kiosk.ui.screens.procedure_rows import ProcedureList, arrangement_of
from kiosk.ui.screens.results import WayOut
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import ProcedureRow
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
        self._list: ProcedureList | None = None

    def arrangement(self) -> str:
        """Portrait, two columns, or a small panel."""
        return arrangement_of("LifeEvent", self.kiosk.theme)

    def fill(self) -> None:
        """Show the event's name at once and its procedures as soon as they are read."""
        tr, ids = self.kiosk.tr, self.layout.ids
        event = self._event()
        ids.head.icon = event.icon if event else ""
        ids.head.tint = event.tint if event else "card"
        ids.head.title = tr.pick(event.label, event.label_en) if event else ""
        ids.head.note = tr("Choose what you need") if event and event.codes else ""
        if self._list is not None:
            ids.list.column.remove_widget(self._list)
            self._list = None
        self.kiosk.searching.rows(event.codes if event else (), self._show_rows)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.list.to_top()

    def forget(self) -> None:
        """Drop the rows."""
        super().forget()
        self._list = None

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
        if isinstance(rows, Unavailable) or not rows:
            self.layout.ids.head.note = self.kiosk.tr("Ask about this at any counter.")
            return
        self._list = ProcedureList(self.kiosk, rows, self.open_row, units=self._row_units())
        self.layout.ids.list.add_widget(self._list)

    def _row_units(self) -> float:
        """Width of a row in units, before it has been laid out."""
        theme = self.kiosk.theme
        if theme.shape == Shape.PORTRAIT:
            return float(theme.width - 112)
        rail = 200 + 136 * theme.grow
        if theme.shape == Shape.WIDE and not theme.large:
            return float((theme.width - rail - 168) / 1.56)
        return float(theme.width - rail - 48)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
