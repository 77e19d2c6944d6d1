"""What the desk's further pages are made of: a list at the left, a card at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.catalogue.clerks import Role
from kiosk.ui.desk.errands import Deliver, Errands, Failed
from kiosk.ui.desk.keeping import Keeping
from kiosk.ui.desk.page import Page
from kiosk.ui.desk.pages import FIRST
from kiosk.ui.desk.widgets import PickRow
from kiosk.ui.strokes import DOWN, ESCAPE, PAGE_DOWN, PAGE_UP, UP, FunctionKey, Stroke
from kiosk.ui.widgets import Card

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk


class ListPane(BoxLayout):
    """A list with a head over it; ``note`` stands at the head's end."""

    head = StringProperty("")
    note = StringProperty("")


class BodyCard(Card):
    """What was chosen: its title, a line under it, the content, buttons at the end."""

    title = StringProperty("")
    note = StringProperty("")


class Meter(BoxLayout):
    """How far long work is: ``share`` 0 to 1; hidden without words."""

    share = NumericProperty(0)
    said = StringProperty("")


class Group(BoxLayout):
    """A small head between the rows of a card, with a number at its end."""

    said = StringProperty("")
    end = StringProperty("")


class Entry(BoxLayout):
    """A line of a list that only tells: a code or day, and a name."""

    lead = StringProperty("")
    said = StringProperty("")
    end = StringProperty("")


class PanePage(Page):
    """A page with a list whose rows are chosen by arrows, digits or a touch.

    ``put_rows`` lists them; ``chosen`` is the place of the one that the card shows.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chosen = 0
        self._rows: list[PickRow] = []
        self._long: Errands | None = None

    @property
    def keeping(self) -> Keeping:
        """The rooms behind this page."""
        found = self.desk.rooms.keeping
        if found is None:
            raise RuntimeError("the desk was opened without the rooms of its further pages")
        return found

    @property
    def is_steward(self) -> bool:
        """Say whether whoever is signed in keeps the catalogue and the office's facts."""
        session = self.desk.session
        return session is not None and session.role is Role.STEWARD

    @property
    def scroller(self) -> Any:
        """What page up and page down move."""
        return self.layout.ids.card.ids.body

    # For the pages

    def back_key(self) -> FunctionKey:
        """Return the key that goes back to the dossiers."""
        return FunctionKey(1, self.tr("Dossiers"), self.back)

    def back(self) -> None:
        """Go back to the dossiers."""
        self.desk.go(FIRST)

    def put_rows(self, rows: Sequence[PickRow], *, groups: Sequence[tuple[int, str]] = ()) -> None:
        """Show these rows in the list; ``groups`` are heads, each before a place."""
        heads = dict(groups)
        shown: list[Any] = []
        self._rows = list(rows)
        self.chosen = max(0, min(self.chosen, len(rows) - 1))
        for place, row in enumerate(rows):
            if place in heads:
                shown.append(Group(said=heads[place]))
            row.bind(on_tap=partial(self._tapped, place))
            shown.append(row)
        self.layout.ids.list.ids.rows.put(shown)
        self._mark()

    def choose(self, place: int) -> None:
        """Show a row's content in the card."""
        if 0 <= place < len(self._rows):
            self.chosen = place
            self._mark()
            self.fill_card()
            self.desk.refresh_keys()

    def fill_card(self) -> None:
        """Put what is chosen into the card."""

    def open_chosen(self) -> None:
        """Do what Enter does on the chosen row."""

    def run_long(self, work: Callable[[], object], deliver: Deliver) -> None:
        """Do work of many seconds beside the desk's own errands, so that the bell is heard."""
        if self._long is None:
            self._long = Errands(self.desk.host.post)
        self._long.run(work, deliver)

    def failed(self, outcome: object) -> bool:
        """Tell of a refusal; False where it is none."""
        if isinstance(outcome, Failed):
            self.desk.tell_failure(outcome)
            return True
        return False

    def tell_saved(self, outcome: object) -> None:
        """Say where a file was saved, or why it was not."""
        if not self.failed(outcome):
            self.desk.tell(self.tr("Saved"), str(outcome), icon="content-save-outline")

    # As a page

    def key_pressed(self, stroke: Stroke) -> bool:
        """Arrows choose a row, Enter opens it, Esc goes back to the dossiers."""
        if not stroke.plain or self.desk.field is not None:
            return False
        if stroke.code == ESCAPE:
            self.back()
        elif stroke.code in (UP, DOWN) and self._rows:
            way = -1 if stroke.code == UP else 1
            self.choose((self.chosen + way) % len(self._rows))
        elif stroke.code in (PAGE_UP, PAGE_DOWN):
            self.scroller.turn(-1 if stroke.code == PAGE_UP else 1)
        elif stroke.is_enter and self.desk.focus.control is None:
            self.open_chosen()
        else:
            return False
        return True

    def text_typed(self, text: str) -> bool:
        """Choose a row by its digit."""
        if text.isdigit() and 1 <= int(text) <= len(self._rows):
            self.choose(int(text) - 1)
            return True
        return False

    def forget(self) -> None:
        """End the long work's thread."""
        if self._long is not None:
            self._long.forget()
            self._long.close(0.0)
            self._long = None

    def _tapped(self, place: int, *_arguments: object) -> None:
        self.choose(place)

    def _mark(self) -> None:
        for place, row in enumerate(self._rows):
            row.chosen = place == self.chosen
        if self._rows:
            self.layout.ids.list.ids.rows.show(self._rows[self.chosen])


class ChangeRow(BoxLayout):
    """One field before and after, with what was decided about it."""

    field = StringProperty("")
    old = StringProperty("")
    new = StringProperty("")
    ours = StringProperty("")
    decided = StringProperty("")
    cap = StringProperty("")
    chosen = BooleanProperty(False)
    free = BooleanProperty(True)

    __events__ = ("on_take", "on_refuse")

    def on_take(self) -> None:
        """The field is taken."""

    def on_refuse(self) -> None:
        """The field stays as it is."""


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
