"""How fast the finding is: real queries typed key by key, beside other engines.

Every prefix of two characters and more is one search. Of ours the whole way is timed, from the raw
keys to the decided outcome, each key for the first time; then its ranking alone, from the reading
to the best ten. Of the others the ranking is timed, over the same texts (``other_engines``).
Everything is warm, runs in one thread, and is timed in that thread's processor time, which other
programs cannot lengthen; how long the slowest hundredth took by the clock is told beside it.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search import other_engines
from kiosk.search.corpus import searchable
from kiosk.search.finder import Finder
from kiosk.search.index import open_or_build
from kiosk.search.other_engines import RESULTS, Engine
from kiosk.search.vocabulary import Vocabulary

SHORTEST_PREFIX: Final = 2
LONGEST_QUERY: Final = 10_000

OTHERS_WORK: Final = 12_000_000
"""The others rank so many rows in all: at 50,000 procedures only every so manieth keystroke."""

WHOLE: Final = "ours, keys to outcome"
RANKING: Final = "ours, ranking alone"
SUGGESTING: Final = "ours, suggestions"

_SECRET: Final = b"only for the indexes of one benchmark"
_FINGERPRINT: Final = "benchmark"
_VOCABULARY: Final = "vocabulary.msgpack"
_MEMORY: Final = (
    "import sys; from kiosk.search.benchmark import searching_megabytes;"
    " print(searching_megabytes(sys.argv[1]))"
)

Asked = TypeVar("Asked")


class Times(msgspec.Struct, frozen=True):
    """Milliseconds of many searches: of the processor, and the 99th percentile by the clock."""

    median: float
    percentile_95: float
    percentile_99: float
    worst: float
    clock_99: float
    searches: int


class Measurement(msgspec.Struct, frozen=True):
    """One engine over one number of procedures; what does not apply is 0.

    ``memory_megabytes`` is the resident memory of a Python that does nothing but search.
    """

    engine: str
    procedures: int
    times: Times
    build_seconds: float = 0.0
    open_milliseconds: float = 0.0
    index_megabytes: float = 0.0
    memory_megabytes: float = 0.0


class LongQuery(msgspec.Struct, frozen=True):
    """The slowest of the longest queries."""

    procedures: int
    kind: str
    milliseconds: float


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


def summarise(seconds: Sequence[float], by_clock: Sequence[float]) -> Times:
    """Percentiles of measured seconds, in milliseconds."""

    def at(measured: Sequence[float], share: float) -> float:
        ordered = sorted(measured) or [0.0]
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    return Times(
        at(seconds, 0.5),
        at(seconds, 0.95),
        at(seconds, 0.99),
        at(seconds, 1.0),
        at(by_clock, 0.99),
        len(seconds),
    )


@contextmanager
def _own_objects_set_aside() -> Iterator[None]:
    """Keep Python's collector off the texts of the benchmark itself: no kiosk holds those."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def timed(search: Callable[[Asked], object], asked: Iterable[Asked]) -> Times:
    """Time one search after the other."""
    seconds, by_clock = [], []
    with _own_objects_set_aside():
        for each in asked:
            clock, processor = time.perf_counter(), time.thread_time()
            search(each)
            seconds.append(time.thread_time() - processor)
            by_clock.append(time.perf_counter() - clock)
    return summarise(seconds, by_clock)


def measure_ours(
    entries: Sequence[SearchEntry], vocabulary: Vocabulary, typed: Sequence[str]
) -> tuple[list[Measurement], LongQuery]:
    """The finder as it serves, its ranking alone, its suggestions, and the slowest long query."""
    count = len(entries)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.thread_time()
        open_or_build(folder, lambda: searchable(entries, vocabulary), _FINGERPRINT, _SECRET)
        built = time.thread_time()
        finder = _open(folder, vocabulary)
        opened = time.thread_time()
        whole = Measurement(
            WHOLE,
            count,
            timed(finder.find, typed),
            built - began,
            (opened - built) * 1000,
            sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
            _megabytes_of_another_python(folder, vocabulary),
        )
        readings = [finder.read(text) for text in typed]
        fresh = _open(folder, vocabulary)
        ranking = timed(lambda slots: fresh.rank(slots, RESULTS), readings)
        suggesting = timed(fresh.suggest, typed)
        return [
            whole,
            Measurement(RANKING, count, ranking),
            Measurement(SUGGESTING, count, suggesting),
        ], slowest_long_query(finder, count)


def _open(folder: Path, vocabulary: Vocabulary) -> Finder:
    """Open the index that was built, and answer once, as the kiosk does before the first key."""
    finder = Finder(open_or_build(folder, list, _FINGERPRINT, _SECRET), vocabulary)
    finder.find("đăng ký")
    return finder


def _megabytes_of_another_python(folder: Path, vocabulary: Vocabulary) -> float:
    (folder / _VOCABULARY).write_bytes(msgspec.msgpack.encode(vocabulary))
    repository = Path(__file__).resolve().parents[2]
    told = subprocess.run(  # noqa: S603 - our own module, no shell
        [sys.executable, "-c", _MEMORY, str(folder)],
        cwd=repository,
        check=True,
        capture_output=True,
    )
    return float(told.stdout)


def searching_megabytes(folder: str) -> float:
    """Open the benchmark's index in this Python, search, and say how much memory it then holds."""
    encoded = (Path(folder) / _VOCABULARY).read_bytes()
    finder = _open(Path(folder), msgspec.msgpack.decode(encoded, type=Vocabulary))
    for text in keystrokes(["đăng ký khai sinh cho con", "xin cap lai giay phep xay dung"]):
        finder.find(text)
    return resident_megabytes()


def resident_megabytes() -> float:
    """The most memory that this process held so far."""
    if sys.platform == "linux":  # what a process started by this one counts from its own start
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2


def measure_others(
    entries: Sequence[SearchEntry], vocabulary: Vocabulary, typed: Sequence[str]
) -> Iterator[Measurement]:
    """The other engines, each closed before the next is opened."""
    texts = other_engines.texts_of(searchable(entries, vocabulary))
    every = max(1, len(typed) * len(texts) // OTHERS_WORK)
    some = typed[::every]
    for fields in (False, True):
        yield _measured(other_engines.open_fts5(texts, fields=fields), len(entries), some)
    if other_engines.tantivy_is_installed():
        for fields in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                engine = other_engines.open_tantivy(texts, Path(folder), fields=fields)
                yield _measured(engine, len(entries), some)


def _measured(engine: Engine, procedures: int, typed: Sequence[str]) -> Measurement:
    times = timed(engine.search, [engine.read(text) for text in typed])
    engine.close()
    return Measurement(
        engine.name,
        procedures,
        times,
        build_seconds=engine.build_seconds,
        index_megabytes=engine.index_megabytes,
    )


def slowest_long_query(finder: Finder, procedures: int) -> LongQuery:
    """Time queries of 10,000 characters of several kinds, each new to the finder."""
    chance = random.Random(LONGEST_QUERY)  # noqa: S311 - repeatable variation, not a secret
    kinds = {
        "a question over and over": "đăng ký khai sinh cho con " * 400,
        "one letter": "a" * LONGEST_QUERY,
        "single letters": "x " * 5_000,
        "joined words": "dangkykhaisinh" * 715,
        "other words": "".join(f"{chance.randrange(36**4):x} " for _ in range(2_000)),
        "raw keys": "ddawng kys khai sinh gaays " * 400,
        "clauses": "không , " * 1_250,
        "any letters": "".join(chr(chance.randrange(32, 0x3000)) for _ in range(LONGEST_QUERY)),
    }
    slowest = LongQuery(procedures, "", 0.0)
    for kind, query in kinds.items():
        began = time.thread_time()
        finder.find(query[:LONGEST_QUERY])
        took = (time.thread_time() - began) * 1000
        if took > slowest.milliseconds:
            slowest = LongQuery(procedures, kind, took)
    return slowest
