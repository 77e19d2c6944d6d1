"""Which of the shipped procedures an office posts first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalogue.posting import to_post
from kiosk.catalogue.procedure import Procedure, Tier
from kiosk.catalogue.yaml_files import load_catalogue

CATALOGUE = Path(__file__).parents[2] / "db" / "catalogue"


def procedure(code: str, tier: Tier, replaces: list[str] | None = None) -> Procedure:
    return Procedure(code=code, name=code, field="x", tier=tier, replaces=replaces or [])


@pytest.mark.parametrize(
    ("old", "new", "posted"),
    [
        (Tier.FULL, Tier.LISTED, "1.000001"),
        (Tier.LISTED, Tier.LISTED, "1.000002"),
        (Tier.FULL, Tier.FULL, "1.000002"),
        (Tier.LISTED, Tier.FULL, "1.000002"),
    ],
)
def test_one_text_of_a_replaced_pair_is_posted(old: Tier, new: Tier, posted: str) -> None:
    pair = [procedure("1.000001", old), procedure("1.000002", new, replaces=["1.000001"])]
    assert to_post(pair) == [posted]
    assert to_post(pair[::-1]) == [posted]


def test_a_code_that_replaces_an_unknown_one_is_posted() -> None:
    assert to_post([procedure("1.000002", Tier.LISTED, replaces=["1.000001"])]) == ["1.000002"]


def test_what_is_shipped_shows_no_name_twice() -> None:
    procedures = load_catalogue(CATALOGUE)
    posted = set(to_post(procedures))
    names = [each.name.lower() for each in procedures if each.code in posted]
    titles = [each.title.lower() for each in procedures if each.code in posted]
    assert len(names) == len(set(names))
    assert len(titles) == len(set(titles))
