"""The desk in a window of its own, at the clerk's computer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import ObjectProperty

from kiosk.home import ASSETS
from kiosk.ui.desk.frame import Desk
from kiosk.ui.desk.rooms import DeskRooms
from kiosk.ui.failures import place_of
from kiosk.ui.fonts import register_fonts
from kiosk.ui.memory import undisturbed
from kiosk.ui.strokes import stroke_of
from kiosk.ui.theme import Theme

LOG = logging.getLogger(__name__)


class DeskHandler(ExceptionHandler):
    """Tells of an exception in a callback; the program goes on."""

    def __init__(self, program: DeskApp) -> None:
        self._program = program

    def handle_exception(self, error: BaseException) -> int:
        """Log the cause and tell the clerk; only an order to end passes."""
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return int(ExceptionManager.RAISE)
        LOG.error("The desk failed: %s", place_of(error))
        Clock.schedule_once(lambda _dt: self._program.fail(), 0)
        return int(ExceptionManager.PASS)


class DeskApp(App):
    """A window with the desk in it; kv reads ``theme`` and ``tr``.

    ``size`` in pixels draws it in a part of the window, for pictures and tests.
    """

    title = "Bàn cán bộ · Một cửa"
    use_kivy_settings = False

    theme = ObjectProperty(None)
    tr = ObjectProperty(None, rebind=True)

    def __init__(
        self,
        rooms: DeskRooms,
        *,
        steady: Callable[[], float] = time.monotonic,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__()
        self.rooms = rooms
        self.theme = Theme(rooms.settings.screen)
        self.tr = rooms.translators["vi"]
        self._steady = steady
        self._size = size
        self._handler = DeskHandler(self)
        self._open = False
        self.desk: Desk

    def build(self) -> Desk:
        """Make the desk and ask who comes."""
        # Heights that follow from wrapped text settle over several rounds within one frame.
        Clock.max_iteration = 60
        register_fonts(ASSETS)
        self.theme.fit(*(self._size or Window.size))
        self.desk = Desk(self.rooms, self, steady=self._steady)
        if self._size:
            self.desk.size_hint = None, None
            self.desk.size = self._size
        return self.desk

    def on_start(self) -> None:
        """Listen to the window."""
        Window.clearcolor = self.theme.palette.paper
        Window.bind(on_key_down=self._on_key, on_textinput=self._on_text, on_resize=self._on_resize)
        ExceptionManager.add_handler(self._handler)
        self._open = True
        self.desk.start()

    def on_stop(self) -> None:
        """Let go of the window; Kivy calls this twice."""
        if not self._open:
            return
        self._open = False
        ExceptionManager.remove_handler(self._handler)
        Window.unbind(
            on_key_down=self._on_key, on_textinput=self._on_text, on_resize=self._on_resize
        )
        self.desk.close()

    def end(self) -> None:
        """End the program; safe to call from a signal handler."""
        Clock.schedule_once(lambda _dt: self.stop(), 0)

    def open_settings(self, *_arguments: object) -> bool:
        """Refuse Kivy's settings page."""
        return False

    def post(self, work: Callable[[], None]) -> None:
        """Run ``work`` in the screen's thread; may be called from any thread."""
        Clock.schedule_once(lambda _dt: work(), 0)

    def switch_language(self) -> None:
        """Change between Vietnamese and English."""
        with undisturbed():
            self.tr = self.rooms.translators["en" if self.tr.language == "vi" else "vi"]
        self.desk.refresh()

    def leave_desk(self) -> None:
        """Stay: the page that asks for the PIN is shown already."""

    def fail(self) -> None:
        """Say that something went wrong and show the page anew."""
        try:
            self.desk.recover()
        except Exception as error:  # the last net: no failure may call the next one for ever
            LOG.critical("The desk's page could not begin anew: %s", place_of(error))
            self.end()

    def _on_resize(self, _window: object, width: float, height: float) -> None:
        if self._size is None:
            self.theme.fit(width, height)
            self.desk.refresh()

    def _on_key(self, _window: object, key: int, *arguments: Any) -> bool:
        modifiers = arguments[2] if len(arguments) > 2 else ()
        self.desk.key_pressed(stroke_of(key, modifiers))
        return True

    def _on_text(self, _window: object, text: str) -> bool:
        return self.desk.text_typed(text)
