"""A sheet over the page: help, a list to choose from, a slip to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kivy.factory import Factory
from kivy.lang import Builder
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from kiosk.translation import Translator
from kiosk.ui.strokes import Stroke
from kiosk.ui.widgets import Card

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk


class SheetCard(Card):
    """The card of a sheet: title, content, and at the end how it closes."""

    title = StringProperty("")


class SheetEnd(BoxLayout):
    """The last line of a sheet: its buttons, and Esc."""

    sheet = ObjectProperty(None)


class DeskSheet(FloatLayout):
    """Covers the page. ``rule`` names the kv rule of its card, whose ``sheet`` it is.

    Esc or a touch beside the card closes it (``Desk.close_sheet``), which calls ``closed``: a sheet
    that was typed into drops that there.
    """

    rule: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__(pos_hint={"x": 0, "y": 0})
        self.desk = desk
        self.card: Any = Factory.get(self.rule)(sheet=self)
        self.add_widget(self.card)

    @property
    def tr(self) -> Translator:
        """The texts of the present language."""
        return self.desk.tr

    def opened(self) -> None:
        """The sheet is on the screen."""
        self.fill()

    def closed(self) -> None:
        """The sheet was taken away: drop what was typed."""

    def fill(self) -> None:
        """Say everything in the present language."""

    def close(self) -> None:
        """Take the sheet away."""
        self.desk.close_sheet()

    def key_pressed(self, stroke: Stroke) -> bool:
        """Take a key before the frame does."""
        return False

    def text_typed(self, text: str) -> bool:
        """Take typed text that no field has taken."""
        return False

    def on_touch_down(self, touch: Any) -> bool:
        """Keep every touch from the page; one beside the card closes the sheet."""
        if not super().on_touch_down(touch) and not self.card.collide_point(*touch.pos):
            self.close()
        return True


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
