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
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the first start makes it: the shipped catalogue, published and posted."""
    folder = tmp_path_factory.mktemp("stocked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIOSK_HOME", str(folder))
        assert main(["search", "khai sinh"]) == 0
    return folder


@pytest.fixture
def home(stocked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    shutil.copytree(stocked, folder)
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
