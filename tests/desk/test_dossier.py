"""What is missing of a dossier, and why."""

from __future__ import annotations

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.procedure import DocumentRequirement, Tier
from kiosk.checklist.checklist import Checklist, FeeKind, FeeSummary, Item
from kiosk.clock import now
from kiosk.desk.dossier import Brought, check_dossier, gap_of, reason_words
from kiosk.settings import Hours, Office
from kiosk.translation import Translator

TR = Translator("en", gettext.NullTranslations())


def paper(originals: int = 0, certified: int = 0, photocopies: int = 0) -> Item:
    return Item(
        document=DocumentRequirement(
            name="Tờ khai",
            originals=originals,
            certified_copies=certified,
            photocopies=photocopies,
        )
    )


def case(certain: list[Item], possible: list[Item]) -> Checklist:
    return Checklist(
        code="1.000001",
        title="Mẫu",
        name="Thủ tục mẫu",
        field="Thử",
        tier=Tier.FULL,
        office=Office(name="Điểm", place="phường thử", province="Hà Nội"),
        at=now(),
        hours=Hours(),
        certain=certain,
        possible=possible,
        fee=FeeSummary(kind=FeeKind.FREE, amount=0),
    )


def test_what_is_there_in_full_is_no_gap() -> None:
    assert gap_of(paper(1, 0, 2), Brought(originals=1, photocopies=2)) is None
    assert gap_of(paper(1), Brought(originals=3)) is None


def test_only_the_missing_number_is_asked_for() -> None:
    gap = gap_of(paper(2, 1, 1), Brought(originals=1, photocopies=1))
    assert gap is not None
    assert (gap.originals, gap.certified_copies, gap.photocopies) == (1, 1, 0)
    assert reason_words(gap, TR) == "Fewer than needed."


def test_one_kind_never_stands_in_for_another_by_itself() -> None:
    gap = gap_of(paper(certified=1), Brought(originals=1))
    assert gap is not None
    assert gap.certified_copies == 1
    assert gap_of(paper(certified=1), Brought(accepted=True)) is None


def test_a_paper_with_a_defect_is_asked_for_again() -> None:
    gap = gap_of(paper(1), Brought(originals=1, defect="chưa ký"))
    assert gap is not None
    assert gap.originals == 1
    assert reason_words(gap, TR) == "chưa ký."


def test_a_paper_of_unknown_number_is_there_or_not() -> None:
    missing = gap_of(paper(), Brought())
    assert missing is not None
    assert reason_words(missing, TR) == "Not in the dossier."
    assert gap_of(paper(), Brought(photocopies=1)) is None


def test_papers_that_not_every_case_needs_are_asked_for_only_if_wanted() -> None:
    checklist = case([paper(1)], [paper(1), paper(1)])
    assert len(check_dossier(checklist, {})) == 1
    assert check_dossier(checklist, {0: Brought(originals=1)}) == []
    assert len(check_dossier(checklist, {0: Brought(originals=1)}, {2})) == 1
    assert len(check_dossier(checklist, {0: Brought(originals=1), 1: Brought(defect="mờ")})) == 1


COUNTS = st.tuples(*(st.integers(0, 4) for _ in range(3)))


@given(needed=COUNTS, given_first=COUNTS)
def test_bringing_what_is_asked_for_completes_the_dossier(
    needed: tuple[int, int, int], given_first: tuple[int, int, int]
) -> None:
    item = paper(*needed)
    brought = Brought(
        originals=given_first[0], certified_copies=given_first[1], photocopies=given_first[2]
    )
    gap = gap_of(item, brought)
    if gap is None or not any(needed):
        return
    more = Brought(
        originals=brought.originals + gap.originals,
        certified_copies=brought.certified_copies + gap.certified_copies,
        photocopies=brought.photocopies + gap.photocopies,
    )
    assert gap_of(item, more) is None


@pytest.mark.parametrize("accepted", [True, False])
def test_a_defect_counts_even_where_the_paper_was_accepted(accepted: bool) -> None:
    assert gap_of(paper(1), Brought(originals=1, accepted=accepted, defect="mờ")) is not None
