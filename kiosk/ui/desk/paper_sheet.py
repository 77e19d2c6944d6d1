"""The sheet of one paper: how it stands, how many of each kind came, what is wrong with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.checklist import words
from kiosk.desk.ticking import PaperTick, Tick, needed_counts, tick_of
from kiosk.ui.desk.sheet import DeskSheet
from kiosk.ui.desk.widgets import Choice
from kiosk.ui.strokes import DOWN, LEFT, RIGHT, TAB, UP, Stroke

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk
    from kiosk.ui.desk.pages.dossier import DossierPage

CHOICES = (Tick.BROUGHT, Tick.MISSING, Tick.NOT_NEEDED, Tick.ACCEPTED)
MOST_COPIES = 99


class CountRow(BoxLayout):
    """One kind of copy: how many are needed, how many came."""

    label = StringProperty("")
    needed = NumericProperty(0)
    count = NumericProperty(0)
    chosen = BooleanProperty(False)

    __events__ = ("on_step",)

    def on_step(self, way: int) -> None:
        """Minus or plus was pressed."""


class PaperSheet(DeskSheet):
    """What the clerk sees of one paper; Enter takes it over, Esc leaves it as it was."""

    rule = "PaperSheetCard"

    def __init__(self, desk: Desk, page: DossierPage, place: int) -> None:
        super().__init__(desk)
        at_hand = page.at_hand
        if at_hand is None:
            raise LookupError("a paper's sheet was opened with no dossier on the desk")
        self._page = page
        self._place = place
        self._item = at_hand.items[place]
        tick = tick_of(at_hand.ticks, self._item)
        self._tick = tick.tick
        needed = needed_counts(self._item)
        # A paper that was not ticked yet is opened to say that it came, perhaps not as needed.
        self._counts = list(tick.counts or needed)
        self._row = 0
        self._defect = tick.defect
        self._rows: list[CountRow] = []

    def fill(self) -> None:
        """Say everything in the present language."""
        tr, ids, document = self.tr, self.card.ids, self._item.document
        self.card.title = words.document_name(document, tr)
        ids.note.said = " ".join(words.item_lines(self._item, tr))
        ids.defect.label = tr("What is wrong with it") + "  ·  Tab"
        if self._defect and not ids.defect.typed:
            ids.defect.put(self._defect)
        labels = (tr("Originals"), tr("Certified copies"), tr("Photo-copies"))
        ids.counts.clear_widgets()
        self._rows = []
        needed = needed_counts(self._item)
        for place, label in enumerate(labels):
            row = CountRow(label=label, needed=needed[place])
            row.bind(on_step=partial(self._step_row, place))
            ids.counts.add_widget(row)
            self._rows.append(row)
        self._mark()

    def closed(self) -> None:
        """Drop what was typed of a defect."""
        self.card.ids.defect.empty()

    def key_pressed(self, stroke: Stroke) -> bool:
        """Digits choose how it stands, arrows count, Tab writes the defect, Enter takes over."""
        typing = self.desk.field is not None
        if stroke.code == TAB:
            if typing:
                self.desk.end_typing()
            else:
                self.desk.begin_typing(self.card.ids.defect)
        elif stroke.is_enter and stroke.plain:
            self.take_over()
        elif typing:
            return False
        elif stroke.plain and 1 <= stroke.digit <= len(CHOICES):
            self.choose(CHOICES[stroke.digit - 1])
        elif stroke.code in (UP, DOWN):
            self._row = (self._row + (-1 if stroke.code == UP else 1)) % len(self._rows)
            self._mark()
        elif stroke.code in (LEFT, RIGHT):
            self.step(-1 if stroke.code == LEFT else 1)
        else:
            return False
        return True

    def choose(self, tick: Tick) -> None:
        """Say how the paper stands."""
        self._tick = tick
        if tick is not Tick.BROUGHT:
            self._counts = list(needed_counts(self._item))
        self._mark()

    def step(self, way: int) -> None:
        """Count one more or one fewer of the chosen kind."""
        self._counts[self._row] = max(0, min(MOST_COPIES, self._counts[self._row] + way))
        self._tick = Tick.BROUGHT
        self._mark()

    def take_over(self) -> None:
        """Take over what the sheet says."""
        defect = self.card.ids.defect.typed.strip()
        needed = needed_counts(self._item)
        counts = (self._counts[0], self._counts[1], self._counts[2])
        tick = self._tick
        if defect:
            made = PaperTick(tick=Tick.DEFECT, defect=defect)
        elif tick is Tick.BROUGHT and any(needed) and not any(counts):
            made = PaperTick(tick=Tick.MISSING)
        elif tick is Tick.BROUGHT:
            made = PaperTick(tick=tick, counts=counts if counts != needed else None)
        else:
            # A defect that was taken out, or a sheet that was only looked at.
            made = PaperTick(tick=Tick.BROUGHT if tick is Tick.DEFECT else tick)
        self._page.set_tick(self._place, made)
        self.close()

    def _step_row(self, place: int, _row: CountRow, way: int) -> None:
        self._row = place
        self.step(way)

    def _mark(self) -> None:
        tr = self.tr
        names = (tr("There"), tr("Missing"), tr("Not needed"), tr("Accept as it is"))
        holder = self.card.ids.choices
        holder.clear_widgets()
        for place, (tick, name) in enumerate(zip(CHOICES, names, strict=True), start=1):
            choice = Choice(text=f"{place}  {name}", chosen=tick is self._tick)
            choice.bind(on_tap=partial(self._tap_choice, tick))
            holder.add_widget(choice)
        for place, row in enumerate(self._rows):
            row.count = self._counts[place]
            row.chosen = place == self._row

    def _tap_choice(self, tick: Tick, *_arguments: object) -> None:
        self.choose(tick)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
