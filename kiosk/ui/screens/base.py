"""What all screens have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from kivy.factory import Factory
from kivy.properties import ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui.navigation import Bar

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp


class Layout(FloatLayout):
    """One arrangement of a screen's widgets; a kv rule. ``screen`` is the screen it belongs to."""

    screen = ObjectProperty(None)


def lay_out(widget: Any) -> None:
    """Give everything under ``widget`` its width, from the outside in.

    Kivy lays out in the order in which widgets were made, the inner ones first and for a width of
    100 pixels: without this every text would be set twice.
    """
    do_layout = getattr(widget, "do_layout", None)
    if do_layout is not None:
        do_layout()
    for child in widget.children:
        lay_out(child)


class Screen(FloatLayout):
    """A screen: made once, shown often.

    ``show`` is called each time it is gone to and after a change of language, text size or shape;
    it arranges anew where the shape or text size differs and then calls ``fill``. ``layout`` is the
    present arrangement: the kv rule that ``arrangement`` names. A screen keeps nothing of a visit
    beyond the widgets that ``forget`` drops. ``title`` and ``note`` are what its beginning says:
    ``fill`` sets them, and where the theme has them ``raised`` the layout does not repeat them.
    """

    bar: ClassVar[Bar] = Bar.FULL
    header: ClassVar[bool] = True

    def __init__(self, kiosk: KioskApp) -> None:
        super().__init__(pos_hint={"x": 0, "y": 0})
        self.kiosk = kiosk
        self.layout: Any = None
        self.title = ""
        self.note = ""
        self._arranged: tuple[object, ...] = ()

    def arrangement(self) -> str:
        """Return the name of the kv rule for the present shape and text size."""
        raise NotImplementedError

    def fill(self) -> None:
        """Put the present facts into the widgets."""

    def entered(self) -> None:
        """Called after ``show`` when the screen was gone to, not for a change of language."""

    def left(self) -> None:
        """Called when another screen is gone to: stop what moves or waits."""

    def show(self) -> None:
        """Bring the screen up to date."""
        self.arrange()
        self.fill()
        lay_out(self.layout)

    def arrange(self) -> None:
        """Build the arrangement if there is none for the present form of the panel."""
        form = self.kiosk.theme.form
        if self.layout is None or self._arranged != form:
            self.clear_widgets()
            if self.parent is None:
                # As wide as it will be: texts are not set for a width that nobody sees.
                self.size = self.kiosk.shell.stage_size
            self.layout = Factory.get(self.arrangement())(
                screen=self, size=self.size, pos_hint={"x": 0, "y": 0}
            )
            self.add_widget(self.layout)
            self._arranged = form
            lay_out(self.layout)

    def prepare(self) -> None:
        """Get ready while the person still reads the screen before, which leads here."""
        self.arrange()

    def forget(self) -> None:
        """Drop every widget and texture of the visit that has ended."""
        self.clear_widgets()
        self.layout = None
        self.title = self.note = ""

    def go_back(self) -> bool:
        """Do what Back means here; False leaves it to the trail."""
        return False

    def text_typed(self, text: str) -> bool:
        """Take text of a physical keyboard or scanner; False if it means nothing here."""
        return False

    def text_composed(self, text: str) -> bool:
        """Show text that an input method is still composing; False if it means nothing here."""
        return False

    def key_pressed(self, key: int) -> bool:
        """Take a key of a physical keyboard; False leaves it to the focus and to Back."""
        return False
