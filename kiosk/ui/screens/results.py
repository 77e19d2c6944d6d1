"""Results: the best hit as a card, the rest and what is related as rows, and always a way out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kivy.app import App
from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.checklist.words import sentence
from kiosk.search.finding import Outcome
from kiosk.ui.fonts import words_width
from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Layout, Screen, lay_out
from kiosk.ui.screens.procedure_rows import (
    ProcedureList,
    also_called,
    arrangement_of,
    bold,
    cut,
    headlines,
    is_narrow,
    second_name,
)
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import Facts, ProcedureRow, SearchAnswer
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Card, Outlined, Primary, Space, Surface, Tap, Text

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

MOST_GUESSES: Final = 3
"""Rows offered although nothing really fits: more would hide that."""


class EditField(Tap, Surface):
    """What was typed, and the way to change it, in a word where there is room for one."""

    shown = StringProperty("")
    change = StringProperty("")


class CardFact(BoxLayout):
    """One of the three facts of the best hit."""

    icon = StringProperty("")
    label = StringProperty("")
    said = StringProperty("")
    beside = BooleanProperty(False)

    def needed_width(self) -> float:
        """Return the pixels it takes beside others, with a gap."""
        theme = App.get_running_app().theme
        words = ((self.label, "note"), (self.said, "group"))
        widest = max(words_width(text, theme.styles[role]) for text, role in words)
        return float(widest + (56 + 20 + 24) * theme.unit)


class BestCard(Card):
    """The best hit with its three facts and the one red button."""

    code = StringProperty("")
    title = StringProperty("")
    note = StringProperty("")
    why = StringProperty("")
    papers = StringProperty("")
    fee = StringProperty("")
    time = StringProperty("")
    action = StringProperty("")
    stacked = BooleanProperty(False)
    beside = BooleanProperty(False)

    __events__ = ("on_open",)

    def on_open(self) -> None:
        """The button was touched."""

    def stack_if_narrow(self, room: float) -> None:
        """Put the facts under each other where they need more than ``room`` pixels beside."""
        facts = [each for each in self.ids.facts.children if isinstance(each, CardFact)]
        if not self.stacked and sum(fact.needed_width() for fact in facts) > room:
            self.stacked = self.beside = True

    def put_button_first(self) -> None:
        """Put the facts under the button, so that large text does not push it out of sight."""
        # The widget itself: kv's name for it does not keep it alive while it has no parent.
        facts = self.ids.facts.__self__
        self.remove_widget(facts)
        self.add_widget(Space(extent=24))
        self.add_widget(facts)
        self.add_widget(Space(extent=36))


class NoticeCard(Card):
    """What to do when the matter is not here, or the search does not work."""

    icon = StringProperty("map-marker-question-outline")
    title = StringProperty("")
    matter = StringProperty("")
    body = StringProperty("")


class WayOut(BoxLayout):
    """For whoever does not see their matter."""

    hidden = BooleanProperty(False)

    __events__ = ("on_choose",)

    def on_touch_down(self, touch: Any) -> bool:
        """Let touches through while hidden: a disabled widget would keep them from the list."""
        return not self.hidden and bool(super().on_touch_down(touch))

    def on_choose(self) -> None:
        """The button was touched."""


class ResultsPortrait(Layout):
    """Card and rows under each other."""


class ResultsWide(Layout):
    """The card at the left, rows at the right."""


class ResultsCompact(Layout):
    """Everything in one scrolled column."""


class ResultsScreen(Screen):
    """Shows ``visit.answer``; without one the search does not work."""

    def __init__(self, kiosk: KioskApp) -> None:
        super().__init__(kiosk)
        self._best: BestCard | None = None
        self._lists: list[ProcedureList] = []
        self._shown: tuple[SearchAnswer | None, str] | None = None

    def arrangement(self) -> str:
        """Portrait, two columns, or a small panel."""
        return arrangement_of("Results", self.kiosk.theme)

    def arrange(self) -> None:
        """Build the arrangement; a new one shows nothing yet."""
        before = self.layout
        super().arrange()
        if self.layout is not before:
            self._shown = None

    def prepare(self) -> None:
        """Show what has been found so far, while the person still types."""
        super().prepare()
        if self.kiosk.visit.answer is not None:
            self.fill()
            lay_out(self.layout)

    def fill(self) -> None:
        """Show what was found, in the present language; nothing changes where it is shown."""
        ids = self.layout.ids
        answer, language = self.kiosk.visit.answer, self.kiosk.tr.language
        if answer is not None and self._shown is not None:
            shown, spoken = self._shown
            if shown is answer and spoken == language:
                return
        self._shown = answer, language
        theme = self.kiosk.theme
        ids.edit.change = "" if is_narrow(theme) else self.kiosk.tr("Change")
        change = words_width(ids.edit.change, theme.styles["group"])
        room = (theme.width - self._rail() - 112 - 200 - 32 * theme.grow) * theme.unit - change
        ids.edit.shown = cut(self.kiosk.visit.query, room, 1, theme.styles["group"])
        ids.best.clear_widgets()
        ids.others.clear_widgets()
        self._drop_lists()
        self._best = None
        if answer is None:
            self._notice(*self._broken())
            return
        rows = list(answer.rows)
        if answer.finding.outcome is Outcome.NONE:
            self._notice(*self._nothing(answer))
            rows = rows[:MOST_GUESSES]
            self._add_rows(self.kiosk.tr("Perhaps one of these"), rows, self._queries(answer))
        elif answer.finding.outcome is Outcome.ASK:
            self._add_rows(self.kiosk.tr("Close to what you typed"), rows, self._queries(answer))
        elif rows:
            self._add_best(rows[0], answer)
            others = rows[1:]
            # A heading takes the place of a row.
            related = list(answer.related[:-1] if others else answer.related)
            queries = self._queries(answer)
            self._add_rows(self.kiosk.tr("Close to what you typed"), others, queries, related)
            # Bold is what matched; what is related was not looked for.
            self._add_rows(self.kiosk.tr("Related"), related, [], others)
        else:
            self._notice(*self._broken())
        if self._lists:
            self._lists[0].ask()
        elif self._best is not None:
            self.kiosk.searching.facts([self._best.code], self._show_facts)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.list.to_top()

    def forget(self) -> None:
        """Drop the rows."""
        super().forget()
        self._drop_lists()
        self._best = self._shown = None

    def _drop_lists(self) -> None:
        for each in self._lists:
            each.stop()
        self._lists = []

    def change(self) -> None:
        """Go back to typing."""
        self.kiosk.go(Place.SEARCH)

    def choose_topic(self) -> None:
        """Show every life event and field."""
        self.kiosk.go(Place.TOPICS)

    def open_row(self, code: str) -> None:
        """Open a procedure that was found."""
        self.kiosk.visit.clarifying = False
        self.kiosk.open_procedure(code)

    def _queries(self, answer: SearchAnswer) -> list[str]:
        return [answer.query, answer.finding.reading]

    def _add_best(self, row: ProcedureRow, answer: SearchAnswer) -> None:
        tr, theme = self.kiosk.tr, self.kiosk.theme
        title = tr.pick(row.title, row.title_en)
        room = (self._card_units() - 80) * theme.unit
        small = is_narrow(theme)
        lines = 1 if small else 2
        card = BestCard(
            code=row.code,
            title=bold(cut(title, room, 2, theme.styles["card_title"]), []),
            note=cut(second_name(row, tr), room, lines, theme.styles["body"]),
            why=also_called(row, tr),
            action=tr("See what to bring"),
            stacked=theme.large or theme.shape != Shape.PORTRAIT,
            beside=theme.shape == Shape.WIDE or (small and not theme.large),
        )
        card.bind(on_open=lambda opened: self.open_row(opened.code))
        best = self.layout.ids.best
        if not small:
            best.add_widget(Text(said=tr("Best match"), role="group"))
            best.add_widget(Space(extent=16))
        best.add_widget(card)
        if theme.large:
            card.put_button_first()
        self._best = card

    def _add_rows(
        self,
        heading: str,
        rows: list[ProcedureRow],
        queries: list[str],
        elsewhere: Sequence[ProcedureRow] = (),
    ) -> None:
        """Add a list under its heading; ``elsewhere`` are the rows of the other list."""
        if not rows:
            return
        theme, others = self.kiosk.theme, self.layout.ids.others
        if others.children or (self.layout.ids.best.children and not self._two_columns()):
            others.add_widget(Space(extent=40 if not theme.large else 20))
        others.add_widget(Text(said=heading, role="group"))
        others.add_widget(Space(extent=8))
        best = [self._best.code] if self._best is not None else []
        added = ProcedureList(
            self.kiosk,
            rows,
            self.open_row,
            queries=queries,
            units=self._row_units(),
            # Only the newest request is answered: each list asks for all that can be seen.
            also_facts=[*best, *(row.code for row in elsewhere)],
            on_facts=self._show_facts,
        )
        self._lists.append(added)
        others.add_widget(added)

    def _two_columns(self) -> bool:
        theme = self.kiosk.theme
        return bool(theme.shape == Shape.WIDE and not theme.large)

    def _row_units(self) -> float:
        """Width of a row in units, before it has been laid out."""
        theme = self.kiosk.theme
        if theme.shape == Shape.PORTRAIT:
            return float(theme.width - 112)
        if self._two_columns():
            return float((theme.width - self._rail() - 168) / 1.88)
        return float(theme.width - self._rail() - 48)

    def _rail(self) -> float:
        """Width of the rail in units; portrait has none."""
        theme = self.kiosk.theme
        return 0.0 if theme.shape == Shape.PORTRAIT else 200 + 164 * theme.grow

    def _card_units(self) -> float:
        """Width of the best hit's card in units."""
        return self._row_units() * 0.88 if self._two_columns() else self._row_units()

    def _show_facts(self, facts: Facts | Unavailable) -> None:
        if isinstance(facts, Unavailable):
            return
        for each in self._lists:
            each.show_facts(facts)
        best = self._best
        if best is None:
            return
        checklist = facts.get(best.code)
        if checklist is not None:
            best.papers, best.fee, best.time = headlines(checklist, self.kiosk.tr)
            best.stack_if_narrow((self._card_units() - 80) * self.kiosk.theme.unit)

    def _notice(self, icon: str, title: str, matter: str, body: str) -> None:
        tr, best = self.kiosk.tr, self.layout.ids.best
        best.add_widget(NoticeCard(icon=icon, title=title, matter=matter, body=body))
        best.add_widget(Space(extent=24))
        again = Primary(text=tr("Type other words"), tall=120)
        again.bind(on_tap=lambda _b: self.change())
        ask = Outlined(text=tr("Call staff"), icon="room-service-outline", tall=112)
        ask.bind(on_tap=lambda _b: self.kiosk.call_staff())
        for button in (again, Space(extent=16), ask):
            best.add_widget(button)

    def _nothing(self, answer: SearchAnswer) -> tuple[str, str, str, str]:
        tr = self.kiosk.tr
        elsewhere = answer.finding.elsewhere
        if elsewhere is not None:
            return (
                "map-marker-outline",
                tr("Not done at this counter"),
                tr.pick(elsewhere.name, elsewhere.name_en),
                sentence(tr.pick(elsewhere.where_to_go, elsewhere.where_to_go_en)),
            )
        return (
            "map-marker-question-outline",
            tr("Not found here"),
            "",
            tr("Try fewer or other words, or choose a topic. Any counter will help you."),
        )

    def _broken(self) -> tuple[str, str, str, str]:
        tr = self.kiosk.tr
        return (
            "alert-circle-outline",
            tr("The search is resting"),
            "",
            tr("Choose a topic instead, or ask at any counter."),
        )


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
