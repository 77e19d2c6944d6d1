"""What ``kiosk bench`` says about what it measured."""

from __future__ import annotations

from kiosk.commands.bench_command import SearchBenchmark, in_words
from kiosk.search.benchmark import RANKING, WHOLE, LongQuery, Measurement, Times


def measured(engine: str, procedures: int, median: float, percentile_95: float) -> Measurement:
    return Measurement(engine, procedures, Times(median, percentile_95, 9.0, 9.0, 9.0, 100))


def test_every_other_engine_is_compared_with_our_ranking_of_the_same_size() -> None:
    found = SearchBenchmark(
        [
            measured(WHOLE, 500, 0.4, 0.8),
            measured(RANKING, 500, 0.1, 0.2),
            measured("Another", 500, 2.0, 8.0),
            measured(RANKING, 50_000, 0.5, 1.0),
            measured("Another", 50_000, 0.25, 4.0),
        ],
        [LongQuery(500, "one letter", 12.4)],
    )
    assert in_words(found) == [
        "500 procedures: ours ranks 20.0 times as fast as Another at p50, 40.0 at p95",
        "50000 procedures: ours ranks 0.5 times as fast as Another at p50, 4.0 at p95",
        "500 procedures: a query of 10,000 characters takes at most 12 ms (one letter)",
    ]
