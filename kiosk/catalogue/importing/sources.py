"""The way in: paths of any kind become one stream of procedures and rejections.

What a file is, its content says. A file that is wrong inside a folder or archive is one rejection
and the rest goes on; a file or archive that is wrong as a whole is refused.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from kiosk.catalogue.importing import limits
from kiosk.catalogue.importing.errors import RefusedInput, UnreadableFileError
from kiosk.catalogue.importing.fields import CODE
from kiosk.catalogue.importing.file_content import ZIP_MAGICS, Item, read_content
from kiosk.catalogue.importing.folders import files_in
from kiosk.catalogue.importing.lists import is_workbook
from kiosk.catalogue.importing.tar_files import GZIP_MAGIC, XZ_MAGIC, tar_members
from kiosk.catalogue.importing.zip_files import zip_members
from kiosk.catalogue.staging import Rejection

Progress = Callable[[int, int | None, str], None]

_TAR_MAGIC: Final = b"ustar"
_TAR_MAGIC_AT: Final = 257


def _silent(done: int, total: int | None, what: str) -> None:
    """Show nothing."""


def read_sources(paths: Sequence[Path], *, progress: Progress | None = None) -> Iterator[Item]:
    """Read every path in its order: portal page, folder, archive, list, JSON Lines, our YAML.

    The stream is lazy and the same for the same input. ``progress`` is called with how many files
    (records, for a single file) are done, of how many where that is known, and the file's name.

    Raises:
        RefusedInput: a path is missing, is not an import format, or is hostile or damaged as a
            whole. The caller drops what it has read before: an import is one transaction.
    """
    for path in paths:
        try:
            yield from _read_path(path, progress or _silent)
        except UnreadableFileError as error:
            raise RefusedInput(f"{path} is refused: {error}.") from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise RefusedInput(f"{path} cannot be read: {reason}.") from error


def _read_path(path: Path, progress: Progress) -> Iterator[Item]:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        files = files_in(path)
        for number, file in enumerate(files, start=1):
            yield from _in_folder(file)
            progress(number, len(files), file.name)
    elif not stat.S_ISREG(mode):
        raise UnreadableFileError("it is a device or pipe, not a file")
    elif _is_archive(path):
        yield from _read_archive(path, progress)
    else:
        for done, item in enumerate(read_content(_bytes_of(path), str(path)), start=1):
            yield item
            progress(done, None, path.name)


def _in_folder(file: Path) -> Iterator[Item]:
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        yield Rejection(file=str(file), code="", reason="links are not followed")
    elif not stat.S_ISREG(mode):
        yield Rejection(file=str(file), code="", reason="it is a device or pipe, not a file")
    elif _is_archive(file):
        yield from _read_archive(file, _silent)
    else:
        yield from _tolerant(_bytes_of(file), str(file))


def _tolerant(data: bytes, file: str) -> Iterator[Item]:
    """Read a file among others: what is wrong with it as a whole is one rejection."""
    try:
        yield from read_content(data, file)
    except UnreadableFileError as error:
        named = CODE.search(PurePosixPath(file).name)
        yield Rejection(file=file, code=named[0] if named else "", reason=str(error))


def _bytes_of(path: Path) -> bytes:
    """The file's bytes, one more than allowed at most: the reader then refuses it by its size."""
    with path.open("rb") as stream:
        return stream.read(limits.RECORDS + 1)


def _is_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(_TAR_MAGIC_AT + len(_TAR_MAGIC))
    if head.startswith(ZIP_MAGICS):
        return path.stat().st_size > limits.FILE or not is_workbook(_bytes_of(path))
    return head.startswith((XZ_MAGIC, GZIP_MAGIC)) or head[_TAR_MAGIC_AT:] == _TAR_MAGIC


def _read_archive(path: Path, progress: Progress) -> Iterator[Item]:
    size = path.stat().st_size
    if size > limits.ARCHIVE:
        raise UnreadableFileError(f"the archive has {size // limits.MEGABYTE} MB; split it")
    with path.open("rb") as stream:
        for name, number, total, data in _members(stream, size):
            shown = str(PurePosixPath(name)).encode("utf-8", "replace").decode("utf-8")
            yield from _tolerant(data, f"{path}/{shown}")
            progress(number, total, shown)


def _members(stream: BinaryIO, size: int) -> Iterator[tuple[str, int, int, bytes]]:
    """Each file of an archive: its name, its number, the count of files, its bytes."""
    head = stream.read(4)
    stream.seek(0)
    if head in ZIP_MAGICS:
        yield from zip_members(stream, size)
        return
    # A first walk counts the files and meets whatever is hostile before any record is given out.
    total = sum(1 for _ in tar_members(stream, size, contents=False))
    stream.seek(0)
    for number, (name, data) in enumerate(tar_members(stream, size), start=1):
        yield name, number, total, data
