"""Making many widgets a few a frame: the first stand at once and no frame waits for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from kivy.clock import Clock

AT_ONCE: Final = 8
"""Steps of the first frame: what a screen shows without scrolling."""

A_FRAME: Final = 2
"""Steps of each frame after it."""


class Gradual:
    """Does one list of steps at a time; ``begin`` drops what is left of the one before."""

    def __init__(self) -> None:
        self._steps: Iterator[Callable[[], object]] = iter(())
        self._waiting: Any = None

    def begin(self, steps: Iterable[Callable[[], object]]) -> None:
        """Do the first steps now and the others in the frames to come."""
        self.stop()
        self._steps = iter(steps)
        if self._do(AT_ONCE):
            self._waiting = Clock.schedule_interval(lambda _dt: self._do(A_FRAME), 0)

    def stop(self) -> None:
        """Drop what is left."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        self._steps = iter(())

    def _do(self, count: int) -> bool:
        """Do some steps; False when none is left, which ends the clock's turns."""
        for _ in range(count):
            step = next(self._steps, None)
            if step is None:
                return False
            step()
        return True
