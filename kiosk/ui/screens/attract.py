"""Attract: what the machine does, told in three seconds; the whole screen is the button."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final

from kivy.app import App
from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.checklist.words import (
    fee_headline,
    lower_first,
    papers_headline,
    time_headline,
)
from kiosk.ui.fonts import words_width
from kiosk.ui.navigation import Bar
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Card, Pressable, Row, Surface
from kiosk.ui.widgets.village_gate import VillageGate

LEAST_GAP: Final = 32
"""Units between two facts of the example."""

FACT_ROLES: Final = ("name", "group", "label")
"""How the facts of the example are set, the largest that fits first."""


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
        # A low panel has room for large words or for the example.
        low = self.kiosk.theme.shape == Shape.COMPACT and self.kiosk.theme.large
        card.opacity = 0 if low else 1

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

    def begin_in_other_language(self) -> None:
        """Go to Home in the language that this screen does not speak."""
        self.kiosk.switch_language()
        self.begin()

    def begin_with_reading(self) -> None:
        """Go to Home with text sizes and colours to choose from."""
        self.begin()
        self.kiosk.show_reading()

    def key_pressed(self, key: int) -> bool:
        """Begin with any key."""
        self.begin()
        return True

    def _turn(self, _seconds: float) -> None:
        self._example += 1
        self.fill()


class AttractLayout(Layout, Pressable):
    """The whole screen is the button, but for the two ways to begin otherwise."""

    def on_touch_down(self, touch: Any) -> bool:
        """Let the two ways feel the finger first."""
        ways = self.ids.ways
        return bool(ways.dispatch("on_touch_down", touch)) or super().on_touch_down(touch)

    def on_tap(self) -> None:
        """Begin."""
        self.screen.begin()


class BeginWay(Pressable, Card):
    """Begins in the other language, or with the text size."""

    icon = StringProperty("")
    text = StringProperty("")


class BeginWays(Row):
    """The two ways to begin otherwise, at the right of the red button."""

    screen = ObjectProperty(None)


class StartButton(Surface, BoxLayout):
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

    ``stacked`` puts the facts under each other. Facts that would touch beside each other are set
    smaller.
    """

    title = StringProperty("")
    papers = StringProperty("")
    fee = StringProperty("")
    time = StringProperty("")
    place = NumericProperty(0)
    count = NumericProperty(0)
    stacked = BooleanProperty(False)
    role = StringProperty("name")

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        for name in ("width", "papers", "fee", "time", "stacked"):
            self.fbind(name, self._choose_role)

    def _choose_role(self, *_arguments: object) -> None:
        theme = App.get_running_app().theme

        def words(role: str) -> float:
            return sum(words_width(fact, theme.styles[role]) for fact in self._facts())

        icons = 3 * (52 + 16 + 32 * theme.grow)
        room = self.width - (80 + icons + 2 * LEAST_GAP) * theme.unit
        fitting = (role for role in FACT_ROLES if self.stacked or words(role) <= room)
        self.role = next(fitting, FACT_ROLES[-1])

    def _facts(self) -> tuple[str, str, str]:
        return self.papers, self.fee, self.time


__all__ = ["AttractScreen", "VillageGate"]

Builder.load_file(str(Path(__file__).with_suffix(".kv")))
