"""The fields of an office: by the alphabet, what is known in full first."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.app import House
from kiosk.clock import COUNTER_ZONE
from kiosk.home import Home
from kiosk.vietnamese.order import alphabetical


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    at = dt.datetime(2026, 11, 23, 14, 5, tzinfo=COUNTER_ZONE)
    return House(Home(tmp_path_factory.mktemp("home")), clock=lambda: at)


def test_every_posted_procedure_stands_in_one_field(house: House) -> None:
    fields = house.catalogue.fields()
    codes = [code for field in fields for code in field.codes]
    assert sorted(codes) == house.catalogue.codes()
    names = [field.name for field in fields]
    assert names == sorted(set(names), key=alphabetical)


def test_a_field_begins_with_what_is_known_in_full(house: House) -> None:
    field = next(field for field in house.catalogue.fields() if field.name == "Bảo trợ xã hội")
    found = [house.catalogue.procedure(code) for code in field.codes]
    tiers = [procedure.tier.value for procedure in found if procedure is not None]
    assert tiers == sorted(tiers, key=lambda tier: tier != "full")
    assert len(set(tiers)) == 2
    assert field.name_en == "Social protection"


def test_what_is_taken_off_the_board_leaves_its_field(house: House) -> None:
    field = house.catalogue.fields()[0]
    house.catalogue.withdraw(field.codes)
    assert field.name not in [each.name for each in house.catalogue.fields()]
    house.catalogue.post(field.codes)
    assert field in house.catalogue.fields()
