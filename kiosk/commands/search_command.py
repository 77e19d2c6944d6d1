"""``kiosk search QUERY`` and ``kiosk search --batch``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from kiosk.app import open_house
from kiosk.commands.output import print_json, say
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.search.finding import Finding


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="what a citizen would type")
    parser.add_argument("--limit", type=int, default=10, help="how many results (default 10)")
    parser.add_argument("--all", action="store_true", help="the whole catalogue, posted or not")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--batch", action="store_true", help="a query a line on stdin, JSON out")


def run(arguments: argparse.Namespace) -> int:
    """Search; the batch answers each line of stdin with one line of JSON, in order."""
    if bool(arguments.query) == arguments.batch:
        raise Refused("Give either a QUERY or --batch with one query a line on stdin.")
    if arguments.limit < 1:
        raise Refused("--limit must be at least 1.")
    with open_house(say=say) as house:
        finder = house.finder(posted_only=not arguments.all)
        if not arguments.batch:
            finding = finder.find(" ".join(arguments.query), arguments.limit)
            _show(finding, as_json=arguments.json)
            return 0
        for line in sys.stdin.buffer:
            query = line.decode("utf-8", errors="replace").rstrip("\r\n")
            print_json(as_record(finder.find(query, arguments.limit)))
            sys.stdout.flush()
    return 0


def as_record(finding: Finding) -> dict[str, Any]:
    """Return the finding in the form that other programs read."""
    question = finding.question
    return {
        "query": finding.query,
        "outcome": finding.outcome.value,
        "reading": finding.reading,
        "results": [
            {"code": hit.code, "name": hit.name, "score": round(hit.score, 4), "why": hit.why}
            for hit in finding.results
        ],
        "question": question
        and {
            "text": question.text,
            "options": [{"label": o.label, "code": o.code} for o in question.options],
        },
        "elsewhere": finding.elsewhere
        and {"name": finding.elsewhere.name, "where": finding.elsewhere.where_to_go},
        "ms": round(finding.milliseconds, 3),
    }


def _show(finding: Finding, *, as_json: bool) -> None:
    """Print one finding for a person or for a program."""
    if as_json:
        print_json(as_record(finding))
        return
    if finding.elsewhere:
        print(f"{finding.elsewhere.name}: {finding.elsewhere.where_to_go}")
    if finding.question:
        print(finding.question.text)
        for option in finding.question.options:
            print(f"  {option.code}  {option.label}")
    if finding.outcome == "none" and not finding.elsewhere:
        print("Nothing was found.")
    for hit in finding.results:
        why = f"  ({hit.why})" if hit.why else ""
        print(f"{hit.code}  {hit.name}{why}")
