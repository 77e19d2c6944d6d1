"""Rating: five faces with words, one reason for whoever wants to give it, thanks, and home."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.catalogue.counted import CountKind, Reason
from kiosk.desk.month_report import reason_words
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Control, Surface, Tap
from kiosk.ui.widgets.face import Face

SECONDS: Final = 5
"""From the last choice until the screen goes back to the start."""

READING_SECONDS: Final = 20
"""The same while a reason may still be chosen: an elder reads five lines."""

SATISFIED: Final = 4
"""The lowest level that is asked for what was good."""

GOOD: Final = (Reason.EASY_TO_FIND, Reason.EASY_TO_READ, Reason.QUICK, Reason.KIND_STAFF)
BAD: Final = (
    Reason.HARD_TO_FIND,
    Reason.HARD_TO_READ,
    Reason.NOT_MY_CASE,
    Reason.TOO_SLOW,
    Reason.NEEDED_HELP,
)
"""What a person may have to say, in the order it is offered."""


def reasons_for(score: int) -> tuple[Reason, ...]:
    """Return what a person of this level may choose from."""
    return GOOD if score >= SATISFIED else BAD


class FaceRow(Tap, Surface):
    """One of the five levels."""

    text = StringProperty("")
    score = NumericProperty(3)
    chosen = BooleanProperty(False)


class ReasonRow(Control):
    """One thing to say about the level that was chosen."""

    reason = StringProperty("")
    chosen = BooleanProperty(False)


class RatingScreen(Screen):
    """How satisfied were you? Never required; counted when the person has left it."""

    def __init__(self, kiosk: Any) -> None:
        super().__init__(kiosk)
        self._chosen = 0
        self._reason = ""
        self._left_seconds = SECONDS
        self._counting: Any = None

    def arrangement(self) -> str:
        """Two columns where there is room for them at this text size."""
        theme = self.kiosk.theme
        wide = theme.shape == Shape.WIDE and not theme.large
        return "RatingWide" if wide else "RatingTall"

    def fill(self) -> None:
        """Show the levels, or the one that was chosen with its reasons."""
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
        ids = self.layout.ids
        ids.faces.clear_widgets()
        ids.reasons.clear_widgets()
        for score, name in names.items():
            if self._chosen in (0, score):
                row = FaceRow(text=name, score=score, chosen=score == self._chosen)
                row.bind(on_tap=self._choose)
                ids.faces.add_widget(row)
        self.layout.why = ""
        if self._chosen:
            good = self._chosen >= SATISFIED
            self.layout.why = tr("What was good?") if good else tr("What was not good?")
            for reason in reasons_for(self._chosen):
                name = reason_words(reason, tr)
                choice = ReasonRow(text=name, reason=reason, chosen=reason == self._reason)
                choice.bind(on_tap=self._choose_reason)
                ids.reasons.add_widget(choice)
        self._say()

    def left(self) -> None:
        """Count the choices: a level, and apart from it a reason."""
        self.stay()
        chosen, reason = self._chosen, self._reason
        self._chosen, self._reason = 0, ""
        if chosen:
            self.kiosk.rooms.count_satisfaction(chosen)
        if reason:
            self.kiosk.rooms.count(CountKind.REASON, reason)

    def finish(self) -> None:
        """End the visit."""
        self.kiosk.end_visit()

    def stay(self) -> None:
        """Stop the seconds; the visit still ends when nobody touches the screen."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        if self.layout is not None:
            self._say()

    def _choose(self, row: FaceRow) -> None:
        """Take a level; the chosen one touched again brings back all five."""
        self._reason = ""
        if row.chosen:
            self._chosen = 0
            self.stay()
        else:
            self._chosen = int(row.score)
            self._begin_to_count(READING_SECONDS)
        self.fill()
        self.layout.ids.area.to_top()
        self.kiosk.read_screen()

    def _choose_reason(self, row: ReasonRow) -> None:
        """Take a reason; touched again, it is taken back."""
        self._reason = "" if row.chosen else row.reason
        for other in self.layout.ids.reasons.children:
            other.chosen = other.reason == self._reason
        self._begin_to_count(SECONDS if self._reason else READING_SECONDS)
        self._say()

    def _begin_to_count(self, seconds: int) -> None:
        self._left_seconds = seconds
        if self._counting is None:
            self._counting = Clock.schedule_interval(self._count, 1.0)

    def _count(self, _seconds: float) -> None:
        # An overlay (help, text size) stops the clock: somebody is still there.
        if self.kiosk.shell.overlay is not None:
            self._left_seconds = max(SECONDS, self._left_seconds)
            return
        self._left_seconds -= 1
        if self._left_seconds <= 0:
            self.finish()
        else:
            self._say()

    def _say(self) -> None:
        tr = self.kiosk.tr
        self.layout.counting = self._counting is not None
        self.layout.thanks = tr("Thank you.") if self._chosen else ""
        self.layout.soon = (
            tr.count(
                "The screen goes back to the start in {n} second and forgets your choices.",
                "The screen goes back to the start in {n} seconds and forgets your choices.",
                self._left_seconds,
            )
            if self.layout.counting
            else ""
        )


class RatingLayout(Layout):
    """An arrangement of the levels; ``counting`` while the seconds run."""

    thanks = StringProperty("")
    soon = StringProperty("")
    why = StringProperty("")
    counting = BooleanProperty(False)


class RatingTall(RatingLayout):
    """Question above, levels below."""


class RatingWide(RatingLayout):
    """Question at the left, levels at the right."""


__all__ = ["Face", "RatingScreen"]

Builder.load_file(str(Path(__file__).with_suffix(".kv")))
