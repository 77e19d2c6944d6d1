"""What the screens need of the house, as the plain functions of ``ui.rooms``."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kiosk.catalogue.counted import CountKind
from kiosk.catalogue.life_events import load_life_events, load_most_used
from kiosk.catalogue.paths import walk
from kiosk.desk.bell import CitizenBell
from kiosk.errors import Refused
from kiosk.home import SHIPPED
from kiosk.live_finder import LiveFinder
from kiosk.speech.voice import installed_voice
from kiosk.ui.rooms import Knowledge, PrintNews, Rooms, Search, Withdraw

if TYPE_CHECKING:
    from kiosk.app import House
    from kiosk.catalogue.procedure import Procedure
    from kiosk.checklist.checklist import Checklist
    from kiosk.printing.station import Station
    from kiosk.translation import Translator
    from kiosk.ui.desk.rooms import DeskRooms

LOG = logging.getLogger(__name__)

EXAMPLES = 3
PREVIEW_PIXELS_PER_INCH = 80.0


class LiveKnowledge:
    """What the first screens show, read anew when something was published, posted or said."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._mark = ""
        self._known = Knowledge()

    def load(self) -> Knowledge:
        """Return what holds now: the same value while nothing has changed."""
        house = self._house
        mark = f"{house.finder_mark()} {house.local_facts.mark()} {house.clock():%Y-%m-%d}"
        if mark != self._mark:
            self._known = self._read()
            self._mark = mark
        return self._known

    def _read(self) -> Knowledge:
        house = self._house
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
        shown = [event for event in here if event.codes]
        return Knowledge(shown, used, examples, house.catalogue.fields(), house.ward)


def rooms_of(house: House) -> Rooms:
    """Return the rooms behind the screens; nothing is opened before it is first used."""

    def open_search() -> Search:
        live = LiveFinder(house)
        return Search(find=live.find, suggest=live.suggest)

    def on_paper(translator: Translator) -> list[Translator]:
        """Return the languages of a sheet: a foreigner's has Vietnamese, too, for the clerk."""
        vietnamese = house.translators["vi"]
        return [vietnamese] if translator.language == "vi" else [translator, vietnamese]

    def preview(checklist: Checklist, translator: Translator) -> Sequence[bytes]:
        languages = on_paper(translator)
        return house.station.preview(checklist, languages, ppi=PREVIEW_PIXELS_PER_INCH)

    def qr(checklist: Checklist, translator: Translator) -> Sequence[Sequence[int]]:
        from kiosk.checklist.text import short_text
        from kiosk.printing.qr import matrix

        return matrix(short_text(checklist, translator)).rows

    def page_qr(checklist: Checklist) -> Sequence[Sequence[int]]:
        from kiosk.printing.qr import matrix

        return matrix(checklist.url).rows if checklist.url else ()

    def print_on(
        station: Callable[[], Station | None],
        checklist: Checklist,
        translator: Translator,
        news: PrintNews,
    ) -> Withdraw | None:
        from kiosk.printing.printer import CAME_OUT, PrinterState, Report

        def tell(report: Report) -> None:
            if report.final and report.state in CAME_OUT:
                count(CountKind.PRINTED, checklist.code)
            news(report)

        try:
            printing = station()
            if printing is None:
                raise Refused("no second printer is set up; see [second_printer] in ward.toml")
            return printing.print(checklist, on_paper(translator), tell).withdraw
        except Refused as refusal:
            LOG.warning("A sheet was refused: %s", refusal)
            news(Report(PrinterState.REFUSED, str(refusal), final=True))
            return None

    def second_printer(translator: Translator) -> str:
        second = house.settings.second_printer
        return translator.pick(second.place, second.place_en)

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

    def desk() -> DeskRooms:
        # Loaded when a clerk comes: citizens see their first screen sooner without it.
        from kiosk.desk_rooms import desk_rooms_of

        return desk_rooms_of(house)

    return Rooms(
        settings=house.settings,
        clock=house.clock,
        translators=house.translators,
        load=LiveKnowledge(house).load,
        procedure=procedure,
        build_checklist=build_checklist,
        open_search=open_search,
        preview=preview,
        qr=qr,
        page_qr=page_qr,
        start_print=partial(print_on, lambda: house.started_station),
        start_second_print=partial(print_on, lambda: house.second_station),
        second_printer=second_printer,
        can_print=lambda: house.can_print,
        closed_on=closed_on,
        count_satisfaction=lambda score: count(CountKind.SATISFACTION, str(score)),
        count=count,
        note_unfound=note_unfound,
        desk=desk,
        bell=CitizenBell(lambda: house.calls, house.clock, house.settings.desk.machine)
        if house.settings.desk.bell
        else None,
        voice=installed_voice(),
    )
