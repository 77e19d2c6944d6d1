"""A real window for the tests here, and a picture of it when one fails."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from loopback import calm, cups
from window_driver import ui, window

__all__ = ["calm", "cups", "ui", "window"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.when == "call":
        item.call_report = report  # type: ignore[attr-defined]
    return report
