"""The benchmark measures what it says."""

from __future__ import annotations

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.benchmark import (
    grown,
    keystrokes,
    measure_fts5,
    measure_ours,
    summarise,
)
from kiosk.search.vocabulary import Vocabulary


def test_every_state_of_the_box_is_a_search() -> None:
    assert keystrokes(["abcd", "xy"]) == ["ab", "abc", "abcd", "xy"]


def test_growing_is_repeatable_and_keeps_codes_apart(shipped_entries: list[SearchEntry]) -> None:
    many = grown(shipped_entries, 1000)
    assert len({entry.code for entry in many}) == 1000
    assert many == grown(shipped_entries, 1000)
    assert grown(shipped_entries, 5) == shipped_entries[:5]


def test_percentiles() -> None:
    times = summarise([index / 1000 for index in range(1, 101)])
    assert (times.median, times.percentile_95, times.worst) == (51, 96, 100)


def test_both_engines_are_measured(
    shipped_entries: list[SearchEntry], vocabulary: Vocabulary
) -> None:
    typed = keystrokes(["khai sinh"])
    whole, ranking = measure_ours(shipped_entries, vocabulary, typed)
    other = measure_fts5(shipped_entries, vocabulary, typed)
    assert whole.times.searches == ranking.times.searches == other.times.searches == len(typed)
    assert whole.build_seconds > 0 and whole.index_megabytes > 0
    assert ranking.times.median <= whole.times.median
