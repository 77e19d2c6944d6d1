"""The people's words: the data of ``db/vocabulary``, checked while it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from itertools import product
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from kiosk.errors import Refused
from kiosk.search.finding import Elsewhere, Option
from kiosk.search.local_names import load_local_names
from kiosk.search.words import folded, words
from kiosk.vietnamese.letters import nfc

FILES: Final = (
    "abbreviations",
    "synonyms",
    "fillers",
    "everyday_names",
    "ambiguous",
    "elsewhere",
)


class VocabularyError(Refused):
    """A vocabulary file is missing or does not hold what it should; the message says which."""


class Synonym(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people say, and the words of the catalogue for it."""

    say: list[str]
    mean: list[str]
    weight: float = 0.95


class Fillers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a question that tell nothing of its subject.

    ``phrases`` are dropped where something remains; ``weak`` words count a little; ``people`` tell
    for whom it is, which matters less than what it is.
    """

    phrases: list[str]
    weak: list[str]
    people: list[str]


class EverydayNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people call a procedure, by code. ``{group}`` in a name stands for each word of it.

    ``same``: codes of one and the same procedure, the old and the new: each has the names of all.
    """

    groups: dict[str, list[str]]
    names: dict[str, list[str]]
    same: list[list[str]] = []


class AmbiguousOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning of an ambiguous phrase."""

    label: str
    label_en: str
    code: str


class Ambiguous(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that mean several procedures, and the question that tells them apart."""

    say: list[str]
    question: str
    question_en: str
    options: list[AmbiguousOption]


class ElsewhereTopic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something people ask a ward for that is done in another place.

    ``codes``: the procedures it is, where the catalogue happens to hold one of them.
    """

    say: list[str]
    name: str
    name_en: str
    where: str
    where_en: str
    codes: list[str] = []


class Vocabulary(msgspec.Struct, frozen=True):
    """All of it, and the digest of the files it was read from."""

    abbreviations: dict[str, list[str]]
    synonyms: list[Synonym]
    fillers: Fillers
    everyday_names: dict[str, list[str]]
    ambiguous: list[Ambiguous]
    elsewhere: list[ElsewhereTopic]
    same: list[list[str]] = []
    digest: str = ""

    def options(self, topic: Ambiguous, codes: Set[str]) -> list[Option]:
        """The options of a topic that lead to one of these procedures, by its old or new code."""
        found = []
        for option in topic.options:
            same = next((each for each in self.same if option.code in each), [])
            code = next((code for code in (option.code, *same) if code in codes), None)
            if code is not None:
                found.append(Option(option.label, option.label_en, code))
        return found


def elsewhere_value(topic: ElsewhereTopic) -> Elsewhere:
    """The part of a topic that is shown."""
    return Elsewhere(topic.name, topic.name_en, topic.where, topic.where_en)


def _load(folder: Path, name: str) -> Any:  # noqa: ANN401 - YAML holds anything until decoded
    path = folder / f"{name}.yaml"
    try:
        return yaml.load(nfc(path.read_text(encoding="utf-8")), Loader=yaml.CBaseLoader)  # noqa: S506 - makes only strings
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: is not valid YAML: {error}") from error


def _expanded(name: str, groups: dict[str, list[str]]) -> list[str]:
    """Every wording of a name with groups: ``{kin} mất`` is ``bố mất``, ``mẹ mất`` and so on."""
    used = [group for group in groups if "{" + group + "}" in name]
    result = []
    for choice in product(*(groups[group] for group in used)):
        wording = name
        for group, word in zip(used, choice, strict=True):
            wording = wording.replace("{" + group + "}", word)
        result.append(wording)
    return result


def load_vocabulary(folder: Path, local: Path | None = None) -> Vocabulary:
    """Read ``db/vocabulary`` and, over it, the everyday names of the ward's own folder ``local``.

    Raises:
        VocabularyError: names the file and what is wrong in it.
        LocalNameError: the same of the ward's own file.
    """
    raw = {name: _load(folder, name) for name in FILES}
    own_names = load_local_names(local) if local is not None else {}
    raw["local_names"] = own_names
    digest = hashlib.sha256(msgspec.json.encode(raw)).hexdigest()
    try:
        everyday = msgspec.convert(raw["everyday_names"], EverydayNames, strict=False)
        names = {
            code: [
                wording for name in everyday_names for wording in _expanded(name, everyday.groups)
            ]
            for code, everyday_names in everyday.names.items()
        }
        for code, local_names in own_names.items():
            names[code] = [*names.get(code, []), *local_names]
        for codes in everyday.same:
            shared = list(dict.fromkeys(name for code in codes for name in names.get(code, ())))
            names |= dict.fromkeys(codes, shared)
        return Vocabulary(
            abbreviations=msgspec.convert(raw["abbreviations"], dict[str, list[str]]),
            synonyms=msgspec.convert(raw["synonyms"], list[Synonym], strict=False),
            fillers=msgspec.convert(raw["fillers"], Fillers, strict=False),
            everyday_names=names,
            ambiguous=msgspec.convert(raw["ambiguous"], list[Ambiguous], strict=False),
            elsewhere=msgspec.convert(raw["elsewhere"], list[ElsewhereTopic], strict=False),
            same=everyday.same,
            digest=digest,
        )
    except msgspec.ValidationError as error:
        raise VocabularyError(f"{folder}: {error}") from error


class PhraseTable:
    """Phrases by their folded words, found longest first; accents that disagree do not match."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], int]]] = {}

    def add(self, phrase: str, value: int) -> None:
        """Add one phrase that leads to a value."""
        accented = tuple(words(phrase))
        if not accented:
            return
        plain = tuple(folded(list(accented)))
        entries = self._by_first.setdefault(plain[0], [])
        entries.append((plain, accented, value))
        entries.sort(key=lambda entry: -len(entry[0]))

    def match(
        self, plain: list[str], accented: list[str], start: int, *, strict: bool
    ) -> tuple[int, list[int]]:
        """The longest phrase that begins at this word: its length and all its values.

        ``strict``: the person types accents, so an accented word must be the phrase's own.
        """
        length = 0
        values: list[int] = []
        for phrase, shapes, value in self._by_first.get(plain[start], ()):
            size = len(phrase)
            if size < length:
                break
            if tuple(plain[start : start + size]) != phrase:
                continue
            if strict and any(
                typed not in (shape, bare)
                for typed, shape, bare in zip(
                    accented[start : start + size], shapes, phrase, strict=True
                )
            ):
                continue
            length = size
            values.append(value)
        return length, values
