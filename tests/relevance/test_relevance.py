"""Judged queries gate every change: a ranking that gets worse fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.catalogue.procedure import Tier
from kiosk.catalogue.search_entry import SearchEntry
from kiosk.catalogue.yaml_files import load_catalogue
from kiosk.search.evaluation import Evaluation, evaluate, load_judged
from kiosk.search.finder import open_finder
from kiosk.search.vocabulary import load_vocabulary

LEVELS = {"Cấp xã": "commune", "Cấp tỉnh": "province", "Cấp Bộ": "ministry"}


def entries_of_shipped(repository: Path) -> list[SearchEntry]:
    return [
        SearchEntry(
            code=procedure.code,
            name=procedure.name,
            short_name=procedure.short_name,
            everyday_names=procedure.everyday_names,
            field=procedure.field,
            results=[result.name for result in procedure.results],
            documents=[document.name for document in procedure.documents],
            tier=procedure.tier,
            name_en=procedure.name_en,
            short_name_en=procedure.short_name_en,
            levels=[level.value for level in procedure.levels],
        )
        for procedure in load_catalogue(repository / "db" / "catalogue")
    ]


def entries_of_records(path: Path) -> list[SearchEntry]:
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        SearchEntry(
            code=record["code"],
            name=record["name"],
            field=record["field"] or "",
            results=[record["result"][:300]],
            tier=Tier.FULL if record["completeness"] == "full" else Tier.LISTED,
            text=f"{record['keywords']}\n{record['steps'][:1000]}",
            levels=sorted({LEVELS.get(level, "other") for level in record["level"]}),
        )
        for record in records
    ]


@pytest.fixture(scope="module")
def posted(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    finder = open_finder(
        tmp_path_factory.mktemp("posted"),
        lambda: entries_of_shipped(repository),
        "posted",
        load_vocabulary(repository / "db" / "vocabulary"),
        b"secret",
    )
    tables = sorted((repository / "tests" / "relevance").glob("*.tsv"))
    return evaluate(finder, [each for table in tables for each in load_judged(table)])


def test_there_are_enough_judged_queries(posted: Evaluation) -> None:
    assert posted.total.queries >= 2400
    assert len(posted.summaries) >= 12


def test_the_right_procedure_is_found(posted: Evaluation) -> None:
    assert posted.total.success_1 >= 0.98
    assert posted.total.success_3 >= 0.995


def test_the_right_outcome_is_chosen(posted: Evaluation) -> None:
    outcomes = {summary.kind: summary.outcomes for summary in posted.summaries}
    assert outcomes["ambiguous"] >= 0.97
    assert outcomes["out_of_scope"] >= 0.97
    assert posted.total.outcomes >= 0.98


def test_how_it_is_typed_costs_nothing(posted: Evaluation) -> None:
    success = {summary.kind: summary.success_1 for summary in posted.summaries}
    for kind in ("folded", "telex", "vni", "joined"):
        assert success[kind] >= 0.97, kind


def test_national_questions(
    shared_data: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shipped = {entry.code: entry for entry in entries_of_shipped(repository)}
    national = entries_of_records(shared_data / "records.jsonl")
    merged = {entry.code: entry for entry in national} | shipped
    finder = open_finder(
        tmp_path_factory.mktemp("national"),
        lambda: list(merged.values()),
        "national",
        load_vocabulary(repository / "db" / "vocabulary"),
        b"secret",
    )
    evaluation = evaluate(finder, load_judged(shared_data / "queries" / "dev.tsv"))
    assert evaluation.total.success_1 >= 0.88
    assert evaluation.total.success_3 >= 0.96
