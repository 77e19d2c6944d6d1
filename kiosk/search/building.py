"""Writing the Whoosh index: only a build needs it, so only a build imports Whoosh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.postings import Postings, TitleKind, read_postings
from kiosk.search.words import folded, pairs, words

TEXT_WORDS: Final = 8
PAPER_WORDS: Final = 16
"""How many different words of the papers and of the long text are indexed beyond those of the
titles: the last resort must stay small."""

OPENING: Final = ("thủ", "tục")


class Terms(fields.FieldType):  # type: ignore[misc]  # Whoosh has no type information
    """A Whoosh field whose values are words already separated by spaces."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.vector = None
        self.scorable = True  # lengths are cheaper to write than to find missing
        self.stored = False
        self.unique = False
        self.column_type = None

    def index(self, value: str, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of one value; that a word stands there is all that the ranking needs."""
        for word in dict.fromkeys(value.split()):
            yield word.encode(), 1, 1.0, b""


def _schema() -> fields.Schema:
    return fields.Schema(
        plain=Terms(),
        accented=Terms(),
        pair=Terms(),
        field=Terms(),
        paper=Terms(),
        text=Terms(),
    )


class _DocumentsWithoutLengths(W3PerDocReader):  # type: ignore[misc]  # Whoosh has no type information
    """The ranking asks for no length of a field, so none is looked up for every posting."""

    def doc_field_length(self, *_: object) -> int:
        return 1


class _Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no type information
    """Built once and read once as a whole: small blocks and compression would only cost time."""

    def per_document_reader(self, storage: object, segment: object) -> _DocumentsWithoutLengths:
        return _DocumentsWithoutLengths(storage, segment)


def _titles(entry: SearchEntry) -> Iterator[tuple[TitleKind, str]]:
    yield TitleKind.NAME, entry.name
    if entry.short_name:
        yield TitleKind.SHORT, entry.short_name
    seen: set[str] = set()
    for name in entry.everyday_names:
        if name and name not in seen:
            seen.add(name)
            yield TitleKind.EVERYDAY, name
    for english in (entry.name_en, entry.short_name_en):
        if english:
            yield TitleKind.ENGLISH, english


def _telling(title: list[str]) -> list[str]:
    """The words of a title without the opening that says only that it is a procedure."""
    opened = tuple(title[: len(OPENING)]) == OPENING
    return title[len(OPENING) :] if opened and len(title) > len(OPENING) else title


def _fresh(text: str, known: set[str], limit: int) -> list[str]:
    """The first different words of a text that are not known yet."""
    new = (word for word in folded(words(text[: limit * 40])) if word not in known)
    return list(dict.fromkeys(new))[:limit]


def write_index(folder: Path, entries: Iterable[SearchEntry]) -> Postings:
    """Write a Whoosh index into an empty folder and read its postings back.

    Raises OSError where the folder cannot be written.
    """
    whoosh = index.create_in(str(folder), _schema())
    writer = whoosh.writer(limitmb=256, codec=_Codec(blocklimit=4096, compression=0))
    postings = Postings.empty()
    for entry in entries:
        owner = len(postings.procedures)
        known: set[str] = set()
        for kind, title in _titles(entry):
            accented = _telling(words(title))
            plain = folded(accented)
            known.update(plain)
            document = {
                "plain": " ".join(plain),
                "accented": " ".join(word for word in accented if not word.isascii()),
                "pair": " ".join(pairs(plain)),
            }
            if kind is TitleKind.NAME:
                papers = _fresh(
                    " ".join((*entry.forms, *entry.results, *entry.documents)), known, PAPER_WORDS
                )
                document["field"] = " ".join(folded(words(entry.field)))
                document["paper"] = " ".join(papers)
                document["text"] = " ".join(_fresh(entry.text, known.union(papers), TEXT_WORDS))
            writer.add_document(**document)
            postings.add_title(owner, kind, title)
        postings.add_procedure(entry)
    writer.commit(optimize=True)
    reader = whoosh.reader()
    try:
        read_postings(reader, postings)
    finally:
        reader.close()
        whoosh.close()
    return postings
