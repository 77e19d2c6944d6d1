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
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.postings import Postings

FORMAT: Final = "7"
"""Changed whenever the layout or the analysis changes, so that older builds are built again."""

DRAFT: Final = ".new"
DRAFT_SECONDS: Final = 3600
"""A draft younger than this may belong to another program that is building right now."""

_MANIFEST: Final = "manifest.json"
_CURRENT: Final = "current"


class _Manifest(msgspec.Struct):
    """What a build consists of; ``seal`` is the HMAC over everything else."""

    fingerprint: str
    files: dict[str, str]
    seal: str = ""


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
    # Whoosh takes time and memory to import and is needed only here.
    from kiosk.search.building import write_index

    postings = write_index(draft, entries())
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
