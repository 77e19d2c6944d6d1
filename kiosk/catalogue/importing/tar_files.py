"""Tar archives, plain or packed with xz or gzip, read as a stream in bounded memory.

Python's ``tarfile`` reads long-name and sparse headers of any size into memory, and its xz reader
allocates whatever dictionary the file asks for; so the unpacking and the few kinds of headers that
a folder of pages needs are read here.
"""

from __future__ import annotations

import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from kiosk.catalogue.importing import limits
from kiosk.catalogue.importing.errors import UnreadableFileError
from kiosk.catalogue.importing.member_names import check_name, is_hidden

XZ_MAGIC: Final = b"\xfd7zXZ\x00"
GZIP_MAGIC: Final = b"\x1f\x8b"
_BLOCK: Final = tarfile.BLOCKSIZE
_CHUNK: Final = 64 * 1024


class _Decoder(Protocol):
    def more(self, data: bytes, room: int) -> bytes: ...

    @property
    def hungry(self) -> bool: ...

    @property
    def finished(self) -> bool: ...


class _Xz:
    def __init__(self) -> None:
        self._inner = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits.XZ_MEMORY)

    def more(self, data: bytes, room: int) -> bytes:
        return self._inner.decompress(data, max_length=room)

    @property
    def hungry(self) -> bool:
        return self._inner.needs_input

    @property
    def finished(self) -> bool:
        return self._inner.eof


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def more(self, data: bytes, room: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, room)

    @property
    def hungry(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def finished(self) -> bool:
        return self._inner.eof


class _Plain:
    hungry = True
    finished = False

    def more(self, data: bytes, room: int) -> bytes:
        return data


class _Stream:
    """Unpacked bytes, forward only; refuses to give more than the archive limits allow."""

    def __init__(self, packed: BinaryIO, size: int) -> None:
        head = packed.read(8)
        packed.seek(0)
        self._packed = packed
        self._size = size
        self._given = 0
        self._rest = b""
        self._ended = False
        self._decoder: _Decoder = _Plain()
        if head.startswith(XZ_MAGIC):
            self._decoder = _Xz()
        elif head.startswith(GZIP_MAGIC):
            self._decoder = _Gzip()

    def read(self, count: int) -> bytes:
        """Return ``count`` bytes, fewer only at the end."""
        parts = [self._rest]
        have = len(self._rest)
        while have < count and not self._ended:
            part = self._next()
            parts.append(part)
            have += len(part)
        data = b"".join(parts)
        self._rest = data[count:]
        return data[:count]

    def skip(self, count: int) -> None:
        """Pass over ``count`` bytes."""
        while count > 0:
            got = len(self.read(min(count, _CHUNK)))
            if got == 0:
                raise UnreadableFileError("the archive is cut short")
            count -= got

    def finish(self) -> None:
        """Read to the end, so that a missing end or a wrong checksum shows."""
        while self.read(_CHUNK):
            pass

    def _next(self) -> bytes:
        if self._decoder.finished:
            self._ended = True
            return b""
        data = self._packed.read(_CHUNK) if self._decoder.hungry else b""
        if not data and self._decoder.hungry:
            self._ended = True
            if not isinstance(self._decoder, _Plain):
                raise UnreadableFileError("the archive is cut short")
            return b""
        part = self._decoder.more(data, _CHUNK)
        self._given += len(part)
        if self._given > limits.ARCHIVE_TOTAL:
            raise UnreadableFileError(
                f"the archive unpacks to more than {limits.ARCHIVE_TOTAL // limits.MEGABYTE} MB"
            )
        if self._given > limits.RATIO_FREE and self._given > limits.ARCHIVE_RATIO * self._size:
            raise UnreadableFileError(
                f"the archive unpacks to more than {limits.ARCHIVE_RATIO} times its size"
            )
        return part


def tar_members(
    packed: BinaryIO, size: int, *, contents: bool = True
) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the archive as its name and its bytes (none with ``contents`` off).

    Raises:
        UnreadableFileError: the archive is hostile, damaged or no tar file.
    """
    stream = _Stream(packed, size)
    seen = 0
    long_name = ""
    try:
        while (header := _header(stream, first=seen == 0 and not long_name)) is not None:
            if header.type in (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE):
                long_name = _long_name(stream, header) or long_name
                continue
            name, long_name = long_name or header.name, ""
            if header.type != tarfile.DIRTYPE or name.strip("./"):
                check_name(name)
            seen += 1
            if seen > limits.ENTRIES:
                raise UnreadableFileError(f"the archive holds more than {limits.ENTRIES} files")
            if header.type == tarfile.DIRTYPE:
                continue
            if header.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
                raise UnreadableFileError(f"{name[:80]} is a link or device, not a file")
            if header.size > limits.RECORDS:
                raise UnreadableFileError(
                    f"{name[:80]} unpacks to {header.size // limits.MEGABYTE} MB"
                )
            if contents and not is_hidden(name):
                yield name, _content(stream, header.size)
            else:
                stream.skip(_padded(header.size))
                if not is_hidden(name):
                    yield name, b""
        stream.finish()
    except (lzma.LZMAError, zlib.error) as error:
        raise UnreadableFileError(f"the archive is damaged ({error})") from error
    except MemoryError as error:
        raise UnreadableFileError("the archive asks for too much memory") from error


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _content(stream: _Stream, size: int) -> bytes:
    data = stream.read(_padded(size))
    if len(data) < size:
        raise UnreadableFileError("the archive is cut short")
    return data[:size]


def _header(stream: _Stream, *, first: bool) -> tarfile.TarInfo | None:
    block = stream.read(_BLOCK)
    if first and len(block) < _BLOCK:
        raise UnreadableFileError("this is no tar archive")
    if len(block) < _BLOCK:
        raise UnreadableFileError("the archive is cut short")
    if not block.strip(b"\x00"):
        return None
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        problem = "this is no tar archive" if first else "the archive is damaged"
        raise UnreadableFileError(f"{problem} ({error})") from error
    if header.size < 0:
        raise UnreadableFileError("the archive is damaged (negative size)")
    return header


def _long_name(stream: _Stream, header: tarfile.TarInfo) -> str:
    """The name that a header gives to the file after it; global headers give none."""
    if header.size > limits.TAR_HEADER:
        raise UnreadableFileError(f"the archive has a header of {header.size} bytes")
    data = _content(stream, header.size)
    if header.type == tarfile.GNUTYPE_LONGNAME:
        return data.rstrip(b"\x00").decode("utf-8", "surrogateescape")
    if b"GNU.sparse" in data or b" size=" in data:
        raise UnreadableFileError("the archive holds a file of an unusual kind; pack it plainly")
    if header.type == tarfile.XHDTYPE:
        for line in data.split(b"\n"):
            _, mark, path = line.partition(b" path=")
            if mark:
                return path.decode("utf-8", "surrogateescape")
    return ""
