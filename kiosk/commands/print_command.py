"""``kiosk print CODE [--answer KEY=VALUE]... [--printer NAME]``."""

from __future__ import annotations

import argparse

from kiosk.app import open_house
from kiosk.commands.case import add_case_arguments, build_case
from kiosk.commands.output import say
from kiosk.errors import Refused
from kiosk.printing.printer import CAME_OUT, Report, state_words
from kiosk.settings import Printer, PrinterKind, Settings

SECONDS = 90.0
"""Longer than a sheet may wait for paper; then it is taken back."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_case_arguments(parser)
    parser.add_argument(
        "--printer",
        metavar="NAME",
        default="first",
        help="first or second of ward.toml, folder for a PDF in prints/, or an IPP address",
    )
    parser.add_argument(
        "--language",
        choices=("vi", "en", "both"),
        default="vi",
        help="language of the sheet (default vi)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one checklist and say truthfully what became of it."""
    with open_house(say=say) as house:
        checklist = build_case(house, arguments)
        setting = _setting(house.settings, arguments.printer)
        names = ("vi", "en") if arguments.language == "both" else (arguments.language,)
        english = house.translators["en"]
        station = house.open_station(setting)
        station.start()

        said: list[str] = []

        def tell(report: Report) -> None:
            words = state_words(report.state, english)
            if not report.final and words not in said[-1:]:
                said.append(words)
                say(words)

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


def _setting(settings: Settings, name: str) -> Printer:
    """Return the printer that ``name`` means.

    Raises:
        Refused: it is none of the names, and no address.
    """
    known: dict[str, Printer] = {
        "first": settings.printer,
        "second": settings.second_printer,
        "folder": Printer(),
    }
    if name in known:
        return known[name]
    if "://" in name:
        return Printer(kind=PrinterKind.IPP, address=name, paper=settings.printer.paper)
    raise Refused(f'--printer "{name}" is not first, second, folder or an IPP address.')
