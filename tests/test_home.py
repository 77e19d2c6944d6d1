"""The data folder and the log in it."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest

from kiosk.home import Home, find_home
from kiosk.log import KEPT_FILES, MAXIMUM_BYTES, start_logging


def test_the_data_folder_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path / "a"))
    assert find_home().database == tmp_path / "a" / "kiosk.sqlite"
    monkeypatch.delenv("KIOSK_HOME")
    assert "mot-cua-kiosk" in str(find_home().folder)


def test_the_secret_is_made_once_and_only_for_this_user(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    secret = home.secret()
    assert len(secret) == 32
    assert home.secret() == secret
    assert stat.S_IMODE((tmp_path / "new" / "secret").stat().st_mode) == 0o600
    assert Home(tmp_path / "other").secret() != secret


def test_the_log_is_kept_small(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    level = root.level
    try:
        start_logging(tmp_path / "logs")
        for _ in range(4):
            logging.getLogger("kiosk.test").info("x" * (MAXIMUM_BYTES // 2))
        assert (tmp_path / "logs" / "kiosk.log").stat().st_size <= MAXIMUM_BYTES
        assert 2 <= len(list((tmp_path / "logs").iterdir())) <= KEPT_FILES + 1
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
