"""Only what was brought into the named folders is offered, and nothing behind a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.desk.incoming import IncomingError, checked, list_incoming


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    (folder / "tháng 11" / "a" / "b").mkdir(parents=True)
    for number, name in enumerate(
        ("xuất.xlsx", "tháng 11/TTHC.JSON", "tháng 11/a/sâu.zip", "tháng 11/a/b/quá sâu.zip")
    ):
        (folder / name).write_bytes(b"x" * (number + 1))
        os.utime(folder / name, (1_700_000_000 + number, 1_700_000_000 + number))
    (folder / "ảnh.png").write_bytes(b"x")
    (folder / ".Trash.json").write_bytes(b"x")
    secret = tmp_path / "secret.json"
    secret.write_bytes(b"x")
    (folder / "link.json").symlink_to(secret)
    (folder / "out").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.json")
    return folder


def test_files_to_import_the_newest_first(stick: Path) -> None:
    found = list_incoming([stick, stick.parent / "missing"])
    named = [(str(file.path.relative_to(stick)), file.size) for file in found]
    assert named == [("tháng 11/a/sâu.zip", 3), ("tháng 11/TTHC.JSON", 2), ("xuất.xlsx", 1)]
    assert found[0].written_at.utcoffset() is not None


def test_nothing_else_can_be_named(stick: Path) -> None:
    assert checked([stick], stick / "xuất.xlsx") == stick / "xuất.xlsx"
    for path in (
        stick / "link.json",
        stick / "out" / "secret.json",
        stick / ".." / "secret.json",
        stick.parent / "secret.json",
        stick / "ảnh.png",
        stick / "pipe.json",
    ):
        with pytest.raises(IncomingError):
            checked([stick], path)
