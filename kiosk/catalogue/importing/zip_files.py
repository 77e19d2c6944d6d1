"""ZIP archives, read member by member into memory and never unpacked to the disk."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from kiosk.catalogue.importing import limits
from kiosk.catalogue.importing.errors import UnreadableFileError
from kiosk.catalogue.importing.member_names import check_name, is_hidden

_END: Final = struct.Struct("<4s4H2LH")
_END_MARK: Final = b"PK\x05\x06"
_LONGEST_TAIL: Final = 0xFFFF + _END.size


def check_directory(stream: BinaryIO, size: int) -> None:
    """Refuse a ZIP file whose table of contents is missing, too long or of the 64-bit kind.

    The table is read into memory as a whole by ``zipfile``, so its size is looked at first.

    Raises:
        UnreadableFileError: with the reason.
    """
    stream.seek(max(0, size - _LONGEST_TAIL))
    tail = stream.read(_LONGEST_TAIL)
    stream.seek(0)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise UnreadableFileError("the ZIP file is cut short: its table of contents is missing")
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(tail, at)
    if entries > limits.ENTRIES or directory > limits.ZIP_DIRECTORY:
        raise UnreadableFileError(f"the ZIP file lists {entries} files; split it")


def zip_members(stream: BinaryIO, size: int) -> Iterator[tuple[str, int, int, bytes]]:
    """Yield each file as its name, its number, the count of files and its bytes.

    All names and sizes are checked before the first file is read. No more than a member's declared
    size is unpacked (``ZipFile.read`` would unpack all of it first), so a lying size gains nothing.

    Raises:
        UnreadableFileError: the archive is hostile or damaged.
    """
    check_directory(stream, size)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_members(members, size)
            members = [info for info in members if not is_hidden(info.filename)]
            for number, info in enumerate(members, start=1):
                with archive.open(info) as member:
                    data = member.read(info.file_size + 1)
                yield info.filename, number, len(members), data
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(f"the ZIP file is damaged ({error})") from error


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > limits.ENTRIES:
        raise UnreadableFileError(f"the ZIP file lists {len(members)} files; split it")
    total = 0
    for info in members:
        name = info.filename
        check_name(name)
        if info.flag_bits & 1:
            raise UnreadableFileError(
                f"{name[:80]} is encrypted; save the archive without a password"
            )
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise UnreadableFileError(f"{name[:80]} is a link or device, not a file")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFileError(
                f"{name[:80]} is packed in an unusual way; pack it with Deflate"
            )
        if info.file_size > limits.RECORDS:
            raise UnreadableFileError(
                f"{name[:80]} unpacks to {info.file_size // limits.MEGABYTE} MB"
            )
        total += info.file_size
    if total > limits.ARCHIVE_TOTAL:
        raise UnreadableFileError(f"the ZIP file unpacks to {total // limits.MEGABYTE} MB")
    if total > limits.RATIO_FREE and total > limits.ARCHIVE_RATIO * size:
        raise UnreadableFileError(f"the ZIP file unpacks to {total // size} times its size")
