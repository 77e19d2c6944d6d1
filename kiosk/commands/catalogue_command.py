"""``kiosk catalogue [--all] [--json]``: how much we know, by field."""

from __future__ import annotations

import argparse

import msgspec

from kiosk.app import open_house
from kiosk.catalogue.summary import FieldSummary, summarise
from kiosk.commands.output import print_json, say, table


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--all", action="store_true", help="imported records too, not ours alone")
    parser.add_argument("--json", action="store_true", help="print one JSON list, the sum last")


def run(arguments: argparse.Namespace) -> int:
    """Print a table of our procedures by field, and the sum."""
    with open_house(say=say) as house:
        found = house.catalogue.procedures(posted_only=False, own=not arguments.all)
    summaries = summarise(found)
    if arguments.json:
        print_json(summaries)
        return 0
    header = list(FieldSummary.__struct_fields__)
    rows = [[str(value) for value in msgspec.structs.astuple(each)] for each in summaries]
    rows[-1][0] = "all"
    print(table(rows, header=header))
    return 0
