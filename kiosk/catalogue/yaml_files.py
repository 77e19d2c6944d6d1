"""Our own catalogue: the YAML files under ``db/catalogue``, read strictly.

A file holds ``procedures:`` and, beside it, ``field``, ``field_en`` and ``ministry``, which every
procedure of the file takes unless it has its own; any other part of a procedure that a whole file
shares stands under ``defaults:``. Anchors and aliases share what several procedures repeat.

The reader knows fewer kinds of plain values than YAML 1.1: ``true``, ``false``, ``null``, whole
numbers and dates. Everything else is text, so ``no`` stays a word, ``15:00`` is no number, and a
code such as 1.001190 keeps its last zero. A key that is written twice is refused.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import yaml

from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.validation import problems
from kiosk.errors import Refused

SHARED_KEYS = ("field", "field_en", "ministry")
MOST_BYTES = 4_000_000
MOST_VALUES = 2_000_000
DEEPEST = 40

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


class _StrictLoader(yaml.CSafeLoader):
    """libyaml's loader with the few plain values named above and without duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (as the base class has it)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping; refuses a key that is written twice or is not text."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="a key must be text", problem_mark=key.start_mark
                )
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f'the key "{key.value}" is written twice; keep one',
                    problem_mark=key.start_mark,
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
    ("merge", r"<<", "<"),
):
    _StrictLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )


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

    Safe for input that nobody vouches for: size, depth and the growth of aliases are bounded.
    """
    if len(data) > MOST_BYTES:
        return _nothing(file, 1, f"is larger than {MOST_BYTES:,} bytes; split it")
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _nothing(file, line, "is not UTF-8 text; save it as UTF-8")
    try:
        _check_depth(text)
        loader = _StrictLoader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                return _nothing(file, 1, "is empty; begin it with `procedures:`")
            _check_size(root)
            top = loader.construct_document(root)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _nothing(file, mark.line + 1 if mark else 1, str(error.problem or error.context))
    except (yaml.YAMLError, ValueError) as error:
        return _nothing(file, 1, " ".join(str(error).split()))
    return _convert_all(top, root, file)


def _nothing(file: str, line: int, text: str) -> FileContent:
    """Return the content of a file that could not be read at all."""
    return FileContent(procedures=[], mistakes=[Mistake(file=file, line=line, code="", text=text)])


def _check_depth(text: str) -> None:
    """Refuse deep nesting before anything recursive meets it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise yaml.MarkedYAMLError(
                    problem=f"is nested more than {DEEPEST} levels deep",
                    problem_mark=event.start_mark,
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_size(root: yaml.Node) -> None:
    """Refuse aliases that unfold into more than ``MOST_VALUES`` values, or into themselves."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node))
        if known == 0:
            raise yaml.MarkedYAMLError(
                problem="an alias stands inside its own anchor", problem_mark=node.start_mark
            )
        if known is None:
            sizes[id(node)] = 0
            known = 1
            if isinstance(node, yaml.MappingNode):
                known += sum(size(key) + size(value) for key, value in node.value)
            elif isinstance(node, yaml.SequenceNode):
                known += sum(map(size, node.value))
            sizes[id(node)] = known
        return known

    if size(root) > MOST_VALUES:
        raise yaml.MarkedYAMLError(
            problem=f"unfolds into more than {MOST_VALUES:,} values; use fewer aliases",
            problem_mark=root.start_mark,
        )


def _convert_all(top: object, root: yaml.Node, file: str) -> FileContent:
    """Turn the decoded document into procedures."""
    if not isinstance(top, dict) or not isinstance(top.get("procedures"), list):
        return _nothing(file, root.start_mark.line + 1, "has no list `procedures:` at its top")
    unknown = [key for key in top if key not in (*SHARED_KEYS, "defaults", "procedures")]
    if unknown:
        node = _child(root, unknown[0]) or root
        text = f"the key `{unknown[0]}` is not known here; put it under `defaults:`"
        return _nothing(file, node.start_mark.line + 1, text)
    defaults = top.get("defaults") or {}
    if not isinstance(defaults, dict):
        return _nothing(file, root.start_mark.line + 1, "`defaults:` must hold keys and values")
    shared = {key: top[key] for key in SHARED_KEYS if key in top} | defaults
    nodes = _child(root, "procedures") or root
    default_node = _child(root, "defaults")
    content = FileContent(procedures=[], mistakes=[])
    for index, raw in enumerate(top["procedures"]):
        node = _child(nodes, index) or nodes
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
        found = _find(node, path) or (_find(defaults, path) if defaults else None) or node
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


def _find(node: yaml.Node, path: list[str | int]) -> yaml.Node | None:
    """Return the deepest node on ``path``; None where not even its first step exists."""
    here: yaml.Node | None = None
    for step in path:
        found = _child(here or node, step)
        if found is None:
            break
        here = found
    return here


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    """Return the value under a key or an index."""
    children: list[yaml.Node] = []
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        children = node.value[step : step + 1]
    elif isinstance(node, yaml.MappingNode):
        children = [value for key, value in node.value if key.value == step]
    return children[0] if children else None
