"""The three answers of a procedure: what to bring, what it costs, when it is ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kivy.app import App
from kivy.properties import BooleanProperty, ListProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.ui.fonts import text_width
from kiosk.ui.widgets.press import Pressable
from kiosk.ui.widgets.surface import Card
from kiosk.ui.widgets.text import Icon

MORE: Final = "information-outline"
"""The sign that a touch tells more."""

MORE_EXTENT: Final = 40
"""Units of that sign."""


class FactColumn(BoxLayout):
    """One answer: label, figure, detail under each other."""

    label = StringProperty("")
    figure = StringProperty("")
    detail = StringProperty("")
    role = StringProperty("figure")


class FactLine(BoxLayout):
    """One answer with an icon; the detail stands beside the figure where it fits.

    ``more`` shows at its end that a touch tells more.
    """

    icon = StringProperty("")
    label = StringProperty("")
    figure = StringProperty("")
    detail = StringProperty("")
    more = BooleanProperty(False)


class FactBand(Pressable, Card):
    """The answers beside each other, or with ``lines`` under each other; touched, it tells more.

    ``facts`` are (icon, label, figure, detail); ``role`` sets the figures.
    """

    lines = BooleanProperty(False)
    role = StringProperty("figure")
    facts = ListProperty([])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._parts: list[Any] = []
        for name in ("facts", "lines", "role"):
            self.fbind(name, self._fill)
        self.fbind("width", self._share)
        self._fill()

    def _fill(self, *_arguments: object) -> None:
        kind = FactLine if self.lines else FactColumn
        if len(self._parts) != len(self.facts) or any(
            type(part) is not kind for part in self._parts
        ):
            self._make(kind)
        for part, (icon, label, figure, detail) in zip(self._parts, self.facts, strict=True):
            part.label, part.figure, part.detail = label, figure, detail
            if self.lines:
                part.icon = icon
            else:
                part.role = self.role
        self._share()

    def _make(self, kind: type[FactLine | FactColumn]) -> None:
        self.clear_widgets()
        self._parts = [kind() for _fact in self.facts]
        for part in self._parts:
            self.add_widget(part)
        if self.lines:
            for part in self._parts[:1]:
                part.more = True
        elif self._parts:
            # Drawn across the end of the last column's label, which is short: it takes no room.
            sign = Icon(icon=MORE, extent=MORE_EXTENT, pos_hint={"top": 1})
            sign.width = 0
            self.add_widget(sign)

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
        room = self.width - self.padding[0] - self.padding[2] - len(self._parts) * self.spacing
        for part, width in zip(self._parts, shares(natural, room), strict=True):
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
