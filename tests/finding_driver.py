"""Real search over the shipped catalogue, and fingers on the on-screen keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from window_driver import Driver

from kiosk.catalogue.life_events import load_life_events
from kiosk.catalogue.search_entry import SearchEntry
from kiosk.catalogue.yaml_files import load_catalogue
from kiosk.home import SHIPPED


def entries() -> list[SearchEntry]:
    return [
        SearchEntry(
            code=p.code,
            name=p.name,
            short_name=p.short_name,
            everyday_names=p.everyday_names,
            field=p.field,
            forms=[form.name for form in p.forms],
            results=[result.name for result in p.results],
            documents=[document.name for document in p.documents],
            tier=p.tier,
            name_en=p.name_en,
            short_name_en=p.short_name_en,
            levels=[level.value for level in p.levels],
        )
        for p in load_catalogue(SHIPPED / "catalogue")
    ]


@pytest.fixture(scope="session")
def real_search(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any], Any]:
    """Puts the real finder into the rooms of a driver."""
    from kiosk.search.finder import open_finder
    from kiosk.search.vocabulary import load_vocabulary
    from kiosk.ui.rooms import Search

    folder: Path = tmp_path_factory.mktemp("index")
    words = SHIPPED / "vocabulary"
    related = [event.codes for event in load_life_events(words / "life_events.yaml")]
    finder = open_finder(
        folder, entries, "shipped", load_vocabulary(words), b"s" * 32, related=related
    )
    search = Search(find=finder.find, suggest=finder.suggest)
    return lambda rooms: replace(rooms, open_search=lambda: search)


def key_of(ui: Driver, text: str = "", kind: str = "") -> Any:
    """The key that writes ``text``, or that is of ``kind``."""
    keys = ui.app.shell.screen.keyboard.children
    found = [k for k in keys if (k.key.kind == kind if kind else k.key.text == text)]
    assert found, f"no key {text or kind!r}"
    return found[0]


def press_keys(ui: Driver, text: Iterable[str]) -> None:
    """Touch the keys of ``text`` one by one."""
    for letter in text:
        ui.tap(key_of(ui, letter))


def answered(ui: Driver, query: str) -> None:
    """Wait until ``query`` has been answered."""
    ui.wait_for(lambda: ui.app.visit.answer is not None and ui.app.visit.answer.query == query)


def visible_rows(ui: Driver) -> list[str]:
    """The titles of the suggestions that stand above the keyboard, without markup."""
    from kiosk.ui.screens.suggestion_row import SuggestionRow

    rows = [w for w in ui.walk() if isinstance(w, SuggestionRow)]
    return [row.title.replace("[b]", "").replace("[/b]", "") for row in rows]


__all__ = ["answered", "key_of", "press_keys", "real_search", "visible_rows"]
