"""Exit codes: 0 done, 1 refused with the reason on stderr, 2 wrong usage."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from kiosk.__main__ import COMMANDS


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("import",),
        ("show",),
        ("checklist", "1.001193", "--at", "tomorrow"),
        ("checklist", "1.001193", "--format", "docx"),
        ("search", "--limit", "many", "x"),
        ("post", "--since", "yesterday", "1.001193"),
        ("rollback", "--to", "first"),
        ("audit",),
        ("diff", "--colour"),
    ],
)
def test_wrong_usage(kiosk, arguments) -> None:
    ended = kiosk(*arguments)
    assert ended.code == 2
    assert ended.err.startswith("usage: kiosk")
    assert ended.out == ""


REFUSALS = [
    (("show", "9.999999"), 'no procedure with the code "9.999999"'),
    (("checklist", "9.999999"), 'no procedure with the code "9.999999"'),
    (("checklist", "1.001193", "--answer", "birth"), "is not of the form KEY=VALUE"),
    (("checklist", "1.001193", "--answer", "x=1"), 'has no question "x"'),
    (("checklist", "1.001193", "--answer", "birth=x"), "Allowed: notified, witnessed"),
    (
        ("checklist", "1.001193", "--answer", "birth=x", "--answer", "birth=y"),
        '"birth" is given twice',
    ),
    (("print", "9.999999"), 'no procedure with the code "9.999999"'),
    (("search",), "Give either a QUERY or --batch"),
    (("search", "x", "--limit", "0"), "--limit must be at least 1"),
    (("post",), "No code was given"),
    (("post", "9.999999"), "The catalogue does not have 9.999999"),
    (("post", "--file", "/nowhere/codes.txt"), "cannot be read"),
    (("publish",), "There is no draft to publish"),
    (("rollback",), "no version before the published one"),
    (("rollback", "--to", "7"), "There is no version 7"),
    (("import", "/nowhere/file.json"), "cannot be read"),
    (("audit", "/nowhere/records.jsonl"), "cannot be read"),
    (("evaluate", "/nowhere/queries.tsv"), "cannot be read"),
]


@pytest.mark.parametrize(("arguments", "reason"), REFUSALS)
def test_refused(kiosk, arguments, reason) -> None:
    ended = kiosk(*arguments)
    assert ended.code == 1
    assert reason in ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err


def test_a_data_folder_that_cannot_be_made_is_refused(kiosk, monkeypatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("KIOSK_HOME", str(blocked / "home"))
    ended = kiosk("show", "1.001193")
    assert ended.code == 1
    assert "the data folder cannot be written" in ended.err


def test_a_wrong_profile_is_refused_with_its_line(kiosk, home: Path) -> None:
    profile = home / "ward.toml"
    profile.write_text(profile.read_text(encoding="utf-8") + "\n[nonsense]\n", encoding="utf-8")
    ended = kiosk("search", "khai sinh")
    assert ended.code == 1
    assert "ward.toml" in ended.err


def test_every_command_has_its_module_and_help(kiosk) -> None:
    for name in COMMANDS:
        module = import_module(f"kiosk.commands.{name}_command")
        assert module.__doc__
        assert module.__doc__.startswith(f"``kiosk {name}"), name
        ended = kiosk(name, "--help")
        assert ended.code == 0
        assert COMMANDS[name].split()[0] in ended.out
