"""The ward's own everyday names are merged over the shipped ones and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.search.local_names import FILE, LocalNameError, add_local_name, load_local_names
from kiosk.search.vocabulary import load_vocabulary


def test_an_added_name_joins_the_shipped_ones(repository: Path, tmp_path: Path) -> None:
    shipped = repository / "db" / "vocabulary"
    before = load_vocabulary(shipped, tmp_path)
    assert before == load_vocabulary(shipped)
    add_local_name(tmp_path, "  Giấy cho CÚN ", "1.001193")
    add_local_name(tmp_path, "giấy cho mèo", "1.001190")
    after = load_vocabulary(shipped, tmp_path)
    assert after.everyday_names["1.001193"][-1] == "giấy cho cún"
    assert after.everyday_names["1.001190"][-1] == "giấy cho mèo"
    assert len(after.everyday_names["1.001193"]) == len(before.everyday_names["1.001193"]) + 1
    assert after.digest != before.digest


@pytest.mark.parametrize("text", ["", "  ", "?!", "{kin} mất", "a" * 61])
def test_a_text_that_is_no_name_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(LocalNameError, match="cannot be an everyday name"):
        add_local_name(tmp_path, text, "1.001193")
    assert not (tmp_path / FILE).exists()


def test_a_name_belongs_to_one_procedure(tmp_path: Path) -> None:
    add_local_name(tmp_path, "giấy cho cún", "1.001193")
    with pytest.raises(LocalNameError, match=r"of 1\.001193 already"):
        add_local_name(tmp_path, "Giấy cho cún", "2.000815")
    assert load_local_names(tmp_path) == {"1.001193": ["giấy cho cún"]}


@pytest.mark.parametrize("text", ["- [", "names: [a]", "other: {}", "names: {1.0: b}"])
def test_a_broken_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(LocalNameError, match=r"everyday_names\.yaml"):
        add_local_name(tmp_path, "giấy cho cún", "1.001193")
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").write_text("a file where the folder should be")
    with pytest.raises(LocalNameError):
        add_local_name(tmp_path / "vocabulary", "giấy cho cún", "1.001193")
