"""What the desk's further pages need of the house, as ``ui.desk.keeping`` names it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.catalogue.importing import read_sources
from kiosk.desk.incoming import IncomingFile, checked, list_incoming
from kiosk.desk.whole_file import write_whole
from kiosk.errors import Refused
from kiosk.printing.job import REPORT
from kiosk.printing.printer import PrinterState, Report
from kiosk.settings import Paper
from kiosk.ui.desk.keeping import Keeping, Progress
from kiosk.ui.rooms import PrintNews

if TYPE_CHECKING:
    from kiosk.app import House
    from kiosk.catalogue.staging import ImportReport
    from kiosk.checklist.days import SpecialDay
    from kiosk.desk.posting_desk import MadePosting

LOG = logging.getLogger(__name__)


def keeping_of(house: House) -> Keeping:
    """Return the rooms behind the desk's further pages; nothing is opened before it is used."""

    def files() -> Sequence[IncomingFile]:
        return list_incoming(house.incoming)

    def take_in(path: Path, progress: Progress) -> ImportReport:
        file = checked(house.incoming, path)
        return house.catalogue.stage(read_sources([file], progress=progress))

    def save(name: str, content: bytes) -> Path:
        folder = house.papers
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"{folder}: cannot be made ({error.strerror}).") from error
        write_whole(folder / name, content)
        return folder / name

    def print_posting(made: MadePosting, news: PrintNews) -> None:
        reported(lambda: house.print_posting(made, news), news)

    def print_report(content: bytes, news: PrintNews) -> None:
        def send() -> object:
            return house.started_station.print_pdf(content, Paper.A4, news, what=REPORT)

        reported(send, news)

    def closed_days(first: dt.date, last: dt.date) -> Sequence[SpecialDay]:
        return house.calendar.closed_days(first, last)

    def confirmed(year: int) -> bool:
        # The calendar is another one once something was said.
        return house.calendar.confirmed(year)

    return Keeping(
        catalogue=lambda: house.catalogue,
        posting=lambda: house.posting,
        words=lambda: house.words,
        goings=lambda: house.goings,
        local=lambda: house.local,
        files=files,
        take_in=take_in,
        save=save,
        print_posting=print_posting,
        print_report=print_report,
        ward=lambda: house.ward,
        closed_days=closed_days,
        confirmed=confirmed,
    )


def reported(send: Callable[[], object], news: PrintNews) -> None:
    """Send a paper to the printer; where it is refused, ``news`` hears why."""
    try:
        send()
    except Refused as refusal:
        LOG.warning("A paper was refused: %s", type(refusal).__name__)
        news(Report(PrinterState.REFUSED, str(refusal), final=True))
