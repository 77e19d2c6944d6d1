"""``kiosk evaluate FILE.tsv... [--all] [--json] [--misses N]``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.app import open_house
from kiosk.commands.output import print_json, say, table

if TYPE_CHECKING:
    from kiosk.search.evaluation import Evaluation, Miss, Summary

COLUMNS = ["kind", "queries", "@1", "@3", "@5", "nDCG@5", "outcome"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.tsv", help="judged queries")
    parser.add_argument("--all", action="store_true", help="the whole catalogue, posted or not")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--misses", type=int, default=40, help="how many misses to list")


def run(arguments: argparse.Namespace) -> int:
    """Print how well the judged queries find their procedures, by kind, and the misses."""
    from kiosk.search.evaluation import evaluate, load_judged

    judged = {path: load_judged(path) for path in arguments.files}
    with open_house(say=say) as house:
        finder = house.finder(posted_only=not arguments.all)
        for path, queries in judged.items():
            evaluation = evaluate(finder, queries)
            if arguments.json:
                print_json({"file": path.name, "evaluation": evaluation})
                continue
            print(f"{path.name}")
            for line in describe(evaluation, arguments.misses):
                print(line)
    return 0


def describe(evaluation: Evaluation, misses: int) -> list[str]:
    """Return the table and the list of misses as lines."""
    rows = [_row(summary) for summary in (*evaluation.summaries, evaluation.total)]
    lines = [table(rows, header=COLUMNS)]
    middle = evaluation.median_milliseconds
    lines.append(f"{middle:.2f} ms p50, {evaluation.percentile_95_milliseconds:.2f} ms p95")
    lines += [_miss(miss) for miss in evaluation.misses[:misses]]
    if len(evaluation.misses) > misses:
        lines.append(f"... and {len(evaluation.misses) - misses} more misses (--misses)")
    return lines


def _row(summary: Summary) -> list[str]:
    shares = (summary.success_1, summary.success_3, summary.success_5, summary.ndcg_5)
    known = [f"{share:.3f}" if summary.answerable else "-" for share in shares]
    return [summary.kind, str(summary.queries), *known, f"{summary.outcomes:.3f}"]


def _miss(miss: Miss) -> str:
    wanted = ",".join(sorted(miss.judged.grades)) or "-"
    found = ",".join(miss.found[:3]) or "-"
    outcomes = f"{miss.judged.outcome} → {miss.outcome}"
    return (
        f'miss [{miss.judged.kind}] "{miss.judged.query}" wanted {wanted} found {found} {outcomes}'
    )
