"""The files that somebody has brought to be imported: a folder of this machine, a memory stick.

Only what lies in the named folders is ever listed or read, and never through a link, whatever a
file is called.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from kiosk.clock import COUNTER_ZONE
from kiosk.errors import SaidRefused

ENDINGS: Final = (".json", ".jsonl", ".xlsx", ".yaml", ".yml", ".zip", ".tar", ".xz", ".gz", ".tgz")
"""How the files end that `kiosk import` may read; what they really are, their content says."""

DEEPEST: Final = 3
MOST_FILES: Final = 200
MOST_LOOKED_AT: Final = 5_000


class IncomingError(SaidRefused):
    """The file is not one of those that were brought."""


class IncomingFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file with its ``size`` in bytes and when it was written."""

    path: Path
    size: int
    written_at: dt.datetime


def list_incoming(folders: Sequence[Path]) -> list[IncomingFile]:
    """Return the files to import, the newest first; a folder that is not there has none."""
    found = {file.path: file for folder in folders for file in _files_in(folder)}
    newest = sorted(found.values(), key=lambda file: (file.written_at, file.path), reverse=True)
    return newest[:MOST_FILES]


def _files_in(folder: Path) -> Iterator[IncomingFile]:
    """Yield the files of a folder, no deeper than a stick's own folders."""
    waiting = [(folder, 1)]
    looked_at = 0
    while waiting:
        place, depth = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            # A stick that was just pulled, or a folder that is not for us.
            continue
        for entry in entries:
            looked_at += 1
            if looked_at > MOST_LOOKED_AT:
                return
            if entry.name.startswith("."):
                continue
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISDIR(state.st_mode) and depth < DEEPEST:
                waiting.append((Path(entry.path), depth + 1))
            elif stat.S_ISREG(state.st_mode) and entry.name.lower().endswith(ENDINGS):
                written = dt.datetime.fromtimestamp(state.st_mtime, COUNTER_ZONE)
                yield IncomingFile(path=Path(entry.path), size=state.st_size, written_at=written)


def checked(folders: Sequence[Path], path: Path) -> Path:
    """Return the file where it may be imported.

    Raises:
        IncomingError: it is not listed (any more).
    """
    if path not in {file.path for file in list_incoming(folders)}:
        raise IncomingError("{name} is not among the files that were brought.", name=path.name)
    return path
