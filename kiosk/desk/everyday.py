"""What citizens typed and nobody found: made an everyday name of a procedure, or let go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kiosk.catalogue.clerks import AuditTrail
from kiosk.catalogue.counted import UnfoundText
from kiosk.catalogue.counts import KEPT_DAYS, Counts
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.clock import Clock
from kiosk.desk.keepable import tidy
from kiosk.errors import Refused
from kiosk.search.local_names import add_local_name


class EverydayWords:
    """The texts that wait, and the ward's own names in ``folder``."""

    def __init__(
        self, folder: Path, counts: Counts, catalogue: Catalogue, trail: AuditTrail, clock: Clock
    ) -> None:
        self._folder = folder
        self._counts = counts
        self._catalogue = catalogue
        self._trail = trail
        self._clock = clock

    def waiting(self, *, days: int = KEPT_DAYS, limit: int = 50) -> list[UnfoundText]:
        """Return what found nothing in the last days, the most frequent first."""
        today = self._clock().date()
        return self._counts.unfound(today - dt.timedelta(days=days - 1), today, limit)

    def add(self, text: str, code: str, *, by: str) -> Procedure:
        """Make a text an everyday name of a procedure; it waits no more. Return the procedure.

        Raises:
            Refused: the catalogue has no such code.
            LocalNameError: the text is not fit, is a name already, or cannot be written.
        """
        procedure = self._catalogue.procedure(code, newest=True)
        if procedure is None:
            raise Refused(f'The catalogue has no procedure with the code "{code}".')
        add_local_name(self._folder, text, procedure.code)
        self._counts.forget_unfound(tidy(text))
        self._trail.note(self._clock(), by, "add everyday name", f"{tidy(text)}: {code}")
        return procedure

    def let_go(self, text: str, *, by: str) -> None:
        """Let a text wait no more: no procedure is meant by it."""
        self._counts.forget_unfound(tidy(text))
        self._trail.note(self._clock(), by, "let go of unfound text", tidy(text))
