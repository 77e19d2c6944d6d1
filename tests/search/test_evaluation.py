"""Reading judged queries and adding up."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.search.evaluation import EvaluationError, Judged, evaluate, load_judged
from kiosk.search.finder import Finder
from kiosk.search.finding import Outcome


def test_both_forms_of_tables_are_read(tmp_path: Path) -> None:
    ours, collected = tmp_path / "ours.tsv", tmp_path / "collected.tsv"
    ours.write_text("query\tgrades\toutcome\tkind\nabc\t1.000001:3,1.000002:1\tanswer\ttypo\n")
    collected.write_text(
        "query\tgold\tbehaviour\tset\nabc\t1.000001|1.000002\tanswer\tx\nd\t\tapologize\tx\n"
    )
    assert load_judged(ours) == [
        Judged("abc", {"1.000001": 3, "1.000002": 1}, Outcome.ANSWER, "typo")
    ]
    assert load_judged(collected) == [
        Judged("abc", {"1.000001": 3, "1.000002": 3}, Outcome.ANSWER, "x"),
        Judged("d", {}, Outcome.NONE, "x"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n", "first line"),
        ("query\tgrades\toutcome\nx\t1:y\tanswer\n", "line 2"),
        ("query\tgold\tbehaviour\nx\t1\tshout\n", "line 2"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(text)
    with pytest.raises(EvaluationError, match=message):
        load_judged(path)
    with pytest.raises(EvaluationError):
        load_judged(tmp_path / "absent.tsv")


def test_shares_are_added_up(finder: Finder) -> None:
    evaluation = evaluate(
        finder,
        [
            Judged("đăng ký khai sinh", {"1.001193": 3}, Outcome.ANSWER, "right"),
            Judged("đăng ký khai sinh", {"9.999999": 3}, Outcome.ANSWER, "wrong"),
            Judged("asdfgh", {}, Outcome.NONE, "rubbish"),
        ],
    )
    right, wrong, rubbish = evaluation.summaries
    assert (right.success_1, right.ndcg_5, right.outcomes) == (1, 1, 1)
    assert (wrong.success_5, wrong.ndcg_5, wrong.outcomes) == (0, 0, 1)
    assert (rubbish.answerable, rubbish.outcomes) == (0, 1)
    assert evaluation.total.success_1 == 0.5
    assert [miss.judged.kind for miss in evaluation.misses] == ["wrong"]


def test_a_lesser_answer_first_is_no_success_but_counts_in_ndcg(finder: Finder) -> None:
    judged = Judged("đăng ký khai sinh", {"1.001193": 1, "9.999999": 3}, Outcome.ANSWER, "x")
    total = evaluate(finder, [judged]).total
    assert total.success_1 == 0
    assert 0 < total.ndcg_5 < 1
