"""The index: built beside the old one, opened only if this machine built it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.catalogue.search_entry import SearchEntry
from kiosk.search.index import open_or_build
from kiosk.search.postings import FIELDS, Postings

SECRET = b"this machine"
ENTRIES = [
    SearchEntry(code="1.000001", name="Đăng ký khai sinh", short_name="Khai sinh", field="Hộ tịch"),
    SearchEntry(code="1.000002", name="Đăng ký kết hôn", everyday_names=["cưới"], field="Hộ tịch"),
]


class Supplier:
    """Counts how often the index had to be built."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> list[SearchEntry]:
        self.calls += 1
        return ENTRIES


def open_it(
    folder: Path, supplier: Supplier, fingerprint: str = "a", secret: bytes = SECRET
) -> Postings:
    return open_or_build(folder, supplier, fingerprint, secret)


def test_it_is_built_once_and_then_opened(tmp_path: Path) -> None:
    supplier = Supplier()
    built = open_it(tmp_path, supplier)
    opened = open_it(tmp_path, supplier)
    assert supplier.calls == 1
    assert (
        opened.titles
        == built.titles
        == ["Đăng ký khai sinh", "Khai sinh", "Đăng ký kết hôn", "cưới"]
    )
    assert opened.owners == [0, 0, 1, 1]
    for name in FIELDS:
        assert opened.fields[name].terms == built.fields[name].terms
        assert opened.fields[name].documents.tolist() == built.fields[name].documents.tolist()


def test_the_postings_say_which_title_holds_which_word(tmp_path: Path) -> None:
    plain = open_it(tmp_path, Supplier()).fields["plain"]
    place = plain.terms.index("khai")
    assert plain.documents[plain.offsets[place] : plain.offsets[place + 1]].tolist() == [0, 1]


def test_another_content_is_built_beside_and_the_old_one_removed(tmp_path: Path) -> None:
    supplier = Supplier()
    open_it(tmp_path, supplier, "a")
    first = (tmp_path / "current").read_text()
    open_it(tmp_path, supplier, "b")
    second = (tmp_path / "current").read_text()
    assert supplier.calls == 2
    assert first != second
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [second]


def test_an_index_of_another_machine_is_never_opened(tmp_path: Path) -> None:
    supplier = Supplier()
    open_it(tmp_path, supplier, secret=b"another machine")
    open_it(tmp_path, supplier)
    assert supplier.calls == 2


@pytest.mark.parametrize("damage", ["changed", "cut", "missing", "no manifest", "rubbish manifest"])
def test_a_damaged_index_is_built_again(tmp_path: Path, damage: str) -> None:
    supplier = Supplier()
    open_it(tmp_path, supplier)
    build = tmp_path / (tmp_path / "current").read_text()
    texts, manifest = build / "texts.msgpack", build / "manifest.json"
    if damage == "changed":
        texts.write_bytes(texts.read_bytes().replace(b"cu", b"Cu"))
    elif damage == "cut":
        texts.write_bytes(texts.read_bytes()[:-3])
    elif damage == "missing":
        texts.unlink()
    elif damage == "no manifest":
        manifest.unlink()
    else:
        manifest.write_bytes(b'{"fingerprint": 3')
    assert open_it(tmp_path, supplier).titles[0] == "Đăng ký khai sinh"
    assert supplier.calls == 2


def test_the_draft_of_another_program_is_left_alone(tmp_path: Path) -> None:
    young, old = tmp_path / "x.1.new", tmp_path / "x.2.new"
    young.mkdir()
    old.mkdir()
    os.utime(old, (0, 0))
    open_it(tmp_path, Supplier())
    assert young.exists()
    assert not old.exists()


def test_a_build_that_was_interrupted_does_no_harm(tmp_path: Path) -> None:
    def breaks() -> list[SearchEntry]:
        raise RuntimeError("power cut")

    supplier = Supplier()
    open_it(tmp_path, supplier)
    with pytest.raises(RuntimeError):
        open_or_build(tmp_path, breaks, "b", SECRET)
    open_it(tmp_path, supplier)
    assert supplier.calls == 1
