"""The touch screen's program: owns the visit, moves between screens, keeps the time."""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import ObjectProperty, StringProperty

from kiosk.catalogue.counted import CountKind
from kiosk.checklist.questions import next_question
from kiosk.home import ASSETS
from kiosk.settings import counter_of
from kiosk.speech.voice import Speed
from kiosk.ui.aloud import Aloud, Reading, label_of
from kiosk.ui.failures import place_of
from kiosk.ui.focus import Focus
from kiosk.ui.fonts import forget_texts, register_fonts
from kiosk.ui.header_words import opening_words, ringing_words
from kiosk.ui.idle import Presence, idle_since
from kiosk.ui.memory import give_back, set_aside, tidy, undisturbed
from kiosk.ui.navigation import NEXT, Place, back, go
from kiosk.ui.overlays.overlay import (
    AloudOverlay,
    IdleOverlay,
    NoVoiceOverlay,
    Overlay,
    ReadingOverlay,
    ScanOverlay,
    StaffOverlay,
)
from kiosk.ui.rooms import Knowledge, Rooms
from kiosk.ui.scanner import Scanner, code_in
from kiosk.ui.screens import make_screen
from kiosk.ui.screens.base import Screen
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import SearchAnswer, Searching
from kiosk.ui.shell import Shell
from kiosk.ui.staff_entry import StaffEntry
from kiosk.ui.steps import Step, steps_to
from kiosk.ui.strokes import (
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    F12,
    LEFT,
    NUMPAD_ENTER,
    RIGHT,
    TAB,
    UP,
    Stroke,
    stroke_of,
)
from kiosk.ui.theme import Theme
from kiosk.ui.typesetting import forget_settings
from kiosk.ui.visit import Detail, Visit, Wish

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

LOG = logging.getLogger(__name__)

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
TICK_SECONDS = 0.25
QUIET_SECONDS = 0.3
"""After so long without a touch nothing moves any more."""

READ_SECONDS = 0.4
"""After so long somebody reads, and the next screen is built meanwhile."""

GONE_SECONDS = 1.0
"""After so long the first screen stands again when a visit has ended."""

SETTLED_SECONDS = 2.0
"""After so long the search is open and no screen waits for its first words."""

ARROWS = {RIGHT: (1, 0), DOWN: (0, 1), LEFT: (-1, 0), UP: (0, -1)}
"""Each arrow as a step to the right and down."""

READ_ALOUD = F1
"""Begins, pauses and goes on reading without a look at the screen."""


OPEN_DESK = Stroke(F12, control=True)
"""Ctrl+F12 on a keyboard at this machine asks for a clerk's PIN."""


class CalmHandler(ExceptionHandler):
    """Turns an exception in a callback into the error screen; the program goes on."""

    def __init__(self, kiosk: KioskApp) -> None:
        self._kiosk = kiosk

    def handle_exception(self, error: BaseException) -> int:
        """Log the cause and show the error screen; only an order to end passes."""
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return int(ExceptionManager.RAISE)
        LOG.error("The screen failed: %s", place_of(error))
        Clock.schedule_once(lambda _dt: self._kiosk.fail(), 0)
        return int(ExceptionManager.PASS)


class KioskApp(App):
    """Screens and overlays call its methods; kv reads its properties.

    ``tr`` is the present language's translator: ``app.tr('Back')`` in kv follows the language.
    ``steady`` is a clock in seconds that never jumps. ``size`` in pixels draws the kiosk in a part
    of the window, for pictures and tests of other panels.
    """

    title = "Một cửa"
    use_kivy_settings = False

    theme = ObjectProperty(None)
    tr = ObjectProperty(None, rebind=True)
    time_text = StringProperty("")
    opening_text = StringProperty("")
    other_language = StringProperty("")

    def __init__(
        self,
        rooms: Rooms,
        *,
        steady: Callable[[], float] = time.monotonic,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__()
        self._size = size
        self.rooms = rooms
        self.theme = Theme(rooms.settings.screen)
        self.visit = Visit()
        self.knowledge: Knowledge | None = None
        self.focus = Focus()
        self.aloud = Aloud(rooms.voice, self.theme, self.post)
        self.searching = Searching(rooms, self.post)
        self._steady = steady
        self._touched = steady()
        self._scanner = Scanner(steady)
        self._before_scan: tuple[tuple[Place, ...], str] = ((Place.ATTRACT,), "")
        self._screens: dict[Place, Screen] = {}
        self._stopping = False
        self._ticking: Any = None
        self._preparing: Any = None
        self._closed_day: tuple[object, bool] = (None, False)
        self._handler = CalmHandler(self)
        self.desk: Desk | None = None
        self._staff_entry = StaffEntry(self.theme, self.open_desk)
        self.shell: Shell
        self._set_language("vi")

    # Start and end

    def build(self) -> Shell:
        """Make the shell with the first screen on it."""
        # Heights that follow from wrapped text settle over several rounds within one frame.
        Clock.max_iteration = 60
        register_fonts(ASSETS)
        self.theme.fit(*(self._size or Window.size))
        self._read_clock()
        self.shell = Shell(self.theme)
        if self._size:
            self.shell.size_hint = None, None
            self.shell.size = self._size
        self._show(fresh=True)
        return self.shell

    def on_start(self) -> None:
        """Listen to the window, and read the catalogue once the first frame is out."""
        Window.clearcolor = self.theme.palette.paper
        self.theme.fbind("palette", self._on_palette)
        Window.bind(
            on_touch_down=self._on_touch,
            on_touch_move=self._staff_entry.moved,
            on_touch_up=self._staff_entry.lifted,
            on_key_down=self._on_key,
            on_textinput=self._on_text,
            on_textedit=self._on_composing,
            on_resize=self._on_resize,
            on_request_close=self._on_request_close,
        )
        ExceptionManager.add_handler(self._handler)
        self._ticking = Clock.schedule_interval(self._tick, TICK_SECONDS)
        self.searching.start()
        Clock.schedule_once(lambda _dt: self._start_loading(), 0)

    def on_stop(self) -> None:
        """Let go of the window; Kivy calls this twice."""
        if self._ticking is None:
            return
        self._ticking.cancel()
        self._ticking = None
        if self._preparing is not None:
            self._preparing.cancel()
        ExceptionManager.remove_handler(self._handler)
        if self.desk is not None:
            self.desk.close()
            Window.remove_widget(self.desk)
        self.searching.close()
        self.aloud.turn_off()
        Window.unbind(
            on_touch_down=self._on_touch,
            on_touch_move=self._staff_entry.moved,
            on_touch_up=self._staff_entry.lifted,
            on_key_down=self._on_key,
            on_textinput=self._on_text,
            on_textedit=self._on_composing,
            on_resize=self._on_resize,
            on_request_close=self._on_request_close,
        )

    def end(self) -> None:
        """End the program; safe to call from a signal handler."""
        self._stopping = True
        Clock.schedule_once(lambda _dt: self.stop(), 0)

    def open_settings(self, *_arguments: object) -> bool:
        """Refuse Kivy's settings page."""
        return False

    def post(self, work: Callable[[], None]) -> None:
        """Run ``work`` in the screen's thread; may be called from any thread."""
        Clock.schedule_once(lambda _dt: work(), 0)

    # The clerk's desk on this screen

    def open_desk(self) -> None:
        """Forget the visit and ask a clerk for the PIN; nothing where there is no desk."""
        if self.desk is not None or self.rooms.desk is None:
            return
        from kiosk.ui.desk.frame import Desk

        self.end_visit()
        self.desk = Desk(self.rooms.desk(), self, on_kiosk=True, steady=self._steady)
        if self._size:
            self.desk.size_hint = None, None
            self.desk.size = self._size
        Window.add_widget(self.desk)
        self.desk.start()

    def leave_desk(self) -> None:
        """Give the screen back to the citizens, with nothing of the desk left."""
        if self.desk is not None:
            desk, self.desk = self.desk, None
            Window.remove_widget(desk)
            desk.close()
            self.end_visit()

    # Moving

    def go(self, place: Place) -> None:
        """Show a screen."""
        if self.desk is not None:
            # A finger that opened the desk is lifted over the screen below it.
            return
        self._count(steps_to(place, self.visit))
        self.visit.trail = go(self.visit.trail, place)
        self._show(fresh=True)

    def back(self) -> None:
        """Go one step back; a screen with steps of its own takes them first."""
        if self.shell.overlay is not None:
            self.close_overlay()
            return
        if self.shell.screen is not None and self.shell.screen.go_back():
            return
        trail = back(self.visit.trail)
        if trail[-1] is Place.ATTRACT:
            self.start_over()
            return
        self.visit.trail = trail
        self._show(fresh=True)

    def start_over(self) -> None:
        """Forget the visit and show Home: the same person begins again, reading as before."""
        self._wipe()
        self.visit.trail = (Place.HOME,)
        self._show(fresh=True)

    def end_visit(self) -> None:
        """Forget the visit and the way it was read, and show the first screen."""
        self._wipe()
        self.aloud.turn_off()
        self.theme.reset()
        self._set_language("vi")
        self._show(fresh=True)
        Clock.schedule_once(lambda _dt: self._when_gone(give_back), GONE_SECONDS)

    def open_procedure(self, code: str) -> None:
        """Begin with a procedure: its first question, or its page where it asks nothing."""
        procedure = self.rooms.procedure(code)
        if procedure is None:
            LOG.error("The procedure %s is not in the catalogue", code)
            self.fail()
            return
        if self.visit.procedure is None or self.visit.procedure.code != code:
            self.visit.answers = {}
            self.visit.ticked = set()
            self.visit.copies = 0
        self.visit.procedure = procedure
        self.visit.question = ""
        self.visit.checklist = None
        self.continue_case()

    def continue_case(self) -> None:
        """Ask the next open question, or show the page when all are answered."""
        procedure = self.visit.procedure
        if procedure is None:
            self.start_over()
            return
        self.visit.question = ""
        if next_question(procedure, self.visit.answers) is not None:
            self.go(Place.QUESTION)
            return
        self.visit.checklist = self.rooms.build_checklist(
            procedure, self.visit.answers, self.rooms.clock()
        )
        self.go(Place.PROCEDURE)

    def edit_answers(self, question: str = "") -> None:
        """Show a question again, by default the first, with its answer kept."""
        procedure = self.visit.procedure
        if procedure is None or not procedure.questions:
            return
        self.visit.question = question or procedure.questions[0].key
        self.go(Place.QUESTION)

    def open_detail(self, detail: Detail) -> None:
        """Show one page of the procedure."""
        self.visit.detail = detail
        self.go(Place.DETAIL)

    def take_away(self, wish: Wish) -> None:
        """Print, or show the QR code."""
        self.visit.wish = wish
        self.go(Place.TAKE_AWAY)

    def fail(self) -> None:
        """Show the calm error screen."""
        try:
            self.leave_desk()
            self.close_overlay()
            self.visit.trail = (Place.ERROR,)
            self._show(fresh=True)
        except Exception as error:  # the last net: a broken screen must not take the machine down
            LOG.critical("The error screen failed: %s", place_of(error))
            self._screens.clear()
            self.end()

    # Reading

    def read_screen(self) -> None:
        """Read the screen from its beginning, if it is read aloud."""
        self.aloud.read(*self.shell.told)

    def switch_language(self) -> None:
        """Change between Vietnamese and English."""
        self._set_language("en" if self.tr.language == "vi" else "vi")
        if self.desk is not None:
            self.desk.refresh()
            return
        self._show(fresh=False)
        self.read_screen()

    def set_text_scale(self, scale: float) -> None:
        """Set the text size of everything."""
        self.theme.set_text_scale(scale)
        self._show_anew()

    def switch_reach(self) -> None:
        """Bring everything that can be touched down to where a seated person reaches, or back."""
        self.theme.set_reach(on=not self.theme.reach)
        self._show_anew()

    def _show_anew(self) -> None:
        """Show screen and overlay as they are built for another form; the focus stays."""
        overlay = self.shell.overlay
        place = self.focus.place(overlay) if overlay is not None else None
        self._show(fresh=False)
        if isinstance(overlay, ReadingOverlay):
            self.show_reading()
            if place is not None and self.shell.overlay is not None:
                self.focus.go_to(self.shell.overlay, place)
        elif overlay is not None:
            self.close_overlay()
        self.read_screen()

    def show_reading(self) -> None:
        """Offer text sizes and colours."""
        self.lay_over(ReadingOverlay(kiosk=self))

    def show_aloud(self) -> None:
        """Offer to read aloud; what is being read waits."""
        aloud = self.aloud
        if not aloud.can_read:
            self.shell.put_overlay(NoVoiceOverlay(kiosk=self))
            return
        aloud.pause()
        overlay = AloudOverlay(kiosk=self, reading=aloud.reading, speed=aloud.speed)
        self.shell.put_overlay(overlay)

    def go_on_reading(self) -> None:
        """Begin to read the screen, or go on where reading was paused."""
        self.close_overlay()
        if self.aloud.reading is Reading.PAUSED:
            self.aloud.resume()
        else:
            self.aloud.turn_on(*self.shell.told)

    def read_again(self) -> None:
        """Read the screen from its beginning."""
        self.close_overlay()
        self.aloud.turn_on(*self.shell.told)

    def set_reading_speed(self, speed: str) -> None:
        """Set how fast is read: "slow", "normal" or "fast"."""
        self.aloud.speed = Speed(speed)
        if isinstance(self.shell.overlay, AloudOverlay):
            self.shell.overlay.speed = speed

    def stop_reading(self) -> None:
        """Read nothing aloud any more."""
        self.aloud.turn_off()
        self.close_overlay()

    def call_staff(self) -> None:
        """Say where a person is and what to tell them; ring the desk where there is a bell."""
        tr, settings, visit = self.tr, self.rooms.settings, self.visit
        procedure = visit.procedure
        self._count([(CountKind.ASKED, "")])
        counter = counter_of(settings, procedure.field) if procedure else None
        label = tr.pick(counter.label, counter.label_en) if counter else ""
        where = label or tr("the nearest counter that is free")
        if procedure:
            matter = tr.pick(procedure.title, procedure.short_name_en or procedure.name_en)
            say = tr("Say: “I need help with: {matter}”", matter=matter)
        else:
            say = tr("Say: “I need help at the guidance machine”")
        overlay = StaffOverlay(
            kiosk=self,
            where=tr("Go to {counter}, or wave to the staff", counter=where),
            phone=tr("Or call {phone}", phone=settings.office.phone)
            if settings.office.phone
            else "",
            say=say,
        )
        if self.rooms.bell is not None:
            self.rooms.bell.ring(procedure.field if procedure else "")
            overlay.rung = ringing_words(self.rooms.bell.ringing, tr)
        self.lay_over(overlay)

    def lay_over(self, overlay: Overlay) -> None:
        """Lay something over the screen; it is read in place of the screen."""
        self.shell.put_overlay(overlay)
        self.aloud.read(overlay)

    def close_overlay(self) -> None:
        """Take the overlay away."""
        self.shell.close_overlay()

    def stay(self) -> None:
        """Go on after the time-out's warning."""
        self._touched = self._steady()
        self.close_overlay()
        self.shell.set_time_left(1.0)
        self.read_screen()

    # Inside

    def _count(self, steps: Iterable[Step]) -> None:
        """Count each step once a visit."""
        visit = self.visit
        for step in steps:
            if step in visit.counted:
                continue
            visit.counted.add(step)
            kind, key = step
            if kind is CountKind.NOTHING_FOUND:
                self.rooms.note_unfound(key)
                key = ""
            self.rooms.count(kind, key)

    def _show(self, *, fresh: bool) -> None:
        place = self.visit.place
        screen = self._screens.get(place)
        if screen is None:
            screen = self._screens[place] = make_screen(place, self)
        if fresh:
            self.focus.drop()
        self.shell.show(screen, fresh=fresh)
        if fresh:
            self.read_screen()
        self.prepare_next()

    def prepare_next(self) -> None:
        """Build where most people go from here, once nothing has happened for a moment."""
        if self._preparing is not None:
            self._preparing.cancel()
        following = NEXT.get(self.visit.place)
        if following is not None and self.knowledge is not None:
            self._preparing = Clock.schedule_once(
                lambda _dt: self._prepare(following), READ_SECONDS
            )

    def _prepare(self, place: Place) -> None:
        """Build a screen before it is gone to."""
        if place not in self._screens:
            self._screens[place] = make_screen(place, self)
        self._screens[place].prepare()

    def _wipe(self) -> None:
        self.close_overlay()
        self.aloud.forget()
        self.focus.drop()
        self.visit = Visit()
        self._before_scan = ((Place.ATTRACT,), "")
        self._scanner.forget()
        self.searching.forget()
        present = self.shell.screen
        for screen in self._screens.values():
            if screen is present:
                screen.left()
            screen.forget()
        # Widths and textures of what was typed are remembered with the text itself.
        forget_texts()
        forget_settings()
        self._touched = self._steady()
        self.shell.set_time_left(1.0)
        if self.knowledge is not None:
            # What was published or said at the desk holds for the next visitor.
            self._start_loading()

    def _set_language(self, language: str) -> None:
        with undisturbed():
            self.tr = self.rooms.translators[language]
        self.aloud.language = language
        other = "en" if language == "vi" else "vi"
        offered = other in self.rooms.settings.languages
        self.other_language = LANGUAGE_NAMES[other] if offered else ""
        if self.time_text:
            self._read_clock()

    def _read_clock(self) -> None:
        now = self.rooms.clock()
        self.time_text = f"{now:%H:%M}"
        if self._closed_day[0] != now.date():
            self._closed_day = (now.date(), self.rooms.closed_on(now.date()))
        self.opening_text = opening_words(
            self.rooms.settings.hours, self._closed_day[1], now, self.tr
        )

    def _start_loading(self) -> None:
        def load() -> None:
            try:
                knowledge = self.rooms.load()
            except Exception as error:  # the edge of a thread: any failure becomes the error screen
                LOG.error("The catalogue could not be read: %s", place_of(error))
                self.post(self.fail)
                return
            self.post(lambda: self._learn(knowledge))

        threading.Thread(target=load, name="load", daemon=True).start()

    def _learn(self, knowledge: Knowledge) -> None:
        if knowledge == self.knowledge:
            return
        self.knowledge = knowledge
        if knowledge.settings is not None:
            self.rooms = dataclasses.replace(self.rooms, settings=knowledge.settings)
        self.searching.warm_up()
        Clock.schedule_once(lambda _dt: self._when_gone(set_aside), SETTLED_SECONDS)
        if self.visit.place in (Place.ATTRACT, Place.HOME):
            self._show(fresh=False)

    def _when_gone(self, act: Callable[[], None]) -> None:
        """Do ``act``, unless somebody has come meanwhile or the window is gone."""
        if self._ticking is not None and self.visit.place is Place.ATTRACT:
            act()

    def _tick(self, _seconds: float) -> None:
        self._read_clock()
        if self._steady() - self._touched > QUIET_SECONDS:
            tidy()
        if self.visit.place is Place.ATTRACT or self.desk is not None:
            self._touched = self._steady()
            self._make_one()
            return
        idle = idle_since(self._touched, self._steady(), self.rooms.settings.timeouts)
        if idle.presence is Presence.GONE:
            self.end_visit()
            return
        self.shell.set_time_left(idle.left)
        overlay = self.shell.overlay
        if isinstance(overlay, StaffOverlay) and self.rooms.bell is not None:
            self.rooms.bell.look()
            overlay.rung = ringing_words(self.rooms.bell.ringing, self.tr)
        if idle.presence is Presence.WARNED:
            if not isinstance(overlay, IdleOverlay):
                overlay = IdleOverlay(kiosk=self)
                self.shell.put_overlay(overlay)
                overlay.seconds = idle.warning_seconds
                self.aloud.read(overlay)
            overlay.seconds = idle.warning_seconds

    def _make_one(self) -> None:
        """Make a screen that no visit has needed yet, one at a time while nobody is here.

        Reading a kv file takes longer than a frame; the first visitor does not wait for it.
        """
        if self.knowledge is None:
            return
        place = next((place for place in Place if place not in self._screens), None)
        if place is not None:
            self._screens[place] = make_screen(place, self)

    def _on_palette(self, *_arguments: object) -> None:
        Window.clearcolor = self.theme.palette.paper

    def _on_touch(self, _window: object, touch: Any) -> None:
        if self.desk is not None:
            return
        self._staff_entry.touched(touch)
        self._noticed()
        self.focus.drop()

    def _noticed(self) -> None:
        # The warning stays until it is answered: a sleeve on the screen is no answer.
        if not isinstance(self.shell.overlay, IdleOverlay):
            self._touched = self._steady()

    def _on_resize(self, _window: object, width: float, height: float) -> None:
        if self._size is None:
            self.theme.fit(width, height)
            self._show_anew()
            if self.desk is not None:
                self.desk.refresh()

    def _on_text(self, _window: object, text: str) -> bool:
        if self.desk is not None:
            return self.desk.text_typed(text)
        self._noticed()
        if self._scanner.hear(text):
            self._before_scan = (self.visit.trail, self.visit.query)
        if self._scanner.is_sure:
            return True
        screen = self.shell.screen
        return self.shell.overlay is None and screen is not None and screen.text_typed(text)

    def _on_composing(self, _window: object, text: str) -> bool:
        self._noticed()
        screen = self.shell.screen
        return self.shell.overlay is None and screen is not None and screen.text_composed(text)

    def _on_key(self, _window: object, key: int, *arguments: Any) -> bool:
        stroke = stroke_of(key, arguments[2] if len(arguments) > 2 else ())
        if self.desk is not None:
            self.desk.key_pressed(stroke)
            return True
        if stroke == OPEN_DESK:
            self.open_desk()
            return True
        self._noticed()
        screen = self.shell.screen
        overlay = self.shell.overlay
        if key == READ_ALOUD:
            self._switch_reading()
            return True
        if key in (ENTER, NUMPAD_ENTER) and (scanned := self._scanner.ended()):
            self._take_scan(code_in(scanned))
            return True
        if overlay is None and screen is not None and screen.key_pressed(key):
            return True
        before = self.focus.control
        if key == ESCAPE:
            self.back()
        elif key == TAB:
            self.focus.move(overlay or self.shell, 1)
        elif key in ARROWS:
            if self.focus.steer(overlay or self.shell, *ARROWS[key]):
                before = None
        elif key in (ENTER, NUMPAD_ENTER) and not self.focus.activate():
            self.focus.move(overlay or self.shell, 1)
        control = self.focus.control
        if control is not None and control is not before:
            self.aloud.say(label_of(control))
        return True

    def _take_scan(self, code: str) -> None:
        """Open the procedure that was scanned; what it wrote on the way is taken back."""
        self.stay()
        trail, self.visit.query = self._before_scan
        self.visit.trail = trail if trail != (Place.ATTRACT,) else (Place.HOME,)
        self.visit.answer = None
        self.searching.forget()
        self._show(fresh=True)
        typed_on = self._screens.get(Place.SEARCH)
        if typed_on is not None and typed_on is not self.shell.screen:
            typed_on.forget()
        if code:
            self.searching.search(code, lambda answer: self._open_scanned(code, answer))
        else:
            self._refuse_scan(self.tr("The machine reads only the code of a procedure."))

    def _open_scanned(self, code: str, answer: SearchAnswer | Unavailable) -> None:
        if isinstance(answer, SearchAnswer) and any(row.code == code for row in answer.rows):
            self.visit.clarifying = False
            self.open_procedure(code)
        else:
            self._refuse_scan(self.tr("{code} is not done at this counter.", code=code))

    def _refuse_scan(self, reason: str) -> None:
        self.lay_over(ScanOverlay(kiosk=self, reason=reason))

    def _switch_reading(self) -> None:
        """Begin, pause or go on reading; where there is no voice, say so."""
        if self.aloud.reading is Reading.ON:
            self.aloud.pause()
        elif self.aloud.can_read:
            self.go_on_reading()
        else:
            self.show_aloud()

    def _on_request_close(self, *_arguments: object, **_values: object) -> bool:
        """Keep the window open unless the program is ending."""
        return not self._stopping
