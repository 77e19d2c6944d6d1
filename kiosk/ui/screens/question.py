"""One question a screen: of the case, or the search's own question which procedure is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.catalogue.paths import satisfied
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.checklist.cases import UNSURE
from kiosk.checklist.questions import next_question, progress
from kiosk.search.finding import ClarifyingQuestion
from kiosk.settings import counter_of
from kiosk.translation import Translator
from kiosk.ui.fonts import text_width
from kiosk.ui.navigation import Place
from kiosk.ui.overlays.overlay import Overlay
from kiosk.ui.screens.base import Layout, Screen
from kiosk.ui.screens.procedure_rows import arrangement_of, is_narrow
from kiosk.ui.theme import Shape
from kiosk.ui.widgets import Space, Surface, Tap, Text

TALL: Final = 176
"""Units of an answer with a line under it; looks 05."""

LOW: Final = 128
"""Units of an answer where many must fit, or none has a line under it."""

LOWEST: Final = 112
"""Units of an answer where six or more must be in sight."""

MANY: Final = 5
"""From so many answers on they are lower, so that all are in sight."""


def asked_questions(procedure: Procedure, answers: Mapping[str, str]) -> list[Question]:
    """Return the questions that have an answer and apply, in their order."""
    return [
        question
        for question in procedure.questions
        if question.key in answers and satisfied(question.when, answers)
    ]


class ProgressDot(Widget):
    """One step of the progress; the present one is long."""

    present = BooleanProperty(False)
    reached = BooleanProperty(True)


class ProgressDots(BoxLayout):
    """The quiet line of progress."""


class QuestionTop(BoxLayout):
    """Which procedure, and how far along."""

    matter = StringProperty("")
    count_words = StringProperty("")


class AnswerButton(Tap, Surface):
    """One answer; ``chosen`` is the one given before."""

    key = StringProperty("")
    label = StringProperty("")
    hint = StringProperty("")
    chosen = BooleanProperty(False)
    tall = NumericProperty(TALL)


class TermLink(Tap):
    """A word of the question, explained on touch."""

    ask = StringProperty("")
    underlined = NumericProperty(0)


class GivenAnswer(Tap, Surface):
    """An answer given before, which can be changed."""

    label = StringProperty("")


class TermOverlay(Overlay):
    """A legal word in plain words."""

    ask = StringProperty("")
    explanation = StringProperty("")


class QuestionPortrait(Layout):
    """Question, answers, then what was answered before."""


class QuestionWide(Layout):
    """The question at the left, the answers at the right."""


class QuestionCompact(Layout):
    """Everything in one scrolled column: small panels and large text."""


class QuestionScreen(Screen):
    """Shows the question of ``visit``: the clarifying one, or that of the case."""

    def arrangement(self) -> str:
        """Portrait, two columns, or one scrolled column where the text leaves no room beside it."""
        if self.kiosk.theme.large:
            return "QuestionCompact"
        return arrangement_of("Question", self.kiosk.theme)

    def fill(self) -> None:
        """Show the question in the present language."""
        ids = self.layout.ids
        for part in (ids.answers, ids.terms, ids.given, ids.top.ids.dots):
            part.clear_widgets()
        clarifying = self._clarifying()
        if clarifying is not None:
            self._fill_clarifying(clarifying)
            return
        procedure = self.kiosk.visit.procedure
        question = self._question(procedure) if procedure is not None else None
        if procedure is not None and question is not None:
            self._fill_case(procedure, question)

    def entered(self) -> None:
        """Begin at the top."""
        self.layout.ids.list.to_top()

    def go_back(self) -> bool:
        """Go to the question before this one; its answer is kept."""
        visit = self.kiosk.visit
        if self._clarifying() is not None:
            visit.clarifying = False
            return False
        procedure = visit.procedure
        question = self._question(procedure) if procedure is not None else None
        if procedure is None or question is None:
            return False
        before = self._before(procedure, question)
        if before:
            visit.question = before[-1].key
            self.kiosk.go(Place.QUESTION)
            return True
        if visit.answer is not None and visit.answer.finding.question is not None:
            chosen = {option.code for option in visit.answer.finding.question.options}
            if procedure.code in chosen:
                visit.clarifying = True
                self.kiosk.go(Place.QUESTION)
                return True
        return False

    def answer(self, key: str) -> None:
        """Keep an answer and go on."""
        visit = self.kiosk.visit
        if visit.procedure is None:
            return
        question = self._question(visit.procedure)
        if question is not None:
            visit.answers[question.key] = key
        self.kiosk.continue_case()

    def explain(self, ask: str, explanation: str) -> None:
        """Lay the explanation of a word over the screen."""
        self.kiosk.lay_over(TermOverlay(kiosk=self.kiosk, ask=ask, explanation=explanation))

    def _clarifying(self) -> ClarifyingQuestion | None:
        visit = self.kiosk.visit
        if not visit.clarifying or visit.answer is None:
            return None
        question: ClarifyingQuestion | None = visit.answer.finding.question
        return question

    def _question(self, procedure: Procedure) -> Question | None:
        """Return the question to show: the one gone back to, the next open one, else the last."""
        visit = self.kiosk.visit
        wanted = [each for each in procedure.questions if each.key == visit.question]
        if wanted:
            return wanted[0]
        following = next_question(procedure, visit.answers)
        if following is not None:
            return following
        asked = asked_questions(procedure, visit.answers)
        return asked[-1] if asked else None

    def _before(self, procedure: Procedure, question: Question) -> list[Question]:
        """Return the answered questions that come before ``question``."""
        asked = asked_questions(procedure, self.kiosk.visit.answers)
        place = procedure.questions.index(question)
        return [each for each in asked if procedure.questions.index(each) < place]

    def _fill_clarifying(self, question: ClarifyingQuestion) -> None:
        tr, ids = self.kiosk.tr, self.layout.ids
        ids.top.matter = self.kiosk.visit.query
        ids.top.count_words = ""
        self._ask(
            tr.pick(question.text, question.text_en), tr("What you typed fits several procedures.")
        )
        tall = LOW if len(question.options) + 1 >= MANY or self._small() else 144
        for option in question.options:
            button = AnswerButton(
                key=option.code, label=tr.pick(option.label, option.label_en), tall=tall
            )
            button.bind(on_tap=lambda tapped: self._choose(tapped.key))
            ids.answers.add_widget(button)
        other = AnswerButton(label=tr("None of these"), tall=tall)
        other.bind(on_tap=lambda _tapped: self._see_all())
        ids.answers.add_widget(other)

    def _ask(self, question: str, why: str) -> None:
        """Show the question and why we ask, here or in the part that is out of reach."""
        self.title, self.note = question, why
        raised = self.kiosk.theme.raised
        self.layout.ids.question.said = "" if raised else question
        # Large text leaves no room for it up there.
        self.layout.ids.why.said = "" if raised and not self.kiosk.theme.large else why

    def _choose(self, code: str) -> None:
        self.kiosk.visit.clarifying = False
        self.kiosk.open_procedure(code)

    def _see_all(self) -> None:
        self.kiosk.visit.clarifying = False
        self.kiosk.go(Place.RESULTS)

    def _fill_case(self, procedure: Procedure, question: Question) -> None:
        tr, ids, visit = self.kiosk.tr, self.layout.ids, self.kiosk.visit
        before = self._before(procedure, question)
        self._fill_progress(len(before) + 1, progress(procedure, visit.answers).at_most)
        ids.top.matter = tr.pick(procedure.title, procedure.short_name_en or procedure.name_en)
        self._ask(tr.pick(question.text, question.text_en), tr.pick(question.why, question.why_en))
        given = visit.answers.get(question.key, "")
        choices = [
            (each.key, tr.pick(each.label, each.label_en), tr.pick(each.hint, each.hint_en))
            for each in question.answers
        ]
        crowded = len(choices) >= MANY
        unsure = "" if crowded else self._unsure_hint(procedure)
        choices.append((UNSURE, tr("I am not sure"), unsure))
        hinted = any(hint for _key, _label, hint in choices[:-1])
        tall = self._tall(hinted=hinted, crowded=crowded)
        for key, label, hint in choices:
            button = AnswerButton(key=key, label=label, hint=hint, chosen=key == given, tall=tall)
            button.bind(on_tap=lambda tapped: self.answer(tapped.key))
            ids.answers.add_widget(button)
        for term in question.terms:
            self._add_term(
                tr.pick(term.ask, term.ask_en), tr.pick(term.explanation, term.explanation_en)
            )
        self._fill_given(before)

    def _tall(self, *, hinted: bool, crowded: bool) -> int:
        """Return the least height of an answer in units, so that all are in sight."""
        if crowded or self._small():
            return LOWEST
        return TALL if hinted and self.kiosk.theme.shape == Shape.PORTRAIT else LOW

    def _small(self) -> bool:
        return is_narrow(self.kiosk.theme)

    def _unsure_hint(self, procedure: Procedure) -> str:
        tr: Translator = self.kiosk.tr
        counter = counter_of(self.kiosk.rooms.settings, procedure.field)
        if counter is None:
            return tr("The list shows every case, to ask at the counter")
        label = tr.pick(counter.label, counter.label_en)
        return tr("The list shows every case, to ask at {counter}", counter=label)

    def _fill_progress(self, number: int, total: int) -> None:
        top = self.layout.ids.top
        total = max(total, number)
        top.count_words = self.kiosk.tr("Question {n} of {total}", n=number, total=total)
        for step in range(1, total + 1):
            top.ids.dots.add_widget(ProgressDot(present=step == number, reached=step <= number))

    def _add_term(self, ask: str, explanation: str) -> None:
        style = self.kiosk.theme.styles["body"]
        link = TermLink(ask=ask, underlined=text_width(style.font, style.size, ask))
        link.bind(on_tap=lambda _tapped: self.explain(ask, explanation))
        self.layout.ids.terms.add_widget(link)

    def _fill_given(self, before: list[Question]) -> None:
        if not before:
            return
        tr, given = self.kiosk.tr, self.layout.ids.given
        theme = self.kiosk.theme
        columns = 1 if theme.large else min(2, len(before))
        gap = theme.unit * 16
        chips = GridLayout(cols=columns, spacing=gap, size_hint_y=None)
        chips.bind(minimum_height=chips.setter("height"))
        for question in before:
            key = self.kiosk.visit.answers.get(question.key, "")
            chosen = next((each for each in question.answers if each.key == key), None)
            label = tr.pick(chosen.label, chosen.label_en) if chosen else tr("I am not sure")
            chip = GivenAnswer(label=label)
            chip.bind(on_tap=self._editor(question.key))
            chips.add_widget(chip)
        given.add_widget(Text(said=tr("You answered"), role="body", color=theme.palette.soft))
        given.add_widget(Space(extent=16))
        given.add_widget(chips)

    def _editor(self, question: str) -> Callable[[object], None]:
        return lambda _tapped: self.kiosk.edit_answers(question)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
