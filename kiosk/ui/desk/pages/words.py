"""Words that nobody found: touch the word, touch the procedure, and it is an everyday name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.factory import Factory
from kivy.lang import Builder
from kivy.properties import BooleanProperty

from kiosk.catalogue.counted import UnfoundText
from kiosk.catalogue.counts import KEPT_DAYS
from kiosk.checklist import words
from kiosk.ui.desk.looking_up import DeskRow, Found, LookingUp
from kiosk.ui.desk.page import PageLayout
from kiosk.ui.desk.panes import Entry, PanePage
from kiosk.ui.desk.widgets import Field, PickRow
from kiosk.ui.strokes import ESCAPE, TAB, FunctionKey, Stroke, digit_of

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk


class WordsLayout(PageLayout):
    """What was typed at the left, the procedures that may be meant at the right."""

    any = BooleanProperty(False)


class WordsPage(PanePage):
    """The texts that wait, the most frequent first, and what each may mean."""

    wide = tall = "WordsLayout"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.texts: list[UnfoundText] | None = None
        self.looking_up = LookingUp(desk.rooms, desk.host.post)
        self._found: tuple[DeskRow, ...] = ()
        self._query: Field | None = None

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Words nobody found")

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return what can be done with the word."""
        tr, some = self.tr, bool(self.texts)
        return (
            self.back_key(),
            FunctionKey(2, tr("Look for the procedure"), self.type_name, enabled=some),
            FunctionKey(7, tr("No procedure is meant"), self.let_go, enabled=some),
        )

    def entered(self) -> None:
        """Ask what waits."""
        self._found = ()
        self.desk.run(lambda: self.keeping.words().waiting(), self._learn)

    def left(self) -> None:
        """Nothing waits."""
        self.looking_up.forget()

    def forget(self) -> None:
        """Drop what was typed."""
        super().forget()
        self.looking_up.close()
        if self._query is not None:
            self._query.empty()

    def key_pressed(self, stroke: Stroke) -> bool:
        """Esc leaves the field first; Tab goes on to the procedures."""
        if self.desk.field is not None and stroke.code == ESCAPE:
            self.desk.end_typing()
            return True
        if self.desk.field is None or stroke.code == TAB:
            return super().key_pressed(stroke)
        return False

    def fill(self) -> None:
        """Say everything in the present language."""
        tr, texts, pane = self.tr, self.texts, self.layout.ids.list
        self.layout.any = bool(texts)
        if texts is None:
            pane.head = tr("One moment …")
            return
        pane.head = tr.count("{n} text waits", "{n} texts wait", len(texts))
        pane.note = tr("last {n} days", n=KEPT_DAYS)
        self.put_rows(
            [
                PickRow(
                    cap=digit_of(place),
                    title=f"“{text.text}”",
                    note=self._when(text),
                    end=f"{text.count} ×",
                )
                for place, text in enumerate(texts)
            ]
        )
        self.fill_card()

    def choose(self, place: int) -> None:
        """Ask what the word may mean."""
        self._found = ()
        super().choose(place)

    def fill_card(self) -> None:
        """Show what the word may mean."""
        card, tr = self.layout.ids.card, self.tr
        text = self._text()
        if text is None:
            card.title = tr("Nothing waits")
            card.note = tr("All that was typed here has found a procedure.")
            card.ids.body.put([])
            return
        card.title = f"“{text.text}”"
        card.note = tr("Which procedure do people mean by it? One touch makes it a name of it.")
        self._query = Factory.NameField(
            hint=tr("Name, code, part of a code, everyday word or abbreviation")
        )
        self._query.bind(typed=lambda _field, typed: self._look_up(typed))
        self._query.bind(on_done=lambda _field: self._add_first())
        card.ids.body.put([self._query, Entry(said=tr("One moment …"))])
        self._look_up(text.text)

    def type_name(self) -> None:
        """Type what the procedure is called."""
        if self._query is not None:
            self.desk.begin_typing(self._query)

    def let_go(self) -> None:
        """Let the word wait no more."""
        text = self._text()
        if text is not None:
            who = self.desk.clerk
            self.desk.run(lambda: self.keeping.words().let_go(text.text, by=who), self._gone)

    def add(self, code: str, *_arguments: object) -> None:
        """Make the word a name of this procedure."""
        text = self._text()
        if text is not None:
            who = self.desk.clerk
            work = partial(self.keeping.words().add, text.text, code, by=who)
            self.desk.run(work, partial(self._added, text.text))

    def open_chosen(self) -> None:
        """Enter on a word goes on to look for its procedure."""
        self.type_name()

    def _text(self) -> UnfoundText | None:
        return self.texts[self.chosen] if self.texts else None

    def _when(self, text: UnfoundText) -> str:
        return self.tr("last on {date}", date=words.date_words(text.last_day, self.tr))

    def _look_up(self, query: str) -> None:
        text = self._text()
        wanted = query.strip() or (text.text if text else "")
        self.looking_up.find(wanted, True, self._show)

    def _show(self, outcome: Any) -> None:
        if not isinstance(outcome, Found) or self._query is None:
            return
        self._found = outcome.rows
        body = self.layout.ids.card.ids.body
        for old in list(body.column.children):
            if old is not self._query:
                body.column.remove_widget(old)
        for row in outcome.rows:
            title = self.tr.pick(row.title, row.title_en)
            shown = PickRow(
                title=title, note=self.tr.pick(row.field, row.field_en), end=row.code, icon="plus"
            )
            shown.bind(on_tap=partial(self.add, row.code))
            body.add_widget(shown)
        if not outcome.rows:
            body.add_widget(Entry(said=self.tr("Nothing is like it; type another name (F2).")))

    def _add_first(self) -> None:
        if self._found:
            self.add(self._found[0].code)

    def _added(self, text: str, outcome: Any) -> None:
        if not self.failed(outcome):
            said = self.tr("“{said}” finds {title} now.", said=text, title=outcome.title)
            self.desk.tell(self.tr("Added"), said, icon="check")
            self._gone(None)

    def _gone(self, outcome: Any) -> None:
        if not self.failed(outcome):
            self.desk.end_typing()
            self.entered()

    def _learn(self, outcome: Any) -> None:
        if not self.failed(outcome):
            self.texts = outcome
            self.fill()
            self.desk.refresh_keys()


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
