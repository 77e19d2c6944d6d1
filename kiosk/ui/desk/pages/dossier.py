"""The main page: find a procedure, check the dossier, print what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder
from kivy.properties import ObjectProperty

from kiosk.catalogue.procedure import Question
from kiosk.checklist import words
from kiosk.checklist.checklist import Item
from kiosk.desk import ticking
from kiosk.desk.ticking import Tick, state_words
from kiosk.ui.desk.at_hand import AtHand, answered, chosen_answers, next_answer
from kiosk.ui.desk.looking_up import DeskRow, Found, LookingUp
from kiosk.ui.desk.page import Page, PageLayout
from kiosk.ui.desk.pages.papers import CaseRow, DossierRow, WordRow, shown_counts
from kiosk.ui.desk.sheets import HelpSheet, QrSheet, forms_sheet, sources_sheet
from kiosk.ui.desk.widgets import Choice, Field, PickRow
from kiosk.ui.search_worker import Unavailable
from kiosk.ui.searching import plain_name
from kiosk.ui.strokes import (
    DOWN,
    ESCAPE,
    LEFT,
    LETTERS,
    PAGE_DOWN,
    PAGE_UP,
    RIGHT,
    SPACE,
    TAB,
    UP,
    FunctionKey,
    Stroke,
    digit_of,
    letter_of,
)
from kiosk.ui.theme import DESK_LOW, Shape

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

MOST_RECENT = 9
FIRST_ROW = "1"


class Zone(StrEnum):
    """Where keys go: the command line, the case's questions, or the papers."""

    SEARCH = "search"
    CASE = "case"
    PAPERS = "papers"


class CommandLine(Field):
    """The line on top; its reading stands behind what was typed."""

    page = ObjectProperty(None)

    def text_typed(self, text: str) -> bool:
        """A digit after words chooses a row; everything else is typed."""
        if self.page is not None and self.page.digit_chooses(text):
            return True
        return super().text_typed(text)


class DossierWide(PageLayout):
    """Results at the left, the dossier at the right."""


class DossierTall(PageLayout):
    """Results over the dossier; a panel that is touched."""


class DossierPage(Page):
    """Command line, results, and the dossier of the one that is open.

    Recent procedures are kept while the clerk is signed in, pinned ones in the database.
    """

    wide, tall = "DossierWide", "DossierTall"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.looking_up = LookingUp(desk.rooms, desk.host.post)
        self.at_hand: AtHand | None = None
        self.found: Found | None = None
        self._zone = Zone.SEARCH
        self._everything = False
        self._failed = False
        self._pending = ""
        self._selected = 0
        self._case_row = 0
        self._paper_row = 0
        self._others_open = False
        self._pins: list[str] = []
        self._recent: list[str] = []
        self._home_rows: tuple[DeskRow, ...] = ()
        self._made_rows: list[PickRow] = []
        self._pick_rows: list[PickRow] = []
        self._asked: tuple[str, ...] = ()
        self._case_rows: list[CaseRow] = []
        self._folded = WordRow(icon="chevron-right", cap="F3")
        self._folded.bind(on_tap=lambda *_: self.go_to_case())
        self._made_papers: list[DossierRow] = []
        self._paper_rows: list[DossierRow] = []

    # As a page

    def title(self) -> str:
        """Return nothing: it is the desk itself."""
        return ""

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return F1 to F9; those about a dossier are dim where none is open."""
        tr, opened = self.tr, self.at_hand is not None
        listed = self.at_hand is not None and self.at_hand.checklist.has_list
        missing = listed and self.at_hand is not None and not self.at_hand.state.complete
        return (
            FunctionKey(1, tr("Help"), self.show_help),
            FunctionKey(2, tr("Search"), self.go_to_search),
            FunctionKey(3, tr("Case"), self.go_to_case, enabled=opened),
            FunctionKey(4, tr("All there"), self.tick_all, enabled=listed),
            FunctionKey(5, tr("Print the list"), self.print_list, enabled=opened),
            FunctionKey(6, tr("QR code"), self.show_qr, enabled=opened),
            FunctionKey(7, tr("Form sheets"), self.show_forms, enabled=opened),
            FunctionKey(8, tr("Sources"), self.show_sources, enabled=opened),
            FunctionKey(9, tr("Supplement"), self.ask_supplement, shown=False, enabled=missing),
        )

    def entered(self) -> None:
        """Read the pins, and wait for the first key."""
        self.looking_up.warm_up()
        self.desk.run(partial(self.desk.rooms.pins.of, self.desk.clerk), self._learn_pins)
        if self._zone is Zone.SEARCH:
            self.go_to_search()

    def left(self) -> None:
        """Nothing waits."""
        self.looking_up.forget()

    def forget(self) -> None:
        """The clerk leaves."""
        self.at_hand = None
        self.found = None
        self._recent = []
        self._home_rows = ()
        self.looking_up.close()
        if self.layout is not None:
            self._query.empty()
            self._card.ids.reason.empty()

    def show(self) -> None:
        """Bring the page up to date; what was typed stands in a new arrangement too."""
        before = self.layout
        typed = self._query.typed if before is not None else ""
        self.arrange()
        if self.layout is not before:
            self._asked = ()
            for row in (*self._made_rows, *self._made_papers, self._folded):
                if row.parent is not None:
                    row.parent.remove_widget(row)
            self._query.put(typed)
            if self.desk.field is not None and before is not None:
                self.desk.begin_typing(self._query)
        self.fill()

    def fill(self) -> None:
        """Say everything in the present language."""
        self._query.page = self
        self._query.hint = self.tr("Name, code, part of a code, everyday word or abbreviation")
        self._fill_rows()
        self._fill_dossier()
        self._show_zone()

    # Keys

    def key_pressed(self, stroke: Stroke) -> bool:
        """Take what the zone knows; Alt and Ctrl with a digit work everywhere."""
        if stroke.alt or stroke.control:
            return self._take_held(stroke)
        if stroke.code == ESCAPE:
            self._escape()
            return True
        if stroke.code == TAB:
            self._tab()
            return True
        if self.desk.field is not None and self.desk.field is not self._query:
            return False
        zones = {
            Zone.SEARCH: self._key_in_search,
            Zone.CASE: self._key_in_case,
            Zone.PAPERS: self._key_in_papers,
        }
        return zones[self._zone](stroke)

    def text_typed(self, text: str) -> bool:
        """Letters tick papers, digits choose answers or rows; Shift with a letter opens a paper."""
        if text.isdigit():
            place = int(text) - 1
            if self._zone is Zone.CASE:
                self._choose_answer(place)
            else:
                self._open_row(place)
            return True
        if self.at_hand is None:
            # A sheet has been closed: letters can only be the next search.
            self.go_to_search()
            return bool(self.desk.text_typed(text))
        place = LETTERS.find(text.lower())
        if len(text) != 1 or place < 0:
            return False
        if place == len(self._paper_rows) and self._others():
            self.show_others()
        elif place < len(self._paper_rows):
            self._zone = Zone.PAPERS
            self._select_paper(place)
            if text.isupper():
                self.open_paper(place)
            else:
                self.turn_paper(place)
        return True

    def digit_chooses(self, text: str) -> bool:
        """Choose a row by a digit where words stand before it; a code is typed on."""
        query = self._query.typed
        if not (text.isdigit() and text != "0" and any(letter.isalpha() for letter in query)):
            return False
        if not self._is_answered():
            self._pending = text
            return True
        return self._open_row(int(text) - 1)

    def query_typed(self, query: str) -> None:
        """Look up what stands in the command line now."""
        self._selected = 0
        self._pending = ""
        if not query.strip():
            self.found = None
            self._failed = False
            self._query.after = ""
            self._fill_rows()
            return
        self.looking_up.find(query, self._everything, self._show_found)

    def query_done(self) -> None:
        """Open the row that is chosen; with nothing typed go on with the dossier."""
        if self._query.typed.strip() and not self._is_answered():
            self._pending = FIRST_ROW
        elif self._rows() and (self._query.typed.strip() or self.at_hand is None):
            self._open_row(self._selected)
        elif self.at_hand is not None:
            self.go_to_papers()

    def _key_in_search(self, stroke: Stroke) -> bool:
        if stroke.code in (UP, DOWN) and self._rows():
            way = -1 if stroke.code == UP else 1
            self._selected = (self._selected + way) % len(self._rows())
            self._mark_rows()
            return True
        return False

    def _key_in_case(self, stroke: Stroke) -> bool:
        at_hand = self.at_hand
        if at_hand is None or not at_hand.questions:
            return False
        if stroke.code in (UP, DOWN):
            way = -1 if stroke.code == UP else 1
            self._case_row = (self._case_row + way) % len(at_hand.questions)
            self._show_zone()
        elif stroke.code in (LEFT, RIGHT):
            question = at_hand.questions[self._case_row]
            keys = [answer.key for answer in question.answers]
            present = at_hand.answers.get(question.key, "")
            place = keys.index(present) if present in keys else -1
            way = -1 if stroke.code == LEFT else 1
            self.answer(question.key, keys[max(0, min(len(keys) - 1, place + way))])
        elif stroke.is_enter:
            self.go_to_papers()
        else:
            return False
        return True

    def _key_in_papers(self, stroke: Stroke) -> bool:
        if stroke.code in (UP, DOWN) and self._paper_rows:
            way = -1 if stroke.code == UP else 1
            self._select_paper((self._paper_row + way) % len(self._paper_rows))
        elif stroke.code in (PAGE_UP, PAGE_DOWN):
            self._card.ids.rows.turn(-1 if stroke.code == PAGE_UP else 1)
        elif stroke.code == SPACE and self._paper_rows:
            self.turn_paper(self._paper_row)
            self.desk.swallow_text(stroke)
        elif stroke.is_enter and self._paper_rows:
            self.open_paper(self._paper_row)
        else:
            return False
        return True

    def _take_held(self, stroke: Stroke) -> bool:
        if stroke.alt:
            return not stroke.control and self._turn_case(stroke.digit - 1)
        if stroke.digit > 0:
            return self._open_row(stroke.digit - 1)
        if stroke.is_control("t"):
            self.switch_scope()
        elif stroke.is_control("g"):
            self.switch_pin()
        else:
            return False
        return True

    def _escape(self) -> None:
        """Leave the reason or the case; else clear: the next citizen comes."""
        if self.desk.field is self._card.ids.reason or self._zone is Zone.CASE:
            self.go_to_papers()
        elif self._zone is Zone.SEARCH and self._query.typed:
            self._query.empty()
        else:
            self.clear()

    def _tab(self) -> None:
        """From the line to the papers, from there to the reason, and back."""
        reason = self._card.ids.reason
        if self.at_hand is None:
            return
        if self.desk.field is reason:
            self.go_to_search()
        elif self._zone is Zone.SEARCH:
            self.go_to_papers()
        else:
            self.desk.begin_typing(reason)

    # What the keys do

    def go_to_search(self) -> None:
        """Type into the command line, from its beginning."""
        self._zone = Zone.SEARCH
        if self.at_hand is not None:
            self._query.empty()
        self.desk.begin_typing(self._query)
        self._show_zone()

    def go_to_case(self) -> None:
        """Answer the case's questions by digits."""
        if self.at_hand is None or not self.at_hand.questions:
            return
        self._zone = Zone.CASE
        self.desk.end_typing()
        open_rows = [
            place
            for place, question in enumerate(self.at_hand.questions)
            if question.key not in self.at_hand.answers
        ]
        self._case_row = open_rows[0] if open_rows else 0
        self._show_zone()

    def go_to_papers(self) -> None:
        """Tick papers by letters."""
        self._zone = Zone.PAPERS
        self.desk.end_typing()
        self._show_zone()

    def clear(self) -> None:
        """Drop the dossier and what was typed: the next citizen comes."""
        self.at_hand = None
        self._others_open = False
        self._query.empty()
        self._card.ids.reason.empty()
        self.desk.forget_typed()
        self._fill_dossier()
        self.go_to_search()
        self._fill_home()
        self.desk.refresh_keys()

    def switch_scope(self) -> None:
        """Search what this office posts, or all that is known."""
        self._everything = not self._everything
        self.query_typed(self._query.typed)
        self._fill_rows()

    def switch_pin(self) -> None:
        """Pin the procedure that is open or chosen, or take the pin out."""
        rows = self._rows()
        if self._zone is not Zone.SEARCH and self.at_hand is not None:
            code = self.at_hand.procedure.code
        elif self._selected < len(rows):
            code = rows[self._selected].code
        else:
            return
        pins, clerk = self.desk.rooms.pins, self.desk.clerk
        if code in self._pins:
            self._pins.remove(code)
            self.desk.run(partial(pins.unpin, clerk, code), self._kept)
        else:
            self._pins.append(code)
            self.desk.run(partial(pins.pin, clerk, code), self._kept)
        self._fill_home()
        self._fill_rows()
        self._fill_title()

    def open_procedure(self, code: str) -> None:
        """Lay a procedure's case on the desk."""
        self.desk.run(partial(self._read, code), self._opened)

    def answer(self, key: str, answer: str) -> None:
        """Give an answer of the case; ticks of papers that stay on the list stay."""
        at_hand = self.at_hand
        if at_hand is None:
            return
        at_hand.answers = answered(at_hand, key, answer)
        at_hand.checklist = self.desk.rooms.build_checklist(
            at_hand.procedure, at_hand.answers, self.desk.rooms.clock()
        )
        self._case_row = min(self._case_row, max(0, len(at_hand.questions) - 1))
        self._paper_row = 0
        self._fill_dossier()
        self._show_zone()
        self.desk.refresh_keys()

    def turn_paper(self, place: int) -> None:
        """Tick a paper once more: there, missing, not needed, not looked at."""
        at_hand = self.at_hand
        if at_hand is None or place >= len(at_hand.items):
            return
        at_hand.ticks = ticking.turned(at_hand.ticks, at_hand.items[place])
        self._select_paper(place)
        self._fill_ticks()

    def set_tick(self, place: int, tick: ticking.PaperTick) -> None:
        """Set what the sheet of a paper says."""
        at_hand = self.at_hand
        if at_hand is not None:
            at_hand.ticks = ticking.with_tick(at_hand.ticks, at_hand.items[place], tick)
            self._fill_ticks()

    def tick_all(self) -> None:
        """Tick every paper that is certain as brought."""
        at_hand = self.at_hand
        if at_hand is not None:
            at_hand.ticks = ticking.all_there(at_hand.ticks, at_hand.checklist)
            self.go_to_papers()
            self._fill_ticks()

    def open_paper(self, place: int) -> None:
        """Open the sheet of a paper: counts, defect, accepted as it is."""
        from kiosk.ui.desk.paper_sheet import PaperSheet

        if self.at_hand is not None and place < len(self.at_hand.items):
            self._select_paper(place)
            self.desk.open_sheet(PaperSheet(self.desk, self, place))

    def show_others(self) -> None:
        """Show or hide the papers that are not of this case."""
        self._others_open = not self._others_open
        self._fill_papers()
        self._show_zone()

    def reason_typed(self, text: str) -> None:
        """Keep the clerk's own reason for the slip."""
        if self.at_hand is not None and self.desk.field is self._card.ids.reason:
            self.at_hand.reason = text

    def print_list(self) -> None:
        """Print the case's checklist."""
        if self.at_hand is None:
            return
        what = self.tr("List of papers")
        checklist = self.at_hand.checklist
        self.desk.rooms.print_list(checklist, [self.tr], partial(self.desk.tell_news, what))
        self.desk.note("print list", checklist.code)

    def ask_supplement(self) -> None:
        """Ask for the names on the slip, then print it."""
        from kiosk.ui.desk.supplement_sheet import SupplementSheet

        if self.at_hand is not None and not self.at_hand.state.complete:
            self.desk.open_sheet(SupplementSheet(self.desk, self))

    def do_next(self) -> None:
        """Do what the red button says: the supplement, or the list."""
        at_hand = self.at_hand
        if at_hand is None:
            return
        if at_hand.checklist.has_list and not at_hand.state.untouched:
            if at_hand.state.complete:
                self.clear()
            else:
                self.ask_supplement()
        else:
            self.print_list()

    def show_qr(self) -> None:
        """Show the checklist as a QR code."""
        if self.at_hand is not None:
            self.desk.open_sheet(QrSheet(self.desk, self.at_hand.checklist))

    def show_forms(self) -> None:
        """Show the forms of the case."""
        if self.at_hand is not None:
            self.desk.open_sheet(forms_sheet(self.desk, self.at_hand))

    def show_sources(self) -> None:
        """Show where the facts come from."""
        if self.at_hand is not None:
            self.desk.open_sheet(sources_sheet(self.desk, self.at_hand.checklist))

    def show_help(self) -> None:
        """Show all keys."""
        self.desk.open_sheet(HelpSheet(self.desk))

    # Outcomes of slow work

    def _read(self, code: str) -> AtHand | None:
        rooms = self.desk.rooms
        procedure = rooms.procedure(code)
        if procedure is None:
            return None
        return AtHand(procedure, rooms.build_checklist(procedure, {}, rooms.clock()))

    def _opened(self, outcome: Any) -> None:
        if not isinstance(outcome, AtHand):
            self.desk.tell(self.tr("This procedure could not be opened."), icon="alert-outline")
            return
        self.at_hand = outcome
        code = outcome.procedure.code
        self._recent = [code, *(c for c in self._recent if c != code)][:MOST_RECENT]
        self._case_row = self._paper_row = 0
        self._others_open = False
        self._card.ids.reason.empty()
        self._card.ids.rows.move_to(0)
        self._fill_dossier()
        if outcome.questions:
            self.go_to_case()
        else:
            self.go_to_papers()
        self.desk.refresh_keys()
        self._fill_home()

    def _show_found(self, outcome: Found | Unavailable) -> None:
        self._failed = isinstance(outcome, Unavailable)
        self.found = None if isinstance(outcome, Unavailable) else outcome
        self._selected = 0
        pending, self._pending = self._pending, ""
        self._fill_rows()
        # A quick clerk had pressed the row's key before the rows were there.
        if pending and self._is_answered() and not self._open_row(int(pending) - 1):
            Field.text_typed(self._query, pending)

    def _is_answered(self) -> bool:
        """Say whether the rows are those of what stands in the command line."""
        found, query = self.found, self._query.typed
        return found is not None and found.query == query and found.everything == self._everything

    def _learn_pins(self, outcome: Any) -> None:
        if isinstance(outcome, list):
            self._pins = outcome
            self._fill_home()

    def _learn_home(self, outcome: tuple[DeskRow, ...] | Unavailable) -> None:
        if not isinstance(outcome, Unavailable):
            self._home_rows = outcome
            self._fill_rows()

    def _kept(self, outcome: Any) -> None:
        if outcome is not None:
            self.desk.tell_failure(outcome)

    # Inside

    @property
    def _query(self) -> Any:
        return self.layout.ids.query

    @property
    def _card(self) -> Any:
        return self.layout.ids.card

    def _rows(self) -> tuple[DeskRow, ...]:
        if self._query.typed.strip():
            return self.found.rows if self.found is not None else ()
        return self._home_rows

    def _open_row(self, place: int) -> bool:
        rows = self._rows()
        if not 0 <= place < len(rows):
            return False
        self._selected = place
        self.open_procedure(rows[place].code)
        return True

    def _others(self) -> list[str]:
        at_hand = self.at_hand
        if at_hand is None:
            return []
        names = [document.name for document in at_hand.procedure.documents]
        return ticking.other_papers(at_hand.checklist, names)

    def _turn_case(self, place: int) -> bool:
        at_hand = self.at_hand
        if at_hand is None or not 0 <= place < len(at_hand.questions):
            return False
        question = at_hand.questions[place]
        self.answer(question.key, next_answer(question, at_hand.answers.get(question.key, "")))
        return True

    def _choose_answer(self, place: int) -> None:
        at_hand = self.at_hand
        if at_hand is None or not at_hand.questions:
            return
        question = at_hand.questions[self._case_row]
        if not 0 <= place < len(question.answers):
            return
        self.answer(question.key, question.answers[place].key)
        if self._case_row + 1 < len(at_hand.questions):
            self._case_row += 1
            self._show_zone()
        else:
            self.go_to_papers()

    def _select_paper(self, place: int) -> None:
        self._paper_row = place
        self._show_zone()
        if place == 0 and self._folded.parent is not None:
            self._card.ids.rows.move_to(0)
        elif place < len(self._paper_rows):
            self._card.ids.rows.show(self._paper_rows[place])

    def _fill_home(self) -> None:
        codes = [*self._pins, *(code for code in self._recent if code not in self._pins)]
        self.looking_up.rows(codes[:MOST_RECENT], self._learn_home)

    def _fill_rows(self) -> None:
        tr, ids = self.tr, self.layout.ids
        rows = self._rows()
        finding = self.found.finding if self.found is not None else None
        typed = bool(self._query.typed.strip())
        self._query.after = self._reading() if typed else ""
        ids.scope.said = tr("only those posted") if self._everything else tr("search all")
        if not typed:
            ids.count.said = tr("Pinned and recent")
        elif self._everything:
            ids.count.said = tr.count("{n} of all", "{n} of all", len(rows))
        else:
            ids.count.said = tr.count("{n} posted here", "{n} posted here", len(rows))
        asked = finding.question if typed and finding is not None else None
        said = tr.pick(asked.text, asked.text_en) if asked is not None else ""
        if typed and not rows and self._failed:
            said = tr("The search is not ready; the log says why. A code can still be typed.")
        elif typed and not rows and self.found is not None:
            said = self._nothing_words(finding)
        elif not typed and not rows:
            said = tr("What you open stands here. Ctrl+G pins it.")
        ids.asked.said = said
        self._show_rows(rows)

    def _show_rows(self, rows: Sequence[DeskRow]) -> None:
        """Fill as many rows as there are; rows that were made are used again."""
        while len(self._made_rows) < len(rows):
            made = PickRow(cap=str(len(self._made_rows) + 1))
            made.bind(on_tap=partial(self._tap_row, len(self._made_rows)))
            self._made_rows.append(made)
        self._pick_rows = self._made_rows[: len(rows)]
        for shown, row in zip(self._pick_rows, rows, strict=True):
            self._fill_row(shown, row)
        self.layout.ids.results.put(self._pick_rows)
        self._mark_rows()

    def _nothing_words(self, finding: Any) -> str:
        """Say where else it is done, or how to look further."""
        tr = self.tr
        if finding is not None and finding.elsewhere is not None:
            elsewhere = finding.elsewhere
            name = tr.pick(elsewhere.name, elsewhere.name_en)
            return f"{name}: {tr.pick(elsewhere.where_to_go, elsewhere.where_to_go_en)}"
        if self._everything:
            return tr("Nothing found. Try fewer words or a code.")
        return tr("Not among what is posted here. Ctrl+T searches all procedures.")

    def _reading(self) -> str:
        finding = self.found.finding if self.found is not None else None
        if finding is None or finding.reading.lower() == self._query.typed.strip().lower():
            return ""
        return finding.reading

    def _fill_row(self, shown: PickRow, row: DeskRow) -> None:
        tr = self.tr
        counter = tr.pick(row.counter, row.counter_en)
        option = tr.pick(row.option, row.option_en)
        parts = [option or tr.pick(row.field, row.field_en), words.lower_first(counter)]
        if not row.posted:
            parts.append(tr("not posted here"))
        shown.title = tr.pick(row.title, row.title_en)
        roomy = self._is_roomy() or self.desk.theme.shape == Shape.PORTRAIT
        # A small window has the code under the name, which then needs fewer lines.
        shown.note = " · ".join(part for part in ("" if roomy else row.code, *parts) if part)
        shown.end = row.code if roomy else ""
        shown.icon = "pin-outline" if row.code in self._pins else ""

    def _tap_row(self, place: int, *_arguments: object) -> None:
        self._open_row(place)

    def _mark_rows(self) -> None:
        opened = self.at_hand.procedure.code if self.at_hand is not None else ""
        rows = self._rows()
        for place, row in enumerate(self._pick_rows):
            searching = self._zone is Zone.SEARCH
            row.chosen = place == self._selected if searching else rows[place].code == opened
        if self._selected < len(self._pick_rows):
            self.layout.ids.results.show(self._pick_rows[self._selected])

    def _fill_dossier(self) -> None:
        card, at_hand = self._card, self.at_hand
        card.opened = at_hand is not None
        self._fill_title()
        self._fill_case()
        self._fill_papers()
        self._fill_notice()

    def _fill_title(self) -> None:
        tr, ids, at_hand = self.tr, self._card.ids, self.at_hand
        if at_hand is None:
            for each in (ids.title, ids.meta, ids.fee, ids.time, ids.warning):
                each.said = ""
            return
        checklist, procedure = at_hand.checklist, at_hand.procedure
        ids.title.said = tr.pick(
            procedure.short_name or plain_name(procedure.name),
            procedure.short_name_en or procedure.name_en,
        )
        parts = [procedure.code, tr.pick(procedure.field, procedure.field_en)]
        if checklist.decision is not None:
            parts.append(checklist.decision.number)
        if checklist.checked_on is not None:
            date = words.date_words(checklist.checked_on, tr)
            parts.append(tr("checked {date}", date=date))
        else:
            parts.append(tr("not checked by a person"))
        if procedure.code in self._pins:
            parts.append(tr("pinned"))
        ids.meta.said = " · ".join(part for part in parts if part)
        ids.fee.said = words.fee_headline(checklist, tr)[0]
        ids.time.said = words.time_headline(checklist, tr)[0]
        ids.warning.said = " ".join(words.warning_lines(checklist, tr))

    def _fill_case(self) -> None:
        tr, at_hand = self.tr, self.at_hand
        questions = at_hand.questions if at_hand is not None else []
        asked = (tr.language, *(f"{q.key} {q.text}" for q in questions))
        if asked != self._asked:
            self._asked = asked
            self._case_rows = [self._case(place, q) for place, q in enumerate(questions)]
        if at_hand is not None:
            for row, question in zip(self._case_rows, questions, strict=True):
                present = at_hand.answers.get(question.key, "")
                for choice, answer in zip(row.choices, question.answers, strict=True):
                    choice.chosen = answer.key == present
        self._fold_case()

    def _fold_case(self) -> None:
        """Show the questions; where room is short, answered ones as one line until F3."""
        at_hand, holder = self.at_hand, self._card.ids.case
        wanted: list[Any] = list(self._case_rows)
        if at_hand is not None and wanted and not self._is_roomy() and self._zone is not Zone.CASE:
            answers = chosen_answers(at_hand)
            if len(answers) == len(at_hand.questions):
                labels = [self.tr.pick(answer.label, answer.label_en) for answer in answers]
                self._folded.said = " · ".join(labels)
                self._folded.cap_said = self.tr("change")
                wanted = [self._folded]
        if list(reversed(holder.children)) != wanted:
            holder.clear_widgets()
            for row in wanted:
                holder.add_widget(row)

    def _is_roomy(self) -> bool:
        """Say whether the window has height to spare."""
        theme = self.desk.theme
        return bool(theme.height >= DESK_LOW and theme.shape != Shape.PORTRAIT)

    def _case(self, place: int, question: Question) -> CaseRow:
        tr = self.tr
        digit = digit_of(place)
        cap = f"Alt+{digit}" if digit else ""
        row = CaseRow(label=tr.pick(question.text, question.text_en), cap=cap)
        for answer in question.answers:
            choice = Choice(text=tr.pick(answer.label, answer.label_en))
            choice.bind(on_tap=partial(self._tap_answer, question.key, answer.key))
            row.choices.append(choice)
            row.ids.choices.add_widget(choice)
        return row

    def _tap_answer(self, key: str, answer: str, *_arguments: object) -> None:
        """Give the answer; a touch of the one that is given takes it back."""
        at_hand = self.at_hand
        given = at_hand is not None and at_hand.answers.get(key) == answer
        self.answer(key, "" if given else answer)

    def _fill_papers(self) -> None:
        tr, holder, at_hand = self.tr, self._card.ids.papers, self.at_hand
        holder.clear_widgets()
        self._paper_rows = []
        if at_hand is None:
            return
        if not at_hand.checklist.has_list:
            said = tr(
                "The catalogue has no list of papers for this procedure. F8 names its sources."
            )
            holder.add_widget(WordRow(said=said))
        items = at_hand.items
        while len(self._made_papers) < len(items):
            self._made_papers.append(self._paper(len(self._made_papers)))
        self._paper_rows = self._made_papers[: len(items)]
        for row, item in zip(self._paper_rows, items, strict=True):
            self._fill_paper(row, item)
            holder.add_widget(row)
        self._add_notes(holder)
        self._fill_ticks()

    def _paper(self, place: int) -> DossierRow:
        row = DossierRow(cap=letter_of(place))
        row.bind(on_tap=partial(self._tap_paper, place))
        row.bind(on_more=partial(self._tap_more, place))
        return row

    def _fill_paper(self, row: DossierRow, item: Item) -> None:
        tr, document = self.tr, item.document
        counted = [*words.copies_words(document, tr), words.purpose_words(document, tr)]
        row.title = words.document_name(document, tr)
        row.note = " ".join(words.item_lines(item, tr))
        row.counts = shown_counts(item)
        row.counts_words = " · ".join(counted)
        row.purpose = words.purpose_words(document, tr)

    def _add_notes(self, holder: Any) -> None:
        """Add the law's remarks that are no papers, and those papers that are not of this case."""
        tr, at_hand = self.tr, self.at_hand
        if at_hand is None:
            return
        for note in at_hand.checklist.notes:
            holder.add_widget(
                WordRow(icon="information-outline", said=words.document_name(note, tr))
            )
        others = self._others()
        if not others:
            return
        named = {d.name: words.document_name(d, tr) for d in at_hand.procedure.documents}
        said = tr.count(
            "{n} paper is not of this case, such as: {paper}",
            "{n} papers are not of this case, such as: {paper}",
            len(others),
            paper=words.lower_first(named[others[0]]),
        )
        more = WordRow(
            icon="chevron-down" if self._others_open else "chevron-right",
            said=said,
            cap=letter_of(len(at_hand.items)),
            cap_said=tr("close") if self._others_open else tr("open"),
        )
        more.bind(on_tap=lambda *_: self.show_others())
        holder.add_widget(more)
        if self._others_open:
            for name in others:
                holder.add_widget(WordRow(said=named[name]))

    def _tap_paper(self, place: int, *_arguments: object) -> None:
        self.go_to_papers()
        self.turn_paper(place)

    def _tap_more(self, place: int, *_arguments: object) -> None:
        self.open_paper(place)

    def _fill_ticks(self) -> None:
        tr, card, at_hand = self.tr, self._card, self.at_hand
        if at_hand is None:
            return
        certain = len(at_hand.checklist.certain)
        for place, (row, item) in enumerate(zip(self._paper_rows, at_hand.items, strict=True)):
            tick = ticking.tick_of(at_hand.ticks, item)
            row.tick = tick.tick.value
            row.short = tick.tick is Tick.BROUGHT and any(ticking.missing_counts(item, tick))
            row.state = ticking.tick_words(item, tick, tr, certain=place < certain)
            row.defect = tick.defect
        state = at_hand.state
        listed = at_hand.checklist.has_list
        card.ids.state.said = state_words(state, tr) if listed else ""
        card.missing = listed and not state.complete and not state.untouched
        card.complete = listed and state.complete and not state.untouched
        suggested = ticking.suggested_reason(state, tr)
        if at_hand.reason is None:
            card.ids.reason.put(suggested)
        else:
            card.ids.reason.put(at_hand.reason)
        self.desk.refresh_keys()

    def _fill_notice(self) -> None:
        tr, notice, at_hand = self.tr, self.layout.ids.notice, self.at_hand
        if at_hand is None:
            notice.title = notice.said = ""
            return
        checklist = at_hand.checklist
        notice.title = words.closed_words(checklist, tr)
        # A low or narrow window needs the height for the list; F8 says the same.
        due = words.due_words(checklist.time, tr) if checklist.time is not None else ""
        notice.said = due if self._is_roomy() else ""

    def _show_zone(self) -> None:
        """Show where the keys go."""
        self._fold_case()
        for place, row in enumerate(self._case_rows):
            row.chosen = self._zone is Zone.CASE and place == self._case_row
        for place, paper in enumerate(self._paper_rows):
            paper.chosen = self._zone is Zone.PAPERS and place == self._paper_row
        self._mark_rows()
        if self._zone is Zone.CASE and self._case_row < len(self._case_rows):
            self._card.ids.rows.show(self._case_rows[self._case_row])


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
