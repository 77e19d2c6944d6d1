"""A walk through the desk's further pages, for the pictures of ``docs/pictures``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.ui.desk.app import DeskApp

Settle = Callable[[float], None]
Wait = Callable[[Callable[[], bool]], None]


def walk(app: DeskApp, settle: Settle, wait: Wait) -> Iterator[str]:
    """Go from page to page of a steward; each is named when it is complete."""
    desk: Any = app.desk
    page = _open(app, "posting")
    wait(lambda: page.standing is not None)
    yield "posting"
    page = _open(app, "catalogue")
    wait(lambda: page.known is not None)
    page.show_files()
    yield "files"
    page.take_in()
    wait(lambda: bool(page.known.changes))
    page.show_changes()
    page.text_typed("a")
    wait(lambda: page.known.changes[0].changes[0].decided != "")
    settle(7.0)
    yield "catalogue"
    page.publish()
    yield "publish"
    desk.sheet.submit()
    wait(lambda: not page.known.has_draft)
    page.show_versions()
    yield "versions"
    page = _open(app, "office")
    wait(lambda: bool(page.facts))
    yield "office"
    page.choose([fact.title for fact in page.facts].index(app.tr("Add a day")))
    page.change()
    yield "office-day"
    desk.close_sheet()
    page = _open(app, "words")
    wait(lambda: bool(page.texts))
    settle(8.0)
    yield "words"
    page = _open(app, "figures")
    wait(lambda: page.report is not None)
    settle(1.0)
    yield "figures"


def _open(app: DeskApp, key: str) -> Any:
    app.desk.go(key)
    return app.desk.page
