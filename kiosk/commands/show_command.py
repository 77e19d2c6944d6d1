"""``kiosk show CODE [--json]``: everything about one procedure."""

from __future__ import annotations

import argparse

from kiosk.app import open_house
from kiosk.catalogue.procedure import Procedure
from kiosk.commands.case import find_procedure
from kiosk.commands.output import print_pretty_json, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("code", metavar="CODE", help="the procedure's code, d.dddddd")
    parser.add_argument("--json", action="store_true", help="print every fact as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print one procedure."""
    with open_house(say=say) as house:
        procedure = find_procedure(house, arguments.code)
        posting = house.catalogue.postings().get(procedure.code)
    if arguments.json:
        print_pretty_json(procedure)
        return 0
    for line in describe(procedure):
        print(line)
    if posting is None:
        print("Not posted at this office.")
    else:
        print(f"Posted at this office{f', {posting.counter}' if posting.counter else ''}.")
    return 0


def describe(procedure: Procedure) -> list[str]:
    """Return the lines that tell a clerk what the catalogue knows."""
    lines = [f"{procedure.code}  {procedure.name}"]
    if procedure.short_name:
        lines.append(f"  {procedure.short_name}")
    decision = procedure.decision.number if procedure.decision else "-"
    checked = procedure.checked_on.isoformat() if procedure.checked_on else "-"
    lines.append(f"  {procedure.field}; {procedure.tier}; decision {decision}; checked {checked}")
    for question in procedure.questions:
        lines.append(f"  ? {question.key}: {question.text}")
        lines += [f"      {question.key}={a.key}  {a.label}" for a in question.answers]
    for document in procedure.documents:
        counts = (document.originals, document.certified_copies, document.photocopies)
        cases = f"  [{', '.join(document.cases)}]" if document.cases else ""
        shown = "/".join(map(str, counts))
        lines.append(f"  - {document.name}  {shown}  {document.purpose}{cases}")
    for method in procedure.methods:
        times = ", ".join(f"{t.amount or ''} {t.unit}".strip() for t in method.time_limits)
        fees = ", ".join(
            f"{fee.name}: {'unknown' if fee.amount is None else f'{fee.amount} đ'}"
            for fee in method.fees
        )
        lines.append(f"  {method.kind}: {times or 'unknown'}; {fees or 'fee unknown'}")
    lines += [f"  = {basis.number} {basis.name}".rstrip() for basis in procedure.legal_bases]
    return lines
