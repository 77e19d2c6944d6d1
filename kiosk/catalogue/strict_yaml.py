"""YAML read strictly, safe for input that nobody vouches for.

The reader knows fewer kinds of plain values than YAML 1.1: ``true``, ``false``, ``null``, whole
numbers and dates. Everything else is text, so ``no`` stays a word, ``15:00`` is no number, and a
code such as 1.001190 keeps its last zero. A key that is written twice is refused; size, depth and
the growth of aliases are bounded; all text is NFC.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

MOST_BYTES = 4_000_000
MOST_VALUES = 2_000_000
DEEPEST = 40


class StrictYamlError(ValueError):
    """The text is not YAML, or not of the kind that is read here; ``line`` counts from 1."""

    def __init__(self, text: str, line: int) -> None:
        super().__init__(text)
        self.line = line


def read_yaml(data: bytes) -> tuple[Any, yaml.Node]:
    """Return the value of the one document in ``data``, and its node, which knows the lines.

    Raises:
        StrictYamlError: it cannot be read; says what to do.
    """
    if len(data) > MOST_BYTES:
        raise StrictYamlError(f"is larger than {MOST_BYTES:,} bytes; split it", 1)
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StrictYamlError("is not UTF-8 text; save it as UTF-8", line) from error
    try:
        _check_depth(text)
        loader = _StrictLoader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                raise StrictYamlError("is empty", 1)
            _check_size(root)
            return loader.construct_document(root), root
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise StrictYamlError(str(error.problem or error.context), line) from error
    except yaml.YAMLError as error:
        raise StrictYamlError(" ".join(str(error).split()), 1) from error


def find_node(node: yaml.Node, path: list[str | int]) -> yaml.Node | None:
    """Return the deepest node on ``path``; None where not even its first step exists."""
    here: yaml.Node | None = None
    for step in path:
        found = child_node(here or node, step)
        if found is None:
            break
        here = found
    return here


def child_node(node: yaml.Node, step: str | int) -> yaml.Node | None:
    """Return the value under a key or an index."""
    children: list[yaml.Node] = []
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        children = node.value[step : step + 1]
    elif isinstance(node, yaml.MappingNode):
        children = [value for key, value in node.value if key.value == step]
    return children[0] if children else None


class _StrictLoader(yaml.CSafeLoader):
    """libyaml's loader with the few plain values named above and without duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (as the base class has it)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping; refuses a key that is written twice or is not text."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise StrictYamlError("a key must be text", key.start_mark.line + 1)
            if key.value in seen:
                text = f'the key "{key.value}" is written twice; keep one'
                raise StrictYamlError(text, key.start_mark.line + 1)
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


def _check_depth(text: str) -> None:
    """Refuse deep nesting before anything recursive meets it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise StrictYamlError(f"is nested more than {DEEPEST} levels deep", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_size(root: yaml.Node) -> None:
    """Refuse aliases that unfold into more than ``MOST_VALUES`` values, or into themselves."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node))
        if known == 0:
            line = node.start_mark.line + 1
            raise StrictYamlError("an alias stands inside its own anchor", line)
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
        text = f"unfolds into more than {MOST_VALUES:,} values; use fewer aliases"
        raise StrictYamlError(text, root.start_mark.line + 1)
