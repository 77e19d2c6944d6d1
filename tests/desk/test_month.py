"""The month's figures, and the one page a head of office reads."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from kiosk.catalogue.counted import CountKind, DayCount, Reason, UnfoundText
from kiosk.clock import COUNTER_ZONE
from kiosk.desk.month import figures, month_of
from kiosk.desk.month_report import lay_out_report, number, reason_words, report_request
from kiosk.printing.renderer import Renderer
from kiosk.settings import Office
from kiosk.translation import Translator

TR = Translator("vi", gettext.NullTranslations())
AT = dt.datetime(2026, 12, 1, 8, 0, tzinfo=COUNTER_ZONE)
OFFICE = Office(name="Điểm thử", place="phường thử", province="Hà Nội")
DAY = dt.date(2026, 11, 23)


def rated(day: dt.date, **scores: int) -> list[DayCount]:
    return [
        DayCount(day, CountKind.SATISFACTION, key.removeprefix("s"), count)
        for key, count in scores.items()
    ]


def test_a_month_has_its_own_days() -> None:
    assert month_of(dt.date(2028, 2, 10)) == (dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert month_of(dt.date(2026, 12, 31)) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))


def test_figures_add_up() -> None:
    counts = [
        DayCount(dt.date(2026, 11, 1), CountKind.VISIT, "", 3),
        DayCount(DAY, CountKind.VISIT, "", 4),
        DayCount(DAY, CountKind.LOOKED_UP, "1.000002", 2),
        DayCount(DAY, CountKind.LOOKED_UP, "1.000001", 5),
        DayCount(DAY, CountKind.LOOKED_UP, "1.000003", 2),
        DayCount(DAY, CountKind.REASON, "too_slow", 1),
    ]
    month = figures(DAY, counts, [DayCount(DAY, CountKind.VISIT, "", 9)])
    assert month.totals[CountKind.VISIT] == 7
    assert month.totals[CountKind.PRINTED] == 0
    assert month.before[CountKind.VISIT] == 9
    assert len(month.visits) == 30
    assert (month.visits[0], month.visits[22], sum(month.visits)) == (3, 4, 7)
    assert month.looked_up == [("1.000001", 5), ("1.000002", 2), ("1.000003", 2)]
    assert month.reasons == [("too_slow", 1)]


def test_weeks_begin_on_monday_and_are_cut_to_the_month() -> None:
    counts = [
        *rated(dt.date(2026, 11, 1), s5=1),
        *rated(dt.date(2026, 11, 2), s5=3, s4=3, s1=2),
        *rated(dt.date(2026, 11, 8), s3=2),
        *rated(dt.date(2026, 11, 30), s2=7),
    ]
    weeks = figures(DAY, counts, []).weeks
    assert [(week.first.day, week.last.day) for week in weeks] == [
        (1, 1),
        (2, 8),
        (9, 15),
        (16, 22),
        (23, 29),
        (30, 30),
    ]
    assert weeks[1].scores == [3, 3, 2, 0, 2]
    assert [week.satisfied_percent for week in weeks] == [100, 60, None, None, None, 0]


def test_a_week_with_few_ratings_shows_no_share() -> None:
    counts = [*rated(dt.date(2026, 11, 2), s5=4), *rated(dt.date(2026, 11, 9), s5=4, s1=1)]
    report = lay_out_report(figures(DAY, counts, []), [], title_of=str, office=OFFICE, at=AT, tr=TR)
    assert report.weeks[1].shares == []
    assert report.weeks[1].said == "fewer than 5 ratings"
    assert report.weeks[2].shares == [0.8, 0, 0, 0, 0.2]
    assert report.weeks[2].said == "Satisfied: 80 %, 5 ratings"


def test_words_and_numbers() -> None:
    assert number(1234567, TR) == "1.234.567"
    assert number(12, TR) == "12"
    assert reason_words("too_slow", TR) == "Too slow"
    assert reason_words("of another version", TR) == "of another version"


@pytest.fixture(scope="module")
def renderer(repository: Path) -> Iterator[Renderer]:
    renderer = Renderer(repository / "assets")
    yield renderer
    renderer.close()


def page_text(renderer: Renderer, counts: list[DayCount], texts: list[UnfoundText]) -> str:
    month = figures(DAY, counts, counts)
    report = lay_out_report(
        month, texts, title_of=lambda code: f"Tên {code}", office=OFFICE, at=AT, tr=TR
    )
    pages = pypdf.PdfReader(io.BytesIO(renderer.render(report_request(report))[0])).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_the_fullest_month_is_one_page(renderer: Renderer) -> None:
    counts = [
        row
        for day in range(1, 31)
        for date in [dt.date(2026, 11, day)]
        for row in (
            *(DayCount(date, kind, "", 1000 + day) for kind in (CountKind.VISIT, CountKind.ASKED)),
            *rated(date, s5=9, s4=8, s3=7, s2=6, s1=5),
            *(DayCount(date, CountKind.REASON, reason, day) for reason in Reason),
            *(DayCount(date, CountKind.LOOKED_UP, f"1.{n:06d}", 20 - n) for n in range(15)),
        )
    ]
    texts = [UnfoundText(f"cái gì đó rất dài, rất dài {n}", 30 - n, DAY) for n in range(20)]
    text = page_text(renderer, counts, texts)
    for part in (
        "Month 11 of 2026",
        "30.465",
        "month before: 30.465",
        "1030",
        "Tên 1.000000",
        "600",
        "cái gì đó",
        "I needed help",
        "Satisfied: 49 %, 245 ratings",
        "Made on 01/12/2026",
    ):
        assert part in text, part


def test_an_empty_month_says_so(renderer: Renderer) -> None:
    text = page_text(renderer, [], [])
    assert "Nothing was counted." in text
    assert "month before" not in text
