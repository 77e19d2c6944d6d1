"""The command line, run in this process on a data folder of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kiosk.__main__ import main


class Ended(msgspec.Struct, frozen=True):
    """What a command left behind."""

    code: int
    out: str
    err: str


Kiosk = Callable[..., Ended]


@pytest.fixture(scope="session")
def shipped(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped files as they are now, so that an edit meanwhile is no upgrade."""
    return shutil.copytree(repository / "db", tmp_path_factory.mktemp("shipped") / "db")


@pytest.fixture(scope="session")
def stocked(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the first start makes it: the shipped catalogue, published and posted."""
    folder = tmp_path_factory.mktemp("stocked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIOSK_HOME", str(folder))
        patch.setattr("kiosk.app.SHIPPED", shipped)
        assert main(["search", "khai sinh"]) == 0
    return folder


@pytest.fixture
def home(stocked: Path, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    shutil.copytree(stocked, folder)
    monkeypatch.setattr("kiosk.app.SHIPPED", shipped)
    monkeypatch.setenv("KIOSK_HOME", str(folder))
    return folder


@pytest.fixture
def kiosk(home: Path, capsys: pytest.CaptureFixture[str]) -> Kiosk:
    """Run one command to its end."""

    def run(*arguments: str) -> Ended:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    return run
