"""The interface's texts: every one has its Vietnamese, and the compiled catalogue is up to date."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from kiosk.translation import load_translators

REPOSITORY = Path(__file__).resolve().parents[1]
TRANSLATIONS = REPOSITORY / "assets" / "translations"
FOLDER = TRANSLATIONS / "vi" / "LC_MESSAGES"
CALLED = re.compile(r"^(tr|translate|translator|_tr|_translate|self\.tr|app\.tr)$")
IN_KV = re.compile(r"\btr\(\s*(?:\w+\.\w+\s*,\s*)?(['\"])((?:\\.|(?!\1).)*)\1")


def texts_in_python(path: Path) -> set[str]:
    """First string arguments of calls to a translator, and both forms of ``tr.count``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        counted = name.endswith(".count") and CALLED.match(name.rsplit(".", 1)[0])
        if CALLED.match(name) or name.endswith(".tr") or counted:
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
    return found


def said_refusals() -> set[str]:
    """The names of the refusals that a clerk's desk says in its own language."""
    found: set[str] = set()
    for path in (REPOSITORY / "kiosk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and "SaidRefused" in map(ast.unparse, node.bases):
                found.add(node.name)
    return found


def texts_of_refusals(path: Path, names: set[str]) -> set[str]:
    """Their templates, each a plain text: a filled one has no translation."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            template = node.args[0]
            assert isinstance(template, ast.Constant), f"{path.name}: {ast.unparse(template)}"
            found.add(str(template.value))
    return found


def used_texts() -> dict[str, str]:
    used: dict[str, str] = {}
    names = said_refusals()
    assert names
    for path in sorted((REPOSITORY / "kiosk").rglob("*.py")):
        used |= dict.fromkeys(texts_in_python(path), path.name)
        used |= dict.fromkeys(texts_of_refusals(path, names), path.name)
    for path in sorted((REPOSITORY / "kiosk").rglob("*.kv")):
        for match in IN_KV.finditer(path.read_text(encoding="utf-8")):
            used[ast.literal_eval(match[1] + match[2] + match[1])] = path.name
    return used


def test_every_text_has_its_vietnamese() -> None:
    with (FOLDER / "kiosk.po").open("rb") as file:
        catalogue = read_po(file)
    missing = []
    for text, where in used_texts().items():
        message = catalogue.get(text)
        if message is None or message.fuzzy or not any(_forms(message.string)):
            missing.append(f"{where}: {text!r}")
    assert not missing, "no Vietnamese for:\n" + "\n".join(missing)
    assert len(used_texts()) > 100


def _forms(string: object) -> tuple[object, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (string,)


def _key(name: object) -> object:
    return tuple(name) if isinstance(name, list) else name


def test_the_compiled_catalogue_is_up_to_date() -> None:
    with (FOLDER / "kiosk.po").open("rb") as file:
        written = {m.id: m.string for m in read_po(file) if m.id}
    with (FOLDER / "kiosk.mo").open("rb") as file:
        compiled = {_key(m.id): m.string for m in read_mo(file) if m.id}
    flat = {key: _forms(value) for key, value in written.items()}
    assert flat == {key: _forms(value) for key, value in compiled.items()}, (
        "run: .venv/bin/pybabel compile -d assets/translations -D kiosk"
    )


def test_places_in_a_text_are_the_same_in_both_languages() -> None:
    with (FOLDER / "kiosk.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                keys = message.id if isinstance(message.id, tuple) else (message.id,)
                wanted = set(re.findall(r"\{(\w*)\}", keys[-1]))
                for form in _forms(message.string):
                    assert set(re.findall(r"\{(\w*)\}", str(form))) <= wanted, message.id


def test_translators_speak_both_languages() -> None:
    translators = load_translators(TRANSLATIONS)
    assert translators["en"]("Back") == "Back"
    assert translators["vi"]("Back") == "Quay lại"
    assert translators["vi"].pick("Quầy 2", "Counter 2") == "Quầy 2"
    assert translators["en"].pick("Quầy 2", "") == "Quầy 2"
