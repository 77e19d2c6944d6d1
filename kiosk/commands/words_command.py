"""``kiosk words [--days N] [--json]`` and ``kiosk words --add "TEXT" CODE``, ``--drop "TEXT"``."""

from __future__ import annotations

import argparse
import getpass

from kiosk.app import open_house
from kiosk.catalogue.counts import KEPT_DAYS
from kiosk.commands.output import print_pretty_json, say, table
from kiosk.desk.keepable import tidy
from kiosk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--days", type=int, default=KEPT_DAYS, help=f"of the last N days (at most {KEPT_DAYS})"
    )
    parser.add_argument("--limit", type=int, default=50, help="how many (default 50)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--by", default=getpass.getuser(), help="who does it (default: the user)")
    parser.add_argument("--drop", metavar="TEXT", help="let TEXT go: no procedure is meant by it")
    parser.add_argument(
        "--add",
        nargs=2,
        metavar=("TEXT", "CODE"),
        help="make TEXT an everyday name of the procedure",
    )


def run(arguments: argparse.Namespace) -> int:
    """List what found nothing, or add an everyday name."""
    if arguments.days < 1 or arguments.limit < 1:
        raise Refused("--days and --limit must be at least 1.")
    with open_house(say=say) as house:
        if arguments.add:
            text, code = arguments.add
            procedure = house.words.add(text, code, by=arguments.by)
            print(f"“{tidy(text)}” finds {procedure.code} {procedure.title} from now on.")
            return 0
        if arguments.drop:
            house.words.let_go(arguments.drop, by=arguments.by)
            print(f"“{tidy(arguments.drop)}” waits no more.")
            return 0
        found = house.words.waiting(days=arguments.days, limit=arguments.limit)
    if arguments.json:
        print_pretty_json(found)
    elif not found:
        print("Nothing that people typed was left without an answer.")
    else:
        rows = [[str(text.count), text.last_day.isoformat(), text.text] for text in found]
        print(table(rows, header=["times", "last", "typed"]))
    return 0
