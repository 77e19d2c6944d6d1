"""``kiosk diff [--json]``: what publishing the draft would change."""

from __future__ import annotations

import argparse

from kiosk.app import open_house
from kiosk.commands.output import print_json, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--json", action="store_true", help="print a JSON object a line")
    parser.add_argument("--hidden", action="store_true", help="also what our own texts cover")


def run(arguments: argparse.Namespace) -> int:
    """Print the draft's difference, one procedure after the other, field by field."""
    with open_house(say=say) as house:
        found = house.catalogue.difference()
        is_open = house.catalogue.has_draft()
    shown = [each for each in found if each.shown or arguments.hidden]
    if arguments.json:
        for each in shown:
            print_json(each)
        return 0
    if not is_open:
        print("No draft is open; `kiosk import` opens one.")
        return 0
    counts: dict[str, int] = {}
    for each in shown:
        counts[each.kind] = counts.get(each.kind, 0) + 1
        onwards = f" → {each.replaced_by}" if each.replaced_by else ""
        print(f"{each.kind:<10} {each.code}{onwards}  {each.name}  [{each.origin}]")
        for change in each.changes:
            print(f"    {change.field}: {change.old or '-'} → {change.new or '-'}")
    print(
        ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "No difference."
    )
    if hidden := len(found) - len(shown):
        print(f"{hidden} more lie behind texts of our own (--hidden shows them).")
    return 0
