"""One file's bytes, recognised by what they are, become procedures and rejections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar

import msgspec

from kiosk.catalogue.importing import limits
from kiosk.catalogue.importing.errors import BadRecordError, UnreadableFileError
from kiosk.catalogue.importing.lists import is_workbook, read_list
from kiosk.catalogue.importing.ministry_rows import MinistryRecord, read_ministry_record
from kiosk.catalogue.importing.portal import Page, read_page
from kiosk.catalogue.importing.records import Record, read_record
from kiosk.catalogue.importing.replaced import Heading, SharedNames, compare_names
from kiosk.catalogue.importing.strict_json import decode_json, decode_text
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.staging import Incoming, Origin, Rejection
from kiosk.catalogue.yaml_files import parse_catalogue, repeated_codes

ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED: Final = (*ZIP_MAGICS, b"\xfd7zXZ\x00", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!")
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_OUR_YAML: Final = re.compile(r"^procedures:", re.MULTILINE)
_SHOWN_CODE: Final = re.compile(rb'"code"\s*:\s*"(\d\.\d{6})"')
_LINE_NAMES: Final = (".jsonl", ".ndjson")
_YAML_NAMES: Final = (".yaml", ".yml")
_FORMATS: Final = "portal JSON, .zip or .tar.xz of pages, XLSX list, JSON Lines, our YAML"
_OBSOLETE: Final = "the record is of 2021, has no code and follows law that is no longer in force"

Item = Incoming | Rejection
_T = TypeVar("_T")


def read_content(data: bytes, file: str) -> Iterator[Item]:
    """Yield the records of one file; ``file`` is its full name for people.

    Raises:
        UnreadableFileError: the file as a whole is no import format, damaged, or too large.
    """
    if not data.strip():
        raise UnreadableFileError("the file is empty")
    if data.startswith(ZIP_MAGICS) and is_workbook(data):
        return _workbook(data, file)
    if data.startswith(_PACKED):
        raise UnreadableFileError("an archive inside an archive is not opened; unpack it first")
    if data.startswith(_OLD_EXCEL):
        raise UnreadableFileError("the old Office format is not read; save it as .xlsx")
    name = file.lower()
    if name.endswith(_LINE_NAMES) or _begins_with_record(data):
        return _records(data, file)
    if len(data) > limits.FILE:
        raise UnreadableFileError(f"the file has more than {limits.FILE // limits.MEGABYTE} MB")
    text = decode_text(data)
    if text.lstrip()[:1] in ("{", "["):
        return _json(decode_json(data), file)
    if name.endswith(_YAML_NAMES) or _OUR_YAML.search(text):
        return _our_yaml(data, file)
    if name.endswith(".md"):
        raise UnreadableFileError(
            "a decision as text is not an import format; import the portal's pages or lists, "
            "or write its facts as YAML"
        )
    raise UnreadableFileError(f"it is not an import format ({_FORMATS})")


def _convert(value: object, kind: type[_T], code: str) -> _T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise BadRecordError(code, f"the record has an unexpected shape: {error}") from error


def _stated_code(value: object, *keys: str) -> str:
    """What a record of any shape says its code is, for a rejection."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value[:40] if isinstance(value, str) else ""


def _json(value: object, file: str) -> Iterator[Item]:
    if isinstance(value, dict):
        if "ma_thu_tuc" in value:
            return iter([_page(value, file)])
        if "metadata" in value and "tables" in value:
            return iter([_ministry_record(value, file)])
    elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        if all("ma_thu_tuc" in each for each in value):
            return (_page(page, f"{file} [{n}]") for n, page in enumerate(value, start=1))
        if all("title" in each and "Trình tự thực hiện" in each for each in value):
            return _obsolete(value, file)
    raise UnreadableFileError("it is JSON, but neither a portal page nor a ministry's record")


def _page(value: dict[str, Any], file: str) -> Item:
    try:
        page = _convert(value, Page, _stated_code(value, "ma_thu_tuc"))
        procedure = read_page(page, PurePosixPath(file.split(" [", maxsplit=1)[0]))
    except BadRecordError as error:
        return Rejection(file=file, code=error.code, reason=error.reason)
    return Incoming(procedure=procedure, origin=Origin.PORTAL, file=file)


def _ministry_record(value: dict[str, Any], file: str) -> Item:
    try:
        stated = _stated_code(value, "metadata", "mã_thủ_tục")
        procedure = read_ministry_record(_convert(value, MinistryRecord, stated))
    except BadRecordError as error:
        return Rejection(file=file, code=error.code, reason=error.reason)
    return Incoming(procedure=procedure, origin=Origin.PORTAL, file=file)


def _obsolete(records: list[dict[str, Any]], file: str) -> Iterator[Item]:
    for number, record in enumerate(records, start=1):
        title = " ".join(str(record["title"]).split())[:80]
        yield Rejection(file=f"{file} [{number}]", code="", reason=f"“{title}”: {_OBSOLETE}")


def _workbook(data: bytes, file: str) -> Iterator[Item]:
    if len(data) > limits.FILE:
        raise UnreadableFileError(f"the list has more than {limits.FILE // limits.MEGABYTE} MB")
    rows = ((f"{file} row {number}", row) for number, row in read_list(data))
    return _each_code_once(rows, Origin.LIST)


def _begins_with_record(data: bytes) -> bool:
    """Whether the first line is a whole JSON object with a code and a name."""
    line = data[: limits.RECORD_LINE].lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0]
    if not line.startswith(b"{") or not line.rstrip().endswith(b"}"):
        return False
    try:
        value = decode_json(line)
    except UnreadableFileError:
        return False
    return isinstance(value, dict) and "code" in value and "name" in value


def _records(data: bytes, file: str) -> Iterator[Item]:
    if len(data) > limits.RECORDS:
        raise UnreadableFileError(f"the file has more than {limits.RECORDS // limits.MEGABYTE} MB")
    if b"\x00" in data[:4096] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        decode_text(data[:4096])
    lines = [
        (number, line)
        for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1)
        if line.strip()
    ]
    shared = compare_names(heading for _, line in lines if (heading := _heading(line)))
    rows = ((f"{file} line {number}", _record(line, shared)) for number, line in lines)
    return _each_code_once(rows, Origin.RECORDS)


class _Glance(msgspec.Struct):
    """The parts of a record that ``replaced`` compares, read fast and without judgement."""

    code: str
    name: str
    completeness: str = ""
    field: str = ""
    ministry: str = ""
    level: list[str] = []


def _heading(line: bytes) -> Heading | None:
    """The record's heading, or nothing where the line will be rejected anyway."""
    if len(line) > limits.RECORD_LINE:
        return None
    try:
        glance = msgspec.json.decode(line, type=_Glance)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not re.fullmatch(r"\d\.\d{6}", glance.code):
        return None
    return Heading(
        glance.code,
        glance.name,
        glance.field,
        glance.ministry,
        tuple(sorted(glance.level)),
        glance.completeness != "stub",
    )


def _record(line: bytes, shared: SharedNames) -> Procedure | BadRecordError:
    if len(line) > limits.RECORD_LINE:
        return BadRecordError(
            "", f"the line has more than {limits.RECORD_LINE // limits.MEGABYTE} MB"
        )
    try:
        value = decode_json(line)
        procedure = read_record(_convert(value, Record, _stated_code(value, "code")))
    except BadRecordError as error:
        return error
    except UnreadableFileError as error:
        shown = _SHOWN_CODE.search(line)
        return BadRecordError(shown[1].decode() if shown else "", str(error))
    code = procedure.code
    if code in shared.wrong:
        return BadRecordError(
            code,
            f"{shared.wrong[code]} codes share the name “{procedure.name[:80]}”, "
            "so it is no procedure's name for certain",
        )
    return msgspec.structs.replace(
        procedure,
        replaced_by=shared.replaced_by.get(code, ""),
        replaces=[shared.replaces[code]] if code in shared.replaces else [],
    )


def _each_code_once(
    rows: Iterable[tuple[str, Procedure | BadRecordError]], origin: Origin
) -> Iterator[Item]:
    """Turn rows into items; a code that stands twice in one file is taken the first time."""
    first: dict[str, str] = {}
    for place, row in rows:
        if isinstance(row, BadRecordError):
            yield Rejection(file=place, code=row.code, reason=row.reason)
        elif row.code in first:
            reason = f"the code stands already in {first[row.code]}"
            yield Rejection(file=place, code=row.code, reason=reason)
        else:
            first[row.code] = place
            yield Incoming(procedure=row, origin=origin, file=place)


def _our_yaml(data: bytes, file: str) -> Iterator[Item]:
    content = parse_catalogue(data, file)
    mistakes = [*content.mistakes, *repeated_codes(content.procedures)]
    twice = {mistake.line for mistake in mistakes}
    for placed in content.procedures:
        if placed.line not in twice:
            place = f"{file} line {placed.line}"
            yield Incoming(procedure=placed.procedure, origin=Origin.WARD, file=place)
    by_code: dict[str, list[str]] = {}
    for mistake in mistakes:
        by_code.setdefault(mistake.code, []).append(f"line {mistake.line}: {mistake.text}")
    for code, texts in by_code.items():
        yield Rejection(file=file, code=code, reason="; ".join(texts))
