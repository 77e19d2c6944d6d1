"""A grey or coloured PNG → one bit a dot, without a picture library.

The pictures come from our own renderer: 8 bits a channel, not interlaced. Anything else is refused.
"""

from __future__ import annotations

import struct
import zlib

import msgspec
import numpy as np
import numpy.typing as npt

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
"""Channels by PNG colour type: grey, RGB, grey with alpha, RGBA."""

THRESHOLD = 150
"""Darker than this is a black dot: sharp text, where dithering makes it furry."""


class BitmapError(ValueError):
    """Not a picture that a thermal head can print."""


class Bitmap(msgspec.Struct, frozen=True):
    """Rows of ``stride`` bytes, the leftmost dot in the highest bit, 1 is black."""

    width: int
    height: int
    data: bytes

    @property
    def stride(self) -> int:
        """Bytes in a row."""
        return (self.width + 7) // 8


def from_png(png: bytes) -> Bitmap:
    """Return the black dots of ``png``.

    Raises:
        BitmapError: not a PNG of 8 bits a channel, or damaged.
    """
    try:
        grey = _grey(png)
    except (struct.error, zlib.error, ValueError) as error:
        raise BitmapError(f"not a printable picture: {error}") from error
    height, width = grey.shape
    return Bitmap(width, height, np.packbits(grey <= THRESHOLD, axis=1).tobytes())


def _grey(png: bytes) -> npt.NDArray[np.uint8]:
    """Return the picture's brightness on white paper."""
    if not png.startswith(SIGNATURE):
        raise BitmapError("no PNG signature")
    header, packed = _chunks(png)
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", header)
    if depth != 8 or colour not in CHANNELS or interlace:
        raise BitmapError(f"depth {depth}, colour type {colour}, interlace {interlace}")
    channels = CHANNELS[colour]
    pixels = _unfilter(zlib.decompress(packed), width * channels, height, channels)
    image = pixels.reshape(height, width, channels).astype(np.float32)
    light = image[..., :1] if channels < 3 else image[..., :3]
    brightness = light.mean(axis=2)
    if channels in (2, 4):
        opaque = image[..., -1] / 255
        brightness = brightness * opaque + 255 * (1 - opaque)
    return brightness.round().astype(np.uint8)


def _chunks(png: bytes) -> tuple[bytes, bytes]:
    """Return the header and the packed picture data."""
    header, packed, place = b"", [], len(SIGNATURE)
    while place + 12 <= len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind = png[place + 4 : place + 8]
        body = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            packed.append(body)
        place += 12 + length
    return header, b"".join(packed)


def _unfilter(raw: bytes, stride: int, height: int, channels: int) -> npt.NDArray[np.uint8]:
    """Undo the row filters of the PNG specification, section 9."""
    lines = np.frombuffer(raw, np.uint8).reshape(height, stride + 1)
    out = np.zeros(
        (height + 1, stride + channels), np.uint8
    )  # a zero row above, a pixel to the left
    for row in range(height):
        kind, line = int(lines[row, 0]), lines[row, 1:]
        above, target = out[row], out[row + 1]
        if kind == 0:
            target[channels:] = line
        elif kind == 1:
            pixels = line.reshape(-1, channels)
            target[channels:] = np.cumsum(pixels, axis=0, dtype=np.uint8).reshape(-1)
        elif kind == 2:
            target[channels:] = line + above[channels:]
        elif kind in (3, 4):
            _unfilter_slowly(kind, line, above, target, channels)
        else:
            raise BitmapError(f"unknown row filter {kind}")
    return out[1:, channels:]


def _unfilter_slowly(
    kind: int,
    line: npt.NDArray[np.uint8],
    above: npt.NDArray[np.uint8],
    target: npt.NDArray[np.uint8],
    channels: int,
) -> None:
    """Undo the filters "average" (3) and "Paeth" (4), which need the pixel before."""
    upper, lower = above.tolist(), target.tolist()
    for place, value in enumerate(line.tolist(), start=channels):
        left, up = lower[place - channels], upper[place]
        if kind == 3:
            guess = (left + up) // 2
        else:
            corner = upper[place - channels]
            base = left + up - corner
            guess = min((left, up, corner), key=lambda near: abs(base - near))
        lower[place] = (value + guess) & 0xFF
    target[:] = lower
