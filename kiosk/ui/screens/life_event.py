"""The procedures of a life event, the most needed first, or those of a field."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.screens.procedure_rows import ProcedureList, arrangement_of
from kiosk.ui.screens.results import WayOut
from kiosk.ui.screens.topics import shown_fields
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import ProcedureRow
from kiosk.ui.theme import Shape

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

__all__ = ["LifeEventScreen", "WayOut"]


class Group(NamedTuple):
    """What a list is of: its name, its picture on a tint, and its procedures."""

    title: str
    icon: str
    tint: str
    codes: Sequence[str]


class EventHead(BoxLayout):
    """What happened, or the field, with its picture and tint."""

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
    """Shows the life event or field of ``visit``."""

    def __init__(self, kiosk: KioskApp) -> None:
        super().__init__(kiosk)
        self._list: ProcedureList | None = None

    def arrangement(self) -> str:
        """Portrait, two columns, or a small panel."""
        return arrangement_of("LifeEvent", self.kiosk.theme)

    def fill(self) -> None:
        """Show the event's name at once and its procedures as soon as they are read."""
        ids = self.layout.ids
        group = self._group()
        self.title = ids.head.title = group.title
        ids.head.icon, ids.head.tint = group.icon, group.tint
        ids.head.note = self.kiosk.tr("Choose what you need") if group.codes else ""
        if self._list is not None:
            ids.list.column.remove_widget(self._list)
        self._drop_list()
        self.kiosk.searching.rows(group.codes, self._show_rows)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.list.to_top()

    def forget(self) -> None:
        """Drop the rows."""
        super().forget()
        self._drop_list()

    def _drop_list(self) -> None:
        if self._list is not None:
            self._list.stop()
        self._list = None

    def choose_topic(self) -> None:
        """Show every life event and field."""
        self.kiosk.go(Place.TOPICS)

    def open_row(self, code: str) -> None:
        """Open a procedure of the list."""
        self.kiosk.visit.clarifying = False
        self.kiosk.open_procedure(code)

    def _group(self) -> Group:
        tr, visit, knowledge = self.kiosk.tr, self.kiosk.visit, self.kiosk.knowledge
        if knowledge is not None:
            for event in knowledge.life_events:
                if event.key == visit.life_event:
                    title = tr.pick(event.label, event.label_en)
                    return Group(title, event.icon, event.tint, event.codes)
            for shown in shown_fields(knowledge.fields, tr):
                if any(field.name == visit.field_name for field in shown.fields):
                    return Group(shown.name, "folder-outline", "stone", shown.codes)
        return Group("", "", "card", ())

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
