"""``kiosk words [--days N] [--json]`` and ``kiosk words --add "TEXT" CODE``."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass

from kiosk.app import House, open_house
from kiosk.catalogue.counts import KEPT_DAYS
from kiosk.commands.case import find_procedure
from kiosk.commands.output import print_pretty_json, say, table
from kiosk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--days", type=int, default=KEPT_DAYS, help=f"of the last N days (at most {KEPT_DAYS})"
    )
    parser.add_argument("--limit", type=int, default=50, help="how many (default 50)")
    parser.add_argument("--json", action="store_true", help="print JSON")
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
            _add(house, text, code)
            return 0
        today = house.clock().date()
        since = today - dt.timedelta(days=arguments.days - 1)
        found = house.counts.unfound(since, today, arguments.limit)
    if arguments.json:
        print_pretty_json(found)
    elif not found:
        print("Nothing that people typed was left without an answer.")
    else:
        rows = [[str(text.count), text.last_day.isoformat(), text.text] for text in found]
        print(table(rows, header=["times", "last", "typed"]))
    return 0


def _add(house: House, text: str, code: str) -> None:
    """Make a text an everyday name; it is no longer among those that found nothing."""
    from kiosk.desk.keepable import tidy
    from kiosk.search.local_names import add_local_name

    procedure = find_procedure(house, code)
    add_local_name(house.home.vocabulary, text, procedure.code)
    house.counts.forget_unfound(tidy(text))
    house.trail.note(house.clock(), getpass.getuser(), "add everyday name", f"{tidy(text)}: {code}")
    print(f"“{tidy(text)}” finds {procedure.code} {procedure.title} from now on.")
