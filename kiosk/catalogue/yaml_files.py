"""Our own catalogue: the YAML files under ``db/catalogue``, read strictly.

A file holds ``procedures:`` and, beside it, ``field``, ``field_en`` and ``ministry``, which every
procedure of the file takes unless it has its own; any other part of a procedure that a whole file
shares stands under ``defaults:``. Anchors and aliases share what several procedures repeat.

How strictly YAML is read here says ``strict_yaml``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.strict_yaml import StrictYamlError, child_node, find_node, read_yaml
from kiosk.catalogue.validation import problems
from kiosk.errors import Refused

SHARED_KEYS = ("field", "field_en", "ministry")

CODE = re.compile(r"\d\.\d{6}")


class CatalogueFileError(Refused):
    """Files of the catalogue are wrong; one line for each mistake: file, line, what to do."""


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake in a file. ``code`` is empty where it lies outside any procedure."""

    file: str
    line: int
    code: str
    text: str

    def __str__(self) -> str:
        """Return the mistake as one line for a person."""
        code = f"{self.code}: " if self.code else ""
        return f"{self.file}, line {self.line}: {code}{self.text}"


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure and the line of its file where it begins."""

    procedure: Procedure
    file: str
    line: int


class FileContent(msgspec.Struct, frozen=True, kw_only=True):
    """What one file holds: the sound procedures, and what is wrong with the others."""

    procedures: list[Placed]
    mistakes: list[Mistake]


def load_catalogue(folder: Path) -> list[Procedure]:
    """Read every ``*.yaml`` of the folder, in the order of their names.

    Raises:
        CatalogueFileError: a file is wrong, or two procedures have one code; names each mistake.
    """
    placed: list[Placed] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yaml")):
        content = read_file(path)
        placed += content.procedures
        mistakes += content.mistakes
    mistakes += repeated_codes(placed)
    if mistakes:
        raise CatalogueFileError("\n".join(map(str, mistakes)))
    return [each.procedure for each in placed]


def repeated_codes(placed: list[Placed]) -> list[Mistake]:
    """Return a mistake for each procedure whose code an earlier one already has."""
    first: dict[str, Placed] = {}
    mistakes = []
    for each in placed:
        code = each.procedure.code
        other = first.setdefault(code, each)
        if other is not each:
            text = f"this code stands already in {other.file}, line {other.line}; keep one of them"
            mistakes.append(Mistake(file=each.file, line=each.line, code=code, text=text))
    return mistakes


def read_file(path: Path) -> FileContent:
    """Read one file; what is wrong with it comes back as mistakes, also that it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return _nothing(str(path), 1, f"cannot be read ({error.strerror})")
    return parse_catalogue(data, str(path))


def parse_catalogue(data: bytes, file: str) -> FileContent:
    """Read the bytes of one catalogue file; ``file`` is its name in mistakes.

    Safe for input that nobody vouches for.
    """
    try:
        top, root = read_yaml(data)
    except StrictYamlError as error:
        return _nothing(file, error.line, str(error))
    return _convert_all(top, root, file)


def _nothing(file: str, line: int, text: str) -> FileContent:
    """Return the content of a file that could not be read at all."""
    return FileContent(procedures=[], mistakes=[Mistake(file=file, line=line, code="", text=text)])


def _convert_all(top: object, root: yaml.Node, file: str) -> FileContent:
    """Turn the decoded document into procedures."""
    if not isinstance(top, dict) or not isinstance(top.get("procedures"), list):
        return _nothing(file, root.start_mark.line + 1, "has no list `procedures:` at its top")
    unknown = [key for key in top if key not in (*SHARED_KEYS, "defaults", "procedures")]
    if unknown:
        node = child_node(root, unknown[0]) or root
        text = f"the key `{unknown[0]}` is not known here; put it under `defaults:`"
        return _nothing(file, node.start_mark.line + 1, text)
    defaults = top.get("defaults") or {}
    if not isinstance(defaults, dict):
        return _nothing(file, root.start_mark.line + 1, "`defaults:` must hold keys and values")
    shared = {key: top[key] for key in SHARED_KEYS if key in top} | defaults
    nodes = child_node(root, "procedures") or root
    default_node = child_node(root, "defaults")
    content = FileContent(procedures=[], mistakes=[])
    for index, raw in enumerate(top["procedures"]):
        node = child_node(nodes, index) or nodes
        line = node.start_mark.line + 1
        if not isinstance(raw, dict):
            text = "is not a procedure; write its keys below `- code:`"
            content.mistakes.append(Mistake(file=file, line=line, code="", text=text))
            continue
        result = _convert_one({**shared, **raw}, node, default_node)
        if isinstance(result, Procedure):
            content.procedures.append(Placed(procedure=result, file=file, line=line))
        else:
            code = str(raw.get("code", ""))
            content.mistakes.extend(
                Mistake(file=file, line=place, code=code, text=text) for place, text in result
            )
    return content


def _convert_one(
    raw: dict[str, Any], node: yaml.Node, defaults: yaml.Node | None
) -> Procedure | list[tuple[int, str]]:
    """Return the procedure, or its mistakes with their lines."""
    line = node.start_mark.line + 1
    code = str(raw.get("code", ""))
    if not CODE.fullmatch(code):
        return [(line, f'the code "{code}" does not have the form d.dddddd, e.g. "1.001193"')]
    try:
        procedure = msgspec.convert(raw, Procedure)
    except msgspec.ValidationError as error:
        text, path = _split_error(str(error))
        found = find_node(node, path) or (find_node(defaults, path) if defaults else None) or node
        return [(found.start_mark.line + 1, text)]
    return [(line, text) for text in problems(procedure)] or procedure


def _split_error(message: str) -> tuple[str, list[str | int]]:
    """Split msgspec's ``message - at `$.a[1].b` `` into what to tell and the path."""
    text, _, where = message.partition(" - at `$")
    path: list[str | int] = [
        int(index) if index else key for key, index in re.findall(r"([^.\[\]`]+)|\[(\d+)\]", where)
    ]
    path = [int(part) if isinstance(part, str) and part.isdigit() else part for part in path]
    unknown = re.search(r"unknown field `([^`]+)`", text)
    if unknown:
        path.append(unknown.group(1))
        text = f"the key `{unknown.group(1)}` is not known here"
    place = where.rstrip("`").lstrip(".")
    return f"{text} (at {place})" if place else text, path
