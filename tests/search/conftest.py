"""A small catalogue and a finder over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.catalogue.yaml_files import load_catalogue
from kiosk.search.finder import Finder, open_finder
from kiosk.search.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="session")
def vocabulary(repository: Path) -> Vocabulary:
    return load_vocabulary(repository / "db" / "vocabulary")


@pytest.fixture(scope="session")
def shipped_entries(repository: Path) -> list[SearchEntry]:
    """The shipped procedures, as the catalogue hands them to the search."""
    return [
        SearchEntry(
            code=procedure.code,
            name=procedure.name,
            short_name=procedure.short_name,
            everyday_names=procedure.everyday_names,
            field=procedure.field,
            forms=[form.name for form in procedure.forms],
            results=[result.name for result in procedure.results],
            documents=[document.name for document in procedure.documents],
            tier=procedure.tier,
            name_en=procedure.name_en,
            short_name_en=procedure.short_name_en,
            text="\n".join((*procedure.steps, *procedure.requirements)),
            levels=[level.value for level in procedure.levels],
        )
        for procedure in load_catalogue(repository / "db" / "catalogue")
    ]


@pytest.fixture(scope="session")
def finder(
    shipped_entries: list[SearchEntry],
    vocabulary: Vocabulary,
    tmp_path_factory: pytest.TempPathFactory,
) -> Finder:
    folder = tmp_path_factory.mktemp("index")
    return open_finder(folder, lambda: shipped_entries, "shipped", vocabulary, b"secret")
