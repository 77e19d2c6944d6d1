"""The XLSX lists that the national portal exports: code, name, issuer, agency, field.

A workbook is a ZIP file of XML, so it is measured before anything opens it: how much it unpacks
to, how many parts, no macros; openpyxl then reads it row by row, with defusedxml in place.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from kiosk.catalogue.importing import fields, limits
from kiosk.catalogue.importing.errors import BadRecordError, UnreadableFileError
from kiosk.catalogue.importing.zip_files import check_directory
from kiosk.catalogue.procedure import Procedure, Tier

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADINGS: Final = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
_HEADING_ROWS: Final = 10
_ENTITY_MARKS: Final = (b"<!DOCTYPE", b"<!ENTITY")
_PACKED_PLAINLY: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LONGEST_MARK: Final = 9
_PIECE: Final = 64 * 1024


def is_workbook(data: bytes) -> bool:
    """Whether a ZIP file is an Excel workbook."""
    try:
        check_directory(io.BytesIO(data), len(data))
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "[Content_Types].xml" in parts.namelist()
    except (UnreadableFileError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def read_list(data: bytes) -> Iterator[tuple[int, Procedure | BadRecordError]]:
    """Yield each row of the first sheet as its number and a procedure, or what is wrong with it.

    Raises:
        UnreadableFileError: no such list, a bomb, macros, broken XML, or too many rows.
    """
    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check_parts(data)
    try:
        book = load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=False
        )
        try:
            if not book.worksheets:
                raise UnreadableFileError("the workbook has no sheet")
            yield from _rows(book.worksheets[0])
        finally:
            book.close()
    except DefusedXmlException as error:
        raise UnreadableFileError("the workbook declares XML entities") from error
    except (
        InvalidFileException,
        ParseError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OverflowError,
        NotImplementedError,
    ) as error:
        # openpyxl has no error of its own for broken parts: it fails where it happens to trip.
        raise UnreadableFileError(f"the workbook is damaged ({type(error).__name__})") from error


def _check_parts(data: bytes) -> None:
    check_directory(io.BytesIO(data), len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_sizes(parts.infolist())
            for member in parts.infolist():
                with parts.open(member) as part:
                    _check_part(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFileError("the workbook is damaged or cut short") from error


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > limits.WORKBOOK_PARTS:
        raise UnreadableFileError(f"the workbook has {len(members)} parts")
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise UnreadableFileError("the workbook holds macros; save it as .xlsx without them")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFileError("the workbook is encrypted; save it without a password")
    if any(member.compress_type not in _PACKED_PLAINLY for member in members):
        raise UnreadableFileError("the workbook is packed in an unusual way; save it again")
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > limits.WORKBOOK_TOTAL:
        raise UnreadableFileError(f"the workbook unpacks to {total // limits.MEGABYTE} MB")
    if total > limits.MEGABYTE and total > limits.WORKBOOK_RATIO * max(packed, 1):
        raise UnreadableFileError(
            f"the workbook unpacks to {total // max(packed, 1)} times its size"
        )


def _check_part(part: IO[bytes]) -> None:
    """Unpack a part once in small pieces: its declared size and checksum must be true.

    openpyxl unpacks some parts in one piece, where a lying size would cost memory without end.
    """
    before = b""
    while piece := part.read(_PIECE):
        if any(mark in before + piece for mark in _ENTITY_MARKS):
            raise UnreadableFileError("the workbook declares XML entities")
        before = piece[-_LONGEST_MARK:]


def _rows(sheet: Worksheet) -> Iterator[tuple[int, Procedure | BadRecordError]]:
    columns: dict[str, int] = {}
    rows = sheet.iter_rows(
        max_row=limits.WORKBOOK_ROWS + 1, max_col=len(HEADINGS) + 5, values_only=True
    )
    for number, cells in enumerate(rows, start=1):
        if number > limits.WORKBOOK_ROWS:
            raise UnreadableFileError(f"the list has more than {limits.WORKBOOK_ROWS} rows")
        texts = [_text(cell) for cell in cells]
        if any(len(text) > limits.WORKBOOK_CELL for text in texts):
            raise UnreadableFileError(
                f"row {number} has a cell of {max(map(len, texts))} characters"
            )
        if not columns:
            columns = _columns(texts)
            if not columns and number >= _HEADING_ROWS:
                break
        elif any(texts):
            yield number, _procedure(columns, texts)
    if not columns:
        raise UnreadableFileError(f"this is no list of procedures: no row of headings {HEADINGS}")


def _columns(texts: list[str]) -> dict[str, int]:
    """Where each heading stands, or nothing if this is not the row of headings."""
    cleaned = [fields.short_text(text) for text in texts]
    if not all(heading in cleaned for heading in HEADINGS[:2]):
        return {}
    return {heading: cleaned.index(heading) for heading in HEADINGS if heading in cleaned}


def _procedure(columns: dict[str, int], texts: list[str]) -> Procedure | BadRecordError:
    cell = {
        heading: texts[index] if index < len(texts) else "" for heading, index in columns.items()
    }
    try:
        code = fields.procedure_code(cell["Mã số"])
        return Procedure(
            code=code,
            name=fields.procedure_name(code, cell["Tên"]),
            field=_several(cell.get("Lĩnh vực", "")),
            tier=Tier.LISTED,
            ministry=_several(cell.get("Cơ quan ban hành", "")),
            agency=_several(cell.get("Cơ quan thực hiện", "")),
        )
    except BadRecordError as error:
        return error


def _several(text: str) -> str:
    """Join the values of a cell, which stand one a line."""
    parts = (fields.short_text(line) for line in text.split("\n"))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _text(cell: object) -> str:
    """The cell as text. A code typed as a number has lost its zeros and will be rejected."""
    return "" if cell is None else str(cell)
