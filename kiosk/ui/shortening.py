"""Cutting a text to a number of lines, between words and with an ellipsis. Pure text."""

from __future__ import annotations

from collections.abc import Callable

Measure = Callable[[str], float]


def shortened(text: str, room: float, lines: int, measure: Measure) -> str:
    """Return as many words of ``text`` as stand in ``lines`` lines of ``room``, then "…".

    A word wider than the room stands alone in its line.
    """
    words = text.split()
    taken = 0
    for line in range(lines):
        rest = words[taken:]
        if not rest:
            break
        last = line == lines - 1
        if measure(" ".join(rest)) <= room:
            return text
        count = 1
        while count < len(rest):
            part = " ".join(rest[: count + 1])
            if measure(f"{part}…" if last else part) > room:
                break
            count += 1
        taken += count
    if taken >= len(words):
        return text
    return f"{' '.join(words[:taken]).rstrip(' ,;:.·–')}…"
