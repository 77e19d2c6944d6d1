"""``kiosk rollback [--to VERSION] [--by NAME]``."""

from __future__ import annotations

import argparse
import getpass

from kiosk.app import open_house
from kiosk.commands.output import say


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--to", type=int, help="the version wanted (default: the one before)")
    parser.add_argument("--by", default=getpass.getuser(), help="who does it (default: the user)")


def run(arguments: argparse.Namespace) -> int:
    """Make an earlier version current again; no version is ever lost."""
    with open_house(say=say) as house:
        version = house.catalogue.rollback(to=arguments.to, by=arguments.by)
        house.trail.note(house.clock(), arguments.by, "roll back", f"version {version}")
    print(f"Version {version} is what citizens see now.")
    return 0
