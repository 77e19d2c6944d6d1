"""Who asks for a ward or district of before is led to today's office."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kiosk.catalogue.former_places import (
    FormerPlaces,
    FormerPlacesError,
    Share,
    find_former_place,
    load_former_places,
    lookup_of,
    where_now,
)
from kiosk.settings import load_settings


@pytest.fixture(scope="module")
def places(repository: Path) -> FormerPlaces:
    return load_former_places(repository / "db" / "vocabulary" / "former_places.yaml")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("phường Đức Thắng", "phường Đức Thắng"),
        ("p. duc thang", "phường Đức Thắng"),
        ("đức thắng", "phường Đức Thắng"),
        ("UBND phường Đức Thắng cũ", "phường Đức Thắng"),
        ("công an phường thuỵ phương ở đâu", "phường Thụy Phương"),
        ("ủy ban quận Bắc Từ Liêm", "quận Bắc Từ Liêm"),
        ("q hoàn kiếm", "quận Hoàn Kiếm"),
        ("tx Sơn Tây", "thị xã Sơn Tây"),
    ],
)
def test_found(places: FormerPlaces, query: str, name: str) -> None:
    found = find_former_place(lookup_of(places), query)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "query",
    ["", "khai sinh", "hoàn kiếm", "ba đình", "phường Đông Ngạc", "khai sinh ở phường đức thắng"],
)
def test_anything_else_is_left_to_the_search(places: FormerPlaces, query: str) -> None:
    assert find_former_place(lookup_of(places), query) is None


def test_where_to_go_now(places: FormerPlaces) -> None:
    whole = find_former_place(lookup_of(places), "đức thắng")
    part = find_former_place(lookup_of(places), "minh khai")
    district = find_former_place(lookup_of(places), "quận bắc từ liêm")
    assert whole
    assert part
    assert district
    assert where_now(whole, places)[0] == (
        "Nay là phường Đông Ngạc, từ 1/7/2025 (Nghị quyết 1656/NQ-UBTVQH15)."
    )
    assert "Một phần nay là phường Đông Ngạc" in where_now(part, places)[0]
    assert "hỏi tại quầy" in where_now(part, places)[0]
    assert "Không còn từ 1/7/2025" in where_now(district, places)[0]
    assert all("2025-07-01" in where_now(each, places)[1] for each in (whole, part, district))


def test_all_districts_of_ha_noi_are_there(places: FormerPlaces) -> None:
    names = [place.name for place in places.places]
    assert sum(name.startswith("quận ") for name in names) == 12
    assert sum(name.startswith("huyện ") for name in names) == 17
    assert "thị xã Sơn Tây" in names
    assert len(names) == len(set(names))
    assert places.since == dt.date(2025, 7, 1)


def test_the_wards_own_names_are_read_with_it(repository: Path) -> None:
    office = load_settings(repository / "db" / "ward.toml").office
    path = repository / "db" / "vocabulary" / "former_places.yaml"
    found = load_former_places(
        path, office_place="phường Đông Ngạc", former_names=[*office.former_names, "phường Tân"]
    )
    own = find_former_place(lookup_of(found), "phuong tan")
    assert own
    assert (own.now, own.share) == ("phường Đông Ngạc", Share.PART)
    assert all(find_former_place(lookup_of(found), name) for name in office.former_names)
    again = [place.name for place in found.places]
    assert len(again) == len(set(again))


def test_a_wrong_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "former_places.yaml"
    path.write_text("source: x\nsince: 2025-07-01\nplaces: [{nam: y}]\n", encoding="utf-8")
    with pytest.raises(FormerPlacesError, match=r"former_places\.yaml: .*`nam`"):
        load_former_places(path)
