"""Pictures of the screens, made on a window in memory."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels


def save_window(path: Path, size: tuple[int, int] | None = None) -> None:
    """Save the window, or its lower left part of ``size``, as a PNG at ``path``.

    Raises:
        OSError: the file cannot be written.
    """
    width, height = (int(side) for side in size or Window.size)
    Window.dispatch("on_draw")
    pixels = bytes(glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE))
    row = width * 3
    # OpenGL rows are padded to 4 bytes and start at the bottom.
    stride = (row + 3) // 4 * 4 if len(pixels) > row * height else row
    lines = (pixels[y * stride : y * stride + row] for y in range(height - 1, -1, -1))
    path.write_bytes(png(width, height, b"".join(b"\0" + line for line in lines)))


def png(width: int, height: int, filtered_rows: bytes) -> bytes:
    """Return a PNG of 8-bit RGB rows, each led by its filter byte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(filtered_rows, 6))
        + chunk(b"IEND", b"")
    )
