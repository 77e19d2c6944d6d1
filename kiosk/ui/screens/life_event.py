"""The procedures of a life event, the most needed first, or those of a field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.ui.gradual import Gradual
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
from kiosk.ui.screens.topics import shown_fields
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import Facts, ProcedureRow
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
        self._rows: list[ResultRow] = []
        self._gradual = Gradual()
        self._facts: Facts | None = None

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
        self._gradual.stop()
        for row in self._rows:
            ids.list.column.remove_widget(row)
        self._rows = []
        self.kiosk.searching.rows(group.codes, self._show_rows)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.list.to_top()

    def left(self) -> None:
        """Make no more rows for a screen that is gone."""
        self._gradual.stop()

    def forget(self) -> None:
        """Drop the rows."""
        self._gradual.stop()
        super().forget()
        self._rows = []
        self._facts = None

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
        tr, theme, ids = self.kiosk.tr, self.kiosk.theme, self.layout.ids
        if isinstance(rows, Unavailable) or not rows:
            ids.head.note = tr("Ask about this at any counter.")
            return
        units = self._row_units()
        stacked = theme.large or units < FACTS_BESIDE
        room = (units - 68 - 32 * theme.grow - (0 if stacked else 312)) * theme.unit

        def add(row: ProcedureRow, *, ruled: bool) -> None:
            widget = make_row(self.open_row, stacked=stacked, ruled=ruled)
            fill_row(widget, row, [], tr, styles=theme.styles, room=room)
            ids.list.add_widget(widget)
            self._rows.append(widget)
            if self._facts is not None:
                fill_facts([widget], self._facts, tr)

        self._facts = None
        last = len(rows) - 1
        self._gradual.begin(
            partial(add, row, ruled=number < last) for number, row in enumerate(rows)
        )
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
            self._facts = facts
            fill_facts(self._rows, facts, self.kiosk.tr)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
