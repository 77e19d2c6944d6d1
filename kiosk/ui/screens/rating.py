"""Rating: five faces with words, thanks, and home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Control
from kiosk.ui.widgets.face import Face

SECONDS = 5
"""From the choice until the screen goes back to the start."""


class FaceRow(Control):
    """One of the five levels."""

    score = NumericProperty(3)
    chosen = BooleanProperty(False)


class RatingScreen(Screen):
    """How satisfied were you? Never required; counted when the person has left it."""

    def __init__(self, kiosk: Any) -> None:
        super().__init__(kiosk)
        self._chosen = 0
        self._left_seconds = SECONDS
        self._counting: Any = None

    def arrangement(self) -> str:
        """Two columns where there is room for them at this text size."""
        theme = self.kiosk.theme
        wide = theme.shape == Shape.WIDE and not theme.large
        return "RatingWide" if wide else "RatingTall"

    def fill(self) -> None:
        """Show the levels."""
        tr = self.kiosk.tr
        self.title = tr("How satisfied were you\nwith this service?")
        self.note = tr("Touch one level. We do not ask your name.")
        names = {
            5: tr("Very satisfied"),
            4: tr("Satisfied"),
            3: tr("Neutral"),
            2: tr("Dissatisfied"),
            1: tr("Very dissatisfied"),
        }
        faces = self.layout.ids.faces
        faces.clear_widgets()
        for score, name in names.items():
            row = FaceRow(text=name, score=score, chosen=score == self._chosen)
            row.bind(on_tap=self._choose)
            faces.add_widget(row)
        self._say()

    def left(self) -> None:
        """Count the choice."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        chosen, self._chosen = self._chosen, 0
        if chosen:
            self.kiosk.rooms.count_satisfaction(chosen)

    def finish(self) -> None:
        """End the visit."""
        self.kiosk.end_visit()

    def _choose(self, row: FaceRow) -> None:
        self._chosen = row.score
        for other in self.layout.ids.faces.children:
            other.chosen = other is row
        self._left_seconds = SECONDS
        if self._counting is None:
            self._counting = Clock.schedule_interval(self._count, 1.0)
        self._say()

    def _count(self, _seconds: float) -> None:
        # An overlay (help, text size) stops the clock: somebody is still there.
        if self.kiosk.shell.overlay is not None:
            self._left_seconds = SECONDS
            return
        self._left_seconds -= 1
        if self._left_seconds <= 0:
            self.finish()
        else:
            self._say()

    def _say(self) -> None:
        tr = self.kiosk.tr
        self.layout.thanks = tr("Thank you.") if self._chosen else ""
        self.layout.soon = (
            tr.count(
                "The screen goes back to the start in {n} second and forgets your choices.",
                "The screen goes back to the start in {n} seconds and forgets your choices.",
                self._left_seconds,
            )
            if self._chosen
            else ""
        )


class RatingLayout(Layout):
    """An arrangement of the levels."""

    thanks = StringProperty("")
    soon = StringProperty("")


class RatingTall(RatingLayout):
    """Question above, levels below."""


class RatingWide(RatingLayout):
    """Question at the left, levels at the right."""


__all__ = ["Face", "RatingScreen"]

Builder.load_file(str(Path(__file__).with_suffix(".kv")))
