"""The village gate of the first screen, drawn as vectors: "một cửa", one door, made visible.

The drawing is data: shapes in units of a sheet 1080 wide, y downwards, the ground at ``GROUND``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from kivy.clock import Clock
from kivy.core.text import Label as CoreLabel
from kivy.graphics import (
    ClearBuffers,
    ClearColor,
    Color,
    Ellipse,
    Fbo,
    Mesh,
    Rectangle,
    SmoothEllipse,
    SmoothLine,
)
from kivy.graphics.tesselator import TYPE_POLYGONS, WINDING_ODD, Tesselator
from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.ui.theme import CONTRAST, DARK, FONTS, LIGHT, Colour, colour

GROUND: Final = 612.0
"""Where the gate stands."""

INK: Final = LIGHT.ink
PAPER: Final = LIGHT.paper
WALL: Final = LIGHT.tint("turmeric")
STONE: Final = LIGHT.tint("clay")
GRASS: Final = LIGHT.tint("rice")
LOTUS: Final = LIGHT.tint("lotus")
ROSE: Final = LIGHT.tint("rose")
BOARD: Final = LIGHT.card
SUN: Final = colour("#F2D68F")
HILL: Final = colour("#C9DFC3")
LEAF: Final = colour("#7FAE7C")
TRUNK: Final = colour("#C8A88B")
TILES: Final = colour("#D9A98A")
JOINT: Final = colour("#D2B79F")
SKIN: Final = colour("#F3D9C2")

EVENING: Final = {
    PAPER: DARK.paper,
    GRASS: DARK.tint("rice"),
    HILL: colour("#1E3027"),
    LEAF: colour("#4F7A55"),
    STONE: colour("#C9B49F"),
    JOINT: colour("#A58F79"),
    WALL: colour("#DCCBA0"),
    TILES: colour("#B9826F"),
}
"""Colours that are others in the dark palette; the rest are the same by day and in the evening."""

Point = tuple[float, float]
Points = list[Point]


class Shape(NamedTuple):
    """A polygon or line: filled where ``fill`` is given, drawn where ``width`` is not 0."""

    points: Points
    fill: Colour | None = None
    line: Colour = INK
    width: float = 5.0
    closed: bool = True


class Disc(NamedTuple):
    """A circle."""

    centre: Point
    radius: float
    fill: Colour
    width: float = 0.0


def quad(start: Point, control: Point, end: Point, steps: int = 14) -> Points:
    """Return a quadratic curve as points."""
    points: Points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (
                a * start[0] + b * control[0] + c * end[0],
                a * start[1] + b * control[1] + c * end[1],
            )
        )
    return points


def smooth(points: Sequence[Point]) -> Points:
    """Return a soft curve through the middles of the lines between ``points``."""
    curve: Points = [points[0]]
    start = points[0]
    for near, far in pairwise(points[1:]):
        end = ((near[0] + far[0]) / 2, (near[1] + far[1]) / 2)
        curve += quad(start, near, end, 8)[1:]
        start = end
    return [*curve, points[-1]]


def box(left: float, top: float, right: float, bottom: float) -> Points:
    """Return the corners of a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def mirrored(points: Points) -> Points:
    """Return ``points`` mirrored at the middle of the gate."""
    return [(1080 - x, y) for x, y in reversed(points)]


def both(points: Points, fill: Colour) -> list[Shape]:
    """Return a shape and its mirror image."""
    return [Shape(points, fill), Shape(mirrored(points), fill)]


def hill(points: Sequence[Point]) -> Shape:
    """Return a hill from its ridge."""
    ridge = smooth(points)
    feet = [(ridge[-1][0], GROUND), (ridge[0][0], GROUND)]
    return Shape([*ridge, *feet], HILL, HILL, 1.0)


def palm(x: float, y: float, size: float, *, trunk: bool = True) -> Iterator[Shape]:
    """Yield a palm with its heart at (x, y)."""
    if trunk:
        yield Shape(box(x - 7, y + 10, x + 7, GROUND), TRUNK, width=0)
    for way in (-1, 1):
        fronds = (
            ((0, 0), (48, -14), (92, 27)),
            ((0, -2), (34, -66), (70, -22)),
            ((0, -6), (4, -62), (20, -60)),
        )
        for frond in fronds:
            start, control, end = ((x + way * a * size, y + b * size) for a, b in frond)
            yield Shape(quad(start, control, end), line=LEAF, width=17 * size, closed=False)
    yield Shape([(x - 9, y - 4), (x + 9, y - 4), (x, y + 12)], LEAF, LEAF, 8)


class Roof(NamedTuple):
    """A roof: half its width at the top, at the raised tips and at the foot, and their heights."""

    half_top: float
    half_tip: float
    half_foot: float
    top: float
    tip: float
    foot: float


def roof(form: Roof, seams: Sequence[float]) -> Iterator[Shape]:
    """Yield a roof with raised tips; ``seams`` are parts of its half width."""
    middle = 540.0
    edge = (middle - form.half_tip, form.tip)
    left = [
        *quad(
            (middle - form.half_top, form.top), (middle - form.half_top - 38, form.tip + 10), edge
        ),
        *quad(edge, (edge[0] + 12, form.foot), (middle - form.half_foot, form.foot))[1:],
    ]
    yield Shape([*left, *mirrored(left)], TILES)
    for seam in seams:
        for way in (-1, 1):
            upper = (middle + way * seam * form.half_top, form.top)
            lower = (middle + way * seam * form.half_foot * 0.9, form.foot)
            yield Shape([upper, lower], closed=False)


def bud(x: float, top: float, foot: float) -> Shape:
    """Return a lotus bud."""
    middle = (top + foot) / 2 + 4
    right = [
        *quad((x, top), (x + 17, middle - 18), (x + 16, middle)),
        *quad((x + 16, middle), (x + 14, foot - 12), (x, foot))[1:],
    ]
    left = [(2 * x - px, py) for px, py in reversed(right)]
    return Shape([*right, *left[1:-1]], ROSE)


def arch(half: float, spring: float) -> Points:
    """Return an arch of width 2 · ``half`` from foot to foot; its arc begins at ``spring``."""
    steps = 40
    angles = [math.pi * (1 - step / steps) for step in range(steps + 1)]
    arc = [(540 + half * math.cos(a), spring - half * math.sin(a)) for a in angles]
    return [(540 - half, GROUND), *arc, (540 + half, GROUND)]


def landscape() -> Iterator[Shape | Disc]:
    """Yield what lies behind the gate."""
    yield Disc((838, 170), 104, SUN)
    yield hill(
        [
            (-2200, 520),
            (-1800, 480),
            (-1400, 540),
            (-1000, 500),
            (-560, 520),
            (-320, 470),
            (-80, 520),
            (30, 462),
            (110, 452),
            (180, 440),
            (214, 396),
            (280, 396),
            (330, 440),
        ]
    )
    yield hill(
        [
            (750, 500),
            (790, 430),
            (880, 396),
            (940, 430),
            (1010, 444),
            (1060, 450),
            (1120, 490),
            (1240, 478),
            (1400, 520),
            (1640, 486),
            (1900, 540),
        ]
    )
    yield from palm(112, 273, 1.0)
    yield from palm(984, 315, 0.96)
    yield from palm(196, 362, 0.82, trunk=False)


def gate() -> Iterator[Shape | Disc]:
    """Yield the gate itself, from the back to the front."""
    yield from both(box(214, 492, 312, GROUND), WALL)
    yield from both(box(214, 472, 312, 492), STONE)
    yield from both(box(166, 394, 214, GROUND), WALL)
    yield from both(box(156, 372, 224, 394), STONE)
    yield bud(190, 316, 372)
    yield bud(890, 316, 372)
    yield Shape(box(312, 288, 768, GROUND), WALL)
    yield Shape([(344, 320), (344, GROUND)], closed=False)
    yield Shape([(736, 320), (736, GROUND)], closed=False)
    yield Shape(arch(116, 472), WALL)
    yield Shape(arch(94, 472), PAPER)
    view = smooth([(449, 580), (470, 564), (510, 570), (550, 560), (600, 568), (631, 578)])
    yield Shape([*view, (631, 609), (449, 609)], HILL, HILL, 0)
    yield Shape(arch(94, 472), closed=False)
    yield Shape(box(452, 306, 628, 354), BOARD)
    yield Shape(box(400, 132, 680, 208), WALL)
    yield Disc((540, 170), 24, PAPER, 5.0)
    for x in (436, 468, 612, 644):
        yield Shape([(x, 152), (x, 190)], closed=False)
    yield from roof(Roof(183, 288, 226, 208, 246, 288), (0.0, 0.255, 0.51, 0.765))
    yield from roof(Roof(110, 200, 146, 54, 90, 132), (0.0, 0.6))
    yield Shape(box(420, 38, 660, 54), STONE)


def path(bottom: float) -> Iterator[Shape]:
    """Yield the paved path down to ``bottom``."""

    def edge(y: float) -> float:
        return 93 + (y - GROUND) * 0.45

    down = edge(bottom)
    corners = [(447.0, GROUND), (633.0, GROUND), (540 + down, bottom), (540 - down, bottom)]
    yield Shape(corners, STONE, width=0)
    rows = [GROUND, 640.0, 680.0, 728.0, 786.0, 852.0, 930.0, 1020.0]
    joints = ((0.35,), (-0.55, 0.0, 0.7), (-0.7, 0.15), (-0.35, 0.5), (-0.6, 0.1, 0.65))
    for number, (upper, lower) in enumerate(pairwise(rows)):
        if lower > bottom:
            return
        wide = edge(lower)
        yield Shape([(540 - wide, lower), (540 + wide, lower)], line=JOINT, width=3.5, closed=False)
        for part in joints[number % len(joints)]:
            joint = [(540 + part * edge(upper), upper), (540 + part * wide, lower)]
            yield Shape(joint, line=JOINT, width=3.5, closed=False)


def people() -> Iterator[Shape | Disc]:
    """Yield a woman with her papers and a child at her hand."""
    yield Shape([(486, 768), (486, 800)], closed=False)
    yield Shape([(522, 768), (522, 800)], closed=False)
    yield Disc((504, 642), 22, SKIN, 5.0)
    yield Shape([(472, 664), (537, 664), (552, 770), (456, 770)], LOTUS)
    hat = [
        *quad((504, 590), (490, 618), (447, 641)),
        *quad((447, 641), (504, 656), (561, 641))[1:],
        *quad((561, 641), (518, 618), (504, 590))[1:-1],
    ]
    yield Shape(hat, SUN)
    yield Shape(quad((478, 674), (456, 700), (455, 722)), closed=False)
    yield Shape([(436, 722), (469, 716), (476, 760), (443, 766)], colour("#FFFFFF"))
    yield Shape([(446, 732), (464, 729)], width=4, closed=False)
    yield Shape([(448, 743), (466, 740)], width=4, closed=False)
    yield Shape([*quad((530, 674), (546, 704), (574, 726)), (594, 724)], closed=False)
    yield Shape([(598, 780), (598, 804)], closed=False)
    yield Shape([(622, 780), (622, 804)], closed=False)
    yield Disc((610, 695), 22, SKIN, 5.0)
    yield Shape([(588, 718), (632, 718), (640, 780), (580, 780)], ROSE)
    hair = [
        *quad((587, 698), (583, 672), (610, 672)),
        *quad((610, 672), (637, 672), (633, 698))[1:],
    ]
    yield Shape([*hair, *quad((633, 698), (610, 705), (587, 698))[1:-1]], INK)
    yield Shape(quad((630, 726), (648, 745), (644, 760)), closed=False)


class VillageGate(Widget):
    """The gate, its middle at ``middle``, a part of the width.

    ``scale`` is pixels per unit of the drawing, ``ground`` the height of the horizon. In the dark
    palette it is evening; in high contrast only the lines are drawn.
    """

    middle = NumericProperty(0.5)
    scale = NumericProperty(1.0)
    ground = NumericProperty(100)
    palette = ObjectProperty(LIGHT)

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self._stale = True
        self._draw_soon = Clock.create_trigger(self.refresh, -1)
        for name in ("pos", "size", "scale", "ground", "middle", "palette"):
            self.fbind(name, self._changed)
        self._draw_soon()

    def refresh(self, *_arguments: object) -> None:
        """Draw anew what has changed, if it can be seen: a hidden picture is not worth it."""
        if self._stale and self.get_parent_window() is not None:
            self._stale = False
            self._draw()

    def _changed(self, *_arguments: object) -> None:
        self._stale = True
        self._draw_soon()

    def _at(self, points: Points) -> Points:
        """Return ``points`` of the drawing as pixels of the picture."""
        left = self.width * self.middle - 540 * self.scale
        return [(left + x * self.scale, self.ground + (GROUND - y) * self.scale) for x, y in points]

    def _draw(self) -> None:
        self.canvas.clear()
        if self.width < 1 or self.height < 1 or self.ground < 1 or self.scale <= 0:
            return
        bottom = GROUND + self.ground / self.scale
        # Drawn once into a texture: hundreds of instructions would stay in memory for good.
        size = int(self.width), int(min(self.height, self.ground + GROUND * self.scale))
        sheet = Fbo(size=size)
        with sheet:
            ClearColor(*self._fill(PAPER))
            ClearBuffers()
            for part in landscape():
                self._part(part)
            Color(*self._fill(GRASS))
            Rectangle(size=(self.width, self.ground))
            for part in (*path(bottom), *gate()):
                self._part(part)
            self._sign()
            for part in people():
                self._part(part)
        sheet.draw()
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=sheet.texture, pos=self.pos, size=size)

    def _part(self, part: Shape | Disc) -> None:
        if isinstance(part, Disc):
            edge = max(part.width, 5.0) if self._only_lines else part.width
            if edge:
                self._circle(part.centre, part.radius + edge / 2, self._line(INK))
            self._circle(part.centre, part.radius - edge / 2, self._fill(part.fill))
            return
        points = self._at(part.points)
        if part.fill is not None:
            Color(*self._fill(part.fill))
            fill_polygon(points)
        if part.width:
            Color(*self._line(part.line))
            SmoothLine(
                points=[value for point in points for value in point],
                width=max(0.8, part.width * self.scale * 0.64),
                joint="round",
                cap="round",
                close=part.closed,
            )
            if not part.closed:
                # Kivy's smooth lines end flat.
                for x, y in (points[0], points[-1]):
                    side = part.width * 0.6 * self.scale
                    Ellipse(pos=(x - side, y - side), size=(2 * side, 2 * side), segments=16)

    @property
    def _only_lines(self) -> bool:
        return self.palette is CONTRAST

    def _fill(self, tone: Colour) -> Colour:
        """Return the colour of a surface in the present palette."""
        if self._only_lines:
            return CONTRAST.paper
        return EVENING.get(tone, tone) if self.palette is DARK else tone

    def _line(self, tone: Colour) -> Colour:
        """Return the colour of a line in the present palette."""
        if self._only_lines:
            return CONTRAST.ink
        return EVENING.get(tone, tone) if self.palette is DARK else tone

    def _circle(self, centre: Point, radius: float, fill: Colour) -> None:
        ((x, y),) = self._at([centre])
        side = radius * self.scale
        Color(*fill)
        SmoothEllipse(pos=(x - side, y - side), size=(2 * side, 2 * side), segments=72)

    def _sign(self) -> None:
        label = CoreLabel(text="Một cửa", font_name=FONTS[700], font_size=34 * self.scale)
        label.refresh()
        ((x, y),) = self._at([(540, 330)])
        width, height = label.texture.size
        Color(*self._line(INK))
        Rectangle(texture=label.texture, pos=(x - width / 2, y - height / 2), size=(width, height))


def fill_polygon(points: Points) -> None:
    """Fill a polygon of any form in the present colour of the open canvas."""
    tesselator = Tesselator()
    tesselator.add_contour([value for point in points for value in point])
    if tesselator.tesselate(WINDING_ODD, TYPE_POLYGONS):
        for vertices, indices in tesselator.meshes:
            Mesh(vertices=vertices, indices=indices, mode="triangle_fan")
