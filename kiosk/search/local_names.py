"""The ward's own everyday names: a file of the data folder beside the shipped vocabulary.

It has the form of ``db/vocabulary/everyday_names.yaml`` and is merged over it, so that an update of
the shipped words never loses what a clerk has added.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

import msgspec
import yaml

from kiosk.errors import SaidRefused
from kiosk.search.words import words
from kiosk.vietnamese.letters import nfc

FILE: Final = "everyday_names.yaml"
LONGEST: Final = 60


class LocalNameError(SaidRefused):
    """The ward's own names cannot be read or written, or a new one is not fit; says why."""


class LocalNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everyday names by code, as the ward added them."""

    names: dict[str, list[str]] = {}


def load_local_names(folder: Path) -> dict[str, list[str]]:
    """Return the ward's own names by code; none where there is no file yet.

    Raises:
        LocalNameError: the file cannot be read or holds something else; names the file.
    """
    path = folder / FILE
    try:
        text = nfc(path.read_text(encoding="utf-8"))
        # The base loader makes only strings: 1.001190 stays a code.
        raw = yaml.load(text, Loader=yaml.CBaseLoader) or {}  # noqa: S506
        return msgspec.convert(raw, LocalNames).names
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise LocalNameError(
            "{path}: is not a list of everyday names by code ({why}); mend or remove it.",
            path=path,
            why=error,
        ) from error


def add_local_name(folder: Path, text: str, code: str) -> None:
    """Add one everyday name of a procedure; the file is whole at every moment.

    Raises:
        LocalNameError: the text is not fit, is there already, or the file cannot be written.
    """
    name = " ".join(nfc(text).split()).lower()
    if not words(name) or len(name) > LONGEST or "{" in name or "}" in name:
        raise LocalNameError(
            '"{name}" cannot be an everyday name: it needs a word, {longest} characters at most '
            "and no braces.",
            name=text,
            longest=LONGEST,
        )
    names = load_local_names(folder)
    owner = next((known for known, texts in names.items() if name in texts), None)
    if owner is not None:
        raise LocalNameError(
            '"{name}" is an everyday name of {code} already.', name=name, code=owner
        )
    names.setdefault(code, []).append(name)
    content = yaml.safe_dump({"names": names}, allow_unicode=True, sort_keys=True, width=100)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=f".{FILE}.")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(folder / FILE)
    except OSError as error:
        raise LocalNameError(
            "{path}: cannot be written ({why}).", path=folder / FILE, why=error.strerror
        ) from error
