from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from kiosk.catalogue.procedure import Fee, Procedure, Tier
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.checklist import Checklist, FeeKind, FeeSummary, build, is_stale
from kiosk.settings import Hours, Office

Build = Callable[..., Checklist]


@pytest.fixture
def make(
    procedure: Procedure,
    office: Office,
    hours: Hours,
    calendar: WorkingCalendar,
    noon: dt.datetime,
) -> Build:
    def make_one(answers: dict[str, str], **changes: object) -> Checklist:
        changed = msgspec.structs.replace(procedure, **changes)
        return build(changed, answers, at=noon, office=office, hours=hours, calendar=calendar)

    return make_one


def names(checklist: Checklist) -> tuple[list[str], list[str]]:
    return (
        [item.document.name for item in checklist.certain],
        [item.document.name for item in checklist.possible],
    )


def test_only_what_applies(make: Build) -> None:
    certain, possible = names(make({"who": "self", "old": "lost"}))
    assert certain == ["Tờ khai", "Đơn báo mất", "Bất kỳ giấy nào"]
    assert possible == ["Giấy cư trú"]


def test_open_cases_become_possible_with_their_reason(make: Build) -> None:
    checklist = make({"old": "kept"})
    certain, possible = names(checklist)
    assert certain == ["Tờ khai", "Giấy cũ", "Bất kỳ giấy nào"]
    assert possible == ["Giấy quan hệ", "Giấy ủy quyền", "Giấy cư trú"]
    assert [case.key for case in checklist.possible[1].open_cases] == ["stranger"]
    assert checklist.possible[2].open_cases == []


def test_notes_are_no_papers(make: Build) -> None:
    checklist = make({})
    assert [note.name for note in checklist.notes] == ["Ghi rõ họ tên"]
    assert all(item.document.name != "Ghi rõ họ tên" for item in checklist.certain)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"old": "kept"}, FeeSummary(kind=FeeKind.FREE, amount=0, extras=True)),
        (
            {"old": "lost"},
            FeeSummary(kind=FeeKind.EXACT, amount=15_000, per="bản", extras=True),
        ),
        ({}, FeeSummary(kind=FeeKind.FROM, amount=0, extras=True)),
    ],
)
def test_fee_in_one_phrase(make: Build, answers: dict[str, str], expected: FeeSummary) -> None:
    assert make(answers).fee == expected


def test_no_fee_is_unknown_not_free(make: Build, procedure: Procedure) -> None:
    bare = [msgspec.structs.replace(procedure.methods[0], fees=[])]
    assert make({}, methods=bare).fee.kind is FeeKind.UNKNOWN
    assert make({}, methods=[]).fee.kind is FeeKind.UNKNOWN
    half_known = [Fee(name="Phí", amount=5_000), Fee(name="Lệ phí")]
    method = [msgspec.structs.replace(procedure.methods[0], fees=half_known)]
    assert make({}, methods=method).fee.kind is FeeKind.UNKNOWN


def test_time_limits_with_their_end(make: Build) -> None:
    checklist = make({})
    due = checklist.time.due if checklist.time else None
    # Tuesday 24 November 2026 is a public holiday: 25, 26, 27.
    assert due and due.at.isoformat() == "2026-11-27T17:00:00+07:00"
    assert due.confirmed
    assert checklist.methods[1].times[0].due is None


def test_replies_keep_the_unsure_ones(make: Build) -> None:
    replies = make({"who": "self", "old": "unsure", "kin": "yes"}).replies
    assert [(reply.question, reply.label) for reply in replies] == [
        ("Ai đi nộp?", "Chính tôi"),
        ("Giấy cũ còn không?", ""),
    ]


def test_changes_ahead_and_closed_days(make: Build) -> None:
    checklist = make({})
    assert [change.text for change in checklist.changes] == ["Luật mới có hiệu lực"]
    assert [day for day, _, _ in checklist.closed_days] == [dt.date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("today", "stale"),
    [
        (dt.date(2026, 11, 1), False),
        (dt.date(2027, 2, 28), False),
        (dt.date(2027, 3, 1), True),  # the change of the law came after the check
        (dt.date(2026, 1, 1), False),  # a clock that runs behind proves nothing
    ],
)
def test_stale(procedure: Procedure, today: dt.date, stale: bool) -> None:
    assert is_stale(procedure, today) is stale


@pytest.mark.parametrize(("days", "stale"), [(180, False), (181, True)])
def test_stale_after_180_days(procedure: Procedure, days: int, stale: bool) -> None:
    calm = msgspec.structs.replace(procedure, changes=[])
    assert calm.checked_on is not None
    assert is_stale(calm, calm.checked_on + dt.timedelta(days=days)) is stale


def test_listed_has_no_list(make: Build) -> None:
    assert not make({}, tier=Tier.LISTED).has_list


def test_a_naive_time_is_refused(
    procedure: Procedure, office: Office, hours: Hours, calendar: WorkingCalendar
) -> None:
    with pytest.raises(ValueError, match="time zone"):
        build(
            procedure,
            {},
            at=dt.datetime(2026, 1, 1),
            office=office,
            hours=hours,
            calendar=calendar,
        )
