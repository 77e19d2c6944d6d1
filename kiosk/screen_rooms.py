"""What the screens need of the house, as the plain functions of ``ui.rooms``."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kiosk.catalogue.counted import CountKind
from kiosk.catalogue.life_events import load_life_events, load_most_used
from kiosk.catalogue.paths import walk
from kiosk.home import SHIPPED
from kiosk.speech.voice import installed_voice
from kiosk.ui.rooms import Knowledge, PrintNews, Rooms, Search

if TYPE_CHECKING:
    from kiosk.app import House
    from kiosk.catalogue.procedure import Procedure
    from kiosk.checklist.checklist import Checklist
    from kiosk.search.finding import Finding, Suggestion
    from kiosk.translation import Translator

LOG = logging.getLogger(__name__)

EXAMPLES = 3
BEGINNING = 1
"""Letters of a query that has just begun."""

PREVIEW_PIXELS_PER_INCH = 80.0


class LiveFinder:
    """The finder of a running kiosk, opened anew when the catalogue or the ward's words changed.

    Looked at when a person begins to type; belongs to one thread, the search worker's.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._mark = house.finder_mark()
        self._finder = house.finder()

    def find(self, query: str) -> Finding:
        """Answer a query."""
        if len(query) <= BEGINNING:
            mark = self._house.finder_mark()
            if mark != self._mark:
                self._finder, self._mark = self._house.finder(), mark
        return self._finder.find(query)

    def suggest(self, query: str) -> list[Suggestion]:
        """Complete what is being typed."""
        return self._finder.suggest(query)


def rooms_of(house: House) -> Rooms:
    """Return the rooms behind the screens; nothing is opened before it is first used."""

    def load() -> Knowledge:
        posted = set(house.catalogue.codes())
        events = load_life_events(SHIPPED / "vocabulary" / "life_events.yaml")
        here = [
            type(event)(
                event.key,
                event.label,
                [code for code in event.codes if code in posted],
                event.label_en,
                event.icon,
                event.tint,
            )
            for event in events
        ]
        codes = load_most_used(SHIPPED / "vocabulary" / "most_used.yaml")
        found = (house.catalogue.procedure(code) for code in codes if code in posted)
        used = [procedure for procedure in found if procedure is not None]
        at = house.clock()
        # An example is one real case, with the first answer of every question.
        examples = [
            house.build_checklist(procedure, next(walk(procedure.questions)), at)
            for procedure in used[:EXAMPLES]
        ]
        house.tally.start()
        return Knowledge(
            [event for event in here if event.codes], used, examples, house.catalogue.fields()
        )

    def open_search() -> Search:
        live = LiveFinder(house)
        return Search(find=live.find, suggest=live.suggest)

    def preview(checklist: Checklist, translator: Translator) -> Sequence[bytes]:
        return house.station.preview(checklist, [translator], ppi=PREVIEW_PIXELS_PER_INCH)

    def qr(checklist: Checklist, translator: Translator) -> Sequence[Sequence[int]]:
        from kiosk.checklist.text import short_text
        from kiosk.printing.qr import matrix

        return matrix(short_text(checklist, translator)).rows

    def start_print(checklist: Checklist, translator: Translator, news: PrintNews) -> None:
        from kiosk.printing.printer import CAME_OUT, PrinterState, Report
        from kiosk.printing.station import NoPrinterError
        from kiosk.printing.worker import QuotaError

        def tell(report: Report) -> None:
            if report.final and report.state in CAME_OUT:
                count(CountKind.PRINTED, checklist.code)
            news(report)

        try:
            house.started_station.print(checklist, [translator], tell)
        except (NoPrinterError, QuotaError) as refusal:
            LOG.warning("A sheet was refused: %s", refusal)
            news(Report(PrinterState.REFUSED, str(refusal), final=True))

    def procedure(code: str) -> Procedure | None:
        return house.catalogue.procedure(code)

    def build_checklist(
        procedure: Procedure, answers: Mapping[str, str], at: dt.datetime
    ) -> Checklist:
        return house.build_checklist(procedure, answers, at)

    def count(kind: CountKind, key: str) -> None:
        house.tally.note(kind, key)

    def note_unfound(query: str) -> None:
        house.tally.note_unfound(query)

    def closed_on(day: dt.date) -> bool:
        special = house.calendar.special_day(day)
        return special is not None and special.closed

    return Rooms(
        settings=house.settings,
        clock=house.clock,
        translators=house.translators,
        load=load,
        procedure=procedure,
        build_checklist=build_checklist,
        open_search=open_search,
        preview=preview,
        qr=qr,
        start_print=start_print,
        can_print=lambda: house.can_print,
        closed_on=closed_on,
        count_satisfaction=lambda score: count(CountKind.SATISFACTION, str(score)),
        count=count,
        note_unfound=note_unfound,
        voice=installed_voice(),
    )
