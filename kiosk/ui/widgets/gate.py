"""The gate: the mark of the office in the header."""

from __future__ import annotations

from kivy.properties import ColorProperty, NumericProperty
from kivy.uix.widget import Widget


class GateMark(Widget):
    """The gate as a mark, 60 units square, times ``scale``, drawn in ``ink`` on ``ground``."""

    scale = NumericProperty(1.0)
    ink = ColorProperty([0, 0, 0, 1])
    ground = ColorProperty([1, 1, 1, 1])
