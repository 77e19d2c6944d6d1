"""Which screens there are, what lies behind each, and the way back. No widgets here."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Place(StrEnum):
    """The screens."""

    ATTRACT = "attract"
    HOME = "home"
    SEARCH = "search"
    RESULTS = "results"
    TOPICS = "topics"
    LIFE_EVENT = "life_event"
    QUESTION = "question"
    PROCEDURE = "procedure"
    DETAIL = "detail"
    TAKE_AWAY = "take_away"
    RATING = "rating"
    ERROR = "error"


class Bar(StrEnum):
    """What the bar of a screen holds: nothing, no Back and Start over, or all five."""

    NONE = "none"
    HOME = "home"
    FULL = "full"


PARENTS: Final[dict[Place, Place]] = {
    Place.HOME: Place.ATTRACT,
    Place.SEARCH: Place.HOME,
    Place.RESULTS: Place.SEARCH,
    Place.TOPICS: Place.HOME,
    Place.LIFE_EVENT: Place.HOME,
    Place.QUESTION: Place.HOME,
    Place.PROCEDURE: Place.HOME,
    Place.DETAIL: Place.PROCEDURE,
    Place.TAKE_AWAY: Place.PROCEDURE,
    Place.RATING: Place.TAKE_AWAY,
    Place.ERROR: Place.HOME,
}
"""Where Back leads when the trail does not know; every screen but the first has a parent."""


NEXT: Final[dict[Place, Place]] = {
    Place.ATTRACT: Place.HOME,
    Place.HOME: Place.SEARCH,
    Place.SEARCH: Place.RESULTS,
    Place.RESULTS: Place.QUESTION,
    Place.TOPICS: Place.LIFE_EVENT,
    Place.LIFE_EVENT: Place.QUESTION,
    Place.QUESTION: Place.PROCEDURE,
    Place.PROCEDURE: Place.TAKE_AWAY,
    Place.TAKE_AWAY: Place.RATING,
}
"""Where most people go from here: built while they still read, so that it opens at once."""


def go(trail: tuple[Place, ...], place: Place) -> tuple[Place, ...]:
    """Return the trail after going to ``place``; a place gone to before cuts the trail there."""
    if place in trail:
        return trail[: trail.index(place) + 1]
    return (*trail, place)


def back(trail: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the trail after Back."""
    if len(trail) > 1:
        return trail[:-1]
    here = trail[-1] if trail else Place.ATTRACT
    return (PARENTS.get(here, Place.ATTRACT),)
