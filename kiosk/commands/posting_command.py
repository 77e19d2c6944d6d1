"""``kiosk posting CODE... | --booklet [--out FILE] [--format a4] [--xlsx FILE] [--put-up]``."""

from __future__ import annotations

import argparse
import getpass
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtWork
from pathlib import Path

from kiosk.app import House, open_house
from kiosk.catalogue.booklets import sheet_of
from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.commands.case import find_procedure
from kiosk.commands.checklist_command import write_whole
from kiosk.commands.output import ProgressBar, say
from kiosk.desk import booklet
from kiosk.desk.posting_list import row_of, workbook
from kiosk.desk.posting_sheet import lay_out_sheet
from kiosk.errors import Refused
from kiosk.printing.render_protocol import RenderRequest
from kiosk.settings import Paper

Case = tuple[Procedure, Checklist]
"""A procedure and its checklist without any answer."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("codes", nargs="*", metavar="CODE", help="codes of procedures (d.dddddd)")
    parser.add_argument(
        "--booklet", action="store_true", help="all posted procedures, bound, with their list"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the PDF there")
    parser.add_argument("--format", choices=(str(Paper.A4), str(Paper.A5)), default=str(Paper.A4))
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write the list as XLSX there")
    parser.add_argument("--language", choices=("vi", "en"), default="vi")
    parser.add_argument(
        "--put-up",
        action="store_true",
        help="note that this booklet hangs at the office now; the next one says what has changed",
    )


def run(arguments: argparse.Namespace) -> int:
    """Make sheets for the notice board, or the booklet, or the list."""
    if bool(arguments.codes) == arguments.booklet:
        raise Refused("Name the codes to make sheets of, or --booklet for all that is posted.")
    if not arguments.out and not arguments.xlsx:
        raise Refused("Name a file: --out FILE.pdf, --xlsx FILE.xlsx, or both.")
    if arguments.put_up and not (arguments.booklet and arguments.out):
        raise Refused("--put-up is for a booklet that is made now: --booklet --out FILE.")
    with open_house(say=say) as house:
        procedures = (
            house.catalogue.procedures()
            if arguments.booklet
            else [find_procedure(house, code) for code in dict.fromkeys(arguments.codes)]
        )
        if not procedures:
            raise Refused("Nothing is posted; see `kiosk post`.")
        at = house.clock()
        progress = ProgressBar()
        cases: list[Case] = []
        for number, procedure in enumerate(procedures, start=1):
            cases.append((procedure, house.build_checklist(procedure, {}, at)))
            progress(number, len(procedures), "read")
        progress.close()
        if arguments.xlsx:
            _write_list(house, cases, arguments)
        if arguments.out:
            _write_sheets(house, cases, arguments)
    return 0


def _write_list(house: House, cases: Sequence[Case], arguments: argparse.Namespace) -> None:
    """Write the list."""
    tr = house.translators[arguments.language]
    postings = house.catalogue.postings()
    rows = [row_of(procedure, case, postings.get(procedure.code), tr) for procedure, case in cases]
    write_whole(arguments.xlsx, workbook(rows, tr))
    say(f"{arguments.xlsx}: {len(rows)} procedures.")


def _write_sheets(house: House, cases: Sequence[Case], arguments: argparse.Namespace) -> None:
    """Write the sheets, or the booklet, as one PDF."""
    tr = house.translators[arguments.language]
    postings = house.catalogue.postings()
    at, office = house.clock(), house.ward.office
    progress = ProgressBar()
    sheets = []
    for number, (procedure, case) in enumerate(cases, start=1):
        sheets.append(lay_out_sheet(procedure, case, postings.get(procedure.code), tr))
        progress(number, len(cases), "laid out")
    now = [sheet_of(procedure) for procedure, _ in cases]
    front = None
    if arguments.booklet:
        changes = booklet.changes_since(house.booklets.last(), now)
        front = booklet.front_of(sheets, changes, office, at, tr)
    paper = Paper(arguments.format)
    posting = booklet.lay_out_posting(sheets, office, at, paper, tr, front=front)
    content = _set(house, booklet.posting_request(posting), progress)
    progress.close()
    write_whole(arguments.out, content)
    say(f"{arguments.out}: {len(sheets)} procedures.")
    if arguments.put_up:
        house.booklets.put_up(at, now)
        house.trail.note(at, getpass.getuser(), "put up booklet", f"{len(now)} procedures")


def _set(house: House, request: RenderRequest, progress: ProgressBar) -> bytes:
    """Set the paper, showing the seconds meanwhile."""
    began = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(house.render_long, request)
        while True:
            try:
                return work.result(timeout=1.0)
            except StillAtWork:
                progress(int(time.monotonic() - began), None, "seconds: setting the pages")
