"""The list of the desk's pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder

from kiosk.ui.desk.sheet import DeskSheet
from kiosk.ui.desk.widgets import PickRow
from kiosk.ui.strokes import Stroke

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk


class PagesSheet(DeskSheet):
    """Each page with its digit; the digit or Enter opens it."""

    rule = "PagesCard"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[PickRow] = []

    def fill(self) -> None:
        """Name the pages."""
        self.card.title = self.tr("Other pages")
        holder = self.card.ids.rows
        holder.clear_widgets()
        self._rows = []
        for place, entry in enumerate(self.desk.entries(), start=1):
            row = PickRow(cap=str(place), title=entry.title(self.tr))
            row.bind(on_tap=partial(self._open, entry.key))
            holder.add_widget(row)
            self._rows.append(row)

    def key_pressed(self, stroke: Stroke) -> bool:
        """Open a page by its digit."""
        entries = self.desk.entries()
        if stroke.plain and 1 <= stroke.digit <= len(entries):
            self.desk.swallow_text(stroke)
            self._open(entries[stroke.digit - 1].key)
            return True
        return False

    def _open(self, key: str, *_arguments: object) -> None:
        self.desk.go(key)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
