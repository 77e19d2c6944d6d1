"""The benchmark measures what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.benchmark import (
    RANKING,
    WHOLE,
    grown,
    keystrokes,
    measure_others,
    measure_ours,
    summarise,
    timed,
)
from kiosk.search.other_engines import (
    Engine,
    open_fts5,
    open_tantivy,
    tantivy_is_installed,
    texts_of,
)
from kiosk.search.vocabulary import Vocabulary

ENTRIES = [
    SearchEntry(
        code="1.000001",
        name="Đăng ký khai sinh",
        short_name="Khai sinh",
        everyday_names=["giấy con mới đẻ"],
        field="Hộ tịch",
    ),
    SearchEntry(code="1.000002", name="Đăng ký kết hôn", name_en="Marriage", field="Hộ tịch"),
    SearchEntry(code="1.000003", name="Cấp giấy phép xây dựng", field="Xây dựng"),
]


def test_every_state_of_the_box_is_a_search() -> None:
    assert keystrokes(["abcd", "xy"]) == ["ab", "abc", "abcd", "xy"]


def test_growing_is_repeatable_and_keeps_codes_apart(shipped_entries: list[SearchEntry]) -> None:
    many = grown(shipped_entries, 1000)
    assert len({entry.code for entry in many}) == 1000
    assert many == grown(shipped_entries, 1000)
    assert grown(shipped_entries, 5) == shipped_entries[:5]


def test_percentiles() -> None:
    times = summarise([index / 1000 for index in range(1, 101)], [0.5, 0.7])
    assert (times.median, times.percentile_95, times.worst) == (51, 96, 100)
    assert (times.clock_99, times.searches) == (700, 100)


def test_every_search_is_timed_once() -> None:
    asked: list[str] = []
    assert timed(asked.append, ["a", "b"]).searches == 2
    assert asked == ["a", "b"]


def test_ours_and_the_others_answer_the_same_keystrokes(
    shipped_entries: list[SearchEntry], vocabulary: Vocabulary
) -> None:
    typed = keystrokes(["khai sinh"])
    some = shipped_entries[:60]
    ours, slowest = measure_ours(some, vocabulary, typed)
    others = list(measure_others(some, vocabulary, typed))
    assert [each.engine for each in ours[:2]] == [WHOLE, RANKING]
    assert {each.times.searches for each in (*ours, *others)} == {len(typed)}
    assert {each.procedures for each in (*ours, *others)} == {60}
    whole, ranking = ours[:2]
    assert whole.build_seconds > 0
    assert whole.open_milliseconds > 0
    assert whole.index_megabytes > 0
    assert 20 < whole.memory_megabytes < 220
    assert 0 < ranking.times.median <= whole.times.median
    assert all(each.index_megabytes > 0 for each in others)
    assert slowest.milliseconds > 0


OPENERS: list[Callable[[Path], Engine]] = [
    lambda _: open_fts5(texts_of(ENTRIES), fields=False),
    lambda _: open_fts5(texts_of(ENTRIES), fields=True),
]
if tantivy_is_installed():
    OPENERS += [
        lambda folder: open_tantivy(texts_of(ENTRIES), folder, fields=False),
        lambda folder: open_tantivy(texts_of(ENTRIES), folder, fields=True),
    ]


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("khai si", 1),
        ("đăng ký", 2),
        ("con moi de", 1),
        ("marri", 1),
        ("xây dựng", 1),
        ("ho tich", 2),
        ("zzz", 0),
        ("", 0),
        ('"*', 0),
    ],
)
def test_the_others_find_what_is_there(
    opener: Callable[[Path], Engine], typed: str, found: int, tmp_path: Path
) -> None:
    engine = opener(tmp_path)
    rows = engine.search(engine.read(typed))
    engine.close()
    assert isinstance(rows, list)
    assert len(rows) == found


def test_the_others_hold_every_name_of_a_procedure() -> None:
    row = texts_of(ENTRIES)[0]
    assert row.names.split() == ["dang", "ky", "khai", "sinh", "khai", "sinh"]
    assert row.everyday == "giay con moi de"
    assert row.accented.split()[:2] == ["đăng", "ký"]
    assert "khai_sinh" in row.pairs.split()
    assert "sinh_giay" not in row.pairs.split()  # names do not run into one another
