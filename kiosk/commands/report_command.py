"""``kiosk report --month 2026-11 --out FILE`` or ``--json``: how it goes, in anonymous counts."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from kiosk.app import House, open_house
from kiosk.commands.checklist_command import write_whole
from kiosk.commands.output import print_pretty_json, say
from kiosk.desk.month import Month, figures, month_of
from kiosk.desk.month_report import MOST_ROWS, lay_out_report, report_request
from kiosk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--month", type=parse_month, metavar="YYYY-MM", help="which month (default: this one)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write one page as PDF there")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--language", choices=("vi", "en"), default="vi")


def parse_month(text: str) -> dt.date:
    """Read a month, as its first day.

    Raises:
        argparse.ArgumentTypeError: it is not of the form 2026-11.
    """
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not like 2026-11') from error


def run(arguments: argparse.Namespace) -> int:
    """Make the report."""
    if not arguments.out and not arguments.json:
        raise Refused("Name a file with --out FILE.pdf, or ask for the figures with --json.")
    with open_house(say=say) as house:
        day = arguments.month or house.clock().date()
        month = _figures(house, day)
        if arguments.json:
            print_pretty_json(month)
        if arguments.out:
            tr = house.translators[arguments.language]

            def title_of(code: str) -> str:
                procedure = house.catalogue.procedure(code)
                if procedure is None:
                    return code
                return tr.pick(procedure.title, procedure.short_name_en or procedure.name_en)

            texts = house.counts.unfound(month.first, month.last, MOST_ROWS)
            report = lay_out_report(
                month,
                texts,
                title_of=title_of,
                office=house.ward.office,
                at=house.clock(),
                tr=tr,
            )
            write_whole(arguments.out, house.station.render(report_request(report))[0])
    return 0


def _figures(house: House, day: dt.date) -> Month:
    """Return the figures of a month, with the month before beside them."""
    first, last = month_of(day)
    earlier = month_of(first - dt.timedelta(days=1))
    return figures(day, house.counts.between(first, last), house.counts.between(*earlier))
