"""Five drawn faces, from very happy to very unhappy (sad, not angry)."""

from __future__ import annotations

from typing import Final, NamedTuple

from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui.theme import LIGHT, Colour

FACE_INK: Final = LIGHT.ink
"""Faces keep their own colours in every palette, as a drawing does."""

Points = tuple[tuple[float, float], ...]


class Smile(NamedTuple):
    """How a face is drawn, in parts of its width from the lower left.

    ``mouth`` is a Bézier curve; ``lip`` closes an open mouth; brows may be empty.
    """

    tint: Colour
    mouth: Points
    lip: Points = ()
    left_brow: Points = ()
    right_brow: Points = ()


_OPEN: Final = ((0.3, 0.48), (0.38, 0.22), (0.62, 0.22), (0.7, 0.48))

SMILES: Final[dict[int, Smile]] = {
    5: Smile(LIGHT.tint("rice"), _OPEN, lip=((0.3, 0.48), (0.7, 0.48))),
    4: Smile(LIGHT.tint("rice"), ((0.29, 0.43), (0.42, 0.29), (0.58, 0.29), (0.71, 0.43))),
    3: Smile(LIGHT.tint("turmeric"), ((0.31, 0.37), (0.45, 0.37), (0.55, 0.37), (0.69, 0.37))),
    2: Smile(LIGHT.tint("rose"), ((0.29, 0.3), (0.42, 0.41), (0.58, 0.41), (0.71, 0.3))),
    1: Smile(
        LIGHT.tint("rose"),
        ((0.31, 0.26), (0.42, 0.41), (0.58, 0.41), (0.69, 0.26)),
        left_brow=((0.25, 0.65), (0.36, 0.72)),
        right_brow=((0.75, 0.65), (0.64, 0.72)),
    ),
}


def smile(score: float) -> Smile:
    """Return how the face of ``score`` is drawn."""
    return SMILES[int(score)]


class Face(Widget):
    """A face of 118 units; ``score`` 5 is very happy, 1 very unhappy."""

    score = NumericProperty(3)
