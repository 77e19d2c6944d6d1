"""Breaking a short text into lines of like length, as a careful printer would. Pure text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

Measure = Callable[[str], float]


def balanced(text: str, room: float, measure: Measure) -> str:
    """Return ``text`` with line breaks: as few lines as ``room`` allows, of like length.

    A break after a comma is preferred. Breaks already in ``text`` stay.
    """
    return "\n".join(_paragraph(paragraph, room, measure) for paragraph in text.split("\n"))


def _paragraph(text: str, room: float, measure: Measure) -> str:
    words = text.split(" ")
    if len(words) < 2 or measure(text) <= room:
        return text

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[int, ...]]:
        """Return the cost of setting the words from ``start`` in ``lines`` lines, and the ends."""
        if lines == 1:
            width = measure(" ".join(words[start:]))
            return (width * width if width <= room else float("inf")), (len(words),)
        choices: list[tuple[float, tuple[int, ...]]] = []
        for end in range(start + 1, len(words) - lines + 2):
            width = measure(" ".join(words[start:end]))
            if width > room:
                break
            rest, ends = best(end, lines - 1)
            bonus = 0.75 if words[end - 1].endswith((",", "·", ";")) else 1.0
            choices.append((width * width * bonus + rest, (end, *ends)))
        return min(choices, default=(float("inf"), ()))

    for lines in range(2, len(words) + 1):
        cost, ends = best(0, lines)
        if cost < float("inf"):
            starts = (0, *ends[:-1])
            return "\n".join(" ".join(words[a:b]) for a, b in zip(starts, ends, strict=True))
    return text
