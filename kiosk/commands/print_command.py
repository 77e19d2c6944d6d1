"""``kiosk print CODE [--answer KEY=VALUE]... [--printer NAME]``."""

from __future__ import annotations

import argparse

from kiosk.app import open_house
from kiosk.commands.case import add_case_arguments, build_case
from kiosk.commands.output import say
from kiosk.errors import Refused
from kiosk.printing.printer import CAME_OUT, Report, state_words
from kiosk.settings import PrinterKind

SECONDS = 90.0
"""Longer than a sheet may wait for paper; then it is taken back."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_case_arguments(parser)
    parser.add_argument(
        "--printer",
        choices=[str(kind) for kind in PrinterKind if kind is not PrinterKind.NONE],
        help="which printer (default: the one of ward.toml); folder leaves a PDF in prints/",
    )
    parser.add_argument("--language", choices=("vi", "en", "both"), default="vi")


def run(arguments: argparse.Namespace) -> int:
    """Print one checklist and say truthfully what became of it."""
    with open_house(say=say) as house:
        checklist = build_case(house, arguments)
        kind = PrinterKind(arguments.printer or house.settings.printer.kind)
        names = ("vi", "en") if arguments.language == "both" else (arguments.language,)
        english = house.translators["en"]
        station = house.open_station(kind)
        station.start()

        def tell(report: Report) -> None:
            if not report.final:
                say(state_words(report.state, english))

        try:
            ticket = station.print(checklist, [house.translators[name] for name in names], tell)
            ticket.done.wait(SECONDS)
        finally:
            station.stop()
        words = state_words(ticket.report.state, english)
    if ticket.report.state not in CAME_OUT:
        raise Refused(f"{words} Cause: {ticket.report.cause or 'not known'}.")
    print(words)
    return 0
