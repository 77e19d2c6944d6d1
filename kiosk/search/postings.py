"""The postings of the index as arrays: what the ranker reads, with no disk behind it."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from kiosk.catalogue.search_entry import SearchEntry

Integers = NDArray[np.int32]
Floats = NDArray[np.float32]

FIELDS: Final = ("plain", "accented", "pair", "field", "paper", "text")


class TitleKind(IntEnum):
    """What kind of text names a procedure."""

    NAME = 0
    SHORT = 1
    EVERYDAY = 2
    ENGLISH = 3


class Named(msgspec.Struct, frozen=True):
    """What is shown and weighed of one procedure."""

    code: str
    name: str
    short_name: str
    tier: str
    levels: list[str]
    name_en: str
    short_name_en: str
    field: str


class Field(msgspec.Struct):
    """One field: sorted terms; the postings of term i stand at ``offsets[i]:offsets[i + 1]``."""

    terms: list[str]
    offsets: Integers
    documents: Integers


class Postings:
    """All fields, titles and procedures of one build. A document of the index is a title."""

    def __init__(self) -> None:
        self.procedures: list[Named] = []
        self.titles: list[str] = []
        self.kinds: list[int] = []
        self.owners: list[int] = []
        self.fields: dict[str, Field] = {}

    @classmethod
    def empty(cls) -> Self:
        """Postings to be filled while an index is written."""
        postings = cls()
        nothing = np.zeros(0, np.int32)
        postings.fields = {name: Field([], np.zeros(1, np.int32), nothing) for name in FIELDS}
        return postings

    def add_title(self, owner: int, kind: TitleKind, title: str) -> None:
        """Note the title that the next document of the index stands for."""
        self.owners.append(owner)
        self.kinds.append(int(kind))
        self.titles.append(title)

    def add_procedure(self, entry: SearchEntry) -> None:
        """Note the procedure that owns the titles just added."""
        named = Named(
            entry.code,
            entry.name,
            entry.short_name,
            str(entry.tier),
            entry.levels,
            entry.name_en,
            entry.short_name_en,
            entry.field,
        )
        self.procedures.append(named)

    def save(self, folder: Path) -> None:
        """Write the arrays and texts into the folder of a build."""
        texts = {
            "procedures": self.procedures,
            "titles": self.titles,
            "kinds": self.kinds,
            "owners": self.owners,
            "terms": {name: field.terms for name, field in self.fields.items()},
        }
        (folder / "texts.msgpack").write_bytes(msgspec.msgpack.encode(texts))
        for name, field in self.fields.items():
            np.save(folder / f"{name}.offsets.npy", field.offsets)
            np.save(folder / f"{name}.documents.npy", field.documents)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a build that was authenticated. Raises OSError or ValueError if it is damaged."""
        texts = msgspec.msgpack.decode((folder / "texts.msgpack").read_bytes(), type=_Texts)
        postings = cls()
        postings.procedures = texts.procedures
        postings.titles = texts.titles
        postings.kinds = texts.kinds
        postings.owners = texts.owners
        for name, terms in texts.terms.items():
            parts = {
                part: np.load(folder / f"{name}.{part}.npy", allow_pickle=False)
                for part in ("offsets", "documents")
            }
            postings.fields[name] = Field(terms=terms, **parts)
        return postings


class _Texts(msgspec.Struct):
    procedures: list[Named]
    titles: list[str]
    kinds: list[int]
    owners: list[int]
    terms: dict[str, list[str]]


def read_postings(reader: Any, postings: Postings) -> None:  # noqa: ANN401 - Whoosh is untyped
    """Read every posting of a Whoosh reader once, term by term in sorted order."""
    for name in FIELDS:
        postings.fields[name] = _read_field(reader, name)


def _read_field(reader: Any, name: str) -> Field:  # noqa: ANN401 - Whoosh is untyped
    terms: list[str] = []
    offsets = [0]
    documents: list[int] = []
    for term in reader.lexicon(name):
        documents.extend(reader.postings(name, term).all_ids())
        terms.append(term.decode())
        offsets.append(len(documents))
    return Field(terms, np.array(offsets, np.int32), np.array(documents, np.int32))
