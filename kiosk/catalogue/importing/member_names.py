"""Names of files inside archives: they are never used as paths, but a trick refuses the archive."""

from __future__ import annotations

from pathlib import PurePosixPath

from kiosk.catalogue.importing.errors import UnreadableFileError


def check_name(name: str) -> None:
    """Refuse a name that tries to leave the archive.

    Raises:
        UnreadableFileError: absolute, "..", a drive letter, a backslash or a control character.
    """
    shown = name[:80].encode("unicode_escape").decode("ascii") if not name.isprintable() else name
    parts = PurePosixPath(name).parts
    if (
        not parts
        or name.startswith("/")
        or ".." in parts
        or "\\" in name
        or (len(parts[0]) >= 2 and parts[0][1] == ":")
        or any(ord(letter) < 32 for letter in name)
        or len(name) > 1000
    ):
        raise UnreadableFileError(f'the archive holds the unsafe name "{shown[:80]}"')


def is_hidden(name: str) -> bool:
    """Whether a file is the system's own litter: dot files and ``__MACOSX``."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)
