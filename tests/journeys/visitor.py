"""A person at the machine: eyes that see only what is on the screen, fingers and keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from finding_driver import answered, key_of, press_keys
from window_driver import Driver

from kiosk.desk.bell import Ringing
from kiosk.printing.printer import PrinterState, Report
from kiosk.ui.navigation import Place
from kiosk.ui.strokes import DOWN, ENTER

PICTURES = os.environ.get("KIOSK_JOURNEY_PICTURES", "")
"""A folder for a picture of every step; none are kept where it is not set."""


class HeardBell:
    """A bell whose ringing a desk shows at once."""

    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, field: str) -> None:
        self.rung.append(field)

    def look(self) -> None:
        """The desk has seen it already."""

    def let_go(self) -> None:
        """The visit is over."""

    @property
    def ringing(self) -> Ringing:
        return Ringing.HEARD if self.rung else Ringing.SILENT


class Visitor:
    """Does with ``ui`` what a person ``name`` would do, and nothing else."""

    def __init__(
        self,
        ui: Driver,
        name: str,
        rooms: Callable[[Any], Any],
        size: tuple[int, int] = (1080, 1920),
        **screen: Any,
    ) -> None:
        self.ui = ui
        self.name = name
        self.bell: Any = HeardBell()
        self.counted: list[tuple[str, str]] = []
        self.reaches = float("inf")
        self._steps = 0

        def change(made: Any) -> Any:
            return replace(
                rooms(made),
                bell=self.bell,
                count=lambda kind, key: self.counted.append((kind, key)),
            )

        self.app = ui.start(size, change, **screen)
        self.see()

    @property
    def place(self) -> Place:
        """The screen in front of the person."""
        place: Place = self.app.visit.place
        return place

    def see(self) -> list[str]:
        """Everything that can be read now; a picture of it is kept where that is wished."""
        self.ui.frames(4)
        if PICTURES:
            self._steps += 1
            self.ui.shot(Path(PICTURES) / f"{self.name}-{self._steps:02}.png")
        return [text.replace("[b]", "").replace("[/b]", "") for text in self.ui.texts()]

    def begin(self) -> None:
        """Touch the first screen."""
        width, height = self.ui.size
        self.ui.touch_at(width / 2, height / 2)
        assert self.place is Place.HOME
        self.see()

    def touch(self, text: str) -> None:
        """Touch what says ``text``, after scrolling to it with the buttons where it is hidden."""
        self._tap(self._in_sight(self.ui.find(text)))
        self.see()

    def _tap(self, widget: Any) -> None:
        """Touch what lies where the hand ``reaches``, in pixels above the screen's lower edge."""
        height = widget.to_window(*widget.center)[1]
        assert height <= self.reaches, f"{widget} is out of reach"
        self.ui.tap(widget)

    def touch_word(self, english: str) -> None:
        """Touch a word of the interface in the present language."""
        self.touch(self.app.tr(english))

    def type_on_desk_keyboard(self, text: str) -> None:
        """Write on a keyboard of one's own, at the pace of a hand."""
        for letter in text:
            self.ui.steady.seconds += 0.2
            self.ui.window.dispatch("on_textinput", letter)
        answered(self.ui, text)
        self.see()

    def type(self, text: str, becomes: str = "") -> None:
        """Open the search where it is not open, and touch the keys of ``text``.

        ``becomes`` is what then stands in the field, where the keys meant something else.
        """
        from kiosk.ui.screens.home import SearchBox

        if self.place is Place.HOME:
            self._tap(next(each for each in self.ui.walk() if isinstance(each, SearchBox)))
            self.ui.frames(3)
        press_keys(self.ui, text)
        answered(self.ui, becomes or text)
        self.see()

    def find(self) -> None:
        """Touch the red key."""
        self._tap(key_of(self.ui, kind="find"))
        self.ui.frames(4)
        self.see()

    def answer(self, number: int = 0) -> None:
        """Give an answer to every question, the one of ``number``; -1 is "I am not sure"."""
        from kiosk.ui.screens.question import AnswerButton

        while self.place is Place.QUESTION:
            answers = [each for each in self.ui.walk() if isinstance(each, AnswerButton)]
            self._tap(self._in_sight(answers[min(number, len(answers) - 1)]))
            self.see()

    def scan(self, text: str) -> None:
        """Hold a code to the scanner: its letters come at once, with Enter at the end."""
        for letter in text:
            self.ui.window.dispatch("on_textinput", letter)
        self.ui.key(ENTER)
        self.ui.wait_for(lambda: self.app.shell.overlay is not None or self._scanned(text))
        self.see()

    def _scanned(self, text: str) -> bool:
        procedure = self.app.visit.procedure
        return procedure is not None and procedure.code in text

    def printer_says(self, state: PrinterState) -> None:
        """The printer reports on the last sheet."""
        self.ui.shop.news[-1](Report(state, final=True))
        self.see()

    def wait(self, seconds: float) -> None:
        """Do nothing for a while."""
        self.ui.steady.seconds += seconds
        self.ui.frames(20)

    def press(self, key: int) -> None:
        """Press a key of the keypad."""
        self.ui.key(key)

    def focus_on(self, text: str) -> None:
        """Press the arrow until the ring is around what says ``text``."""
        from kiosk.ui.aloud import label_of

        for _ in range(80):
            control = self.app.focus.control
            if control is not None and label_of(control).startswith(text):
                assert control.focused
                self._must_be_in_sight(control)
                self.see()
                return
            self.press(DOWN)
        raise AssertionError(f"the arrow never comes to {text!r}")

    def _in_sight(self, widget: Any) -> Any:
        """Scroll with the buttons until ``widget`` can be touched."""
        from kiosk.ui.widgets.scroll import ScrollArea

        above = widget.parent
        while above is not None and above.parent is not above:
            if isinstance(above, ScrollArea):
                for _ in range(20):
                    if self._seen_in(widget, above.scroller):
                        return widget
                    above.page(1 if self._is_below(widget, above.scroller) else -1)
                    self.ui.frames(2)
                raise AssertionError("the buttons do not bring it into sight")
            above = above.parent
        return widget

    def _must_be_in_sight(self, widget: Any) -> None:
        """What has the focus must be seen, not scrolled away."""
        from kiosk.ui.widgets.scroll import Scroller

        x, y = widget.to_window(*widget.center)
        assert 0 <= x <= self.ui.size[0] and 0 <= y <= self.ui.size[1], (x, y)
        above = widget.parent
        while above is not None and above.parent is not above:
            assert not isinstance(above, Scroller) or self._seen_in(widget, above)
            above = above.parent

    @staticmethod
    def _is_below(widget: Any, scroller: Any) -> bool:
        bottom: float = scroller.to_window(*scroller.pos)[1]
        return bool(widget.to_window(*widget.center)[1] < bottom)

    @staticmethod
    def _seen_in(widget: Any, scroller: Any) -> bool:
        bottom: float = scroller.to_window(*scroller.pos)[1]
        middle: float = widget.to_window(*widget.center)[1]
        return bottom < middle < bottom + scroller.height
