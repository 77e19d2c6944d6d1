"""A sheet with some lines to fill in and some choices, checked by whoever takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.factory import Factory
from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.ui.desk.errands import Failed, refusal_words
from kiosk.ui.desk.sheet import DeskSheet
from kiosk.ui.desk.widgets import Choice, Field
from kiosk.ui.strokes import DOWN, TAB, UP, Stroke
from kiosk.ui.widgets import Space

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

GAP = 8
"""Units between two lines."""

Values = Mapping[str, str]
"""What was filled in or chosen, by key."""


@dataclass(frozen=True)
class Line:
    """One line to fill in."""

    key: str
    label: str
    value: str = ""
    hint: str = ""
    longest: int = 200
    wraps: bool = False


@dataclass(frozen=True)
class Toggle:
    """One choice among a few: ``options`` are keys with their words."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str


@dataclass(frozen=True)
class Form:
    """What a sheet asks. ``also`` is a second thing to do, such as taking back."""

    title: str
    done: str
    said: str = ""
    lines: Sequence[Line] = ()
    toggles: Sequence[Toggle] = ()
    also: str = ""


class ToggleRow(BoxLayout):
    """A label with its choices."""

    label = StringProperty("")


class FormSheet(DeskSheet):
    """``work`` does what was filled in, in a thread; a refusal is shown and nothing is lost.

    ``done`` is called on the screen when it was done, with what ``work`` returned. ``also`` is the
    work of the second button.
    """

    rule = "FormCard"
    also_text = StringProperty("")
    done_text = StringProperty("")

    def __init__(
        self,
        desk: Desk,
        form: Form,
        work: Callable[[Values], object],
        done: Callable[[Any], None],
        *,
        also: Callable[[], object] | None = None,
    ) -> None:
        self._form = form
        self._work = work
        self._done = done
        self._also = also
        self._fields: dict[str, Field] = {}
        self._chosen = {toggle.key: toggle.value for toggle in form.toggles}
        self._busy = False
        super().__init__(desk)

    def opened(self) -> None:
        """Begin with the first line."""
        form, ids = self._form, self.card.ids
        self.card.title = form.title
        self.done_text, self.also_text = form.done, form.also
        ids.said.said = form.said
        rows: list[Any] = []
        for line in form.lines:
            field = Factory.FormField(
                label=line.label, hint=line.hint, longest=line.longest, wraps=line.wraps
            )
            field.put(line.value)
            self._fields[line.key] = field
            rows.append(field)
        rows += [self._toggle(toggle) for toggle in form.toggles]
        apart = [Space(extent=GAP) for _ in rows]
        ids.fields.put([each for pair in zip(rows, apart, strict=True) for each in pair])
        if self._fields:
            self.desk.begin_typing(next(iter(self._fields.values())))

    def closed(self) -> None:
        """Drop what was typed."""
        for field in self._fields.values():
            field.empty()

    def key_pressed(self, stroke: Stroke) -> bool:
        """F9 is done; Tab and the arrows go from line to line."""
        # With choices under the lines, Tab is the focus's way to them.
        ways = (UP, DOWN) if self._form.toggles else (TAB, UP, DOWN)
        if stroke.function == 9:
            self.submit()
        elif stroke.code in ways and self._fields:
            self._move(-1 if stroke.shift or stroke.code == UP else 1)
        elif stroke.is_enter and not self._fields and self.desk.focus.control is None:
            self.submit()
        else:
            return False
        return True

    def field_done(self) -> None:
        """Go on to the next line; after the last, it is done."""
        if self.desk.field is list(self._fields.values())[-1]:
            self.submit()
        else:
            self._move(1)

    def submit(self) -> None:
        """Do what was filled in."""
        values = {key: field.typed.strip() for key, field in self._fields.items()}
        self._run(partial(self._work, values | self._chosen))

    def do_also(self) -> None:
        """Do the second thing."""
        if self._also is not None:
            self._run(self._also)

    def _run(self, work: Callable[[], object]) -> None:
        if not self._busy:
            self._busy = True
            self.desk.run(work, self._ended)

    def _ended(self, outcome: Any) -> None:
        self._busy = False
        if self.desk.sheet is not self:
            return
        if isinstance(outcome, Failed):
            reason = refusal_words(outcome, self.tr)
            self.card.ids.message.said = reason or self.tr("This could not be done.")
            return
        self.close()
        self._done(outcome)

    def _toggle(self, toggle: Toggle) -> ToggleRow:
        row = ToggleRow(label=toggle.label)
        for key, said in toggle.options:
            choice = Choice(text=said, chosen=key == toggle.value)
            choice.bind(on_tap=partial(self._choose, toggle.key, key, row))
            row.ids.choices.add_widget(choice)
        return row

    def _choose(self, key: str, value: str, row: ToggleRow, chosen: Choice) -> None:
        self._chosen[key] = value
        for choice in row.ids.choices.children:
            choice.chosen = choice is chosen

    def _move(self, way: int) -> None:
        self.desk.type_on(list(self._fields.values()), way)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
