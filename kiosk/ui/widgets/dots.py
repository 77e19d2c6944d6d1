"""Dots that say which of a few things is shown."""

from __future__ import annotations

from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget


class Dot(Widget):
    """One dot; the long one is ``now``."""

    now = BooleanProperty(False)


class Dots(BoxLayout):
    """``count`` dots, of which number ``place`` (from 0) is long."""

    place = NumericProperty(0)
    count = NumericProperty(0)

    def on_count(self, *_arguments: object) -> None:
        """Make the dots."""
        self.clear_widgets()
        for number in range(int(self.count)):
            self.add_widget(Dot(now=number == self.place))

    def on_place(self, *_arguments: object) -> None:
        """Mark the present one."""
        for number, dot in enumerate(reversed(self.children)):
            dot.now = number == self.place
