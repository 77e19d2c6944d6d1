"""``kiosk posting CODE... | --booklet | --field NAME | --new [--out FILE] [--xlsx FILE]``."""

from __future__ import annotations

import argparse
import getpass
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtWork
from functools import partial
from pathlib import Path

from kiosk.app import House, open_house
from kiosk.commands.output import ProgressBar, say
from kiosk.desk.posting_desk import Choice, MadePosting
from kiosk.desk.whole_file import write_whole
from kiosk.errors import Refused
from kiosk.printing.printer import CAME_OUT, state_words
from kiosk.settings import ROLL_MM, Paper

PRINT_SECONDS = 600.0
"""A booklet of a thousand sheets takes a printer so long."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("codes", nargs="*", metavar="CODE", help="codes of procedures (d.dddddd)")
    parser.add_argument(
        "--booklet", action="store_true", help="all posted procedures, bound, with their list"
    )
    parser.add_argument("--field", default="", metavar="NAME", help="the sheets of one field")
    parser.add_argument(
        "--new", action="store_true", help="the sheets that are new or changed since the booklet"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the PDF there")
    parser.add_argument("--print", action="store_true", help="print it on this machine's printer")
    parser.add_argument(
        "--format",
        choices=[str(paper) for paper in Paper],
        default=str(Paper.A4),
        help="paper (default a4)",
    )
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write the list as XLSX there")
    parser.add_argument(
        "--language",
        choices=("vi", "en"),
        default="vi",
        help="language of what is written (default vi)",
    )
    parser.add_argument(
        "--put-up",
        action="store_true",
        help="note that what is posted hangs at the office now; the next booklet says what changed",
    )


def run(arguments: argparse.Namespace) -> int:
    """Make sheets for the notice board, or the booklet, or the list."""
    ways = [bool(arguments.codes), arguments.booklet, bool(arguments.field), arguments.new]
    if sum(ways) != 1:
        raise Refused(
            "Name the codes to make sheets of, or --booklet for all that is posted, --field, --new."
        )
    if not arguments.out and not arguments.xlsx and not arguments.print:
        raise Refused("Name a file: --out FILE.pdf, --xlsx FILE.xlsx, or --print it.")
    is_whole = arguments.booklet or arguments.new
    if arguments.put_up and not (is_whole and (arguments.out or arguments.print)):
        raise Refused("--put-up is for what is made now: --booklet or --new, with --out FILE.")
    if arguments.booklet and Paper(arguments.format) in ROLL_MM:
        raise Refused(f"A booklet is bound; {arguments.format} cannot be. Use a4 or a5.")
    choice = Choice(codes=arguments.codes, field=arguments.field, only_new=arguments.new)
    with open_house(say=say) as house:
        tr = house.translators[arguments.language]
        if arguments.xlsx:
            write_whole(arguments.xlsx, house.posting.listing(choice, tr))
            say(f"{arguments.xlsx}: written.")
        if arguments.out or arguments.print:
            made = _make(house, choice, arguments)
            if arguments.out:
                write_whole(arguments.out, made.content)
                say(f"{arguments.out}: {made.count} procedures.")
            if arguments.print:
                _print(house, made)
        if arguments.put_up:
            house.posting.put_up(by=getpass.getuser())
    return 0


def _make(house: House, choice: Choice, arguments: argparse.Namespace) -> MadePosting:
    """Make the paper, showing how far it is and then the seconds."""
    bar = ProgressBar()
    tr, paper = house.translators[arguments.language], Paper(arguments.format)
    began = time.monotonic()
    try:
        with ThreadPoolExecutor(1) as pool:
            work = pool.submit(partial(house.posting.make, choice, paper, tr, bar))
            while True:
                try:
                    return work.result(timeout=1.0)
                except StillAtWork:
                    bar(int(time.monotonic() - began), None, "seconds")
    finally:
        bar.close()


def _print(house: House, made: MadePosting) -> None:
    """Print it and say truthfully what became of it.

    Raises:
        Refused: it did not surely come out.
    """
    ticket = house.print_posting(made)
    ticket.done.wait(PRINT_SECONDS)
    words = state_words(ticket.report.state, house.translators["en"])
    if ticket.report.state not in CAME_OUT:
        raise Refused(f"{words} Cause: {ticket.report.cause or 'not known'}.")
    say(words)
