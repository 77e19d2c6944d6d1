"""Attract: what the machine does, told in three seconds; the whole screen is the button."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.checklist.words import (
    fee_headline,
    lower_first,
    papers_headline,
    time_headline,
)
from kiosk.ui.navigation import Bar
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Card, Pressable
from kiosk.ui.widgets.village_gate import VillageGate


class AttractScreen(Screen):
    """The first screen; its three examples are real procedures, shown in turn."""

    bar: ClassVar[Bar] = Bar.NONE

    def __init__(self, kiosk: Any) -> None:
        super().__init__(kiosk)
        self._example = 0
        self._turning: Any = None

    def arrangement(self) -> str:
        """Choose by shape."""
        names = {
            Shape.PORTRAIT: "AttractPortrait",
            Shape.WIDE: "AttractWide",
            Shape.COMPACT: "AttractCompact",
        }
        return names[Shape(self.kiosk.theme.shape)]

    def fill(self) -> None:
        """Show the present example."""
        self.layout.ids.gate.refresh()
        knowledge = self.kiosk.knowledge
        examples = list(knowledge.examples) if knowledge else []
        card = self.layout.ids.example
        card.count = len(examples)
        if not examples:
            card.opacity = 0
            return
        self._example %= len(examples)
        checklist, tr = examples[self._example], self.kiosk.tr
        title = lower_first(tr.pick(checklist.title, checklist.title_en))
        card.title = tr("Example: {procedure}", procedure=title)
        card.papers = papers_headline(checklist, tr)[0]
        card.fee = fee_headline(checklist, tr)[0]
        card.time = time_headline(checklist, tr)[0]
        card.place = self._example
        card.opacity = 1

    def entered(self) -> None:
        """Begin to turn the examples."""
        self.left()
        seconds = self.kiosk.rooms.settings.timeouts.attract_seconds
        self._turning = Clock.schedule_interval(self._turn, seconds)

    def left(self) -> None:
        """Stop turning."""
        if self._turning is not None:
            self._turning.cancel()
            self._turning = None

    def forget(self) -> None:
        """Nothing of a visit is here."""

    def begin(self) -> None:
        """Go to Home."""
        self.kiosk.start_over()

    def key_pressed(self, key: int) -> bool:
        """Begin with any key."""
        self.begin()
        return True

    def _turn(self, _seconds: float) -> None:
        self._example += 1
        self.fill()


class AttractLayout(Layout, Pressable):
    """The whole screen is the button."""

    def on_tap(self) -> None:
        """Begin."""
        self.screen.begin()


class StartButton(Card):
    """The red button; ``shaded`` while the screen is touched."""

    shaded = BooleanProperty(False)


class AttractPortrait(AttractLayout):
    """Words above, the gate below."""


class AttractWide(AttractLayout):
    """Words at the left, the gate at the right."""


class AttractCompact(AttractLayout):
    """A small landscape window: the gate beside the words, the button below."""


class ExampleCard(BoxLayout):
    """One procedure as three facts, and which of the examples it is.

    ``stacked`` puts the facts under each other, ``bare`` leaves their icons out.
    """

    title = StringProperty("")
    papers = StringProperty("")
    fee = StringProperty("")
    time = StringProperty("")
    place = NumericProperty(0)
    count = NumericProperty(0)
    stacked = BooleanProperty(False)
    bare = BooleanProperty(False)


__all__ = ["AttractScreen", "VillageGate"]

Builder.load_file(str(Path(__file__).with_suffix(".kv")))
