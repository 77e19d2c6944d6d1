"""Sign in: who comes, and their PIN or passphrase."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.desk.sign_in import LockedOutError, Session, WrongSecretError
from kiosk.ui.desk.errands import Failed
from kiosk.ui.desk.page import Page, PageLayout
from kiosk.ui.desk.widgets import PickRow
from kiosk.ui.strokes import BACKSPACE, DOWN, ESCAPE, UP, Stroke, digit_of
from kiosk.ui.widgets import Pressable, Surface

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

ERASE, LETTERS = "⌫", "abc"
PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", LETTERS, "0", ERASE)
COUNT_SECONDS = 0.5
"""How often the seconds until the next try are told."""

LOOK_SECONDS = 3.0
"""How often an empty list of clerks is read again."""


class PadKey(Pressable, Surface):
    """One key of the number pad."""

    said = StringProperty("")
    icon = StringProperty("")


class NumberPad(GridLayout):
    """Digits for a finger."""


class SignInLayout(PageLayout):
    """A card in the middle: names, PIN, number pad."""

    nobody = BooleanProperty(False)


class SignInPage(Page):
    """One of the clerks and their secret; after five wrong tries the time until the next one."""

    wide = tall = "SignInLayout"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._names: list[str] = []
        self._place = -1
        self._asking = False
        self._message = ""
        self._locked_until = 0.0
        self._rows: list[PickRow] = []
        self._counting: Any = None
        self._waiting: Any = None

    def title(self) -> str:
        """Return nothing: the header names the desk alone."""
        return ""

    def entered(self) -> None:
        """Ask who there is."""
        self._ask_names()
        self._counting = Clock.schedule_interval(lambda _dt: self._fill_message(), COUNT_SECONDS)
        self._waiting = Clock.schedule_interval(lambda _dt: self._look_again(), LOOK_SECONDS)

    def left(self) -> None:
        """Drop what was typed."""
        self._empty()
        for timer in (self._counting, self._waiting):
            if timer is not None:
                timer.cancel()

    def forget(self) -> None:
        """Drop what was typed."""
        self._empty()

    def fill(self) -> None:
        """Say everything in the present language."""
        ids = self.layout.ids
        ids.card.title = self.tr("Clerk’s desk")
        ids.pad.clear_widgets()
        if self.desk.on_kiosk:
            for said in PAD:
                key = PadKey(said="" if said == ERASE else said)
                key.icon = "backspace-outline" if said == ERASE else ""
                key.bind(on_tap=partial(self._pad, said))
                ids.pad.add_widget(key)
        self._fill_names()
        self._fill_message()

    def key_pressed(self, stroke: Stroke) -> bool:
        """Choose a name, or go back to the names."""
        if stroke.code in (UP, DOWN) and self._names:
            way = -1 if stroke.code == UP else 1
            self._choose((self._place + way) % len(self._names))
            return True
        if stroke.code == ESCAPE:
            self._empty()
            self._ask_names()
            if len(self._names) > 1:
                self._choose(-1)
            elif self.desk.on_kiosk:
                self.desk.host.leave_desk()
            return True
        return False

    def text_typed(self, text: str) -> bool:
        """Choose a name by its digit while none is chosen."""
        if self._place < 0 and text.isdigit() and 1 <= int(text) <= len(self._names):
            self._choose(int(text) - 1)
        return True

    def enter(self) -> None:
        """Try the secret."""
        field = self.layout.ids.secret
        if self._asking or self._place < 0 or not field.typed or self._seconds_left() > 0:
            return
        name, secret = self._names[self._place], field.typed
        field.empty()
        self._asking = True
        self._message = self.tr("One moment …")
        self._fill_message()
        self.desk.run(partial(self.desk.rooms.door.enter, name, secret), self._answered)

    def _answered(self, outcome: Session | Failed) -> None:
        self._asking = False
        if isinstance(outcome, Session):
            self._message = ""
            self.desk.signed_in(outcome)
            return
        refusal = outcome.refusal
        if isinstance(refusal, LockedOutError):
            self._locked_until = self.desk.steady() + refusal.seconds
            self._message = ""
        elif isinstance(refusal, WrongSecretError):
            self._message = self.tr("This is not the right PIN.")
        else:
            self._message = outcome.reason or self.tr("Signing in failed; the log says why.")
        self._fill_message()

    def _ask_names(self) -> None:
        self.desk.run(self.desk.rooms.door.names, self._learn)

    def _look_again(self) -> None:
        """See whether the first clerk has been added."""
        if not self._names:
            self._ask_names()

    def _learn(self, outcome: list[str] | Failed) -> None:
        if isinstance(outcome, Failed):
            self._message = outcome.reason or self.tr("Signing in failed; the log says why.")
            self._fill_message()
            return
        if self._names and self._names == list(outcome):
            return
        self._names = list(outcome)
        self.layout.nobody = not self._names
        self._fill_names()
        self._choose(0 if len(self._names) == 1 else -1)

    def _choose(self, place: int, *_arguments: object) -> None:
        self._place = place
        self._message = ""
        self._locked_until = 0.0
        for number, row in enumerate(self._rows):
            row.chosen = number == place
        self._fill_message()
        if place >= 0:
            self.desk.begin_typing(self.layout.ids.secret)
        else:
            self.desk.end_typing()

    def _fill_names(self) -> None:
        holder = self.layout.ids.names
        holder.clear_widgets()
        self._rows = []
        for place, name in enumerate(self._names):
            row = PickRow(cap=digit_of(place), title=name, chosen=place == self._place)
            row.bind(on_tap=partial(self._choose, place))
            holder.add_widget(row)
            self._rows.append(row)

    def _fill_message(self) -> None:
        if self.layout is None:
            return
        left = self._seconds_left()
        said = self._message
        if left > 60:
            said = self.tr.count(
                "Too many wrong tries. Try again in {n} minute.",
                "Too many wrong tries. Try again in {n} minutes.",
                math.ceil(left / 60),
            )
        elif left > 0:
            said = self.tr.count(
                "Too many wrong tries. Try again in {n} second.",
                "Too many wrong tries. Try again in {n} seconds.",
                math.ceil(left),
            )
        self.layout.ids.message.said = said

    def _seconds_left(self) -> float:
        return self._locked_until - self.desk.steady()

    def _pad(self, said: str, *_arguments: object) -> None:
        field = self.layout.ids.secret
        if self._place < 0:
            return
        if said == LETTERS and self.desk.touch_keys is not None:
            self.desk.begin_typing(field)
            self.desk.touch_keys.show()
        elif said == ERASE:
            field.key_pressed(Stroke(BACKSPACE))
        else:
            field.text_typed(said)

    def _empty(self) -> None:
        self._message = ""
        if self.layout is not None:
            self.layout.ids.secret.empty()


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
