"""What all pages of the desk have in common; how one is added stands in the package's docstring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from kivy.factory import Factory
from kivy.properties import ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from kiosk.translation import Translator
from kiosk.ui.strokes import FunctionKey, Stroke
from kiosk.ui.theme import Shape

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk


class PageLayout(FloatLayout):
    """One arrangement of a page's widgets; a kv rule. ``page`` is the page it belongs to."""

    page = ObjectProperty(None)


class Page(FloatLayout):
    """A page: made when it is first gone to, shown often, dropped when the clerk leaves.

    ``title`` is a text for the translator. ``wide`` and ``tall`` name the kv rules for landscape
    and portrait; ``layout`` is the present arrangement.
    """

    wide: ClassVar[str]
    tall: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__(pos_hint={"x": 0, "y": 0})
        self.desk = desk
        self.layout: Any = None
        self._arranged: tuple[object, ...] = ()

    @property
    def tr(self) -> Translator:
        """The texts of the present language."""
        return self.desk.tr

    def title(self) -> str:
        """Return the page's name in the present language, for the header."""
        raise NotImplementedError

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return the page's own keys, F1 to F9; called by ``Desk.refresh_keys``."""
        return ()

    def fill(self) -> None:
        """Put the present facts into ``layout``'s widgets."""

    def entered(self) -> None:
        """Called after ``show`` when the page was gone to."""

    def left(self) -> None:
        """Called when another page is gone to: stop what moves or waits."""

    def forget(self) -> None:
        """Drop everything of the dossier at hand; the clerk leaves or clears the desk."""

    def key_pressed(self, stroke: Stroke) -> bool:
        """Take a key before the frame does; False leaves it to the function keys and the focus."""
        return False

    def text_typed(self, text: str) -> bool:
        """Take typed text that no field has taken; False if it means nothing here."""
        return False

    def show(self) -> None:
        """Bring the page up to date."""
        self.arrange()
        self.fill()

    def arrange(self) -> None:
        """Build the arrangement if there is none for the present form of the window."""
        theme = self.desk.theme
        if self.layout is None or self._arranged != theme.form:
            self.clear_widgets()
            rule = self.tall if theme.shape == Shape.PORTRAIT else self.wide
            self.layout = Factory.get(rule)(page=self, pos_hint={"x": 0, "y": 0})
            self.add_widget(self.layout)
            self._arranged = theme.form
