"""``kiosk rollback [--to VERSION] [--by NAME]``, and ``kiosk rollback --list``."""

from __future__ import annotations

import argparse
import getpass

from kiosk.app import open_house
from kiosk.catalogue.versions import VersionInfo
from kiosk.commands.output import say, table


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--to", type=int, help="the version wanted (default: the one before)")
    parser.add_argument("--list", action="store_true", help="print the versions")
    parser.add_argument("--by", default=getpass.getuser(), help="who does it (default: the user)")


def run(arguments: argparse.Namespace) -> int:
    """Make an earlier version current again; no version is ever lost."""
    with open_house(say=say) as house:
        if arguments.list:
            rows = [
                [str(each.number), each.state, when(each), each.published_by, each.note]
                for each in house.catalogue.versions()
            ]
            print(table(rows, header=["version", "state", "published", "by", "note"]))
            return 0
        version = house.catalogue.rollback(to=arguments.to, by=arguments.by)
        house.trail.note(house.clock(), arguments.by, "roll back", f"version {version}")
    print(f"Version {version} is what citizens see now.")
    return 0


def when(version: VersionInfo) -> str:
    """Return the day and time when a version became the one that citizens see."""
    return f"{version.published_at:%Y-%m-%d %H:%M}" if version.published_at else "-"
