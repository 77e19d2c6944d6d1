"""The three answers of a procedure: what to bring, what it costs, when it is ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.app import App
from kivy.properties import BooleanProperty, ListProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.ui.fonts import text_width
from kiosk.ui.widgets.surface import Card


class FactColumn(BoxLayout):
    """One answer: label, figure, detail under each other."""

    label = StringProperty("")
    figure = StringProperty("")
    detail = StringProperty("")
    role = StringProperty("figure")


class FactLine(BoxLayout):
    """One answer with an icon; the detail stands beside the figure where it fits."""

    icon = StringProperty("")
    label = StringProperty("")
    figure = StringProperty("")
    detail = StringProperty("")


class FactBand(Card):
    """The answers beside each other, or with ``lines`` under each other.

    ``facts`` are (icon, label, figure, detail); ``role`` sets the figures.
    """

    lines = BooleanProperty(False)
    role = StringProperty("figure")
    facts = ListProperty([])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        for name in ("facts", "lines", "role"):
            self.fbind(name, self._fill)
        self.fbind("width", self._share)
        self._fill()

    def _fill(self, *_arguments: object) -> None:
        self.clear_widgets()
        for icon, label, figure, detail in self.facts:
            if self.lines:
                part: Any = FactLine(icon=icon, label=label, figure=figure, detail=detail)
            else:
                part = FactColumn(label=label, figure=figure, detail=detail, role=self.role)
            self.add_widget(part)
        self._share()

    def _share(self, *_arguments: object) -> None:
        if self.lines or not self.facts:
            return
        styles = App.get_running_app().theme.styles
        roles = ("note", self.role, "note")
        natural = [
            max(
                text_width(styles[role].font, styles[role].size, text)
                for role, text in zip(roles, fact[1:], strict=True)
            )
            for fact in self.facts
        ]
        room = self.width - self.padding[0] - self.padding[2] - 2 * self.spacing
        for part, width in zip(reversed(self.children), shares(natural, room), strict=True):
            part.size_hint_x = None
            part.width = width


def shares(natural: Sequence[float], room: float) -> list[float]:
    """Return the columns' widths: their own and an equal part of what is left.

    Where there is too little room, the columns that need less than an equal part keep their width
    and the others share the rest.
    """
    if sum(natural) <= room:
        more = (room - sum(natural)) / len(natural)
        return [width + more for width in natural]
    part = room / len(natural)
    small = sum(width for width in natural if width <= part)
    large = sum(1 for width in natural if width > part)
    return [width if width <= part else (room - small) / large for width in natural]
