"""The files of our own catalogue become procedures, and every mistake names its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalogue.procedure import Level, Tier
from kiosk.catalogue.yaml_files import CatalogueFileError, load_catalogue, parse_catalogue

TOP = """\
field: Hộ tịch
ministry: Bộ Tư pháp
defaults:
  levels: [commune]
  checked_on: 2026-11-23
  agency: Ủy ban nhân dân cấp xã
procedures:
"""
LISTED = """\
  - code: 1.000010
    name: Thủ tục một
    tier: listed
    decision: {number: 1/QĐ-BTP}
"""


def mistakes(text: str) -> list[str]:
    return list(map(str, parse_catalogue(text.encode(), "a.yaml").mistakes))


def test_shared_parts_are_taken_and_can_be_overruled() -> None:
    other = LISTED.replace("1.000010", "1.000020") + "    ministry: Bộ Công an\n    levels: []\n"
    content = parse_catalogue((TOP + LISTED + other).encode(), "a.yaml")
    assert content.mistakes == []
    first, second = (placed.procedure for placed in content.procedures)
    assert (first.code, first.field, first.ministry) == ("1.000010", "Hộ tịch", "Bộ Tư pháp")
    assert first.levels == [Level.COMMUNE]
    assert first.tier is Tier.LISTED
    assert (second.ministry, second.levels) == ("Bộ Công an", [])
    assert [placed.line for placed in content.procedures] == [8, 12]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            TOP + LISTED.replace("1.000010", "1.0010"),
            'a.yaml, line 8: 1.0010: the code "1.0010" does not have the form d.dddddd',
        ),
        (TOP + LISTED + "    nmae: x\n", "a.yaml, line 12: 1.000010: the key `nmae` is not known"),
        (
            TOP + LISTED + "    documents:\n      - name: A\n        originals: một\n",
            "a.yaml, line 14: 1.000010: Expected `int`, got `str` (at documents[0].originals)",
        ),
        (
            TOP + LISTED + "    documents:\n      - {name: A, original: 1}\n",
            "a.yaml, line 13: 1.000010: the key `original` is not known here (at documents[0])",
        ),
        (
            TOP.replace("levels: [commune]", "levels: [xã]") + LISTED,
            "a.yaml, line 4: 1.000010: Invalid enum value 'xã' (at levels[0])",
        ),
        (TOP + LISTED.replace("tier: listed", "tier: 3"), "a.yaml, line 10: 1.000010: Expected"),
        (TOP + "  - chữ\n", "a.yaml, line 8: is not a procedure"),
        ("chữ\n", "a.yaml, line 1: has no list `procedures:`"),
        ("procedures: 3\n", "a.yaml, line 1: has no list `procedures:`"),
        ("procedures: []\nagency: x\n", "a.yaml, line 2: the key `agency` is not known here"),
        ("defaults: x\nprocedures: []\n", "a.yaml, line 1: `defaults:` must hold"),
        (TOP + LISTED + "    name: Lần hai\n", 'a.yaml, line 12: the key "name" is written twice'),
    ],
)
def test_a_mistake_names_file_line_and_what_to_do(text: str, told: str) -> None:
    found = mistakes(text)
    assert len(found) == 1
    assert found[0].startswith(told)


def test_one_wrong_procedure_leaves_the_others() -> None:
    wrong = LISTED.replace("1.000010", "1.000020").replace("name:", "nom:")
    content = parse_catalogue((TOP + LISTED + wrong).encode(), "a.yaml")
    assert [placed.procedure.code for placed in content.procedures] == ["1.000010"]
    assert [mistake.code for mistake in content.mistakes] == ["1.000020"]


def test_conditions_are_proved_when_a_file_is_loaded() -> None:
    text = TOP + LISTED + "    cases:\n      - {key: a, name: A, when: {who: [me]}}\n"
    assert "`when` names `who`, which is not a question" in mistakes(text)[0]


def test_a_folder_is_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(TOP + LISTED, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(TOP + LISTED.replace("10\n", "11\n"), encoding="utf-8")
    assert [found.code for found in load_catalogue(tmp_path)] == ["1.000011", "1.000010"]
    (tmp_path / "c.yaml").write_text(TOP + LISTED, encoding="utf-8")
    with pytest.raises(CatalogueFileError, match=r"c\.yaml, line 8: .*already in .*b\.yaml, line"):
        load_catalogue(tmp_path)
