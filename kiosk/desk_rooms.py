"""What the desk needs of the house, as the plain functions of ``ui.desk.rooms``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.keeping_rooms import keeping_of, reported
from kiosk.live_finder import LiveFinder
from kiosk.speech.chime import installed_chime
from kiosk.ui.desk.rooms import Bell, DeskRooms, Door, Pins, PrintDesk
from kiosk.ui.rooms import PrintNews, Search

if TYPE_CHECKING:
    from kiosk.app import House
    from kiosk.catalogue.procedure import Procedure
    from kiosk.checklist.checklist import Checklist
    from kiosk.desk.supplement import SupplementRequest
    from kiosk.translation import Translator


def desk_rooms_of(house: House) -> DeskRooms:
    """Return the rooms behind the desk; database and printer are opened for it."""
    station = house.started_station

    def open_search(everything: bool) -> Search:
        live = LiveFinder(house, posted_only=not everything)
        return Search(find=live.find, suggest=live.suggest)

    def codes(everything: bool) -> Sequence[str]:
        return house.catalogue.codes(posted_only=not everything, newest=everything)

    def procedure(code: str) -> Procedure | None:
        return house.catalogue.procedure(code, newest=True)

    def qr(checklist: Checklist, translator: Translator) -> Sequence[Sequence[int]]:
        from kiosk.checklist.text import short_text
        from kiosk.printing.qr import matrix

        return matrix(short_text(checklist, translator)).rows

    def print_list(
        checklist: Checklist, translators: Sequence[Translator], news: PrintNews
    ) -> None:
        reported(lambda: station.print(checklist, translators, news), news)

    def print_supplement(request: SupplementRequest, news: PrintNews) -> None:
        paper = house.settings.printer.paper
        reported(lambda: house.print_supplement(request, paper, news), news)

    return DeskRooms(
        settings=house.settings,
        clock=house.clock,
        translators=house.translators,
        door=Door(
            names=lambda: [clerk.name for clerk in house.clerks.all()],
            enter=house.sign_in.enter,
            leave=house.sign_in.leave,
        ),
        note=lambda who, what, about: house.trail.note(house.clock(), who, what, about),
        open_search=open_search,
        codes=codes,
        procedure=procedure,
        build_checklist=house.build_checklist,
        qr=qr,
        print_list=print_list,
        print_supplement=print_supplement,
        pins=Pins(
            of=house.pins.of,
            pin=lambda clerk, code: house.pins.pin(clerk, code, house.clock()),
            unpin=house.pins.unpin,
        ),
        printer=PrintDesk(
            status=lambda: station.status,
            jobs=station.jobs,
            look=station.look,
            resume=station.resume,
            cancel=station.cancel,
            again=station.print_again,
        ),
        bell=Bell(
            heard=lambda: house.calls.hear(house.clock()),
            answer=lambda number: house.calls.answer(number, house.clock()),
        ),
        chime=installed_chime() if house.settings.desk.sound else None,
        keeping=keeping_of(house),
    )
