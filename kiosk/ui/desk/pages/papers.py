"""The rows of the dossier: the case's questions, the papers, and lines of words between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, ListProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.checklist.checklist import Item
from kiosk.desk.ticking import needed_counts
from kiosk.ui.desk.widgets import Choice
from kiosk.ui.widgets import Card, Pressable

NOT_ASKED = "–"


class CaseRow(BoxLayout):
    """One question with its answers beside it; ``chosen`` while digits answer it."""

    label = StringProperty("")
    cap = StringProperty("")
    chosen = BooleanProperty(False)

    def __init__(self, **values: Any) -> None:
        self.choices: list[Choice] = []
        super().__init__(**values)


class DossierRow(Pressable, BoxLayout):
    """One paper: its key, name and note, how many of each kind, and how it stands."""

    cap = StringProperty("")
    title = StringProperty("")
    note = StringProperty("")
    counts = ListProperty([NOT_ASKED] * 3)
    counts_words = StringProperty("")
    purpose = StringProperty("")
    state = StringProperty("")
    tick = StringProperty("open")
    short = BooleanProperty(False)
    defect = StringProperty("")
    chosen = BooleanProperty(False)

    __events__ = ("on_more",)

    def on_more(self) -> None:
        """The pencil was pressed: open the paper's sheet."""


class WordRow(Pressable, BoxLayout):
    """A line of words in the list, with a key where it can be opened."""

    icon = StringProperty("")
    said = StringProperty("")
    cap = StringProperty("")
    cap_said = StringProperty("")


class DossierCard(Card):
    """The dossier; ``opened`` False shows how to begin."""

    opened = BooleanProperty(False)
    missing = BooleanProperty(False)
    complete = BooleanProperty(False)


def shown_counts(item: Item) -> list[str]:
    """Return the three columns of a paper: a number, or a dash where none is asked for."""
    return [str(number) if number else NOT_ASKED for number in needed_counts(item)]


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
