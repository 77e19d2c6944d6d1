"""Folders, walked without following links."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kiosk.catalogue.importing import limits
from kiosk.catalogue.importing.errors import UnreadableFileError


def files_in(folder: Path) -> list[Path]:
    """All files below the folder in the order of their names; dot files are left out.

    Links stand in the list as themselves, so that the caller can reject them by name; a link to a
    folder is not entered, so a loop of links ends.

    Raises:
        UnreadableFileError: too many files, or folders too deep.
    """
    found: list[Path] = []
    for path in _walk(folder, 0):
        found.append(path)
        if len(found) > limits.ENTRIES:
            raise UnreadableFileError(
                f"the folder holds more than {limits.ENTRIES} files; split it"
            )
    return found


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    if depth > limits.DEPTH:
        raise UnreadableFileError(f"its folders are nested deeper than {limits.DEPTH}")
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), depth + 1)
        else:
            yield Path(entry.path)
