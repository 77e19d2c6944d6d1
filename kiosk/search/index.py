"""The index: a Whoosh index of titles and contexts, built beside the old one and switched at once.

A *title* is one text that names a procedure: its official name, its short name, an everyday name,
an English name. A *context* is what else describes the procedure: field, papers, long text. Titles
are kept apart because a phrase that is one name in full says more than its words spread over many.

Layout: ``<folder>/<build id>/`` holds the Whoosh files, the postings as arrays, and a manifest;
``<folder>/current`` names the build in use. Whoosh files are pickles, so a build is opened only if
its manifest was authenticated with this machine's secret.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.postings import Postings, TitleKind, read_postings
from kiosk.search.words import folded, pairs, words

FORMAT: Final = "7"
"""Changed whenever the layout or the analysis changes, so that older builds are built again."""

TEXT_WORDS: Final = 8
PAPER_WORDS: Final = 16
"""How many different words of the papers and of the long text are indexed beyond those of the
titles: the last resort must stay small."""

OPENING: Final = ("thủ", "tục")

DRAFT: Final = ".new"
DRAFT_SECONDS: Final = 3600
"""A draft younger than this may belong to another program that is building right now."""

_MANIFEST: Final = "manifest.json"
_CURRENT: Final = "current"


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
        for word in sorted(set(value.split())):
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


class _Manifest(msgspec.Struct):
    """What a build consists of; ``seal`` is the HMAC over everything else."""

    fingerprint: str
    files: dict[str, str]
    seal: str = ""


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


def _write(folder: Path, entries: Iterable[SearchEntry]) -> Postings:
    whoosh = index.create_in(str(folder), _schema())
    # Built once and read once as a whole: small blocks and compression would only cost time.
    writer = whoosh.writer(limitmb=256, codec=W3Codec(blocklimit=4096, compression=0))
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


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _seal(manifest: _Manifest, secret: bytes) -> str:
    content = msgspec.json.encode((manifest.fingerprint, sorted(manifest.files.items())))
    return hmac.new(secret, content, hashlib.sha256).hexdigest()


def build_id(fingerprint: str) -> str:
    """Name of the build that belongs to this content and this format of index."""
    return hashlib.sha256(f"{FORMAT} {fingerprint}".encode()).hexdigest()[:24]


def _open(folder: Path, wanted: str, secret: bytes) -> Postings | None:
    """The authenticated postings of this build, or None where it is absent, foreign or damaged."""
    build = folder / wanted
    try:
        manifest = msgspec.json.decode((build / _MANIFEST).read_bytes(), type=_Manifest)
        sealed = hmac.compare_digest(manifest.seal, _seal(manifest, secret))
        if not sealed or manifest.fingerprint != wanted:
            return None
        if any(_digest(build / name) != digest for name, digest in manifest.files.items()):
            return None
        return Postings.load(build)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _point_to(folder: Path, wanted: str) -> None:
    pointer = folder / f"{_CURRENT}.{os.getpid()}"
    pointer.write_text(wanted, encoding="ascii")
    _flush(pointer)
    pointer.replace(folder / _CURRENT)
    if os.name == "posix":  # a folder cannot be opened for flushing elsewhere
        _flush(folder)


def _remove_old(folder: Path, wanted: str) -> None:
    for build in folder.iterdir():
        at_work = build.name.endswith(DRAFT) and _age_seconds(build) < DRAFT_SECONDS
        if build.is_dir() and build.name != wanted and not at_work:
            shutil.rmtree(build, ignore_errors=True)


def _age_seconds(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def open_or_build(
    folder: Path,
    entries: Callable[[], Iterable[SearchEntry]],
    fingerprint: str,
    secret: bytes,
) -> Postings:
    """Open the index of this content, or build it beside the old one and switch to it.

    ``entries`` is called only when building. A build that this machine's secret did not seal is
    never opened. Raises OSError where the folder cannot be written.
    """
    wanted = build_id(fingerprint)
    folder.mkdir(parents=True, exist_ok=True)
    postings = _open(folder, wanted, secret)
    if postings is not None:
        return postings
    draft = folder / f"{wanted}.{os.getpid()}{DRAFT}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    postings = _write(draft, entries())
    postings.save(draft)
    files = {path.name: _digest(path) for path in draft.iterdir() if path.is_file()}
    manifest = _Manifest(fingerprint=wanted, files=files)
    manifest.seal = _seal(manifest, secret)
    (draft / _MANIFEST).write_bytes(msgspec.json.encode(manifest))
    for path in draft.iterdir():
        _flush(path)
    final = folder / wanted
    shutil.rmtree(final, ignore_errors=True)
    try:
        draft.replace(final)
    except OSError:
        # Another program of this machine finished the same build first: its result is as good.
        shutil.rmtree(draft, ignore_errors=True)
        if _open(folder, wanted, secret) is None:
            raise
    _point_to(folder, wanted)
    _remove_old(folder, wanted)
    return postings
