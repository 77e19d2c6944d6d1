"""QR codes, sized by their module so that a phone held at arm's length reads them."""

from __future__ import annotations

import io

import msgspec
import segno

from kiosk.errors import Refused

SMALLEST_MODULE_MM = 0.7
QUIET_ZONE = 4
"""Modules of white that a reader needs around the code."""


class QrError(Refused):
    """The text does not fit into a QR code."""


class QrMatrix(msgspec.Struct, frozen=True):
    """The dark modules of a code, row by row, without its quiet zone."""

    rows: tuple[bytes, ...]

    @property
    def modules(self) -> int:
        """Modules along one side, without the quiet zone."""
        return len(self.rows)

    def size_mm(self, module_mm: float = SMALLEST_MODULE_MM) -> float:
        """Return the length of a side in millimetres, without the quiet zone.

        Raises:
            ValueError: the module would be smaller than phones read.
        """
        if module_mm < SMALLEST_MODULE_MM:
            raise ValueError(f"a module of {module_mm} mm is below {SMALLEST_MODULE_MM} mm")
        return self.modules * module_mm


def _code(text: str) -> segno.QRCode:
    """Return the code of ``text``: UTF-8 said in the code (ECI), so that no reader guesses.

    Raises:
        QrError: too long for any QR code.
    """
    plain = text.isascii()
    try:
        return segno.make(
            text, error="l", boost_error=True, micro=False, encoding="utf-8", eci=not plain
        )
    except segno.DataOverflowError as error:
        raise QrError(f"{len(text)} characters do not fit into a QR code") from error


def matrix(text: str) -> QrMatrix:
    """Return the dark (1) and light (0) modules of ``text`` for drawing on screen.

    Raises:
        QrError: too long for any QR code.
    """
    return QrMatrix(
        tuple(bytes(1 if module else 0 for module in row) for row in _code(text).matrix)
    )


def svg(text: str) -> str:
    """Return the code as SVG without a quiet zone, for paper.

    Raises:
        QrError: too long for any QR code.
    """
    buffer = io.BytesIO()
    _code(text).save(buffer, kind="svg", border=0, xmldecl=False, svgns=True)
    return buffer.getvalue().decode("utf-8")


def png(text: str, *, pixels_per_module: int = 8) -> bytes:
    """Return the code as PNG with its quiet zone.

    Raises:
        QrError: too long for any QR code.
    """
    buffer = io.BytesIO()
    _code(text).save(buffer, kind="png", scale=pixels_per_module, border=QUIET_ZONE)
    return buffer.getvalue()
