"""Whoever accepts or refuses a change reads it in words, never in the keys of the texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.catalogue import procedure as values
from kiosk.catalogue.difference import DifferenceKind, field_changes
from kiosk.catalogue.procedure import (
    DocumentRequirement,
    Method,
    MethodKind,
    Procedure,
    TimeLimit,
    TimeUnit,
)
from kiosk.catalogue.staging import Origin
from kiosk.catalogue.taking import whole_items
from kiosk.desk.reading import field_words, kind_words, origin_words, part_words, value_words
from kiosk.translation import Translator, load_translators

CLERKS_NEVER_MEET = {
    # Parts of questions and cases, which come with our own texts and go as a whole.
    *("key", "text", "answers", "why", "terms", "when", "label", "hint", "ask", "explanation"),
    *("about", "notes", "tier", "steps_en", "code", "kind", "date"),
    *("necessity", "replaceable_by", "cutoff", "optional", "from_unit", "cap_per"),
}


@pytest.fixture(scope="module")
def tr(repository: Path) -> Translator:
    return load_translators(repository / "assets" / "translations")["vi"]


def keys_of(kind: type[msgspec.Struct], seen: set[type]) -> set[str]:
    """Every key of a value and of the values in it."""
    seen.add(kind)
    found = set(kind.__struct_fields__)
    for name in dir(values):
        inner = getattr(values, name)
        if isinstance(inner, type) and issubclass(inner, values.Value) and inner not in seen:
            found |= keys_of(inner, seen)
    return found


def test_every_key_has_a_word(tr: Translator) -> None:
    bare = {
        key
        for key in keys_of(Procedure, {values.Value})
        if key not in CLERKS_NEVER_MEET
        and key.removesuffix("_en") not in CLERKS_NEVER_MEET
        and part_words(key, tr) == key
    }
    assert bare == set()
    assert all(part_words(key, tr) != key for key in (*MethodKind, *TimeUnit))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("agency", "Cơ quan thực hiện"),
        ("documents / Tờ khai / originals", "Thành phần hồ sơ › Tờ khai › Bản chính"),
        ("name_en", "Tên (tiếng Anh)"),
        ("documents / name", "Thành phần hồ sơ › Tên"),
    ],
)
def test_a_field_in_words(tr: Translator, field: str, said: str) -> None:
    assert field_words(field, tr) == said


def test_an_item_that_comes_in_words(tr: Translator) -> None:
    before = Procedure(code="1.000001", name="Mẫu", field="Hộ tịch")
    limit = TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=3)
    after = msgspec.structs.replace(
        before,
        documents=[DocumentRequirement(name="Tờ khai", originals=2, note="cỡ A4; ký tên")],
        methods=[Method(kind=MethodKind.ONLINE, time_limits=[limit])],
    )
    paper, method = whole_items(list(field_changes(before, after)))
    assert value_words(paper.new, tr) == "Tờ khai; Bản chính 2; Ghi chú cỡ A4; ký tên"
    assert value_words(method.new, tr) == "Trực tuyến; Ngày làm việc; Mức 3"


def test_kinds_and_origins_have_words(tr: Translator) -> None:
    told: list[Any] = [kind_words(kind, tr) for kind in DifferenceKind]
    told += [origin_words(origin, tr) for origin in Origin]
    assert len(set(told)) == len(DifferenceKind) + len(Origin)
