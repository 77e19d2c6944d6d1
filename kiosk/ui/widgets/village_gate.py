"""The village gate of the first screen, drawn as vectors."""

from __future__ import annotations

from kivy.properties import NumericProperty
from kivy.uix.widget import Widget


class VillageGate(Widget):  # type: ignore[misc]  # Kivy ships no types
    """The gate; ``scale`` is pixels per unit of the drawing, ``ground`` the horizon's height."""

    scale = NumericProperty(1.0)
    ground = NumericProperty(100)
