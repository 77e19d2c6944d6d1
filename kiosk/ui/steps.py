"""Which steps of a visit are counted: a pure rule over the visit and the screen it goes to."""

from __future__ import annotations

from kiosk.catalogue.counted import CountKind
from kiosk.search.finding import Outcome
from kiosk.ui.navigation import Place
from kiosk.ui.visit import Visit, Wish

Step = tuple[CountKind, str]
"""A kind with its key: a code, "" for none, or the text that found nothing."""


def steps_to(place: Place, visit: Visit) -> list[Step]:
    """Return what going to ``place`` counts as; ``visit`` is as it was before the step."""
    steps: list[Step] = []
    if visit.place is Place.ATTRACT and place is not Place.ATTRACT:
        steps.append((CountKind.VISIT, ""))
    if place is Place.RESULTS and _found_nothing(visit):
        steps.append((CountKind.NOTHING_FOUND, visit.query))
    if visit.procedure is not None:
        if place is Place.PROCEDURE:
            steps.append((CountKind.LOOKED_UP, visit.procedure.code))
        if place is Place.TAKE_AWAY and visit.wish is Wish.QR:
            steps.append((CountKind.QR_SHOWN, visit.procedure.code))
    return steps


def _found_nothing(visit: Visit) -> bool:
    """Say whether the search knew neither a procedure nor another place to go."""
    if visit.answer is None:
        return False
    finding = visit.answer.finding
    return finding.outcome is Outcome.NONE and finding.elsewhere is None
