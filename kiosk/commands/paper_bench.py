"""``kiosk bench --paper``: how long a checklist takes until it is a PDF or a thermal picture."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import msgspec

from kiosk.app import House
from kiosk.errors import Refused
from kiosk.printing import paper
from kiosk.settings import Paper

CODE = "1.001193"
ROUNDS = 30


class PaperTime(msgspec.Struct, frozen=True):
    """Milliseconds from the checklist to the finished paper; ``first`` starts the renderer too."""

    paper: str
    first: float
    median: float
    worst: float


def measure_papers(house: House) -> list[PaperTime]:
    """Set the same checklist again and again on each paper.

    Raises:
        Refused: the procedure of the measurement is not in the catalogue.
    """
    procedure = house.catalogue.procedure(CODE)
    if procedure is None:
        raise Refused(f"The procedure {CODE} is not in the catalogue.")
    checklist = house.build_checklist(procedure, {}, house.clock())
    languages = [house.translators["vi"]]
    found: list[PaperTime] = []
    for size in Paper:
        request = paper.checklist_request(checklist, size, languages)
        found.append(_measure(str(size), partial(house.render, checklist, size, ["vi"])))
        if size in paper.RECEIPT_DOTS:
            head = paper.for_head(request, paper.RECEIPT_DOTS[size])
            found.append(_measure(f"{size} as dots", partial(house.station.render, head)))
    return found


def _measure(name: str, step: Callable[[], object]) -> PaperTime:
    """Time one step."""
    times: list[float] = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        step()
        times.append((time.perf_counter() - began) * 1000)
    first, *warm = times
    return PaperTime(name, first, statistics.median(warm), max(warm))
