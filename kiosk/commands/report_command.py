"""``kiosk report --month 2026-11 [--out | --xlsx | --csv FILE] [--json]``: how it goes."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from kiosk.app import open_house
from kiosk.commands.output import print_pretty_json, say
from kiosk.desk.whole_file import write_whole
from kiosk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--month", type=parse_month, metavar="YYYY-MM", help="which month (default: this one)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write one page as PDF there")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write tables as XLSX there")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write every count as CSV there")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--language",
        choices=("vi", "en"),
        default="vi",
        help="language of what is written (default vi)",
    )


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
    files = {"pdf": arguments.out, "xlsx": arguments.xlsx, "csv": arguments.csv}
    if not any(files.values()) and not arguments.json:
        raise Refused(
            "Name a file with --out FILE.pdf, --xlsx or --csv, or ask for the figures with --json."
        )
    with open_house(say=say) as house:
        day = arguments.month or house.clock().date()
        tr = house.translators[arguments.language]
        if arguments.json:
            print_pretty_json(house.goings.month(day))
        for kind, path in files.items():
            if path:
                write_whole(path, getattr(house.goings, kind)(day, tr))
    return 0
