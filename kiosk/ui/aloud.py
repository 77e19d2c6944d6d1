"""Reading the screen aloud: one text after the other, with a frame around the one being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

from kivy.graphics import Color, InstructionGroup, Line
from kivy.uix.widget import Widget

from kiosk.speech.voice import Speed, Voice
from kiosk.ui.focus import bring_into_sight
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.sheets import TextSheet
from kiosk.ui.widgets.text import Text


class Reading(StrEnum):
    """Whether the screen is read."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"


def texts_in(root: Widget) -> Iterator[Text | TextSheet]:
    """Yield the texts under ``root`` that say something, in the order they were laid out."""
    if not root.opacity:
        return
    if isinstance(root, Text):
        if root.said.strip():
            yield root
        return
    for sheet in getattr(root, "sheets", ()):
        if isinstance(sheet, TextSheet) and sheet.opacity and sheet.said.strip():
            yield sheet
    for child in reversed(root.children):
        yield from texts_in(child)


def label_of(control: Widget) -> str:
    """Return what ``control`` says, as it is read when the keyboard's focus comes to it."""
    said = ", ".join(text.said for text in texts_in(control))
    return said or getattr(control, "spoken", "")


class Aloud:
    """Reads a screen text by text; a new screen is read from its beginning.

    Pausing breaks off the present text, and going on begins it again, so no half sentence is heard.
    ``post`` runs a function in the screen's thread: a voice reports from its own.
    """

    def __init__(
        self, voice: Voice | None, theme: Theme, post: Callable[[Callable[[], None]], None]
    ) -> None:
        self._voice = voice
        self._theme = theme
        self._post = post
        self._roots: tuple[Widget, ...] = ()
        self._texts: list[Text | TextSheet] = []
        self._place = 0
        self._turn = 0
        self._marked: Text | TextSheet | None = None
        self._mark = InstructionGroup()
        self.language = "vi"
        self.speed = Speed.NORMAL
        self.reading = Reading.OFF

    @property
    def can_read(self) -> bool:
        """Whether this machine has a voice."""
        return self._voice is not None

    def read(self, *roots: Widget) -> None:
        """Read everything that ``roots`` say, from its beginning, if reading is on."""
        if self.reading is not Reading.ON:
            return
        self._roots = roots
        self._texts = [text for root in roots for text in texts_in(root)]
        self._place = 0
        self._go_on()

    def turn_on(self, *roots: Widget) -> None:
        """Begin to read aloud, with ``roots``; nothing happens where there is no voice."""
        if self._voice is not None:
            self.reading = Reading.ON
            self.read(*roots)

    def pause(self) -> None:
        """Be silent until ``resume``, and remember the place."""
        if self.reading is Reading.ON:
            self._hush()
            self.reading = Reading.PAUSED

    def resume(self) -> None:
        """Go on with the text that was broken off."""
        if self.reading is Reading.PAUSED:
            self.reading = Reading.ON
            self._go_on()

    def turn_off(self) -> None:
        """Be silent and forget every text and the speed: the visit ends."""
        self._hush()
        self.reading = Reading.OFF
        self.speed = Speed.NORMAL
        self._roots = ()
        self._texts = []
        self._place = 0

    def forget(self) -> None:
        """Be silent and let go of the texts of a screen that is gone."""
        self._hush()
        self._roots = ()
        self._texts = []
        self._place = 0

    def say(self, text: str) -> None:
        """Say one thing, such as a control's label, in place of the screen."""
        if self._voice is None or self.reading is Reading.OFF or not text:
            return
        self._hush()
        self._voice.speak(text, self.language, self.speed, lambda: None)

    def _go_on(self) -> None:
        self._hush()
        # A text may have gone from the screen, or said something else, while another was read.
        while self._place < len(self._texts):
            text = self._texts[self._place]
            if text.owner.get_parent_window() is not None and text.said.strip():
                break
            self._place += 1
        else:
            return
        if self._voice is None:
            return
        self._show(text)
        turn = self._turn
        self._voice.speak(
            text.said, self.language, self.speed, lambda: self._post(lambda: self._next(turn))
        )

    def _next(self, turn: int) -> None:
        """Read the next text, unless something else was begun since."""
        if turn == self._turn and self.reading is Reading.ON:
            self._look_again()
            self._place += 1
            self._go_on()

    def _look_again(self) -> None:
        """Take in what has come meanwhile: rows and their facts come after the screen itself."""
        read = self._texts[self._place]
        texts = [text for root in self._roots for text in texts_in(root)]
        if read in texts:
            self._texts, self._place = texts, texts.index(read)

    def _hush(self) -> None:
        self._turn += 1
        if self._voice is not None:
            self._voice.stop()
        if self._marked is not None:
            self._marked.owner.funbind("pos", self._draw)
            self._marked.owner.funbind("size", self._draw)
            self._marked.owner.canvas.after.remove(self._mark)
            self._marked = None

    def _show(self, text: Text | TextSheet) -> None:
        """Frame ``text``, and scroll it into sight."""
        bring_into_sight(text.owner)
        self._marked = text
        text.owner.canvas.after.add(self._mark)
        text.owner.fbind("pos", self._draw)
        text.owner.fbind("size", self._draw)
        self._draw()

    def _draw(self, *_arguments: object) -> None:
        text, unit = self._marked, self._theme.unit
        if text is None:
            return
        gap = 6 * unit
        frame = (
            text.x - gap,
            text.y - gap,
            text.width + 2 * gap,
            text.height + 2 * gap,
            8 * unit,
        )
        self._mark.clear()
        self._mark.add(Color(*self._theme.palette.focus))
        self._mark.add(Line(width=2 * unit, rounded_rectangle=frame))
