"""The ward's profile: the shipped one is sound, and every mistake is named with its line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kiosk.settings import (
    Hours,
    Period,
    Settings,
    SettingsError,
    counter_of,
    load_settings,
    parse_period,
)

SHIPPED = Path(__file__).resolve().parents[1] / "db" / "ward.toml"


def load(folder: Path, text: str) -> Settings:
    profile = folder / "ward.toml"
    profile.write_text(text, encoding="utf-8")
    return load_settings(profile)


def test_shipped_profile_is_the_office_of_dong_ngac() -> None:
    settings = load_settings(SHIPPED)
    assert settings.office.place == "phường Đông Ngạc, Hà Nội"
    assert "phường Đức Thắng" in settings.office.former_names
    assert settings.hours.periods(dt.date(2026, 11, 23)) == [
        Period(dt.time(8), dt.time(12)),
        Period(dt.time(13), dt.time(17)),
    ]
    assert settings.hours.periods(dt.date(2026, 11, 22)) == []


def keys_of(kind: type) -> set[str]:
    return set(kind.__struct_fields__)


def test_shipped_profile_documents_every_key() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for table in ("office", "hours", "printer", "screen", "timeouts"):
        section = text.split(f"[{table}]")[1].split("\n[")[0]
        for key in keys_of(type(getattr(load_settings(SHIPPED), table))):
            assert f"\n{key} = " in section, f"{table}.{key} is not in db/ward.toml"
    for key in ("languages", "database"):
        assert f"\n{key} = " in text
    assert "# [[counters]]" in text


MISTAKES = [
    ('kind = "folder"', 'kind = "foldr"', "foldr"),
    ("mm_per_pixel = 0.277", "mm_per_pixel = 3.0", "from 0.05 to 1.0"),
    ("mm_per_pixel = 0.277", 'mm_per_pixel = "0.277"', "Expected `float`"),
    ('monday = ["08:00-12:00"', 'monday = ["8-12"', 'write it like "08:00-12:00"'),
    ('monday = ["08:00-12:00"', 'monday = ["14:00-12:00"', "closes before it opens"),
    ('monday = ["08:00-12:00"', 'monday = ["08:00-13:30"', "overlap"),
    ("idle_seconds = 60", "idle_second = 60", "no key `idle_second`"),
    ("warning_seconds = 20", "warning_seconds = 5", "from 20 to 120"),
    ('languages = ["vi", "en"]', 'languages = ["fr"]', "languages must be"),
    ('place = "phường Đông Ngạc, Hà Nội"', 'place = " "', "place is empty"),
    ('province = "Hà Nội"', "province = 5", "Expected `str`"),
    ('kind = "folder"', 'kind = "ipp"', "needs it"),
    ("dots = 0 ", "dots = 99 ", "from 256 to 640"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, right: str, wrong: str, message: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert right in text
    broken = text.replace(right, wrong, 1)
    with pytest.raises(SettingsError) as refusal:
        load(tmp_path, broken)
    said = str(refusal.value)
    assert message in said
    key = wrong.split(" = ", 1)[0]
    expected = "address" if 'kind = "ipp"' in wrong else key
    line = next(
        number
        for number, written in enumerate(broken.splitlines(), start=1)
        if written.startswith(f"{expected} = ")
        and (expected != "address" or number > broken[: broken.index("[printer]")].count("\n"))
    )
    assert f"line {line}:" in said


def test_a_head_wider_than_its_roll_is_refused(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace('paper = "a4"', 'paper = "receipt58"')
    assert load(tmp_path, text).printer.dots == 0
    with pytest.raises(SettingsError, match="576; that is wider than the paper receipt58"):
        load(tmp_path, text.replace("dots = 0 ", "dots = 576 "))


def test_a_second_printer_says_where_it_stands(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert load(tmp_path, text).second_printer.kind == "none"
    wished = '[second_printer]\nkind = "ipp"\n'
    head, _, tail = text.partition("[second_printer]")
    rest = tail[tail.index("\n[screen]") :]
    with pytest.raises(SettingsError, match="needs it"):
        load(tmp_path, head + wished + 'place = "bàn cán bộ"\n' + rest)
    wished += 'address = "ipp://office/ipp/print"\n'
    with pytest.raises(SettingsError, match="where it stands"):
        load(tmp_path, head + wished + rest)
    assert load(tmp_path, head + wished + 'place = "bàn cán bộ"\n' + rest).second_printer.address


def test_a_mistake_in_the_second_counter_names_the_second_counter(tmp_path: Path) -> None:
    office = '[office]\nname = "A"\nplace = "B"\nprovince = "C"\n'
    counters = '[[counters]]\nlabel = "Quầy 1"\nfields = []\n[[counters]]\nlabel = 2\nfields = []\n'
    with pytest.raises(SettingsError, match="line 9"):
        load(tmp_path, office + counters)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe[", "not UTF-8"), (b"[office", "not valid TOML"), (b"", "office")],
)
def test_what_is_no_profile_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    profile = tmp_path / "ward.toml"
    profile.write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        load_settings(profile)


def test_a_missing_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "absent.toml")


def test_names_are_nfc(tmp_path: Path) -> None:
    decomposed = '[office]\nname = "Điểm"\nplace = "Đông Ngạc"\nprovince = "Hà Nội"\n'
    settings = load(tmp_path, decomposed)
    assert settings.office.place == "Đông Ngạc"


def test_counter_of_a_field(tmp_path: Path) -> None:
    text = (
        '[office]\nname = "A"\nplace = "B"\nprovince = "C"\n'
        '[[counters]]\nlabel = "Quầy 2"\nfields = ["Hộ tịch"]\n'
    )
    settings = load(tmp_path, text)
    found = counter_of(settings, "Hộ tịch")
    assert found is not None
    assert found.label == "Quầy 2"
    assert counter_of(settings, "Đất đai") is None


def test_a_period_is_read_strictly() -> None:
    assert parse_period("07:30 - 11:45") == Period(dt.time(7, 30), dt.time(11, 45))
    with pytest.raises(ValueError, match="25:00"):
        Hours(monday=["25:00-26:00"]).periods(dt.date(2026, 11, 23))
