"""A list; of a long one only the rows in sight exist, and rows that leave are used again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.ui.widgets.scroll import Scroller

AHEAD = 0.5
"""Part of the viewport above and below for which rows are made before they come into sight."""

FEW = 10
"""Rows that all exist wherever they are: in large text the keypad reaches them from above."""

REST_SECONDS = 0.15
"""After so long without a new row the list is at rest."""


class RowList(Widget):
    """Rows under each other, as many as ``show`` is told; scrolled by the ``Scroller`` above it.

    ``make`` makes a row, ``fill`` writes the row of a number into one, ``likely`` is the height in
    pixels that a row is taken for until it has been laid out. Rows in sight are there in the next
    frame; those just out of sight follow, one a frame. ``on_rest`` is dispatched when the rows
    in sight are others than before and nothing moves.
    """

    __events__ = ("on_rest",)

    def __init__(
        self,
        make: Callable[[], Any],
        fill: Callable[[Any, int], None],
        likely: float,
        **values: Any,
    ) -> None:
        self._make = make
        self._fill = fill
        self._likely = likely
        self._heights: list[float] = []
        self._tops: list[float] = [0.0]
        self._rows: dict[int, Any] = {}
        self._spare: list[Any] = []
        self._scroller: Scroller | None = None
        super().__init__(size_hint_y=None, height=0, **values)
        self._update = Clock.create_trigger(self._renew, -1)
        self._go_on = Clock.create_trigger(self._renew, 0)
        self._rest = Clock.create_trigger(lambda _dt: self.dispatch("on_rest"), REST_SECONDS)
        for name in ("width", "pos", "height"):
            self.fbind(name, self._update)

    @property
    def rows(self) -> Mapping[int, Any]:
        """The rows that exist, by their number."""
        return self._rows

    def show(self, count: int) -> None:
        """Show ``count`` rows, all filled anew."""
        for number in list(self._rows):
            self._put_aside(number)
        self._heights = [self._likely] * count
        self._add_up()
        self._update()

    def stop(self) -> None:
        """Wait for nothing any more: the list is dropped, and the clock would keep it."""
        for trigger in (self._update, self._go_on, self._rest):
            trigger.cancel()

    def on_rest(self) -> None:
        """Nothing moves any more; the default does nothing."""

    def on_parent(self, _widget: RowList, parent: Widget | None) -> None:
        """Follow the scroller that the list has come into."""
        if self._scroller is not None:
            self._scroller.funbind("offset", self._update)
            self._scroller.funbind("height", self._update)
            self._scroller = None
        above = parent
        while above is not None and above.parent is not above:
            if isinstance(above, Scroller):
                self._scroller = above
                above.fbind("offset", self._update)
                above.fbind("height", self._update)
                break
            above = above.parent
        self._update()

    def _hangs(self) -> bool:
        """Say whether the list has its place: before, it stands above the top of the content."""
        return self._scroller is None or (self._scroller.arranged and self.y + self.height < 1)

    def _span(self) -> tuple[float, float]:
        """Return the part of the list that is in sight, in pixels from its top."""
        scroller = self._scroller
        if scroller is None:
            return 0.0, self.height
        # The scroller's content hangs from 0 downwards: the list's top is the negative of what is
        # above it.
        above = scroller.offset + self.y + self.height
        return above, above + scroller.height

    def _renew(self, *_arguments: object) -> None:
        """Give the rows in sight a widget, and one of those that may be next."""
        if self.width <= 1 or not self._heights or not self._hangs():
            return
        begin, end = self._span()
        margin = (end - begin) * AHEAD
        count = len(self._heights)
        wanted = range(count) if count <= FEW else self._between(begin - margin, end + margin)
        for number in [each for each in self._rows if each not in wanted]:
            self._put_aside(number)
        fresh = False
        for number in self._between(begin, end):
            if number not in self._rows:
                self._bring(number)
                fresh = True
        missing = [number for number in wanted if number not in self._rows]
        if missing and not fresh:
            near = min(missing, key=lambda number: abs(self._tops[number] - begin))
            self._bring(near)
            fresh = True
            missing.remove(near)
        if fresh:
            self._rest()
        if missing:
            self._go_on()
        self._place()

    def _between(self, begin: float, end: float) -> range:
        """Return the numbers of the rows that touch a part of the list."""
        tops = self._tops
        numbers = [n for n in range(len(self._heights)) if tops[n + 1] > begin and tops[n] < end]
        return range(numbers[0], numbers[-1] + 1) if numbers else range(0)

    def _bring(self, number: int) -> None:
        row = self._spare.pop() if self._spare else self._make()
        # Kivy keeps children from the last to the first; focus and voice go by their order.
        after = sum(1 for each in self._rows if each > number)
        self._rows[number] = row
        self._fill(row, number)
        row.size_hint_x = None
        row.width = self.width
        self.add_widget(row, index=after)
        row.fbind("height", self._measure)
        if row.height:
            # A row used again may come to the height it had: then it tells nothing.
            self._measure(row, row.height)

    def _put_aside(self, number: int) -> None:
        row = self._rows.pop(number)
        row.funbind("height", self._measure)
        self.remove_widget(row)
        self._spare.append(row)

    def _measure(self, row: Any, height: float) -> None:
        """Take the height that a row has come to; what is in sight stays where it is."""
        number = next((each for each, known in self._rows.items() if known is row), None)
        if number is None:
            return
        if self._heights[number] == height:
            self._update()  # the height is no news, but the row grew away from where it hung
            return
        begin, _end = self._span()
        above = self._hangs() and 0 < self._tops[number + 1] <= begin
        grown = height - self._heights[number]
        self._heights[number] = height
        self._add_up()
        if above and self._scroller is not None:
            self._scroller.move_by(grown)
        self._update()

    def _add_up(self) -> None:
        self._tops = [0.0, *accumulate(self._heights)]
        self.height = self._tops[-1]

    def _place(self) -> None:
        top = self.y + self.height
        for number, row in self._rows.items():
            row.width = self.width
            row.x = self.x
            row.y = top - self._tops[number] - row.height
