"""What a clerk ticks, and what follows from it."""

from __future__ import annotations

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.procedure import DocumentRequirement, Tier
from kiosk.checklist.checklist import Checklist, FeeKind, FeeSummary, Item
from kiosk.clock import now
from kiosk.desk.ticking import (
    PaperTick,
    Tick,
    all_there,
    missing_counts,
    other_papers,
    state_of,
    state_words,
    suggested_reason,
    tick_of,
    tick_words,
    turned,
)
from kiosk.settings import Hours, Office
from kiosk.translation import Translator

TR = Translator("en", gettext.NullTranslations())


def paper(name: str, originals: int = 1, certified: int = 0, photocopies: int = 0) -> Item:
    return Item(
        document=DocumentRequirement(
            name=name,
            originals=originals,
            certified_copies=certified,
            photocopies=photocopies,
        )
    )


FORM, PROOF, COPIES, MAYBE = (
    paper("Tờ khai"),
    paper("Giấy chứng sinh"),
    paper("Bản chụp căn cước", 0, 0, 2),
    paper("Văn bản ủy quyền"),
)
CASE = Checklist(
    code="1.000001",
    title="Mẫu",
    name="Thủ tục mẫu",
    field="Thử",
    tier=Tier.FULL,
    office=Office(name="Điểm", place="phường thử", province="Hà Nội"),
    at=now(),
    hours=Hours(),
    certain=[FORM, PROOF, COPIES],
    possible=[MAYBE],
    fee=FeeSummary(kind=FeeKind.FREE, amount=0),
)
BROUGHT, MISSING = PaperTick(tick=Tick.BROUGHT), PaperTick(tick=Tick.MISSING)


@pytest.mark.parametrize(
    ("ticks", "missing", "words"),
    [
        ({}, ["Tờ khai", "Giấy chứng sinh", "Bản chụp căn cước"], "3 papers to look at"),
        (
            {"Tờ khai": BROUGHT},
            ["Giấy chứng sinh", "Bản chụp căn cước"],
            "2 papers are missing",
        ),
        (
            {"Tờ khai": BROUGHT, "Giấy chứng sinh": MISSING, "Bản chụp căn cước": BROUGHT},
            ["Giấy chứng sinh"],
            "1 paper is missing",
        ),
        (
            {
                "Tờ khai": BROUGHT,
                "Giấy chứng sinh": PaperTick(tick=Tick.NOT_NEEDED),
                "Bản chụp căn cước": PaperTick(tick=Tick.ACCEPTED),
            },
            [],
            "All papers are there",
        ),
        (
            {
                "Tờ khai": BROUGHT,
                "Giấy chứng sinh": BROUGHT,
                "Bản chụp căn cước": BROUGHT,
                "Văn bản ủy quyền": MISSING,
            },
            ["Văn bản ủy quyền"],
            "1 paper is missing",
        ),
    ],
)
def test_the_state_follows_the_ticks(
    ticks: dict[str, PaperTick], missing: list[str], words: str
) -> None:
    state = state_of(CASE, ticks)
    assert [gap.item.document.name for gap in state.gaps] == missing
    assert state_words(state, TR) == words


def test_the_key_goes_through_the_states_and_back() -> None:
    ticks: dict[str, PaperTick] = {}
    seen = []
    for _ in range(4):
        ticks = turned(ticks, FORM)
        seen.append(tick_of(ticks, FORM).tick)
    assert seen == [Tick.BROUGHT, Tick.MISSING, Tick.NOT_NEEDED, Tick.OPEN]


def test_all_there_ticks_what_is_certain_and_keeps_what_was_judged() -> None:
    defect = PaperTick(tick=Tick.DEFECT, defect="rách")
    ticks = all_there({"Giấy chứng sinh": defect, "Tờ khai": MISSING}, CASE)
    assert {name: tick.tick for name, tick in ticks.items()} == {
        "Giấy chứng sinh": Tick.DEFECT,
        "Tờ khai": Tick.BROUGHT,
        "Bản chụp căn cước": Tick.BROUGHT,
    }


def test_one_photocopy_of_two_leaves_one_missing() -> None:
    tick = PaperTick(tick=Tick.BROUGHT, counts=(0, 0, 1))
    assert missing_counts(COPIES, tick) == (0, 0, 1)
    assert tick_words(COPIES, tick, TR, certain=True) == "Too few"
    gap = state_of(CASE, {"Bản chụp căn cước": tick}).gaps[-1]
    assert (gap.item, gap.photocopies, gap.nothing_brought) == (COPIES, 1, False)


def test_a_paper_of_unknown_number_that_is_there_is_enough() -> None:
    unknown = paper("Giấy tờ khác", 0)
    checklist = CASE.__class__(
        **{**{f: getattr(CASE, f) for f in CASE.__struct_fields__}, "certain": [unknown]}
    )
    assert state_of(checklist, {"Giấy tờ khác": BROUGHT}).complete


def test_the_reason_names_what_is_missing_and_what_is_wrong() -> None:
    ticks = {
        "Tờ khai": PaperTick(tick=Tick.DEFECT, defect="Chưa ký"),
        "Giấy chứng sinh": MISSING,
        "Bản chụp căn cước": BROUGHT,
    }
    assert (
        suggested_reason(state_of(CASE, ticks), TR) == "Missing: Giấy chứng sinh. Tờ khai: chưa ký."
    )
    assert suggested_reason(state_of(CASE, {}), TR) == ""


def test_papers_of_other_cases_are_told_apart() -> None:
    names = ["Tờ khai", "Giấy báo tử", "Văn bản ủy quyền", "Giấy báo tử"]
    assert other_papers(CASE, names) == ["Giấy báo tử"]


TICKS = st.builds(
    PaperTick,
    tick=st.sampled_from([t for t in Tick if t is not Tick.DEFECT]),
    counts=st.none() | st.tuples(*[st.integers(0, 3)] * 3),
)


@given(st.dictionaries(st.sampled_from([i.document.name for i in CASE.certain]), TICKS))
def test_a_paper_is_a_gap_exactly_where_it_is_not_settled(ticks: dict[str, PaperTick]) -> None:
    gaps = {gap.item.document.name for gap in state_of(CASE, ticks).gaps}
    for item in CASE.certain:
        tick = tick_of(ticks, item)
        settled = tick.tick in (Tick.NOT_NEEDED, Tick.ACCEPTED) or (
            tick.tick is Tick.BROUGHT and not any(missing_counts(item, tick))
        )
        if tick.counts == (0, 0, 0) and tick.tick is Tick.BROUGHT:
            continue
        assert (item.document.name in gaps) != settled
