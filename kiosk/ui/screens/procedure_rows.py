"""A procedure as a row: its names, why it matched, and papers, cost and time in three lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.utils import escape_markup

from kiosk.checklist.checklist import Checklist
from kiosk.checklist.words import fee_headline, papers_headline, time_headline
from kiosk.translation import Translator
from kiosk.ui.fonts import text_width
from kiosk.ui.matching import matched_parts
from kiosk.ui.searching import Facts, ProcedureRow
from kiosk.ui.shortening import shortened
from kiosk.ui.theme import Shape, Theme, TypeStyle
from kiosk.ui.widgets import Tap

LONGEST_FEE = 18
"""Letters of a fee that stand on one line of a row."""


class RowFact(BoxLayout):
    """An icon with a short fact; no height while the fact is not known yet."""

    icon = StringProperty("")
    said = StringProperty("")


class ResultRow(Tap):
    """One procedure; ``stacked`` puts the facts under the names, for narrow rows and large text."""

    code = StringProperty("")
    title = StringProperty("")
    note = StringProperty("")
    why = StringProperty("")
    papers = StringProperty("")
    fee = StringProperty("")
    time = StringProperty("")
    facts_line = StringProperty("")
    ruled = BooleanProperty(True)
    stacked = BooleanProperty(False)


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
    widget.title = bold(cut(tr.pick(row.title, row.title_en), room, 2, styles["name"]), queries)
    widget.note = bold(cut(second_name(row, tr), room, 2, styles["note"]), queries)
    widget.why = bold(cut(also_called(row, tr), room, 1, styles["note"]), queries)


def fill_facts(rows: Sequence[ResultRow], facts: Facts, tr: Translator) -> None:
    """Write papers, cost and time into the rows whose facts are known."""
    for widget in rows:
        checklist = facts.get(widget.code)
        if checklist is None:
            continue
        if not checklist.has_list:
            # Three times "ask at the counter" says no more than once.
            widget.papers, widget.fee, widget.time = headlines(checklist, tr)[0], "", ""
        else:
            widget.papers, widget.fee, widget.time = headlines(checklist, tr)
        known = (widget.papers, widget.fee, widget.time)
        widget.facts_line = " · ".join(fact for fact in known if fact)


def make_row(open_row: Callable[[str], None], *, stacked: bool, ruled: bool) -> ResultRow:
    """Make a row that opens its procedure when touched."""
    widget = ResultRow(stacked=stacked, ruled=ruled)
    widget.bind(on_tap=lambda tapped: open_row(tapped.code))
    return widget


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
