from __future__ import annotations

import datetime as dt
import gettext
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalogue.procedure import (
    DocumentRequirement,
    Fee,
    Procedure,
    Tier,
    TimeLimit,
    TimeUnit,
)
from kiosk.checklist import text, words
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.checklist import (
    Checklist,
    FeeFact,
    FeeKind,
    FeeSummary,
    Item,
    build,
)
from kiosk.clock import COUNTER_ZONE
from kiosk.settings import Hours, Office
from kiosk.translation import Translator

VI = Translator("vi", gettext.NullTranslations())
EN = Translator("en", gettext.NullTranslations())


@pytest.fixture
def checklist(
    procedure: Procedure, office: Office, hours: Hours, calendar: WorkingCalendar, noon: dt.datetime
) -> Checklist:
    return build(
        procedure,
        {"who": "other"},
        at=noon,
        office=office,
        hours=hours,
        calendar=calendar,
        counter="Quầy 2",
        counter_en="Counter 2",
    )


def test_as_text_says_everything(checklist: Checklist) -> None:
    said = text.as_text(checklist, VI)
    for item in [*checklist.certain, *checklist.possible]:
        assert item.document.name in said
    for part in ("1.000001", "Chính tôi", "01/QĐ-MAU", "01/11/2026", "TK-01", "27/11/2026"):
        assert (part in said) is (part != "Chính tôi"), part
    assert "If: người lạ đi nộp." in said
    assert "2 certified copies" in said
    assert "01/03/2027: Luật mới có hiệu lực." in said
    assert "closed on Tuesday 24/11" not in said
    assert "Closed on Tuesday 24/11." in said
    assert "not a receipt" in said


def test_english_falls_back_to_vietnamese(checklist: Checklist) -> None:
    said = text.as_text(checklist, EN)
    assert said.startswith("Replace a paper\n")
    assert "[ ] Form (1 original, hand in)" in said
    assert "Giấy quan hệ" in said
    assert "Counter 2, Điểm phục vụ" in said


def test_json_holds_the_facts(checklist: Checklist) -> None:
    read = json.loads(text.as_json(checklist))
    assert read["code"] == "1.000001"
    assert read["certain"][0]["document"]["name"] == "Tờ khai"
    assert read["methods"][0]["times"][0]["due"]["at"] == "2026-11-27T17:00:00+07:00"
    assert msgspec.json.decode(text.as_json(checklist), type=Checklist) == checklist


@pytest.mark.parametrize(
    ("amount", "vietnamese", "english"),
    [
        (0, "0 đồng", "0 VND"),
        (8_000, "8.000 đồng", "8,000 VND"),
        (1_500_000, "1.500.000 đồng", "1,500,000 VND"),
    ],
)
def test_money(amount: int, vietnamese: str, english: str) -> None:
    assert (words.money(amount, VI), words.money(amount, EN)) == (vietnamese, english)


def test_a_fee_in_steps_in_words(checklist: Checklist, certified_copy_fee: Fee) -> None:
    assert words.fee_words(certified_copy_fee, VI) == (
        "Phí chứng thực bản sao: 2.000 đồng/trang, 1.000 đồng from trang 3 on, "
        "at most 200.000 đồng/bản"
    )
    method = msgspec.structs.replace(
        checklist.methods[0], fees=[FeeFact(fee=certified_copy_fee, open=False)]
    )
    fee = FeeSummary(kind=FeeKind.EXACT, amount=2_000, per="trang")
    copies = msgspec.structs.replace(checklist, methods=[method], fee=fee)
    assert words.fee_headline(copies, EN) == ("2,000 VND/page", "1,000 VND from page 3 on")


@pytest.mark.parametrize(
    ("fee", "headline"),
    [
        (FeeSummary(kind=FeeKind.UNKNOWN), "Ask at the counter"),
        (FeeSummary(kind=FeeKind.FREE, amount=0), "0 VND"),
        (FeeSummary(kind=FeeKind.FROM, amount=5_000), "From 5,000 VND"),
        (FeeSummary(kind=FeeKind.EXACT, amount=8_000, per="bản"), "8,000 VND/copy"),
    ],
)
def test_fee_headline(checklist: Checklist, fee: FeeSummary, headline: str) -> None:
    assert words.fee_headline(msgspec.structs.replace(checklist, fee=fee), EN)[0] == headline


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (TimeLimit(unit=TimeUnit.SAME_DAY), "The same day"),
        (TimeLimit(unit=TimeUnit.WORKING_DAYS, amount=1), "1 working day"),
        (TimeLimit(unit=TimeUnit.CALENDAR_DAYS, amount=30), "30 days"),
        (TimeLimit(unit=TimeUnit.HOURS, amount=4), "4 hours"),
        (TimeLimit(unit=TimeUnit.UNKNOWN, amount=5), "Ask at the counter"),
        (TimeLimit(unit=TimeUnit.WORKING_DAYS), "Ask at the counter"),
    ],
)
def test_a_bare_number_is_never_said(limit: TimeLimit, said: str) -> None:
    assert words.limit_words(limit, EN) == said


def test_hours_in_words(hours: Hours) -> None:
    assert words.hours_words(hours, EN) == "8:00–12:00, 13:00–17:00, Monday to Friday"
    half = msgspec.structs.replace(hours, wednesday=[], saturday=["08:00-11:30"])
    assert words.hours_words(half, EN) == (
        "8:00–12:00, 13:00–17:00, Monday to Tuesday; "
        "8:00–12:00, 13:00–17:00, Thursday to Friday; 8:00–11:30, Saturday"
    )
    assert words.hours_words(Hours(), EN) == ""


def with_papers(checklist: Checklist, names: list[str]) -> Checklist:
    items = [
        msgspec.structs.replace(
            checklist.certain[0],
            document=DocumentRequirement(name=name, originals=1, note="Ghi chú dài " * 5),
        )
        for name in names
    ]
    return msgspec.structs.replace(checklist, certain=items, possible=[])


def test_short_text_drops_notes_before_names(checklist: Checklist) -> None:
    two = text.short_text(with_papers(checklist, ["Giấy A", "Giấy B"]), VI)
    assert "Ghi chú dài" in two
    nine = text.short_text(with_papers(checklist, [f"Giấy số {n}" for n in range(9)]), VI)
    assert "Ghi chú" not in nine
    assert "(1 original)" in nine
    assert "How much" in nine


def test_short_text_says_how_many_are_left_out(checklist: Checklist) -> None:
    many = text.short_text(with_papers(checklist, [f"Giấy tờ số {n}" for n in range(99)]), VI)
    shown = many.count("- Giấy tờ số")
    assert f"… and {99 - shown} more papers" in many
    assert shown > 15


def test_short_text_keeps_possible_papers_apart(checklist: Checklist) -> None:
    """Also where little fits: what may be needed is never listed as if it were certain."""
    sure = with_papers(checklist, [f"Giấy chắc chắn số {n}" for n in range(9)])
    maybe = with_papers(checklist, [f"Giấy có thể số {n}" for n in range(9)]).certain
    said = text.short_text(msgspec.structs.replace(sure, possible=maybe), VI)
    certain, _, possible = said.partition("You may have to bring:")
    assert certain.count("chắc chắn") == 9
    assert "có thể" not in certain
    assert 0 < possible.count("có thể") < 9
    assert "and 0 more" not in said
    assert f"and {9 - possible.count('có thể')} more papers" in said


NAMES = st.lists(st.text("Giấy tờ ủyền", min_size=1, max_size=150).map(str.strip).filter(bool))


@settings(max_examples=60, deadline=None)
@given(names=NAMES, title=st.text("ấm á", min_size=1, max_size=900))
def test_short_text_never_cuts_a_name(names: list[str], title: str) -> None:
    checklist = msgspec.structs.replace(
        with_papers(_minimal(), names), title=f"T{title}", title_en=""
    )
    said = text.short_text(checklist, VI)
    assert len(said) <= text.QR_LIMIT
    lines = [line[2:] for line in said.split("\n") if line.startswith("- ")]
    for line, name in zip(lines, names, strict=False):
        assert line.startswith(name)
    left_out = len(names) - len(lines)
    if left_out and "Code" in said.split("\n")[-1]:
        assert f"{left_out} more paper" in said


def _minimal() -> Checklist:
    return Checklist(
        code="1.000001",
        title="x",
        name="x",
        field="x",
        tier=Tier.FULL,
        office=Office(name="x", place="y", province="z"),
        hours=Hours(),
        at=dt.datetime(2026, 11, 23, tzinfo=COUNTER_ZONE),
        certain=[Item(document=DocumentRequirement(name="x"))],
        fee=FeeSummary(kind=FeeKind.UNKNOWN),
    )


def test_listed_is_honest(checklist: Checklist) -> None:
    listed = msgspec.structs.replace(checklist, tier=Tier.LISTED, certain=[], possible=[])
    assert "Ask at the counter which papers to bring." in text.short_text(listed, EN)
    assert words.papers_headline(listed, EN) == ("Ask at the counter", "")
