"""``kiosk publish [--by NAME] [--decision NUMBER] [--note TEXT]``."""

from __future__ import annotations

import argparse
import getpass

from kiosk.app import open_house
from kiosk.commands.output import say


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--by", default=getpass.getuser(), help="who publishes (default: the user)")
    parser.add_argument("--decision", default="", help="under which decision")
    parser.add_argument("--note", default="", help="a remark kept with the version")


def run(arguments: argparse.Namespace) -> int:
    """Publish the draft in one step."""
    with open_house(say=say) as house:
        version = house.catalogue.publish(
            by=arguments.by, decision=arguments.decision, note=arguments.note
        )
        house.trail.note(house.clock(), arguments.by, "publish", f"version {version}")
    print(f"Version {version} is what citizens see now.")
    return 0
