"""The frame of the desk: header, notices, the page, the function keys, and a sheet over them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from kiosk.catalogue.calls import Call
from kiosk.checklist import words
from kiosk.desk.sign_in import Session
from kiosk.printing.printer import Report
from kiosk.translation import Translator
from kiosk.ui.desk.errands import Deliver, Errands, Failed, refusal_words
from kiosk.ui.desk.page import Page
from kiosk.ui.desk.pages import FIRST, PAGES, SIGN_IN, PageEntry
from kiosk.ui.desk.printer_words import icon_of, told
from kiosk.ui.desk.rooms import DeskRooms
from kiosk.ui.desk.sheet import DeskSheet
from kiosk.ui.desk.touch_keys import TouchKeys
from kiosk.ui.desk.widgets import Field, FunctionCell, FunctionTile
from kiosk.ui.focus import Focus
from kiosk.ui.fonts import forget_texts
from kiosk.ui.strokes import ESCAPE, TAB, FunctionKey, Stroke
from kiosk.ui.theme import Shape, Theme
from kiosk.ui.typesetting import forget_settings

TICK_SECONDS = 0.5
LISTEN_SECONDS = 1.0
"""How often the desk looks for calls, the printer's state and the end of the session."""

TOLD_SECONDS = 6.0
"""How long a message of the desk stays."""

SAME_KEY_SECONDS = 0.05
"""A key's text follows the key at once."""

MOST_ASCII = 128

UNATTENDED_SECONDS = 60.0
"""On the touch screen a PIN page that nobody uses gives way to the citizens."""


class Host(Protocol):
    """The program in whose window the desk stands."""

    theme: Theme
    tr: Translator

    def post(self, work: Callable[[], None]) -> None:
        """Run ``work`` in the thread of the screen; from any thread."""

    def switch_language(self) -> None:
        """Change between Vietnamese and English."""

    def leave_desk(self) -> None:
        """The clerk has signed out, or nobody signed in."""


class DeskHeader(BoxLayout):
    """Mark, page and office at the left; clerk, date and time at the right."""

    title = StringProperty("")
    office = StringProperty("")
    clerk = StringProperty("")
    day = StringProperty("")
    time = StringProperty("")
    language = StringProperty("")
    desk = ObjectProperty(None)


class DeskFrame(BoxLayout):
    """Header, notices, stage and the line of keys under each other."""

    desk = ObjectProperty(None)


class Desk(BoxLayout):
    """The desk in a window: who is signed in, which page is shown, and what the keys do.

    Pages and sheets call its methods. ``on_kiosk``: it stands on the touch screen, where letters
    come from an on-screen keyboard under it. ``steady`` is a clock in seconds that never jumps.
    """

    def __init__(
        self,
        rooms: DeskRooms,
        host: Host,
        *,
        on_kiosk: bool = False,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(orientation="vertical")
        self.rooms = rooms
        self.host = host
        self.theme = host.theme
        self.on_kiosk = on_kiosk
        self.steady = steady
        self.session: Session | None = None
        self.focus = Focus()
        self.field: Field | None = None
        self.sheet: DeskSheet | None = None
        self.page: Page | None = None
        self.calls: Sequence[Call] = ()
        self.errands = Errands(host.post)
        self._pages: dict[str, Page] = {}
        self._key_of_page = SIGN_IN.key
        self._keys: dict[int, FunctionKey] = {}
        self._cells: list[FunctionCell] = []
        self._told: tuple[str, str] = ("", "")
        self._told_at = 0.0
        self._listened = 0.0
        self._listening = False
        self._touched = steady()
        self._swallowed = ("", 0.0)
        self.area = FloatLayout()
        self.add_widget(self.area)
        self.frame: Any = None
        self._framed: tuple[object, ...] = ()
        self._make_frame()
        self.touch_keys = TouchKeys(self) if on_kiosk else None
        self._ticking = Clock.schedule_interval(self._tick, TICK_SECONDS)

    # What pages and sheets use

    @property
    def tr(self) -> Translator:
        """The texts of the present language."""
        return self.host.tr

    @property
    def clerk(self) -> str:
        """Who is signed in, "" for nobody."""
        return self.session.name if self.session is not None else ""

    def entries(self) -> list[PageEntry]:
        """Return the pages that whoever is signed in may open."""
        if self.session is None:
            return []
        return [entry for entry in PAGES if entry.open_to(self.session.role)]

    def go(self, key: str) -> None:
        """Show the page of that key in ``pages``."""
        self.close_sheet()
        self._leave_page()
        self._key_of_page = key
        page = self._pages.get(key)
        if page is None:
            entry = next(entry for entry in (SIGN_IN, *PAGES) if entry.key == key)
            page = self._pages[key] = entry.load()(self)
        self.page = page
        stage = self.frame.ids.stage
        stage.clear_widgets()
        stage.add_widget(page)
        self.refresh()
        page.entered()
        self.refresh_keys()

    def run(self, work: Callable[[], object], deliver: Deliver, *, keep: bool = False) -> None:
        """Do slow work in a thread; ``deliver`` gets its outcome, or ``Failed``, on the screen."""
        self.errands.run(work, deliver, keep=keep)

    def note(self, what: str, about: str = "") -> None:
        """Write into the trail what the clerk did; never anything about a citizen."""
        who = self.clerk
        self.run(lambda: self.rooms.note(who, what, about), self._noted, keep=True)

    def tell(self, title: str, said: str = "", *, icon: str = "information-outline") -> None:
        """Show a message for some seconds."""
        self._told = (title, said)
        self._told_at = self.steady()
        self.frame.ids.told.icon = icon
        self._fill_notices()

    def tell_failure(self, failed: Failed) -> None:
        """Show that something could not be done, with the reason where there is one."""
        reason = refusal_words(failed, self.tr)
        self.tell(self.tr("This could not be done."), reason, icon="alert-outline")

    def tell_news(self, what: str, report: Report) -> None:
        """Show how a sheet of paper is; called from the printer's thread."""
        self.host.post(lambda: self._tell_news(what, report))

    def open_sheet(self, sheet: DeskSheet) -> None:
        """Lay a sheet over the page."""
        self.close_sheet()
        self.end_typing()
        self.focus.drop()
        self.sheet = sheet
        self.area.add_widget(sheet)
        sheet.opened()

    def close_sheet(self) -> None:
        """Take the sheet away; what was typed on it is dropped."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        self.end_typing()
        self.focus.drop()
        sheet.closed()
        self.area.remove_widget(sheet)
        if self.page is not None:
            self.page.fill()

    def begin_typing(self, field: Field) -> None:
        """Let ``field`` take what is typed."""
        self.end_typing()
        self.focus.drop()
        self.field = field
        field.live = True
        if self.touch_keys is not None and not field.secret:
            self.touch_keys.show()

    def type_on(self, fields: Sequence[Field], way: int) -> None:
        """Let the field ``way`` places after the present one take what is typed, round and round.

        Where none of them is typed into, 1 is the first.
        """
        place = fields.index(self.field) if self.field in fields else -1
        self.begin_typing(fields[(place + way) % len(fields)])

    def end_typing(self) -> None:
        """Let no field take what is typed."""
        if self.field is not None:
            self.field.live = False
        self.field = None
        if self.touch_keys is not None:
            self.touch_keys.hide()

    def forget_typed(self) -> None:
        """Drop the widths and pictures of texts: they are remembered with what was typed."""
        forget_texts()
        forget_settings()

    def refresh(self) -> None:
        """Say everything anew: another language, form of the window, page or clerk."""
        self._make_frame()
        self._fill_header()
        self._fill_notices()
        if self.page is not None:
            self.page.show()
        if self.sheet is not None:
            self.sheet.fill()
        self.refresh_keys()

    def _make_frame(self) -> None:
        """Build header, notices and line of keys if there are none for this form of the window."""
        form = self.theme.form
        if self._framed == form:
            return
        self._framed = form
        stage = self.page.parent if self.page is not None else None
        if stage is not None:
            stage.remove_widget(self.page)
        if self.frame is not None:
            self.area.remove_widget(self.frame)
        self._cells = []
        self.frame = DeskFrame(desk=self, pos_hint={"x": 0, "y": 0})
        # Under a sheet that is open.
        self.area.add_widget(self.frame, index=len(self.area.children))
        if stage is not None:
            self.frame.ids.stage.add_widget(self.page)

    def refresh_keys(self) -> None:
        """Draw the line of keys anew after what the page's keys can do has changed."""
        page = self.page
        keys = {key.number: key for key in page.function_keys()} if page is not None else {}
        if self.session is not None:
            tr = self.tr
            if len(self.entries()) > 1:
                keys[10] = FunctionKey(10, tr("Other pages"), self.show_pages)
            keys[12] = FunctionKey(12, tr("Lock"), self.sign_out)
        keys[11] = FunctionKey(11, "", self.host.switch_language, shown=False)
        self._keys = keys
        kind = FunctionTile if self.theme.shape == Shape.PORTRAIT else FunctionCell
        shown = [number for number in sorted(keys) if keys[number].shown]
        if [(type(cell), cell.number) for cell in self._cells] != [(kind, n) for n in shown]:
            self._cells = [kind(number=number, cap=keys[number].cap) for number in shown]
            bar = self.frame.ids.bar
            bar.clear_widgets()
            for cell in self._cells:
                cell.bind(on_tap=self._tap_function)
                bar.add_widget(cell)
        for cell in self._cells:
            key = keys[cell.number]
            cell.said, cell.dim = key.label, not key.enabled

    # Signing in and out

    def signed_in(self, session: Session) -> None:
        """A clerk has come."""
        self.session = session
        self._pages.pop(SIGN_IN.key, None)
        self.go(FIRST)

    def sign_out(self) -> None:
        """The clerk leaves: everything at hand is forgotten."""
        session, self.session = self.session, None
        if session is not None:
            self.run(lambda: self.rooms.door.leave(session), self._noted, keep=True)
        self._forget()
        self.go(SIGN_IN.key)
        if session is not None:
            self.host.leave_desk()

    def show_pages(self) -> None:
        """Offer the other pages."""
        from kiosk.ui.desk.pages_sheet import PagesSheet

        self.open_sheet(PagesSheet(self))

    def close(self) -> None:
        """End: the window closes."""
        self._ticking.cancel()
        if self.session is not None:
            session, self.session = self.session, None
            self.run(lambda: self.rooms.door.leave(session), self._noted, keep=True)
        self._forget()
        self.errands.close()

    def recover(self) -> None:
        """Go on after a failure: the page is made anew, what it held is gone."""
        broken = self._pages.pop(self._key_of_page, None)
        if broken is not None:
            broken.forget()
        self.go(self._key_of_page)
        self.tell(self.tr("Something went wrong; the page begins anew."), icon="alert-outline")

    def start(self) -> None:
        """Ask who comes."""
        self._touched = self.steady()
        self.go(SIGN_IN.key)

    # Keys and touches

    def key_pressed(self, stroke: Stroke) -> bool:
        """Take a key: the field first, then the sheet or the page, then the frame."""
        self.touched()
        if self.touch_keys is not None:
            self.touch_keys.hide()
        if not stroke.plain:
            # With Ctrl or Alt held, some systems send the letter as text as well.
            self.swallow_text(stroke)
        if stroke.control and stroke.is_enter and self.calls:
            self.answer_call()
            return True
        if stroke.function in (11, 12):
            return self._press_function(stroke.function)
        top: Any = self.sheet or self.page
        if self.field is not None and self.field.key_pressed(stroke):
            return True
        if top is not None and top.key_pressed(stroke):
            return True
        if self.sheet is None and stroke.function and self._press_function(stroke.function):
            return True
        return self._move(stroke)

    def text_typed(self, text: str) -> bool:
        """Take typed text: the field first, then sheet or page."""
        self.touched()
        swallowed, until = self._swallowed
        self._swallowed = ("", 0.0)
        if text == swallowed and self.steady() <= until:
            return True
        if self.field is not None:
            return self.field.text_typed(text)
        top: Any = self.sheet or self.page
        return top is not None and bool(top.text_typed(text))

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = self.steady()
        if self.session is not None:
            self.session.touch()

    def on_touch_down(self, touch: Any) -> bool:
        """Note that somebody is there; a finger or mouse needs no focus ring."""
        self.touched()
        self.focus.drop()
        super().on_touch_down(touch)
        return True

    def swallow_text(self, stroke: Stroke) -> None:
        """Leave out the text that comes with this key: it was a command."""
        text = chr(stroke.code) if stroke.code < MOST_ASCII else ""
        self._swallowed = (text, self.steady() + SAME_KEY_SECONDS)

    def answer_call(self) -> None:
        """Say to the citizen who rang first that somebody is coming."""
        if not self.calls:
            return
        call, *rest = self.calls
        self.calls = rest
        self._fill_notices()
        self.run(lambda: self.rooms.bell.answer(call.number), self._noted)
        self.note("answer call", call.machine)

    # Inside

    def _press_function(self, number: int) -> bool:
        key = self._keys.get(number)
        if key is None:
            return False
        if key.enabled:
            key.act()
        return True

    def _tap_function(self, cell: FunctionCell) -> None:
        self._press_function(cell.number)

    def _move(self, stroke: Stroke) -> bool:
        root = self.sheet or self.page
        if stroke.code == ESCAPE and self.sheet is not None:
            self.close_sheet()
        elif stroke.code == TAB and root is not None:
            self.end_typing()
            self.focus.move(root, -1 if stroke.shift else 1)
            control = self.focus.control
            if isinstance(control, Field):
                self.begin_typing(control)
        elif stroke.is_enter and stroke.plain:
            return self.focus.activate()
        else:
            return False
        return True

    def _tick(self, _seconds: float) -> None:
        now = self.steady()
        if self.session is not None and self.session.ended:
            self.sign_out()
            self.tell(self.tr("You were signed out because nobody touched the desk."))
            return
        if self.session is None and self.on_kiosk and now - self._touched > UNATTENDED_SECONDS:
            self._forget()
            self.host.leave_desk()
            return
        if any(self._told) and now - self._told_at > TOLD_SECONDS:
            self._told = ("", "")
            self._fill_notices()
        self._fill_clock()
        if now - self._listened >= LISTEN_SECONDS and not self._listening:
            self._listened = now
            self._listening = True
            self.run(self.rooms.bell.heard, self._heard, keep=True)

    def _heard(self, outcome: Any) -> None:
        self._listening = False
        if isinstance(outcome, Failed):
            return
        known = {call.number for call in self.calls}
        if tuple(outcome) != tuple(self.calls):
            self.calls = outcome
            self._fill_notices()
        if any(call.number not in known for call in outcome) and self.rooms.chime is not None:
            self.rooms.chime.play()

    def _noted(self, outcome: Any) -> None:
        if isinstance(outcome, Failed):
            self.tell_failure(outcome)

    def _tell_news(self, what: str, report: Report) -> None:
        title, said = told(report, what, self.tr)
        self.tell(title, said, icon=icon_of(report.state))

    def _leave_page(self) -> None:
        self.end_typing()
        self.focus.drop()
        if self.page is not None:
            self.page.left()

    def _forget(self) -> None:
        self.close_sheet()
        self._leave_page()
        self.errands.forget()
        for page in self._pages.values():
            page.forget()
            page.clear_widgets()
        self._pages.clear()
        self.page = None
        self._told = ("", "")
        self.forget_typed()

    def _fill_header(self) -> None:
        tr, header, settings = self.tr, self.frame.ids.header, self.rooms.settings
        office = settings.office
        title = self.page.title() if self.page is not None else ""
        header.title = f"{tr('Clerk’s desk')} · {title}" if title else tr("Clerk’s desk")
        if title and self.theme.shape == Shape.PORTRAIT:
            header.title = title
        name = tr.pick(office.name, office.name_en)
        header.office = f"{name} {tr.pick(office.place, office.place_en)}".split(",", maxsplit=1)[0]
        header.clerk = self.clerk
        header.language = "English" if tr.language == "vi" else "Tiếng Việt"
        self._fill_clock()

    def _fill_clock(self) -> None:
        now, header = self.rooms.clock(), self.frame.ids.header
        weekday = words.upper_first(words.weekday_words(now.date(), self.tr))
        header.day = f"{weekday} {words.date_words(now.date(), self.tr)}"
        header.time = f"{now:%H:%M}"

    def _fill_notices(self) -> None:
        tr = self.tr
        told, bell = self.frame.ids.told, self.frame.ids.bell
        told.title, told.said = self._told
        if not self.calls:
            bell.title = bell.said = ""
            bell.act = None
            return
        call = self.calls[0]
        machine = call.machine or tr("the guidance machine")
        bell.title = tr("A citizen at {machine} asks for help", machine=machine)
        parts = [f"{call.at:%H:%M}", call.field]
        if len(self.calls) > 1:
            parts.append(tr.count("{n} more call", "{n} more calls", len(self.calls) - 1))
        bell.said = " · ".join(part for part in parts if part)
        bell.act_text = tr("I am coming")
        bell.act = self.answer_call


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
