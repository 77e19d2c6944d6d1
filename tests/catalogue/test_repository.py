"""Draft, publish, roll back, post: what citizens see and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from threading import Thread

import msgspec
import pytest

from kiosk.catalogue.database import reading
from kiosk.catalogue.posting import Posting, UnknownCodeError
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import ImportReport, Incoming, Origin, Rejection
from kiosk.catalogue.versions import NoSuchVersionError, NothingToPublishError, VersionState

Stage = Callable[..., ImportReport]
Numbered = Callable[[int], Procedure]
replace = msgspec.structs.replace


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    assert report.read == report.new + report.changed + report.unchanged + report.rejected
    assert report.rejected == len(report.rejections)
    return report.read, report.new, report.changed, report.unchanged, report.rejected


def rows_written(catalogue: Catalogue) -> int:
    with reading(catalogue._engine) as connection:
        tables = connection.exec_driver_sql("select name from sqlite_master where type = 'table'")
        return sum(
            connection.exec_driver_sql(f'select count(*) from "{table}"').scalar()
            for table in tables.scalars().all()
        )


def test_an_empty_catalogue_has_nothing(catalogue: Catalogue) -> None:
    assert catalogue.procedure("1.000001") is None
    assert catalogue.procedures() == []
    assert catalogue.codes(posted_only=False) == []
    assert catalogue.search_entries(posted_only=False) == []
    assert catalogue.versions() == []
    assert catalogue.difference() == []
    assert not catalogue.has_draft()
    with pytest.raises(NothingToPublishError):
        catalogue.publish(by="A")
    with pytest.raises(NoSuchVersionError):
        catalogue.rollback(by="A")


def test_a_draft_is_not_seen_until_it_is_published(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    stage(model)
    assert catalogue.has_draft()
    assert catalogue.procedure(model.code) is None
    assert catalogue.codes(posted_only=False) == []
    assert catalogue.procedure(model.code, newest=True) == model
    assert catalogue.publish(by="Lan", decision="5/QĐ", note="đầu") == 1
    assert not catalogue.has_draft()
    assert catalogue.procedure(model.code) == model
    (version,) = catalogue.versions()
    assert version.state is VersionState.PUBLISHED
    assert (version.published_by, version.decision, version.note) == ("Lan", "5/QĐ", "đầu")
    assert version.published_at == dt.datetime.fromisoformat("2026-11-23T08:00+07:00")


def test_the_same_content_twice_writes_nothing(
    catalogue: Catalogue, stage: Stage, numbered: Numbered
) -> None:
    procedures = [numbered(n) for n in range(1, 31)]
    assert counts(stage(*procedures)) == (30, 30, 0, 0, 0)
    before = rows_written(catalogue)
    assert counts(stage(*procedures)) == (30, 0, 0, 30, 0)
    catalogue.publish(by="A")
    assert counts(stage(*procedures)) == (30, 0, 0, 30, 0)
    assert not catalogue.has_draft()
    assert rows_written(catalogue) == before + 1  # the act of publishing


def test_counts_add_up(catalogue: Catalogue, model: Procedure, numbered: Numbered) -> None:
    def stream() -> Iterator[Incoming | Rejection]:
        yield Incoming(procedure=numbered(1), origin=Origin.PORTAL, file="1")
        yield Rejection(file="2", code="", reason="unreadable")
        yield Incoming(procedure=numbered(3), origin=Origin.PORTAL, file="3")
        yield Incoming(procedure=numbered(1), origin=Origin.PORTAL, file="4")
        yield Incoming(procedure=replace(numbered(3), steps=[]), origin=Origin.PORTAL, file="5")
        yield Incoming(procedure=numbered(1), origin=Origin.LIST, file="6")

    report = catalogue.stage(stream())
    assert counts(report) == (6, 3, 0, 1, 2)
    assert [(r.file, r.code) for r in report.rejections] == [("2", ""), ("5", "1.000003")]
    assert report.rejections[1].reason.startswith("3 has this code with another content")
    assert catalogue.procedure("1.000003", newest=True) == numbered(3)


def test_what_no_database_can_keep_is_rejected(
    catalogue: Catalogue, stage: Stage, model: Procedure, numbered: Numbered
) -> None:
    report = stage(
        replace(numbered(1), name="nửa \ud800 chữ"),
        replace(numbered(2), dossier_sets=10**18),
        replace(numbered(3), dossier_sets=10**30),
        replace(numbered(4), agency='":1234567890123456789'),
        replace(numbered(5), dossier_sets=10**18 - 1),
    )
    assert counts(report) == (5, 2, 0, 0, 3)
    assert [(each.code, each.reason) for each in report.rejections] == [
        ("1.000001", "a text holds half a character (a lone surrogate)"),
        ("1.000002", "a number is too large"),
        ("1.000003", "a number is too large"),
    ]
    assert catalogue.procedure("1.000005", newest=True).dossier_sets == 10**18 - 1


def test_a_dry_run_counts_and_writes_nothing(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    before = rows_written(catalogue)
    assert counts(stage(model, dry_run=True)) == (1, 1, 0, 0, 0)
    assert rows_written(catalogue) == before
    assert not catalogue.has_draft()


def test_an_import_that_fails_leaves_everything_as_it_was(
    catalogue: Catalogue, numbered: Numbered
) -> None:
    def stream() -> Iterator[Incoming]:
        for number in range(1, 600):
            yield Incoming(procedure=numbered(number), origin=Origin.PORTAL, file="")
        raise ValueError("broken archive")

    before = rows_written(catalogue)
    with pytest.raises(ValueError, match="broken archive"):
        catalogue.stage(stream())
    assert rows_written(catalogue) == before


def test_an_official_text_lies_beside_the_wards_own(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    official = replace(model, name="Tên của cổng", documents=[])
    record = replace(model, name="Tên của bản ghi")
    stage(record, origin=Origin.RECORDS)
    stage(official, origin=Origin.PORTAL)
    assert catalogue.procedure(model.code, newest=True) == official
    assert counts(stage(model)) == (1, 1, 0, 0, 0)
    assert catalogue.procedure(model.code, newest=True) == model
    stage(replace(official, steps=["Mới."]), origin=Origin.PORTAL)
    catalogue.publish(by="A")
    assert catalogue.procedure(model.code) == model
    assert catalogue.codes(posted_only=False) == [model.code]


def test_rolling_back_and_forth_keeps_every_version(
    catalogue: Catalogue, stage: Stage, model: Procedure, clock: Callable[[], dt.datetime]
) -> None:
    second, third = replace(model, name="Hai"), replace(model, name="Ba")
    for text in (model, second, third):
        stage(text)
        catalogue.publish(by="A")
    assert catalogue.rollback(by="B") == 2
    assert catalogue.procedure(model.code) == second
    assert catalogue.rollback(by="B") == 1
    assert catalogue.procedure(model.code) == model
    with pytest.raises(NoSuchVersionError, match="before"):
        catalogue.rollback(by="B")
    with pytest.raises(NoSuchVersionError, match=r"no version 7 .* there are: 2, 3"):
        catalogue.rollback(to=7, by="B")
    assert catalogue.rollback(to=3, by="B") == 3
    assert catalogue.procedure(model.code) == third
    assert [v.state.value for v in catalogue.versions()] == [
        "superseded",
        "superseded",
        "published",
    ]
    assert catalogue.versions()[2].note == "rollback from 1"


def test_a_draft_goes_on_from_what_was_rolled_back_to(
    catalogue: Catalogue, stage: Stage, model: Procedure, numbered: Numbered
) -> None:
    stage(model)
    catalogue.publish(by="A")
    stage(replace(model, name="Hai"))
    catalogue.publish(by="A")
    catalogue.rollback(by="A")
    assert counts(stage(model, numbered(2))) == (2, 1, 0, 1, 0)
    assert catalogue.publish(by="A") == 3
    assert catalogue.procedure(model.code) == model
    assert counts(stage(replace(model, name="Hai"))) == (1, 0, 1, 0, 0)
    catalogue.publish(by="A")
    assert catalogue.procedure(model.code).name == "Hai"


def test_what_an_origin_has_no_longer_is_taken_out_on_demand(
    catalogue: Catalogue, stage: Stage, numbered: Numbered
) -> None:
    stage(numbered(1), numbered(2), numbered(3), origin=Origin.PORTAL)
    stage(numbered(4))
    catalogue.publish(by="A")
    stage(numbered(1), origin=Origin.PORTAL)
    assert not catalogue.has_draft()

    def stream() -> Iterator[Incoming | Rejection]:
        yield Incoming(procedure=numbered(1), origin=Origin.PORTAL, file="")
        yield Rejection(file="", code="1.000003", reason="broken")

    catalogue.stage(stream(), replace_origin=True)
    codes = catalogue.codes(posted_only=False, newest=True)
    assert codes == ["1.000001", "1.000003", "1.000004"]
    assert len(catalogue.codes(posted_only=False)) == 4


def test_only_what_is_posted_is_shown(
    catalogue: Catalogue, stage: Stage, numbered: Numbered
) -> None:
    stage(*(numbered(n) for n in range(1, 6)))
    catalogue.publish(by="A")
    assert catalogue.procedures() == []
    catalogue.post(["1.000002", "1.000004", "1.000002"], decision="9/QĐ", counter="Quầy 2")
    assert catalogue.codes() == ["1.000002", "1.000004"]
    assert catalogue.procedures() == [numbered(2), numbered(4)]
    assert [entry.code for entry in catalogue.search_entries(posted_only=True)] == catalogue.codes()
    assert catalogue.postings()["1.000002"] == Posting(
        code="1.000002",
        office="Phường thử",
        since=dt.date(2026, 11, 23),
        decision="9/QĐ",
        counter="Quầy 2",
    )
    catalogue.post(["1.000002"], since=dt.date(2026, 1, 2))
    assert catalogue.postings()["1.000002"].since == dt.date(2026, 1, 2)
    assert catalogue.postings()["1.000002"].counter == ""
    catalogue.withdraw(["1.000002", "1.999999"])
    assert list(catalogue.postings()) == ["1.000004"]
    catalogue.post([])
    with pytest.raises(UnknownCodeError, match=r"does not have 1\.000009;"):
        catalogue.post(["1.000001", "1.000009"])
    assert list(catalogue.postings()) == ["1.000004"]


def test_an_import_and_a_publication_leave_the_postings(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    stage(model)
    catalogue.publish(by="A")
    catalogue.post([model.code], counter="Quầy 1")
    stage(replace(model, name="Mới"), origin=Origin.PORTAL)
    catalogue.publish(by="A")
    catalogue.rollback(by="A")
    assert catalogue.postings()[model.code].counter == "Quầy 1"


def test_a_text_takes_effect_at_midnight(
    catalogue: Catalogue, stage: Stage, model: Procedure, clock: object
) -> None:
    later = replace(model, name="Luật mới", effective_from=dt.date(2027, 3, 1))
    stage(model)
    stage(later)
    catalogue.publish(by="A")
    catalogue.post([model.code])
    before = catalogue.fingerprint(posted_only=True)
    assert catalogue.procedures() == [model]
    clock.moment = dt.datetime.fromisoformat("2027-02-28T23:59:59+07:00")
    assert catalogue.procedure(model.code) == model
    assert catalogue.fingerprint(posted_only=True) == before
    clock.moment = dt.datetime.fromisoformat("2027-03-01T00:00:00+07:00")
    assert catalogue.procedure(model.code) == later
    assert catalogue.procedures() == [later]
    assert catalogue.search_entries(posted_only=True)[0].name == "Luật mới"
    assert catalogue.fingerprint(posted_only=True) != before


def test_staging_what_waits_again_changes_nothing(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    later = replace(model, name="Luật mới", effective_from=dt.date(2027, 3, 1))
    stage(model)
    assert counts(stage(later)) == (1, 0, 1, 0, 0)
    assert counts(stage(later)) == (1, 0, 0, 1, 0)
    other = replace(later, name="Luật mới hơn")
    assert counts(stage(other)) == (1, 0, 1, 0, 0)
    assert counts(stage(model)) == (1, 0, 1, 0, 0)
    assert counts(stage(model)) == (1, 0, 0, 1, 0)


def test_a_text_that_has_ended_is_no_longer_listed(
    catalogue: Catalogue, stage: Stage, model: Procedure, clock: object
) -> None:
    ending = replace(model, effective_to=dt.date(2026, 12, 31), replaced_by="1.116910")
    stage(ending)
    catalogue.publish(by="A")
    clock.moment = dt.datetime.fromisoformat("2026-12-31T23:59:59+07:00")
    assert catalogue.codes(posted_only=False) == [model.code]
    clock.moment = dt.datetime.fromisoformat("2027-01-01T00:00:00+07:00")
    assert catalogue.codes(posted_only=False) == []
    assert catalogue.procedure(model.code) == ending


def test_search_entries_hold_the_words(
    catalogue: Catalogue, stage: Stage, model: Procedure
) -> None:
    twice = [*model.documents, model.documents[0]]
    worded = replace(
        model, keywords="khóa", requirements=["Đủ tuổi."], name_en="Model", documents=twice
    )
    stage(worded)
    (entry,) = catalogue.search_entries(posted_only=False, newest=True)
    assert entry.everyday_names == ["làm mẫu", "xin mẫu"]
    assert entry.documents == ["Tờ khai", "Giấy ủy quyền", "Mẫu ủy quyền"]
    assert (entry.forms, entry.results) == (["Tờ khai"], ["Giấy chứng nhận"])
    assert entry.text == "khóa\nNộp giấy tờ.\nĐủ tuổi."
    assert (entry.name_en, entry.short_name, entry.field) == ("Model", "Mẫu", "Hộ tịch")


def test_the_fingerprint_follows_whatever_is_searchable(
    catalogue: Catalogue, stage: Stage, model: Procedure, numbered: Numbered
) -> None:
    def both() -> tuple[str, str]:
        return catalogue.fingerprint(posted_only=True), catalogue.fingerprint(posted_only=False)

    seen = [both()]
    stage(model, numbered(2))
    assert both() == seen[-1], "a draft is not seen"
    catalogue.publish(by="A")
    seen.append(both())
    assert seen[1][0] == seen[0][0], "nothing is posted yet"
    assert seen[1][1] != seen[0][1]
    catalogue.post([model.code])
    seen.append(both())
    assert seen[2][0] != seen[1][0]
    assert seen[2][1] == seen[1][1]
    stage(replace(model, everyday_names=["tên mới"]))
    catalogue.publish(by="A")
    seen.append(both())
    assert seen[3][0] != seen[2][0]
    catalogue.rollback(by="A")
    assert both() == seen[2]


def test_readers_on_threads_never_meet_a_half_published_state(
    catalogue: Catalogue, stage: Stage, numbered: Numbered
) -> None:
    texts = [
        [replace(numbered(n), short_name=name) for n in range(1, 21)] for name in ("cũ", "mới")
    ]
    stage(*texts[0])
    catalogue.publish(by="A")
    mixed: list[set[str]] = []
    done = False

    def read() -> None:
        while not done:
            found = {p.short_name for p in catalogue.procedures(posted_only=False)}
            if len(found) != 1:
                mixed.append(found)

    reader = Thread(target=read)
    reader.start()
    for turn in range(1, 7):
        stage(*texts[turn % 2])
        catalogue.publish(by="A")
    done = True
    reader.join()
    assert mixed == []
