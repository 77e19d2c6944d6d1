"""How fast the finding is: real queries typed key by key, beside SQLite's FTS5 and Tantivy.

Every prefix of two characters and more is one search. The whole of our way is timed, from the raw
keys to the decided outcome, and its ranking alone; the others are timed ranking the same texts.
"""

from __future__ import annotations

import importlib.util
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.corpus import searchable
from kiosk.search.finder import Finder
from kiosk.search.index import open_or_build
from kiosk.search.vocabulary import Vocabulary
from kiosk.search.words import folded, words

SHORTEST_PREFIX: Final = 2
RESULTS: Final = 10
_SECRET: Final = b"only for the indexes of one benchmark"


class Times(msgspec.Struct, frozen=True):
    """Milliseconds of many searches."""

    median: float
    percentile_95: float
    percentile_99: float
    worst: float
    searches: int


class Measurement(msgspec.Struct, frozen=True):
    """One engine over one number of procedures."""

    engine: str
    procedures: int
    times: Times
    build_seconds: float = 0.0
    open_milliseconds: float = 0.0
    index_megabytes: float = 0.0
    peak_memory_megabytes: float = 0.0


def keystrokes(queries: Iterable[str]) -> list[str]:
    """Every state of the search box while the queries are typed."""
    return [
        query[:length] for query in queries for length in range(SHORTEST_PREFIX, len(query) + 1)
    ]


def grown(entries: Sequence[SearchEntry], count: int) -> list[SearchEntry]:
    """As many procedures as asked for: the given ones, then new ones put together of their parts.

    A new name is the first half of one name and the second half of another, so that word
    frequencies stay as they are. The same input gives the same output.
    """
    if count <= len(entries):
        return list(entries[:count])
    chance = random.Random(count)  # noqa: S311 - repeatable variation, not a secret
    result = list(entries)
    while len(result) < count:
        first, second = chance.choice(entries), chance.choice(entries)
        head, tail = first.name.split(), second.name.split()
        name = " ".join(head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :])
        result.append(
            msgspec.structs.replace(
                first,
                code=f"9.{len(result):06d}",
                name=name,
                field=second.field,
                everyday_names=[],
                text=second.text,
            )
        )
    return result


def summarise(seconds: Sequence[float]) -> Times:
    """Percentiles of measured seconds, in milliseconds."""
    ordered = sorted(each * 1000 for each in seconds) or [0.0]

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    return Times(at(0.5), at(0.95), at(0.99), ordered[-1], len(seconds))


def _timed(search: Callable[[str], object], typed: Sequence[str]) -> Times:
    seconds = []
    for text in typed:
        began = time.perf_counter()
        search(text)
        seconds.append(time.perf_counter() - began)
    return summarise(seconds)


def _peak_memory_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2


def _size_megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measure_ours(
    entries: Sequence[SearchEntry], vocabulary: Vocabulary, typed: Sequence[str]
) -> list[Measurement]:
    """The finder as it serves, and its ranking alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        open_or_build(folder, lambda: searchable(entries, vocabulary), "benchmark", _SECRET)
        built = time.perf_counter()
        postings = open_or_build(folder, lambda: entries, "benchmark", _SECRET)
        finder = Finder(postings, vocabulary)
        finder.find("đăng ký")
        opened = time.perf_counter()
        whole = _timed(finder.find, typed)
        readings = {text: finder.read(text) for text in typed}
        ranking = _timed(lambda text: finder.rank(readings[text], RESULTS), typed)
        return [
            Measurement(
                "ours, keys to outcome",
                len(entries),
                whole,
                built - began,
                (opened - built) * 1000,
                _size_megabytes(folder),
                _peak_memory_megabytes(),
            ),
            Measurement("ours, ranking alone", len(entries), ranking),
        ]


def _texts(entries: Sequence[SearchEntry], vocabulary: Vocabulary) -> list[tuple[str, str, str]]:
    """What the other engines index: folded name, field and everyday names."""

    def plain(text: str) -> str:
        return " ".join(folded(words(text)))

    return [
        (
            plain(f"{entry.name} {entry.short_name}"),
            plain(entry.field),
            plain(" ".join(entry.everyday_names)),
        )
        for entry in searchable(entries, vocabulary)
    ]


def measure_fts5(
    entries: Sequence[SearchEntry], vocabulary: Vocabulary, typed: Sequence[str]
) -> Measurement:
    """SQLite FTS5 in memory with BM25; the last word is a prefix."""
    began = time.perf_counter()
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE procedures USING fts5(name, field, everyday)")
    connection.executemany("INSERT INTO procedures VALUES (?, ?, ?)", _texts(entries, vocabulary))
    connection.commit()
    built = time.perf_counter() - began

    def search(text: str) -> object:
        plain = folded(words(text))
        if not plain:
            return []
        terms = [f'"{word}"' for word in plain]
        query = " OR ".join([*terms[:-1], f"{terms[-1]}*"])
        return connection.execute(
            "SELECT rowid FROM procedures WHERE procedures MATCH ?"
            " ORDER BY bm25(procedures, 1.0, 0.3, 1.0) LIMIT ?",
            (query, RESULTS),
        ).fetchall()

    times = _timed(search, typed)
    connection.close()
    return Measurement("SQLite FTS5, BM25", len(entries), times, built)


def tantivy_is_installed() -> bool:
    """Whether the optional comparison can run."""
    return importlib.util.find_spec("tantivy") is not None


def measure_tantivy(
    entries: Sequence[SearchEntry], vocabulary: Vocabulary, typed: Sequence[str]
) -> Measurement:
    """Tantivy in memory; the last word is a prefix. Raises ImportError where it is missing."""
    tantivy: Any = importlib.import_module("tantivy")
    began = time.perf_counter()
    builder = tantivy.SchemaBuilder()
    for name in ("name", "field", "everyday"):
        builder.add_text_field(name, stored=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for name, field, everyday in _texts(entries, vocabulary):
        writer.add_document(tantivy.Document(name=name, field=field, everyday=everyday))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    built = time.perf_counter() - began
    names = ("name", "field", "everyday")

    def search(text: str) -> object:
        plain = folded(words(text))
        if not plain:
            return []
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, name, word))
            for word in plain[:-1]
            for name in names
        ] + [
            (tantivy.Occur.Should, tantivy.Query.regex_query(schema, name, f"{plain[-1]}.*"))
            for name in names
        ]
        return searcher.search(tantivy.Query.boolean_query(clauses), RESULTS).hits

    return Measurement("Tantivy", len(entries), _timed(search, typed), built)


def longest_query_milliseconds(finder: Finder) -> float:
    """The worst time over queries of 10,000 characters of several kinds."""
    chance = random.Random(10_000)  # noqa: S311 - repeatable variation, not a secret
    kinds = [
        "đăng ký khai sinh cho con " * 400,
        "a" * 10_000,
        "x " * 5_000,
        "dangkykhaisinh" * 715,
        "".join(chr(chance.randrange(32, 0x3000)) for _ in range(10_000)),
    ]
    return max(finder.find(kind[:10_000]).milliseconds for kind in kinds)
