"""``kiosk bench [--records PATH] [--queries FILE.tsv ...] [--ui | --desk | --paper]``: speed."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.app import House, open_house
from kiosk.commands import desk_bench
from kiosk.commands.output import print_json, say, table
from kiosk.commands.screen_bench import run_screen
from kiosk.errors import Refused
from kiosk.home import REPOSITORY, Home

if TYPE_CHECKING:
    from kiosk.search.benchmark import LongQuery, Measurement

QUERIES = REPOSITORY / "tests" / "relevance" / "judged.tsv"
COLUMNS = ["engine", "procedures", "keys", "p50 ms", "p95 ms", "p99 ms", "worst ms", "p99 by clock"]
COLUMNS += ["build s", "open ms", "index MB", "memory MB"]


class SearchBenchmark(msgspec.Struct, frozen=True):
    """All that was measured of the search."""

    measurements: list[Measurement]
    long_queries: list[LongQuery]


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--records", type=Path, metavar="PATH", help="import this first, aside")
    parser.add_argument(
        "--queries",
        type=Path,
        nargs="+",
        default=[QUERIES],
        metavar="FILE.tsv",
        help="what is typed (default: our judged questions)",
    )
    parser.add_argument("--every", type=int, default=20, help="type every n-th query (default 20)")
    parser.add_argument("--counts", default="500,4114,50000", help="numbers of procedures")
    parser.add_argument("--ui", action="store_true", help="the screen instead of the search")
    parser.add_argument("--desk", action="store_true", help="ten dossiers at the clerk's desk")
    parser.add_argument("--paper", action="store_true", help="the papers instead of the search")
    parser.add_argument("--visits", type=int, default=5, help="visits of --ui (default 5)")
    parser.add_argument("--soak", action="store_true", help="--ui: hurried visits, memory only")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    if arguments.ui:
        return run_screen(arguments)
    if arguments.desk:
        desk_bench.run(as_json=arguments.json)
    if arguments.paper:
        return _run_papers(arguments)
    counts = [int(part) for part in arguments.counts.split(",") if part.strip().isdigit()]
    if not counts or arguments.every < 1:
        raise Refused("--counts takes numbers such as 500,4114; --every takes 1 or more.")
    if arguments.records is None:
        with open_house(say=say) as house:
            found = measure_search(house, arguments.queries, arguments.every, counts)
    else:
        with tempfile.TemporaryDirectory() as folder:
            house = House(Home(Path(folder)), say=say)
            _import(house, arguments.records)
            found = measure_search(house, arguments.queries, arguments.every, counts)
            house.close()
    if arguments.json:
        print_json(found)
    else:
        print(table([_row(each) for each in found.measurements], header=COLUMNS))
        for line in in_words(found):
            print(line)
    return 0


def _run_papers(arguments: argparse.Namespace) -> int:
    """Measure the papers."""
    from kiosk.commands.paper_bench import measure_papers

    with open_house(say=say) as house:
        found = measure_papers(house)
    if arguments.json:
        print_json(found)
    else:
        rows = [
            [each.paper, *(f"{ms:.0f}" for ms in (each.first, each.median, each.worst))]
            for each in found
        ]
        print(table(rows, header=["paper", "first ms", "median ms", "worst ms"]))
    return 0


def _import(house: House, path: Path) -> None:
    """Import ``path`` into the house's draft and say how long that took."""
    from kiosk.catalogue.importing import read_sources

    catalogue = house.catalogue
    began = time.perf_counter()
    report = catalogue.stage(read_sources([path]))
    say(f"{path.name}: {report.read} read in {time.perf_counter() - began:.1f} s")


def measure_search(
    house: House, queries: Sequence[Path], every: int, counts: Sequence[int]
) -> SearchBenchmark:
    """Type the queries key by key over catalogues of several sizes, each engine in turn."""
    from kiosk.home import SHIPPED
    from kiosk.search import benchmark
    from kiosk.search.evaluation import load_judged
    from kiosk.search.vocabulary import load_vocabulary

    entries = house.catalogue.search_entries(posted_only=False, newest=True)
    vocabulary = load_vocabulary(SHIPPED / "vocabulary")
    typed = benchmark.keystrokes(
        each.query for path in queries for each in load_judged(path)[::every]
    )
    found = SearchBenchmark([], [])
    for count in counts:
        some = benchmark.grown(entries, count)
        say(f"{count} procedures, {len(typed)} keystrokes ...")
        ours, slowest = benchmark.measure_ours(some, vocabulary, typed)
        found.long_queries.append(slowest)
        found.measurements.extend(ours)
        found.measurements.extend(benchmark.measure_others(some, vocabulary, typed))
    return found


def in_words(found: SearchBenchmark) -> list[str]:
    """How often faster ours ranks than each other engine, and the slowest long queries."""
    from kiosk.search.benchmark import RANKING

    ranking = {each.procedures: each.times for each in found.measurements if each.engine == RANKING}
    lines = []
    for each in found.measurements:
        if each.engine.startswith("ours"):
            continue
        ours, theirs = ranking[each.procedures], each.times
        lines.append(
            f"{each.procedures} procedures: ours ranks {theirs.median / ours.median:.1f} times as "
            f"fast as {each.engine} at p50, {theirs.percentile_95 / ours.percentile_95:.1f} at p95"
        )
    for slow in found.long_queries:
        lines.append(
            f"{slow.procedures} procedures: a query of 10,000 characters takes at most "
            f"{slow.milliseconds:.0f} ms ({slow.kind})"
        )
    return lines


def _row(each: Measurement) -> list[str]:
    times = each.times
    shown = (times.median, times.percentile_95, times.percentile_99, times.worst, times.clock_99)
    return [
        each.engine,
        str(each.procedures),
        str(times.searches),
        *(f"{number:.2f}" for number in shown),
        f"{each.build_seconds:.2f}" if each.build_seconds else "-",
        f"{each.open_milliseconds:.0f}" if each.open_milliseconds else "-",
        f"{each.index_megabytes:.1f}" if each.index_megabytes else "-",
        f"{each.memory_megabytes:.0f}" if each.memory_megabytes else "-",
    ]
