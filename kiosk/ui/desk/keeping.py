"""What the pages beside the dossiers need: posting, catalogue, office, words, how it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import ImportReport
from kiosk.checklist.days import SpecialDay
from kiosk.desk.everyday import EverydayWords
from kiosk.desk.how_it_goes import HowItGoes
from kiosk.desk.incoming import IncomingFile
from kiosk.desk.local import LocalDesk
from kiosk.desk.posting_desk import MadePosting, PostingDesk
from kiosk.settings import Settings
from kiosk.ui.rooms import PrintNews

Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True)
class Keeping:
    """The rooms behind these pages, each opened when it is first used, in the errands' thread.

    ``files`` lists what was brought; ``take_in`` imports one of them into the draft. ``save``
    writes a paper under a file name and returns where. ``ward`` is the profile with what was said
    here over it, ``closed_days`` what is off between two days.
    """

    catalogue: Callable[[], Catalogue]
    posting: Callable[[], PostingDesk]
    words: Callable[[], EverydayWords]
    goings: Callable[[], HowItGoes]
    local: Callable[[], LocalDesk]
    files: Callable[[], Sequence[IncomingFile]]
    take_in: Callable[[Path, Progress], ImportReport]
    save: Callable[[str, bytes], Path]
    print_posting: Callable[[MadePosting, PrintNews], None]
    print_report: Callable[[bytes, PrintNews], None]
    ward: Callable[[], Settings]
    closed_days: Callable[[dt.date, dt.date], Sequence[SpecialDay]]
    confirmed: Callable[[int], bool]
