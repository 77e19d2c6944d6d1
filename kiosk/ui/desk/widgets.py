"""The small set of widgets that the desk's pages are made of, in units of ``Theme.desk``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.stacklayout import StackLayout

from kiosk.ui import keyboard_model
from kiosk.ui.keyboard_model import Typing, TypingMethod
from kiosk.ui.strokes import BACKSPACE, DELETE, Stroke
from kiosk.ui.widgets import Column, Pressable, Scroller, Surface

LONGEST_SECRET = 200

PAGE = 0.85
"""Part of a list's height that one page goes on by."""

LEAST_GAP = 4
"""Units between two function keys."""


class KeyCap(Surface):
    """A key of the keyboard as it is named beside what it does."""

    said = StringProperty("")


class ArrowCap(Surface):
    """An arrow key; its sign is an ``icon``, since the text font has no arrows."""

    icon = StringProperty("")


class KeyHint(BoxLayout):
    """A key cap with the word for what it does."""

    cap = StringProperty("")
    said = StringProperty("")


class KeyLineRow(BoxLayout):
    """A key with what it does, in the list of all keys."""

    cap = StringProperty("")
    said = StringProperty("")


class DeskControl(Pressable, Surface, BoxLayout):
    """A button: icon, text and the key that does the same; ``primary`` is the one next thing."""

    text = StringProperty("")
    icon = StringProperty("")
    cap = StringProperty("")
    primary = BooleanProperty(False)
    ink = ColorProperty([0, 0, 0, 1])
    role = StringProperty("desk_strong")
    natural_width = NumericProperty(0)


class Choice(Pressable, Surface, BoxLayout):
    """One of a few answers beside each other; the ``chosen`` one is dark."""

    text = StringProperty("")
    chosen = BooleanProperty(False)
    limit = NumericProperty(0)


class Choices(StackLayout):
    """Answers beside each other, in as many lines as they need."""


class KeyLine(StackLayout):
    """The function keys: spread over one line, or in as many lines as they need."""

    def do_layout(self, *arguments: Any) -> None:
        """Spread the keys where they leave room."""
        if any(isinstance(cell, FunctionTile) for cell in self.children):
            self.spacing = [0, 0]
            super().do_layout(*arguments)
            return
        count = len(self.children)
        left = self.width - sum(cell.width for cell in self.children)
        least = App.get_running_app().theme.desk * LEAST_GAP
        gap = left / (count - 1) - 1 if count > 1 else 0
        self.spacing = [min(max(gap, least), least * 16), least]
        super().do_layout(*arguments)


class FunctionCell(Pressable, BoxLayout):
    """A function key in the line at the bottom."""

    number = NumericProperty(0)
    cap = StringProperty("")
    said = StringProperty("")
    dim = BooleanProperty(False)


class FunctionTile(FunctionCell):
    """The same on a panel that is touched: five beside each other, without the key's name."""


class PickRow(Pressable, BoxLayout):
    """A row of a list: key cap, name with a note under it, something at the end."""

    cap = StringProperty("")
    title = StringProperty("")
    note = StringProperty("")
    end = StringProperty("")
    icon = StringProperty("")
    chosen = BooleanProperty(False)
    ruled = BooleanProperty(True)


class LabelledLine(BoxLayout):
    """A label with its text beside it; the text may take several lines.

    ``part`` of the width is the label's.
    """

    part = NumericProperty(0.3)
    label = StringProperty("")
    said = StringProperty("")


class DeskNotice(Surface, BoxLayout):
    """A calm notice with an icon and, if ``act`` is set, a key that answers it."""

    tint = StringProperty("turmeric")
    icon = StringProperty("information-outline")
    title = StringProperty("")
    said = StringProperty("")
    cap = StringProperty("")
    act_text = StringProperty("")
    act = ObjectProperty(None, allownone=True)

    def do(self) -> None:
        """Do what the notice offers."""
        if self.act is not None:
            self.act()


class Rows(Scroller):
    """Rows that may be more than fit; the chosen one is kept in sight."""

    def __init__(self, **values: Any) -> None:
        # Made first: kv adds a rule's widgets, which belong into the column, while this is made.
        self.column = Column()
        self._wanted: Any = None
        self._look = Clock.create_trigger(self._bring, 0)
        super().__init__(**values)
        super().add_widget(self.column)

    def add_widget(self, widget: Any, *arguments: Any, **values: Any) -> None:
        """Put ``widget`` under those in the column."""
        self.column.add_widget(widget, *arguments, **values)

    def put(self, rows: list[Any]) -> None:
        """Show these rows in place of the present ones, from the first."""
        if list(reversed(self.column.children)) != rows:
            self.column.clear_widgets()
            for row in rows:
                self.column.add_widget(row)
        self._wanted = None
        self.move_to(0)

    def show(self, row: Any) -> None:
        """Scroll until ``row`` is in sight, once it has its place."""
        self._wanted = row
        self._look()

    def turn(self, pages: float) -> None:
        """Go on by so many pages, back where they are below 0; a line or two stays in sight."""
        self.move_to(self.offset + pages * PAGE * self.height)

    def _bring(self, _seconds: float) -> None:
        row, self._wanted = self._wanted, None
        if row is None or row.parent is None:
            return
        below = row.to_window(row.x, row.y)[1] - self.to_window(self.x, self.y)[1]
        above = below + row.height - self.height
        if below < 0:
            self.move_to(self.offset - below)
        elif above > 0:
            self.move_to(self.offset - above)


class Field(Pressable, Surface, FloatLayout):
    """One line that a person fills in; typed into while it is ``live``.

    ``secret`` shows dots; ``wraps`` lets the text go on in further lines, ``longest`` characters in
    all. Nothing is kept but ``typed``; ``empty`` drops it. ``on_done`` is
    the Enter key.
    """

    label = StringProperty("")
    hint = StringProperty("")
    typed = StringProperty("")
    after = StringProperty("")
    icon = StringProperty("")
    role = StringProperty("desk_text")
    live = BooleanProperty(False)
    secret = BooleanProperty(False)
    wraps = BooleanProperty(False)
    longest = NumericProperty(keyboard_model.LONGEST)
    tall = NumericProperty(64)

    __events__ = ("on_done",)

    def __init__(self, **values: Any) -> None:
        self._typing = Typing(TypingMethod.PLAIN)
        super().__init__(**values)

    def on_done(self) -> None:
        """Enter was pressed in the field."""

    def put(self, text: str) -> None:
        """Set the text, without telling."""
        self._typing = keyboard_model.go_on(self._fresh(), text)
        self.typed = self._typing.text

    def empty(self) -> None:
        """Drop the text and what the keys were."""
        self._typing = self._fresh()
        self.typed = ""

    def _fresh(self) -> Typing:
        return Typing(self._typing.method, longest=int(self.longest))

    def on_longest(self, *_arguments: object) -> None:
        """Take the new length."""
        self._typing = self._fresh()

    def take(self, typing: Typing) -> None:
        """Show what the keys have made of the text."""
        self._typing = typing
        if typing.text != self.typed:
            self.typed = typing.text

    @property
    def typing(self) -> Typing:
        """The text with the keys of its last word, for the on-screen keyboard."""
        return self._typing

    @property
    def method(self) -> TypingMethod:
        """What the letter keys mean: Telex from the on-screen keyboard, else as they are."""
        return self._typing.method

    @method.setter
    def method(self, method: TypingMethod) -> None:
        if method is not self._typing.method:
            typing = Typing(method, longest=int(self.longest))
            self._typing = keyboard_model.go_on(typing, self.typed)

    def text_typed(self, text: str) -> bool:
        """Take typed text; a blank at the start or after another is left out but in secrets."""
        if self.secret:
            self.typed = (self.typed + text)[:LONGEST_SECRET]
            return True
        # A physical keyboard has its own way to write accents.
        self.method = TypingMethod.PLAIN
        self.take(keyboard_model.receive(self._typing, text))
        return True

    def key_pressed(self, stroke: Stroke) -> bool:
        """Take the keys that change the text."""
        if stroke.is_enter and stroke.plain:
            self.dispatch("on_done")
            return True
        if stroke.code not in (BACKSPACE, DELETE) or stroke.alt:
            return False
        if stroke.control or stroke.code == DELETE:
            self.empty()
        elif self.secret:
            self.typed = self.typed[:-1]
        else:
            self.take(keyboard_model.backspace(self._typing))
        return True

    def on_tap(self) -> None:
        """Begin to type into this field."""
        App.get_running_app().desk.begin_typing(self)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
