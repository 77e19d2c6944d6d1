"""``kiosk audit PATH... [--explained] [--strict] [--json]``: our facts and the public records."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from kiosk.app import open_house
from kiosk.catalogue.audit import About, Finding, Outcome, audit, tally
from kiosk.catalogue.importing import read_sources
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.selection import PRECEDENCE
from kiosk.catalogue.staging import Incoming, Origin
from kiosk.commands.output import ProgressBar, print_json, say, table
from kiosk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="public records, as for kiosk import"
    )
    parser.add_argument("--explained", action="store_true", help="also the explained differences")
    parser.add_argument("--strict", action="store_true", help="1 if one is not explained")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print every difference between our procedures and the records, and a table of the facts."""
    with open_house(say=say) as house:
        ours = house.catalogue.procedures(posted_only=False, own=True)
    bar = ProgressBar()
    try:
        public = best_records(
            item
            for item in read_sources(arguments.paths, progress=bar)
            if isinstance(item, Incoming)
        )
    finally:
        bar.close()
    findings = list(audit(ours, public))
    wanted = {Outcome.UNEXPLAINED} | ({Outcome.EXPLAINED} if arguments.explained else set())
    told = [finding for finding in findings if finding.outcome in wanted]
    if arguments.json:
        counts = tally(findings)
        print_json({"procedures": len(ours), "facts": counts, "differences": told})
    else:
        for finding in told:
            for line in describe(finding):
                print(line)
        print(table(rows(findings), header=["about", "compared", *Outcome]))
        print(f"{len(ours)} procedures of ours beside {len(public)} public records.")
    open_ = sum(finding.outcome is Outcome.UNEXPLAINED for finding in findings)
    if arguments.strict and open_:
        raise Refused(f"{open_} differences are not explained; correct the fact or add a note.")
    return 0


def best_records(items: Iterable[Incoming]) -> dict[str, Procedure]:
    """Return the public records by code; of several the one that the catalogue would show."""
    found: dict[str, Incoming] = {}
    for item in items:
        known = found.get(item.procedure.code)
        if item.origin in (Origin.WARD, Origin.SHIPPED):
            raise Refused(f"{item.file} is a text of our own; name public records.")
        if known is None or PRECEDENCE[item.origin] < PRECEDENCE[known.origin]:
            found[item.procedure.code] = item
    return {code: item.procedure for code, item in found.items()}


def describe(finding: Finding) -> list[str]:
    """Return the lines that tell of one difference."""
    place = f" {finding.place}" if finding.place else ""
    lines = [
        f"{finding.code}  {finding.about}{place}: ours {finding.ours or '-'}"
        f" | public {finding.public or '-'}"
    ]
    return [*lines, f"          because {finding.explanation}"] if finding.explanation else lines


def rows(findings: list[Finding]) -> list[list[str]]:
    """Return the table: a row for each kind of fact, and the sum."""
    counts = tally(findings)
    lines: list[list[str]] = []
    for about in About:
        found = counts[about]
        compared = sum(found.values()) - found[Outcome.SILENT]
        lines.append([about, str(compared), *(str(found[outcome]) for outcome in Outcome)])
    sums = [str(sum(int(line[column]) for line in lines)) for column in range(1, len(lines[0]))]
    return [*lines, ["all", *sums]]
