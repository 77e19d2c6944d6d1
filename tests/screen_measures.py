"""What can be wrong with a screen that is laid out: measured in millimetres, not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final, NamedTuple

CAPITAL_PART: Final = 0.74
"""A capital's height as a part of the font size, measured in the font file."""

LEAST_CAPITAL: Final = 6.1
"""Millimetres at 500 mm viewing distance."""

LEAST_TARGET: Final = 19.9
"""Millimetres; 20 less what a pixel's rounding takes."""

LEAST_GAP: Final = 2.9
"""Millimetres; 3 less what a pixel's rounding takes."""

MAY_BE_CUT: Final = frozenset(
    {"SuggestionRow", "ResultRow", "BestCard", "EditField", "ExampleCard"}
)
"""Where a name may end in "…": all of it is one touch away, was just typed, or is an example."""


class Box(NamedTuple):
    """A rectangle of the window in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def empty(self) -> bool:
        return self.width <= 1 or self.height <= 1

    def within(self, other: Box) -> Box:
        """The part of this box that lies in ``other``."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def gap(self, other: Box) -> float:
        """Pixels between two boxes; negative where they overlap."""
        across = max(self.left, other.left) - min(self.right, other.right)
        up = max(self.bottom, other.bottom) - min(self.top, other.top)
        if across <= 0 and up <= 0:
            return max(across, up)
        return max(across, up) if min(across, up) <= 0 else (across**2 + up**2) ** 0.5


class Part(NamedTuple):
    """A widget that is shown: its whole box, and the part of it that can be seen."""

    widget: Any
    box: Box
    seen: Box
    above: tuple[Any, ...]

    @property
    def scrolls(self) -> bool:
        """Whether the widget moves with a scrolled column."""
        return any(type(each).__name__ == "Scroller" for each in self.above)

    @property
    def owners(self) -> set[str]:
        return {type(each).__name__ for each in self.above}


def box_of(widget: Any) -> Box:
    """Where a widget is on the window."""
    x, y = widget.to_window(widget.x, widget.y)
    return Box(x, y, x + widget.width, y + widget.height)


def shown_parts(root: Any, window: Box) -> Iterator[Part]:
    """Every widget under ``root`` that is not invisible, in the order of drawing."""

    def below(widget: Any, clip: Box, above: tuple[Any, ...]) -> Iterator[Part]:
        if not widget.opacity:
            return
        box = box_of(widget)
        yield Part(widget, box, box.within(clip), above)
        kind = type(widget).__name__
        inner = box.within(clip) if kind in ("Scroller", "StencilView") else clip
        for sheet in getattr(widget, "sheets", ()):
            if sheet.opacity:
                at = box_of(sheet)
                yield Part(sheet, at, at.within(inner), (*above, widget))
        for child in reversed(widget.children):
            yield from below(child, inner, (*above, widget))

    yield from below(root, window, ())


def text_box(part: Part) -> Box:
    """Where the letters of a text are: its lines without the air above and below."""
    text, box = part.widget, part.box
    width, _height = text.texture_size
    air = text.style.line * 0.12
    left = box.left
    if text.halign == "right":
        left = box.right - width
    elif text.halign == "center":
        left = (box.left + box.right - width) / 2
    return Box(left, box.bottom + air, left + width, box.top - air)


def said_by(widget: Any) -> str:
    """What a control or text says, for the message of a failure."""
    parts = [
        part for each in widget.walk(restrict=True) for part in (each, *getattr(each, "sheets", ()))
    ]
    said = [getattr(each, "said", "") or getattr(each, "label", "") for each in parts]
    return f"{type(widget).__name__} “{' '.join(text for text in said if text)}”"


class Look:
    """All that is wrong on ``root``, on a panel whose ``theme`` knows its millimetres."""

    def __init__(self, root: Any, theme: Any, size: tuple[int, int]) -> None:
        from kiosk.ui.focus import controls_in
        from kiosk.ui.widgets.text import Lettering

        self.theme = theme
        self.window = Box(0, 0, *size)
        self.parts = list(shown_parts(root, self.window))
        self.texts = [
            part for part in self.parts if isinstance(part.widget, Lettering) and part.widget.said
        ]
        # The keyboard is one control for a keypad; for a finger it is its keys.
        controls = controls_in(root)
        self.controls = [each for each in controls if type(each).__name__ != "Keyboard"]
        self.keys = [part for part in self.parts if type(part.widget).__name__ == "KeyButton"]

    def problems(self) -> list[str]:
        """Everything that is wrong."""
        return [
            *self.small_targets(),
            *self.narrow_gaps(),
            *self.small_letters(),
            *self.clipped(),
            *self.overlapping(),
            *self.cut_words(),
            *self.unreachable(),
        ]

    def _touchable(self) -> list[tuple[Any, Box, Part]]:
        """Every control and key with the box a finger can hit."""
        of = {part.widget: part for part in self.parts}
        found = []
        for control in self.controls:
            x, y, width, height = control.touch_box
            left, bottom = control.to_window(x, y)
            found.append((control, Box(left, bottom, left + width, bottom + height), of[control]))
        return [*found, *((part.widget, part.box, part) for part in self.keys)]

    def small_targets(self) -> Iterator[str]:
        """Controls that a finger misses."""
        for control, box, _part in self._touchable():
            sides = self.theme.millimetres(box.width), self.theme.millimetres(box.height)
            if min(sides) < LEAST_TARGET:
                yield f"{said_by(control)} is {sides[0]:.1f} × {sides[1]:.1f} mm"

    def narrow_gaps(self) -> Iterator[str]:
        """Neighbours that one finger hits both of."""
        shown = [
            (control, box.within(part.seen))
            for control, box, part in self._touchable()
            if not box.within(part.seen).empty
        ]
        for (one, here), (other, there) in combinations(shown, 2):
            gap = self.theme.millimetres(here.gap(there))
            if gap < LEAST_GAP:
                yield f"{said_by(one)} and {said_by(other)} are {gap:.1f} mm apart"

    def small_letters(self) -> Iterator[str]:
        """Texts too small for the viewing distance."""
        for part in self.texts:
            capital = self.theme.millimetres(part.widget.style.size * CAPITAL_PART)
            if capital < LEAST_CAPITAL:
                yield f"“{part.widget.said}” has capitals of {capital:.1f} mm"

    def clipped(self) -> Iterator[str]:
        """Texts that leave the window, their surface, or the place they scroll in."""
        for part in self.texts:
            letters = text_box(part)
            for name, place in self._places(part):
                over = max(
                    place.left - letters.left,
                    letters.right - place.right,
                    place.bottom - letters.bottom,
                    letters.top - place.top,
                )
                if over > 2:
                    yield f"“{part.widget.said}” is {over:.0f} px outside its {name}"
                    break

    def _places(self, part: Part) -> Iterator[tuple[str, Box]]:
        """What a text must stay in; what scrolls may be above or below its place."""
        tall = Box(self.window.left, -1e6, self.window.right, 1e6)
        scrolled = False
        for widget in reversed(part.above):
            kind = type(widget).__name__
            box = box_of(widget)
            if kind == "Scroller":
                scrolled = True
                yield "scrolled column", Box(box.left, -1e6, box.right, 1e6)
            elif kind == "StencilView" or hasattr(widget, "fill") or kind in ("Tap", "BarCell"):
                yield kind, Box(box.left, -1e6, box.right, 1e6) if scrolled else box
        yield "window", tall if scrolled else self.window

    def overlapping(self) -> Iterator[str]:
        """Texts that run into each other."""
        boxes = [(part, text_box(part).within(part.seen)) for part in self.texts]
        for (one, here), (other, there) in combinations(boxes, 2):
            shared = here.within(there)
            if shared.width > 2 and shared.height > 2:
                yield f"“{one.widget.said}” and “{other.widget.said}” overlap"

    def cut_words(self) -> Iterator[str]:
        """Texts cut short where nothing else says the rest."""
        for part in self.texts:
            drawn = part.widget.text
            if drawn.endswith("…") and not part.owners & MAY_BE_CUT:
                yield f"“{drawn}” is cut short"

    def unreachable(self) -> Iterator[str]:
        """Controls that the keypad does not reach, or that say nothing."""
        from kiosk.ui.aloud import label_of

        for control in self.controls:
            if not label_of(control).strip():
                yield f"{said_by(control)} says nothing to who cannot see it"
