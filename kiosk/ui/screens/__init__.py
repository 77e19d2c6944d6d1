"""The screens, one module and one kv file each; made when they are first gone to."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from kiosk.ui.navigation import Place

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp
    from kiosk.ui.screens.base import Screen

CLASSES: Final[dict[Place, str]] = {
    Place.ATTRACT: "attract.AttractScreen",
    Place.HOME: "home.HomeScreen",
    Place.SEARCH: "search.SearchScreen",
    Place.RESULTS: "results.ResultsScreen",
    Place.TOPICS: "topics.TopicsScreen",
    Place.LIFE_EVENT: "life_event.LifeEventScreen",
    Place.QUESTION: "question.QuestionScreen",
    Place.PROCEDURE: "procedure.ProcedureScreen",
    Place.DETAIL: "detail.DetailScreen",
    Place.TAKE_AWAY: "take_away.TakeAwayScreen",
    Place.RATING: "rating.RatingScreen",
    Place.ERROR: "error.ErrorScreen",
}


def make_screen(place: Place, kiosk: KioskApp) -> Screen:
    """Make the screen for ``place``."""
    module, _, name = CLASSES[place].partition(".")
    screen: Screen = getattr(import_module(f"{__name__}.{module}"), name)(kiosk)
    return screen
