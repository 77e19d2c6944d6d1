"""``kiosk check [--json]``: is this machine fit to serve."""

from __future__ import annotations

import argparse

from kiosk.app import open_house
from kiosk.commands.fitness import Grade, examine
from kiosk.commands.output import print_json

SIGNS = {Grade.GOOD: "ok  ", Grade.CAREFUL: "look", Grade.BAD: "BAD "}


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; 1 if the machine should not serve like this."""
    with open_house() as house:
        findings = examine(house)
    if arguments.json:
        print_json(findings)
    else:
        for finding in findings:
            print(f"{SIGNS[finding.grade]}  {finding.about}: {finding.text}")
    return 1 if any(finding.grade is Grade.BAD for finding in findings) else 0
