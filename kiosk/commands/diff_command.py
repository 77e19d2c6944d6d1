"""``kiosk diff [--json] [--hidden]``: what publishing the draft would change.

``kiosk diff --accept|--refuse CODE [FIELD...]`` decides about single fields, or all of a code.
"""

from __future__ import annotations

import argparse
import getpass
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.app import House, open_house
from kiosk.checklist.upkeep import coming_changes, stale_codes
from kiosk.commands.output import print_json, say

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.catalogue.difference import FieldChange, ProcedureDifference
    from kiosk.catalogue.procedure import Procedure


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--json", action="store_true", help="print a JSON object a line")
    parser.add_argument("--hidden", action="store_true", help="also what our own texts cover")
    parser.add_argument("--by", default=getpass.getuser(), help="who decides (default: the user)")
    deciding = parser.add_mutually_exclusive_group()
    for name, told in (("accept", "take"), ("refuse", "do not take")):
        deciding.add_argument(
            f"--{name}",
            nargs="+",
            metavar=("CODE", "FIELD"),
            help=f"{told} these fields of the code, or all of it; publishing carries it out",
        )


def run(arguments: argparse.Namespace) -> int:
    """Print the draft's difference, one procedure after the other, field by field."""
    wanted = arguments.accept or arguments.refuse
    with open_house(say=say) as house:
        if wanted:
            _decide(house, wanted, accepted=bool(arguments.accept), by=arguments.by)
            return 0
        found = house.catalogue.difference()
        is_open = house.catalogue.has_draft()
        today = house.clock().date()
        posted = house.catalogue.procedures(newest=True)
    told = [each for each in found if arguments.hidden or concerns_us(each)]
    if arguments.json:
        for each in told:
            print_json(each)
        return 0
    for each in told:
        for line in describe(each):
            print(line)
    for line in warnings(posted, today):
        print(line)
    print(summary(told) if is_open or told else "No draft is open; `kiosk import` opens one.")
    if hidden := len(found) - len(told):
        print(f"{hidden} more lie behind texts of our own (--hidden shows them).")
    return 0


def _decide(house: House, wanted: list[str], *, accepted: bool, by: str) -> None:
    """Keep the decision, and who made it."""
    code, *fields = wanted
    count = house.catalogue.decide(code, fields, accepted=accepted, by=by)
    what = "accept fields" if accepted else "refuse fields"
    house.trail.note(house.clock(), by, what, "; ".join([code, *fields]))
    told = "taken" if accepted else "refused"
    print(f"{code}: {count} {told}; `kiosk publish` carries it out.")


def concerns_us(difference: ProcedureDifference) -> bool:
    """Say whether citizens would see it, or it says something that our own text does not say."""
    return difference.shown or any(change.ours != change.new for change in difference.changes)


def describe(difference: ProcedureDifference) -> Iterator[str]:
    """Yield the lines that tell of one procedure."""
    onwards = f" → {difference.replaced_by}" if difference.replaced_by else ""
    head = f"{difference.kind:<10} {difference.code}{onwards}  {difference.name}"
    yield f"{head}  [{difference.origin}]{_decided(difference.decided)}"
    for change in difference.changes:
        told = f"    {change.field}: {change.old or '-'} → {change.new or '-'}"
        yield told + _decided(change.decided)
        if not difference.shown and change.ours != change.new:
            yield f"        {_beside(change)}: {change.ours or '-'}"


def _decided(decided: str) -> str:
    return f"  [{decided}]" if decided else ""


def _beside(change: FieldChange) -> str:
    return "CONFLICT, both changed it; ours" if change.conflict else "ours still says"


def summary(told: list[ProcedureDifference]) -> str:
    """Return how many of which kind, and how many fields wait for a person's decision."""
    kinds = Counter(str(each.kind) for each in told)
    text = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    changes = [change for each in told for change in each.changes]
    conflicts = sum(change.conflict and not change.decided for change in changes)
    if conflicts:
        text += f"; {conflicts} fields in conflict: decide with --accept or --refuse CODE FIELD"
    return text or "No difference."


def warnings(posted: list[Procedure], today: dt.date) -> Iterator[str]:
    """Yield what is posted and stale, and the laws that will change it, by their day."""
    if stale := stale_codes(posted, today):
        yield f"stale      {len(stale)} posted procedures need a check: {', '.join(stale)}"
    for change in coming_changes(posted, today):
        yield f"coming     {change.date}: {change.text} ({', '.join(change.codes)})"
