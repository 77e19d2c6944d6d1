"""Search: a field, what the machine understands, the nearest procedures, and the keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kivy.app import App
from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.layout import Layout as KivyLayout
from kivy.uix.widget import Widget
from kivy.utils import escape_markup

from kiosk.search.finding import Outcome
from kiosk.translation import Translator
from kiosk.ui import keyboard_model
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.keyboard_model import KeyKind, Typing, TypingMethod
from kiosk.ui.matching import matched_run
from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.screens.procedure_rows import arrangement_of, bold, cut, is_narrow
from kiosk.ui.screens.suggestion_row import SuggestionRow
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import ProcedureRow, SearchAnswer, row_of
from kiosk.ui.strokes import BACKSPACE, ENTER, NUMPAD_ENTER
from kiosk.ui.widgets import ScrollArea, Surface
from kiosk.vietnamese.letters import fold, nfc

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

FEWEST_LETTERS: Final = 3
"""Before so many letters nothing is said to be missing: the word has only begun."""

ROW_PADDING: Final = 20
"""Units of least padding of a row, above and below together."""

SLOW_AFTER: Final = 0.6
"""Seconds from which a search says that it is at work."""

TWO_ROWS_FROM: Final = 1000
"""Units of screen width from which two rows stand side by side on a small panel."""

LONGEST_ASIDE: Final = 40
"""Letters of the meaning shown in brackets after the reading."""


class QueryField(Surface, FloatLayout):
    """What is typed, with a caret at its end; ``low`` on small panels."""

    typed = StringProperty("")
    hint = StringProperty("")
    understood = StringProperty("")
    low = BooleanProperty(False)

    __events__ = ("on_tap", "on_wipe")

    def on_tap(self) -> None:
        """The field was touched."""

    def on_wipe(self) -> None:
        """The cross was touched."""


class ReadingBand(Surface, BoxLayout):
    """What the machine understands, or why it finds nothing.

    ``plain`` is the reading alone; ``muted`` hides the band where the field shows that.
    """

    said = StringProperty("")
    plain = StringProperty("")
    muted = BooleanProperty(False)
    icon = StringProperty("information-outline")


class WholeRows(KivyLayout):
    """Rows from the top, in ``columns``; a row that does not fit wholly is not shown."""

    columns = NumericProperty(1)
    gap = NumericProperty(0)

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self._again = Clock.create_trigger(self.do_layout, -1)
        for name in ("size", "pos", "columns", "gap"):
            self.fbind(name, self._again)

    def most_rows(self) -> int:
        """Return how many rows of the least height could stand here."""
        theme = App.get_running_app().theme
        lowest = theme.styles["lead"].line + ROW_PADDING * theme.unit
        return max(1, int(self.height / lowest)) * max(1, int(self.columns))

    def do_layout(self, *_arguments: object) -> None:
        """Place the rows; the last one that is shown has no line under it."""
        rows = list(reversed(self.children))
        columns = max(1, int(self.columns))
        wide = (self.width - self.gap * (columns - 1)) / columns
        top = self.top
        for start in range(0, len(rows), columns):
            line = rows[start : start + columns]
            high = max(row.height for row in line)
            fits = top - high >= self.y - 1 and bool(line[0].code)
            for column, row in enumerate(line):
                row.width = wide
                row.x = self.x + column * (wide + self.gap)
                row.top = top
                row.opacity = 1 if fits and row.code else 0
                row.disabled = not row.opacity
                row.ruled = fits and columns == 1
            top -= high
        shown = [row for row in rows if row.opacity]
        if shown:
            shown[-1].ruled = False


def understood(answer: SearchAnswer) -> str:
    """Return the reading of a query where it says more than what was typed, else "".

    A reading without accents borrows them from the text it matches.
    """
    reading = nfc(answer.finding.reading).strip()
    if not reading:
        return ""
    texts = [text for row in answer.rows[:3] for text in (row.also_called, row.title, row.name)]
    if reading.isascii():
        runs = (matched_run(text, reading) for text in texts)
        reading = next((run.lower() for run in runs if run), reading)
    same = re.sub(r"\s+", " ", nfc(answer.query)).strip().lower()
    return "" if reading.lower() == same else reading


class SearchPortrait(Layout):
    """Field, reading, rows, keyboard, one under the other."""


class SearchWide(Layout):
    """Rows at the left, reading and keyboard at the right."""


class SearchCompact(Layout):
    """A small panel: the keyboard keeps its 20 mm, two rows stand side by side above it."""


class SearchScreen(Screen):
    """Results while typing, from the search worker; the newest query wins."""

    def __init__(self, kiosk: KioskApp) -> None:
        super().__init__(kiosk)
        self._typing = Typing()
        self._failed = False
        self._slow = False
        self._waiting: Any = None
        self._refill = Clock.create_trigger(self._fill_rows, -1)
        self.keyboard = Keyboard(kiosk.theme, kiosk.tr)
        self.keyboard.bind(on_key=self._on_key, chosen=self._refill)
        self.keyboard_shown = True
        self._rows: list[SuggestionRow] = []
        self._whole: Any = None
        self._scrolled: Any = None

    def arrangement(self) -> str:
        """Portrait, two columns, or a small panel."""
        return arrangement_of("Search", self.kiosk.theme)

    def entered(self) -> None:
        """Go on from what was typed."""
        self._typing = keyboard_model.start(self.kiosk.visit.query, self._method())
        self.keyboard.reset()
        self.show_keyboard()
        self._take(self._typing)

    def left(self) -> None:
        """Let go of a held key; nobody waits here any more."""
        self._stop_waiting()
        self.keyboard.reset()

    def forget(self) -> None:
        """Drop what was typed and found."""
        self._stop_waiting()
        # The keyboard stays; while it has a parent, the parent and all that is on it stay too.
        if self.keyboard.parent is not None:
            self.keyboard.parent.remove_widget(self.keyboard)
        super().forget()
        self._typing = Typing()
        self._failed = False
        self._rows = []
        self._whole = self._scrolled = None
        self.keyboard.forget()

    def arrange(self) -> None:
        """Build the arrangement; its rows are made anew for the room they have."""
        before = self.layout
        super().arrange()
        if self.layout is not before:
            self._rows = []
            self._whole = self._scrolled = None
            self.layout.ids.place.bind(size=self._refill)
            self.keyboard.set_anew()

    def show(self) -> None:
        """Arrange, and put the keyboard back in its place."""
        super().show()
        self._make_rows()

    def prepare(self) -> None:
        """Make the keyboard's place and the first rows, too."""
        super().prepare()
        self._make_rows()

    def _make_rows(self) -> None:
        if not self._rows:
            self._arrange_keyboard()
            self._fill_rows()

    def fill(self) -> None:
        """Say everything in the present language."""
        tr = self.kiosk.tr
        self.keyboard.tr = tr
        theme = self.kiosk.theme
        self.keyboard.low = is_narrow(theme) or bool(theme.above and theme.large)
        if self._typing.method is not self._method():
            self._typing = keyboard_model.start(self._typing.text, self._method())
        field = self.layout.ids.field
        field.hint = tr("Type here") if theme.large else tr("Type here. No accents needed.")
        field.typed = self._typing.text
        if self._rows:
            self._fill_rows()

    def show_keyboard(self) -> None:
        """Bring the keyboard back."""
        self.keyboard_shown = True
        self._arrange_keyboard()

    def hide_keyboard(self) -> None:
        """Give the list the whole height."""
        self.keyboard_shown = False
        if self.keyboard.focused:
            self.kiosk.focus.drop()
        self._arrange_keyboard()

    def wipe(self) -> None:
        """Empty the field."""
        self._take(keyboard_model.clear(self._typing))
        self.show_keyboard()

    def text_typed(self, text: str) -> bool:
        """Take text of a physical keyboard, a scanner or an input method."""
        self._take(keyboard_model.receive(self._typing, text))
        return True

    def text_composed(self, text: str) -> bool:
        """Show, and search for, what an input method is still composing."""
        self._take(keyboard_model.compose(self._typing, text))
        return True

    def go_back(self) -> bool:
        """Take the offered accents away first."""
        offered = bool(self.keyboard.offered)
        self.keyboard.close_offer()
        return offered

    def key_pressed(self, key: int) -> bool:
        """Delete and find from a physical keyboard; a control in focus comes first."""
        if key == BACKSPACE:
            self._take(keyboard_model.backspace(self._typing))
            return True
        if key in (ENTER, NUMPAD_ENTER) and self.kiosk.focus.control is None:
            self.find()
            return True
        return False

    def find(self) -> None:
        """Go on with what is typed."""
        query = self._typing.text.strip()
        if not query:
            return
        answer = self.kiosk.visit.answer
        if answer is not None and answer.query.strip() == query:
            self._go_on(answer)
        else:
            self._wait_for_answer()
            self.kiosk.searching.search(query, self._go_on)

    def open_row(self, code: str) -> None:
        """Open a suggested procedure."""
        self.kiosk.visit.clarifying = False
        self.kiosk.open_procedure(code)

    def _go_on(self, answer: SearchAnswer | Unavailable) -> None:
        self._stop_waiting()
        visit = self.kiosk.visit
        visit.answer = None if isinstance(answer, Unavailable) else answer
        visit.clarifying = visit.answer is not None and visit.answer.finding.question is not None
        self.kiosk.go(Place.QUESTION if visit.clarifying else Place.RESULTS)

    def _method(self) -> TypingMethod:
        # English words hold doubled letters and final s, r, x: Telex would accent them.
        return TypingMethod.VIETNAMESE if self.kiosk.tr.language == "vi" else TypingMethod.PLAIN

    def _on_key(self, _keyboard: Keyboard, kind: KeyKind, text: str) -> None:
        if kind is KeyKind.FIND:
            self.find()
        elif kind is KeyKind.HIDE:
            self.hide_keyboard()
        elif kind is KeyKind.BACKSPACE:
            self._take(keyboard_model.backspace(self._typing))
        elif kind is KeyKind.TONE:
            self._take(keyboard_model.press_tone(self._typing, text))
        else:
            self._take(keyboard_model.press(self._typing, text))
        if self.keyboard.focused:
            # Who types by keypad may not see it.
            self.kiosk.aloud.say(self._typing.text)

    def _take(self, typing: Typing) -> None:
        self._typing = typing
        visit = self.kiosk.visit
        visit.query = typing.text
        self.layout.ids.field.typed = typing.text
        if not typing.text.strip():
            self._stop_waiting()
            visit.answer = None
            self._failed = False
            self._fill_rows()
        elif visit.answer is None or visit.answer.query != typing.text:
            self._wait_for_answer()
            self.kiosk.searching.search(typing.text, self._show_answer)
        else:
            self._fill_rows()

    def _wait_for_answer(self) -> None:
        """Say that the machine is at work if the answer takes longer than a blink."""
        if self._waiting is None:
            self._waiting = Clock.schedule_once(lambda _dt: self._say_slow(), SLOW_AFTER)

    def _say_slow(self) -> None:
        self._waiting = None
        self._slow = True
        if self.layout is not None:
            self._fill_band()

    def _stop_waiting(self) -> None:
        self._slow = False
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _show_answer(self, answer: SearchAnswer | Unavailable) -> None:
        self._stop_waiting()
        self._failed = isinstance(answer, Unavailable)
        if not isinstance(answer, Unavailable):
            self.kiosk.visit.answer = answer
        if self.layout is not None:
            self._fill_rows()
        self.kiosk.prepare_next()

    def _arrange_keyboard(self) -> None:
        if self.layout is None:
            return
        holder = self.layout.ids.holder
        wanted = self.keyboard if self.keyboard_shown else None
        present = holder.children[0] if holder.children else None
        if wanted is not present:
            if self.keyboard.parent is not None:
                self.keyboard.parent.remove_widget(self.keyboard)
            if wanted is not None:
                holder.add_widget(wanted)
            self._fill_rows()

    def _fill_rows(self, *_arguments: object) -> None:
        if self.layout is None:
            return
        shown, queries = self._present_rows()
        self._fill_band()
        holder = self._row_holder()
        tr = self.kiosk.tr
        if self._whole is not None:
            # No row is drawn that cannot stand above the keyboard: each costs time at every key.
            shown = shown[: self._whole.most_rows()]
        while len(self._rows) < len(shown):
            self._rows.append(self._make_row())
        for number, widget in enumerate(self._rows):
            if number < len(shown):
                self._fill_row(widget, shown[number], queries, tr)
                if widget.parent is None:
                    holder.add_widget(widget)
            elif widget.parent is not None:
                widget.parent.remove_widget(widget)
                widget.code = widget.title = widget.note = ""
        if self._whole is not None:
            self._whole.do_layout()

    def _present_rows(self) -> tuple[list[ProcedureRow], list[str]]:
        """Return the rows to show: what was found, or before typing what is needed most here."""
        answer, typed = self.kiosk.visit.answer, self._typing.text.strip()
        if not typed:
            knowledge = self.kiosk.knowledge
            most_used = knowledge.most_used if knowledge is not None else ()
            return [row_of(procedure) for procedure in most_used], []
        if answer is None or self._failed:
            return [], []
        return list(answer.rows), [typed, answer.finding.reading]

    def _make_row(self) -> SuggestionRow:
        row = SuggestionRow(low=is_narrow(self.kiosk.theme))
        row.bind(on_tap=lambda tapped: self.open_row(tapped.code))
        return row

    def _fill_row(
        self, widget: SuggestionRow, row: ProcedureRow, queries: list[str], tr: Translator
    ) -> None:
        theme = self.kiosk.theme
        if self._whole is None:
            widget.ruled = True
        widget.chip = self._whole is not None and self._whole.columns > 1
        beside = 32 if widget.chip else 64 + 32 * theme.grow
        room = self._row_width() - theme.unit * beside
        title = tr.pick(row.title, row.title_en)
        names = [row.also_called, tr.pick(row.name, row.name_en)]
        note = " · ".join(name for name in names if name and name != title)
        lines = 1 if is_narrow(theme) else 2
        widget.code = row.code
        widget.title = bold(cut(title, room, lines, theme.styles["lead"]), queries)
        widget.note = bold(cut(note, room, 1, theme.styles["note"]), queries)

    def _row_width(self) -> float:
        width: float = self.layout.ids.place.width
        if self._whole is not None and self._whole.columns > 1:
            width = (width - self._whole.gap) / 2
        return width

    def _row_holder(self) -> Widget:
        """Return where rows go: whole rows above the keyboard, or a scrolled list without it."""
        place = self.layout.ids.place
        theme = self.kiosk.theme
        if self.keyboard_shown:
            if self._whole is None:
                self._drop_rows()
                two = is_narrow(theme) and theme.width >= TWO_ROWS_FROM * (1 + theme.grow / 2)
                self._whole = WholeRows(columns=2 if two else 1, gap=theme.unit * 16 if two else 0)
                place.add_widget(self._whole)
            return self._whole
        if self._scrolled is None:
            self._drop_rows()
            self._scrolled = ScrollArea()
            place.add_widget(self._scrolled)
        return self._scrolled

    def _drop_rows(self) -> None:
        for row in self._rows:
            if row.parent is not None:
                row.parent.remove_widget(row)
            row.opacity, row.disabled = 1, False
        self.layout.ids.place.clear_widgets()
        self._whole = self._scrolled = None

    def _fill_band(self) -> None:
        band = self.layout.ids.band
        tr = self.kiosk.tr
        answer, typed = self.kiosk.visit.answer, self._typing.text.strip()
        band.icon = "information-outline"
        band.plain = ""
        if not typed:
            held = self.keyboard.chosen is KeyKind.LARGE_KEYS and tr.language == "vi"
            band.said = tr("Hold a key for its accents. They are not needed.") if held else ""
        elif self._failed:
            band.icon = "alert-circle-outline"
            band.said = tr("The search is not working. Choose by topic, or ask at the counter.")
        elif self._slow:
            band.icon = "timer-sand"
            band.said = tr("Searching…")
        elif answer is None:
            band.said = ""
        elif answer.finding.outcome is Outcome.NONE:
            band.said = self._nothing_here(answer, typed)
        else:
            reading = understood(answer)
            band.plain = f"= {reading}" if reading else ""
            band.said = self._understood_words(answer, reading) if reading else ""

    def _understood_words(self, answer: SearchAnswer, reading: str) -> str:
        words = f"[b]{escape_markup(reading)}[/b]"
        theme = self.kiosk.theme
        if theme.above and theme.large:
            return words  # one line is all that fits over the keys
        said = self.kiosk.tr("Understood as {words}", words=words)
        aside = self._meaning(answer, reading)
        return f"{said} ({escape_markup(aside)})" if aside else said

    def _meaning(self, answer: SearchAnswer, reading: str) -> str:
        """Return what an everyday name stands for, "" if the reading is not one or it is long."""
        best = answer.rows[0] if answer.rows else None
        if best is None or fold(best.also_called) != fold(reading):
            return ""
        title: str = self.kiosk.tr.pick(best.title, best.title_en)
        return title if len(title) <= LONGEST_ASIDE else ""

    def _nothing_here(self, answer: SearchAnswer, typed: str) -> str:
        tr: Translator = self.kiosk.tr
        elsewhere = answer.finding.elsewhere
        if elsewhere is not None:
            name = escape_markup(tr.pick(elsewhere.name, elsewhere.name_en))
            return tr(
                "{matter} is not done here. Touch Find to see where.", matter=f"[b]{name}[/b]"
            )
        if len(typed) < FEWEST_LETTERS or answer.rows:
            return ""
        return tr("Not found yet. Try fewer or other words.")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
