"""The engines that ours is measured against: SQLite FTS5 with BM25 and, where installed, Tantivy.

Both index the very texts that ours indexes, one row a procedure with all its names: ``words`` looks
for the folded words alone, ``fields`` also for words with their accents and for neighbouring words,
as ours does. Both score with BM25 and take the last word as the beginning of one. What is timed is
making the query of the words and ranking; the words themselves are made of the typed text before.
"""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.words import folded, pairs, words

RESULTS: Final = 10

WORDS: Final = ("names", "everyday", "field")
FIELDS: Final = (*WORDS, "accented", "pairs")

_SIZES: Final = ("page_count", "page_size")


class Texts(NamedTuple):
    """What one procedure's row holds, words separated by blanks."""

    names: str
    everyday: str
    field: str
    accented: str
    pairs: str


class Looked(NamedTuple):
    """What a typed text looks for: whole terms and one beginning, by the fields they stand in."""

    terms: list[tuple[str, str]]
    beginnings: list[tuple[str, str]]


class Engine(NamedTuple):
    """An engine with its index built: ``search(read(typed))`` ranks the best ten."""

    name: str
    read: Callable[[str], Looked]
    search: Callable[[Looked], object]
    build_seconds: float
    index_megabytes: float
    close: Callable[[], object]


def texts_of(entries: Iterable[SearchEntry]) -> list[Texts]:
    """The rows of these procedures, from the same words that our index is made of."""
    return [_texts(entry) for entry in entries]


def _texts(entry: SearchEntry) -> Texts:
    everyday = list(dict.fromkeys(entry.everyday_names))
    names = [entry.name, entry.short_name, entry.name_en, entry.short_name_en]
    titles = [words(title) for title in (*names, *everyday)]
    return Texts(
        names=" ".join(folded(words(" ".join(names)))),
        everyday=" ".join(folded(words(" ".join(everyday)))),
        field=" ".join(folded(words(entry.field))),
        accented=" ".join(word for title in titles for word in title if not word.isascii()),
        pairs=" ".join(pair for title in titles for pair in pairs(folded(title))),
    )


def _looked(typed: str, fields: Sequence[str]) -> Looked:
    """The terms of a typed text; every word is looked for in all fields of words."""
    accented = words(typed)
    plain = folded(accented)
    by_field = {
        **dict.fromkeys(WORDS, plain),
        "accented": ["" if word.isascii() else word for word in accented],
        "pairs": pairs(plain),
    }
    return Looked(
        [(field, word) for field in fields for word in by_field[field][:-1] if word],
        [(field, word) for field in fields for word in by_field[field][-1:] if word],
    )


def open_fts5(texts: Sequence[Texts], *, fields: bool) -> Engine:
    """SQLite FTS5 over these rows, with BM25."""
    began = time.thread_time()
    connection = sqlite3.connect(":memory:")
    columns = FIELDS if fields else WORDS
    tokens = "tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\""
    connection.execute(
        f"CREATE VIRTUAL TABLE procedures USING fts5({', '.join(columns)}, {tokens})"
    )
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO procedures VALUES ({marks})",  # noqa: S608 - only marks
        (row[: len(columns)] for row in texts),
    )
    connection.execute("INSERT INTO procedures (procedures) VALUES ('optimize')")
    connection.commit()
    built = time.thread_time() - began
    pages, size = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in _SIZES)
    weights = ", ".join("0.3" if column == "field" else "1.0" for column in columns)
    select = (
        "SELECT rowid FROM procedures WHERE procedures MATCH ?"  # noqa: S608 - only weights
        f" ORDER BY bm25(procedures, {weights}) LIMIT {RESULTS}"
    )

    def search(looked: Looked) -> object:
        parts = [f'{field} : "{term}"' for field, term in looked.terms]
        parts += [f'{field} : "{term}"*' for field, term in looked.beginnings]
        return connection.execute(select, (" OR ".join(parts),)).fetchall() if parts else []

    name = "SQLite FTS5, " + ("same fields" if fields else "words alone")
    read = partial(_looked, fields=columns)
    return Engine(name, read, search, built, pages * size / 1e6, connection.close)


def tantivy_is_installed() -> bool:
    """Whether the optional comparison can run."""
    return importlib.util.find_spec("tantivy") is not None


def open_tantivy(texts: Sequence[Texts], folder: Path, *, fields: bool) -> Engine:
    """Tantivy over these rows, in ``folder``. Raises ImportError where it is missing."""
    tantivy: Any = importlib.import_module("tantivy")
    columns = FIELDS if fields else WORDS
    began = time.perf_counter()
    builder = tantivy.SchemaBuilder()
    for column in columns:
        builder.add_text_field(column, stored=False, tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer()
    for row in texts:
        writer.add_document(
            tantivy.Document(**dict(zip(columns, row[: len(columns)], strict=True)))
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    built = time.perf_counter() - began

    def search(looked: Looked) -> object:
        query, should = tantivy.Query, tantivy.Occur.Should
        clauses = [(should, query.term_query(schema, *term)) for term in looked.terms]
        # Its quickest way to ask for a beginning; a regular expression takes eight times as long.
        clauses += [
            (should, query.phrase_prefix_query(schema, field, [term]))
            for field, term in looked.beginnings
        ]
        return searcher.search(query.boolean_query(clauses), RESULTS).hits

    name = "Tantivy, " + ("same fields" if fields else "words alone")
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6
    return Engine(name, partial(_looked, fields=columns), search, built, size, list)
