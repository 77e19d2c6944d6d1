"""What the kiosk and its rendering process say to each other.

Each message is its length (4 bytes, big endian) and a MessagePack value; one reply for one request.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

LENGTH = struct.Struct(">I")


class RenderRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Set ``template`` with ``inputs``; PDF, or one PNG a page at ``ppi``."""

    template: str
    inputs: dict[str, str]
    png: bool = False
    ppi: float = 96.0


class RenderReply(msgspec.Struct, frozen=True, kw_only=True):
    """The PDF or the pictures of the pages; ``error`` is not empty where it failed."""

    pages: list[bytes] = []
    error: str = ""


def read_frame(stream: BinaryIO) -> bytes:
    """Return the next message, b"" at the end of the stream.

    Raises:
        EOFError: the stream ends inside a message.
    """
    head = stream.read(LENGTH.size)
    if not head:
        return b""
    if len(head) < LENGTH.size:
        raise EOFError("the stream ended inside a length")
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError(f"the stream ended after {len(body)} of {length} bytes")
    return body


def write_frame(stream: BinaryIO, body: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()
