"""A procedure as a row: its names, why it matched, and papers, cost and time in three lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.utils import escape_markup

from kiosk.checklist.checklist import Checklist
from kiosk.checklist.words import fee_headline, papers_headline, time_headline
from kiosk.translation import Translator
from kiosk.ui.fonts import text_width
from kiosk.ui.matching import matched_parts
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import Facts, ProcedureRow
from kiosk.ui.shortening import shortened
from kiosk.ui.theme import LIGHT, Colour, Palette, Shape, Theme, TypeStyle
from kiosk.ui.widgets import Pressable, RowList
from kiosk.ui.widgets.balance import balanced
from kiosk.ui.widgets.sheets import IconSheet, TextSheet
from kiosk.ui.widgets.trait import Trait

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

LONGEST_FEE = 18
"""Letters of a fee that stand on one line of a row."""

FACTS_BESIDE: Final = 900
"""Units from which a row has room for its facts beside the names."""

NAMES: Final = ("title", "note", "why")
"""What stands at the left of a row, from above."""

FACTS: Final = {
    "papers": "file-document-outline",
    "fee": "wallet-outline",
    "time": "clock-outline",
}
"""What stands at the right of a row, from above, each with its icon."""

READ: Final = (*NAMES, "facts_line", *FACTS)
"""The texts of a row in the order in which they are read aloud."""

SIDE: Final = 324
"""Units of width of the facts."""

FACT_EXTENT: Final = 34
FACT_GAP: Final = 14
"""Units of a fact's icon, and between it and its words."""

CHEVRON_EXTENT: Final = 48
"""Units of the sign that a row leads on."""

FIRST_ROWS: Final = 6
"""Rows whose facts are asked for before the list has been laid out."""

LIKELY_UNITS: Final = 200
"""Units of height of most rows."""


class ResultRow(Pressable):
    """One procedure; ``stacked`` puts the facts under the names, for narrow rows and large text.

    Placed here and not by boxes in kv: rows are made and filled while a person scrolls, and boxes
    within boxes take several rounds to find their heights.
    """

    code = StringProperty("")
    title = StringProperty("")
    note = StringProperty("")
    why = StringProperty("")
    papers = StringProperty("")
    fee = StringProperty("")
    time = StringProperty("")
    facts_line = StringProperty("")
    ruled = BooleanProperty(True)
    stacked = Trait(default=False, then="_later")
    palette: Trait[Palette] = Trait(LIGHT, "_paint")

    def __init__(self, **values: Any) -> None:
        # No size before the first layout: nothing is set for a width that soon changes.
        values.setdefault("width", 0)
        values.setdefault("height", 0)
        self._texts: dict[str, TextSheet] = {}
        self._icons: dict[str, IconSheet] = {}
        self._line = Rectangle(size=(0, 0))
        self._line_tint = Color(0, 0, 0, 0)
        self._again = Clock.create_trigger(self._arrange, -1)
        super().__init__(**values)
        self.canvas.before.add(self._line_tint)
        self.canvas.before.add(self._line)
        for name in (*NAMES, *FACTS, "facts_line", "ruled", "pos", "size"):
            self.fbind(name, self._again)
        self._paint()
        self._again()

    @property
    def sheets(self) -> list[Any]:
        """What is drawn here, in the order in which it is read."""
        texts = [self._texts[name] for name in READ if name in self._texts]
        return [*texts, *self._icons.values()]

    def _later(self) -> None:
        self._again()

    def _paint(self) -> None:
        for name, text in self._texts.items():
            text.color = self._ink(name)
        for icon in self._icons.values():
            icon.color = self.palette.ink
        self._line_tint.rgba = self.palette.hair

    def _ink(self, name: str) -> Colour:
        return self.palette.soft if name == "note" else self.palette.ink

    def _arrange(self, *_arguments: object) -> None:
        """Put names, facts and chevron beside each other, and take the height they need."""
        if self.width <= 1:
            return
        theme = App.get_running_app().theme
        unit, stacked = theme.unit, self.stacked
        gap = unit * 20
        chevron = self._icon("chevron-right", CHEVRON_EXTENT)
        side = 0 if stacked else unit * SIDE
        room = self.width - side - chevron.width - 2 * gap
        names = [part for part in (self._text(name, room) for name in NAMES) if part]
        line = self._text("facts_line", room) if stacked else None
        facts: list[tuple[IconSheet, TextSheet]] = []
        for name, icon in FACTS.items():
            shown = not stacked and bool(getattr(self, name))
            sign = self._icon(icon, FACT_EXTENT, shown=shown)
            text = self._text(name, side - sign.width - unit * FACT_GAP) if not stacked else None
            if text is not None:
                facts.append((sign, text))
        names_height = sum(part.height for part in names) + unit * 8 + (line.height if line else 0)
        facts_height = sum(max(sign.height, text.height) for sign, text in facts)
        lowest = unit * (120 if stacked else LIKELY_UNITS)
        self.height = max(lowest, names_height + unit * 36, facts_height + unit * 36)
        middle = self.y + self.height / 2
        top = middle + names_height / 2
        for part in names:
            top -= part.height
            part.pos = self.x, top
        if line is not None:
            line.pos = self.x, top - unit * 8 - line.height
        left, top = self.x + room + gap, middle + facts_height / 2
        for sign, text in facts:
            high = max(sign.height, text.height)
            sign.pos = left, top - (high + sign.height) / 2
            text.pos = left + sign.width + unit * FACT_GAP, top - (high + text.height) / 2
            top -= high
        chevron.pos = self.x + self.width - chevron.width, middle - chevron.height / 2
        self._line.pos = self.pos
        self._line.size = (self.width, max(1, unit * 2)) if self.ruled else (0, 0)

    def _text(self, name: str, width: float) -> TextSheet | None:
        """Return the text of a property, set in ``width``; None where it says nothing."""
        said = getattr(self, name)
        text = self._texts.get(name)
        if text is None:
            if not said:
                return None
            text = self._texts[name] = TextSheet(
                self,
                role="name" if name == "title" else "note",
                markup=name in NAMES,
                natural=True,
                color=self._ink(name),
            )
        text.limit, text.said = width, said
        return text if said else None

    def _icon(self, name: str, extent: float, *, shown: bool = True) -> IconSheet:
        icon = self._icons.get(name)
        if icon is None:
            icon = self._icons[name] = IconSheet(
                self, icon=name, extent=extent, color=self.palette.ink
            )
        icon.shown = shown
        return icon


def is_narrow(theme: Theme) -> bool:
    """Say whether a landscape screen has no room for two columns: a small panel or large text."""
    return bool(theme.shape != Shape.PORTRAIT and (theme.shape == Shape.COMPACT or theme.large))


def arrangement_of(name: str, theme: Theme) -> str:
    """Return the layout of screen ``name``: ``NamePortrait``, ``NameWide`` or ``NameCompact``."""
    if theme.shape == Shape.PORTRAIT:
        return f"{name}Portrait"
    return f"{name}Compact" if is_narrow(theme) else f"{name}Wide"


def headlines(checklist: Checklist, tr: Translator) -> tuple[str, str, str]:
    """Return papers, cost and time of a checklist, each in a few words.

    A long unit of the fee ("/người, lần đăng ký") is left to the procedure's own page.
    """
    fee = fee_headline(checklist, tr)[0]
    if len(fee) > LONGEST_FEE:
        fee = fee.partition("/")[0]
    return papers_headline(checklist, tr)[0], fee, time_headline(checklist, tr)[0]


def bold(text: str, queries: Sequence[str]) -> str:
    """Return ``text`` as markup with the matched words bold."""
    return "".join(
        f"[b]{escape_markup(part.text)}[/b]" if part.matched else escape_markup(part.text)
        for part in matched_parts(text, *queries)
    )


def cut(text: str, room: float, lines: int, style: TypeStyle) -> str:
    """Return ``text`` cut to ``lines`` lines of ``room`` pixels; bold words still fit."""
    return shortened(
        text, room * 0.95, lines, lambda part: text_width(style.font, style.size, part)
    )


def even(text: str, room: float, style: TypeStyle) -> str:
    """Return ``text`` broken into lines of like length within ``room`` pixels."""
    return balanced(text, room * 0.95, lambda part: text_width(style.font, style.size, part))


def also_called(row: ProcedureRow, tr: Translator) -> str:
    """Return the line that says which everyday name matched, "" where none did."""
    return tr("Also called: {name}", name=row.also_called) if row.also_called else ""


def second_name(row: ProcedureRow, tr: Translator) -> str:
    """Return the official name where it differs from the title."""
    name = tr.pick(row.name, row.name_en)
    return "" if name == tr.pick(row.title, row.title_en) else name


def fill_row(
    widget: ResultRow,
    row: ProcedureRow,
    queries: Sequence[str],
    tr: Translator,
    *,
    styles: dict[str, TypeStyle],
    room: float,
) -> None:
    """Write names into a row whose names have ``room`` pixels; the facts come later."""
    widget.code = row.code
    title = cut(tr.pick(row.title, row.title_en), room, 2, styles["name"])
    widget.title = bold(even(title, room, styles["name"]), queries)
    widget.note = bold(cut(second_name(row, tr), room, 2, styles["note"]), queries)
    widget.why = bold(cut(also_called(row, tr), room, 1, styles["note"]), queries)


def fill_facts(widget: ResultRow, checklist: Checklist | None, tr: Translator) -> None:
    """Write papers, cost and time into a row; nothing where they are not known yet."""
    if checklist is None:
        widget.papers = widget.fee = widget.time = widget.facts_line = ""
        return
    widget.papers, widget.fee, widget.time = headlines(checklist, tr)
    if not checklist.has_list:
        # Three times "ask at the counter" says no more than once.
        widget.fee = widget.time = ""
    known = (widget.papers, widget.fee, widget.time)
    widget.facts_line = " · ".join(dict.fromkeys(fact for fact in known if fact))


def make_row(open_row: Callable[[str], None], *, stacked: bool) -> ResultRow:
    """Make a row that opens its procedure when touched."""
    widget = ResultRow(stacked=stacked)
    widget.bind(on_tap=lambda tapped: open_row(tapped.code))
    return widget


class ProcedureList(RowList):
    """Procedures under each other; the facts of those in sight are asked for.

    ``units`` is the width of a row before it has been laid out. ``stacked`` is worked out from it.
    """

    def __init__(
        self,
        kiosk: KioskApp,
        rows: Sequence[ProcedureRow],
        open_row: Callable[[str], None],
        *,
        queries: Sequence[str] = (),
        units: float,
        also_facts: Sequence[str] = (),
        on_facts: Callable[[Facts], None] | None = None,
    ) -> None:
        theme = kiosk.theme
        self._kiosk = kiosk
        self._items = rows
        self._queries = queries
        self._facts: dict[str, Checklist] = {}
        self._also = tuple(also_facts)
        self._on_facts = on_facts
        stacked = theme.large or units < FACTS_BESIDE
        beside = 68 + 32 * theme.grow + (0 if stacked else 344)
        self._room = (units - beside) * theme.unit
        super().__init__(
            lambda: make_row(open_row, stacked=stacked),
            self._write,
            LIKELY_UNITS * theme.unit,
        )
        self.show(len(rows))

    def _write(self, widget: ResultRow, number: int) -> None:
        row, kiosk = self._items[number], self._kiosk
        widget.ruled = number < len(self._items) - 1
        fill_row(widget, row, self._queries, kiosk.tr, styles=kiosk.theme.styles, room=self._room)
        fill_facts(widget, self._facts.get(row.code), kiosk.tr)

    def on_rest(self) -> None:
        """Ask for the facts of the rows that have none yet."""
        self.ask()

    def ask(self) -> None:
        """Ask for the facts that are not known: of the rows that exist, and those asked for too."""
        numbers = sorted(self.rows) or range(min(FIRST_ROWS, len(self._items)))
        codes = [*self._also, *(self._items[number].code for number in numbers)]
        unknown = [code for code in codes if code not in self._facts]
        if unknown:
            self._kiosk.searching.facts(unknown, self._take)

    def show_facts(self, facts: Facts) -> None:
        """Write ``facts`` into the rows that they are of."""
        self._facts.update(facts)
        for widget in self.rows.values():
            if widget.code in facts:
                fill_facts(widget, facts[widget.code], self._kiosk.tr)

    def _take(self, facts: Facts | Unavailable) -> None:
        if isinstance(facts, Unavailable) or self.parent is None:
            return
        self.show_facts(facts)
        if self._on_facts is not None:
            self._on_facts(facts)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
