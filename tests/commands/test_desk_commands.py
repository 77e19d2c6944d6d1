"""The desk's commands: clerks, words, supplement, posting; what they do and what they refuse."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from kiosk.app import House
from kiosk.catalogue.counted import CountKind
from kiosk.home import Home

Kiosk = Callable[..., Any]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def give(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return give


def test_a_clerk_is_added_listed_and_removed(kiosk: Kiosk, typed: Callable[[str], None]) -> None:
    assert "Nobody can sign in yet" in kiosk("clerk", "list").out
    typed("802714\n")
    assert kiosk("clerk", "add", "  Quầy   2 ").code == 0
    typed("80271423\n")
    assert kiosk("clerk", "add", "Trưởng quầy", "--role", "steward").code == 0
    listed = json.loads(kiosk("clerk", "list", "--json").out)
    assert [(clerk["name"], clerk["role"]) for clerk in listed] == [
        ("Quầy 2", "clerk"),
        ("Trưởng quầy", "steward"),
    ]
    assert "scrypt" not in kiosk("clerk", "list", "--json").out
    assert kiosk("clerk", "remove", "Quầy 2").code == 0
    trail = json.loads(kiosk("clerk", "trail", "--json").out)
    assert [line["what"] for line in trail] == ["remove clerk", "add steward", "add clerk"]


@pytest.mark.parametrize(
    ("pin", "reason"), [("123456\n", "run of"), ("12\n", "6 digits"), ("", "No PIN")]
)
def test_an_easy_pin_is_refused(
    kiosk: Kiosk, typed: Callable[[str], None], pin: str, reason: str
) -> None:
    typed(pin)
    ended = kiosk("clerk", "add", "Quầy 2")
    assert (ended.code, ended.out) == (1, "")
    assert reason in ended.err
    assert json.loads(kiosk("clerk", "list", "--json").out) == []


def test_a_name_twice_or_unknown_is_refused(kiosk: Kiosk, typed: Callable[[str], None]) -> None:
    typed("802714\n")
    assert kiosk("clerk", "add", "A").code == 0
    typed("802714\n")
    assert kiosk("clerk", "add", "A").code == 1
    assert kiosk("clerk", "remove", "B").code == 1
    assert kiosk("clerk", "add", " ").code == 1
    assert kiosk("clerk").code == 2


def test_a_word_that_nobody_found_becomes_an_everyday_name(kiosk: Kiosk, home: Path) -> None:
    assert kiosk("words").out.startswith("Nothing")
    house = House(Home(home))
    today = house.clock().date()
    house.counts.add(today, {}, {"giấy cho cún": 3})
    house.counts.add(today - dt.timedelta(days=20), {}, {"xe bay": 9})
    house.close()
    listed = json.loads(kiosk("words", "--json").out)
    assert [(text["text"], text["count"]) for text in listed] == [
        ("xe bay", 9),
        ("giấy cho cún", 3),
    ]
    assert "xe bay" not in kiosk("words", "--days", "7").out
    assert kiosk("words", "--add", "Giấy cho cún", "1.001193").code == 0
    found = json.loads(kiosk("search", "giay cho cun", "--json").out)
    assert found["results"][0]["code"] == "1.001193"
    assert "cún" not in kiosk("words").out
    assert "giấy cho cún: 1.001193" in kiosk("clerk", "trail").out
    assert kiosk("words", "--drop", "Xe bay").code == 0
    assert kiosk("words").out.startswith("Nothing")


def test_words_refuses_what_it_cannot_use(kiosk: Kiosk, home: Path) -> None:
    assert kiosk("words", "--add", "giấy", "9.999999").code == 1
    assert kiosk("words", "--add", "{}", "1.001193").code == 1
    assert kiosk("words", "--days", "0").code == 1
    assert not (home / "vocabulary").exists()


def test_a_dossier_is_compared_with_its_list(kiosk: Kiosk, tmp_path: Path) -> None:
    whole = json.loads(kiosk("supplement", "1.001193", "--json").out)
    assert len(whole) >= 2
    brought = [f"--brought={gap['number']}=ok" for gap in whole]
    assert kiosk("supplement", "1.001193", *brought).out == "The dossier is complete.\n"
    out = tmp_path / "slip.pdf"
    ended = kiosk(
        "supplement", "1.001193", *brought[1:], "--defect=1=Chưa ký tên", "--out", str(out)
    )
    assert ended.code == 0
    assert "Chưa ký tên." in ended.out
    text = pypdf.PdfReader(out).pages[0].extract_text()
    assert "Chưa ký tên." in text
    assert "1.001193" in text
    refused = kiosk("supplement", "1.001193", *brought, "--out", str(tmp_path / "none.pdf"))
    assert refused.code == 1
    assert not (tmp_path / "none.pdf").exists()


@pytest.mark.parametrize(
    "argument", ["--brought=1", "--brought=99=ok", "--brought=1=many", "--defect=1=", "--wanted=0"]
)
def test_a_wrong_tick_is_refused(kiosk: Kiosk, argument: str) -> None:
    ended = kiosk("supplement", "1.001193", argument)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err


def test_sheets_of_some_procedures(kiosk: Kiosk, tmp_path: Path) -> None:
    out = tmp_path / "sheets.pdf"
    assert kiosk("posting", "1.001193", "1.000656", "--out", str(out)).code == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "1.001193" in text
    assert "1.000656" in text


def test_the_booklet_of_everything_posted(kiosk: Kiosk, tmp_path: Path) -> None:
    out, listing = tmp_path / "booklet.pdf", tmp_path / "list.xlsx"
    ended = kiosk("posting", "--booklet", "--out", str(out), "--xlsx", str(listing), "--put-up")
    assert ended.code == 0
    posted = kiosk("post", "--list").out.splitlines()
    codes = {line.split("\t")[0] for line in posted if "\t" in line}
    assert len(codes) >= 300
    reader = pypdf.PdfReader(out)
    assert len(reader.pages) > len(codes)
    sheet = openpyxl.load_workbook(listing, read_only=True).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {row[1] for row in rows} == codes
    assert kiosk("post", "--remove", "1.001193").code == 0
    again = tmp_path / "again.pdf"
    assert kiosk("posting", "--booklet", "--out", str(again)).code == 0
    changes = pypdf.PdfReader(again).pages[1].extract_text()
    assert changes.count("1.001193") == 1
    assert "put up booklet" in kiosk("clerk", "trail").out


def test_sheets_of_what_is_new_and_of_a_field(kiosk: Kiosk, home: Path, tmp_path: Path) -> None:
    house = House(Home(home))
    house.catalogue.withdraw(set(house.catalogue.codes()) - {"1.001193", "1.000656", "1.014064"})
    house.posting.put_up(by="Lan")
    house.close()
    assert kiosk("posting", "--new", "--out", str(tmp_path / "x.pdf")).code == 1
    assert kiosk("post", "1.000894").code == 0
    new, field = tmp_path / "new.pdf", tmp_path / "field.pdf"
    assert kiosk("posting", "--new", "--out", str(new), "--put-up").code == 0
    assert kiosk("posting", "--field", "Hộ tịch", "--out", str(field)).code == 0
    assert kiosk("posting", "--new", "--out", str(tmp_path / "x.pdf")).code == 1
    assert not (tmp_path / "x.pdf").exists()
    codes = ("1.001193", "1.000656", "1.000894", "1.014064")
    found = {
        path: {
            code
            for code in codes
            if any(code in page.extract_text() for page in pypdf.PdfReader(path).pages)
        }
        for path in (new, field)
    }
    assert found == {new: {"1.000894"}, field: {"1.001193", "1.000656", "1.000894"}}
    assert kiosk("posting", "--field", "Không có", "--print").code == 1
    assert kiosk("posting", "1.001193", "--print").code == 0
    (printed,) = (home / "prints").glob("*.pdf")
    assert "1.001193" in pypdf.PdfReader(printed).pages[0].extract_text()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("1.001193",),
        ("1.001193", "--booklet", "--out", "x.pdf"),
        ("9.999999", "--out", "x.pdf"),
        ("1.001193", "--put-up", "--out", "x.pdf"),
        ("--booklet", "--format", "receipt80", "--out", "x.pdf"),
        ("--booklet", "--put-up", "--xlsx", "x.xlsx"),
        ("1.001193", "--out", "no/such/folder/x.pdf"),
    ],
)
def test_posting_says_what_is_missing(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = kiosk("posting", *arguments)
    assert ended.code == 1
    assert ended.err
    assert not list(tmp_path.glob("x.*"))


def test_the_report_of_a_month(kiosk: Kiosk, home: Path, tmp_path: Path) -> None:
    house = House(Home(home))
    house.counts.add(
        dt.date(2026, 11, 3), {(CountKind.VISIT, ""): 42, (CountKind.LOOKED_UP, "1.001193"): 7}
    )
    house.counts.add(dt.date(2026, 10, 31), {(CountKind.VISIT, ""): 5})
    house.close()
    figures = json.loads(kiosk("report", "--month", "2026-11", "--json").out)
    assert figures["totals"]["visit"] == 42
    assert figures["before"]["visit"] == 5
    assert figures["looked_up"] == [["1.001193", 7]]
    out = tmp_path / "report.pdf"
    assert kiosk("report", "--month", "2026-11", "--out", str(out)).code == 0
    pages = pypdf.PdfReader(out).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "42" in text
    assert "Khai sinh" in text
    tables = [tmp_path / "report.xlsx", tmp_path / "report.csv"]
    wanted = ["--xlsx", str(tables[0]), "--csv", str(tables[1])]
    assert kiosk("report", "--month", "2026-11", *wanted).code == 0
    assert openpyxl.load_workbook(tables[0]).worksheets[0]["B4"].value == 42
    assert "1.001193" in tables[1].read_text(encoding="utf-8-sig")
    assert kiosk("report", "--month", "2026-11").code == 1
    assert kiosk("report", "--month", "november", "--json").code == 2


def test_what_holds_here_is_said_shown_and_taken_back(kiosk: Kiosk) -> None:
    assert kiosk("local").out.startswith("Nothing is said here")
    assert kiosk("local", "set", "office.phone", "024 3838 1234").code == 0
    assert kiosk("local", "set", "hours.saturday", "08:00-11:30").code == 0
    assert kiosk("local", "counter", "Quầy 7", "Hộ tịch").code == 0
    assert kiosk("local", "day", "2026-12-31", "--name", "Nghỉ", "--notice", "1/TB").code == 0
    assert kiosk("local", "year", "2026", "--notice", "2/TB").code == 0
    fee = ("local", "fee", "1.001193", "in_person", "Lệ phí đăng ký khai sinh")
    assert kiosk(*fee, "5000", "--rule", "06/2020/NQ-HĐND").code == 0
    said = json.loads(kiosk("local", "--json").out)
    assert said["facts"]["office.phone"] == "024 3838 1234"
    assert [day["date"] for day in said["days"]] == ["2026-12-31"]
    shown = json.loads(kiosk("checklist", "1.001193", "--format", "json").out)
    assert shown["office"]["phone"] == "024 3838 1234"
    assert shown["counter"] == "Quầy 7"
    assert "5000" in kiosk("show", "1.001193", "--json").out
    assert "the days off of" not in kiosk("check").out or "confirmed" in kiosk("local").out
    assert kiosk("local", "clear", "office.phone").code == 0
    assert kiosk(*fee, "--remove").code == 0
    assert kiosk("local", "counter", "Quầy 7", "--remove").code == 0
    assert kiosk("local", "day", "2026-12-31", "--remove").code == 0
    assert kiosk("local", "year", "2026", "--remove").code == 0
    assert json.loads(kiosk("local", "--json").out)["fees"] == []
    assert "local fee" in kiosk("clerk", "trail").out


def test_what_cannot_be_said_is_refused_with_the_reason(kiosk: Kiosk) -> None:
    fee = ("fee", "1.001193", "in_person")
    for code, arguments in (
        (1, ("set", "office.name", "X")),
        (1, ("set", "hours.monday", "8-12")),
        (1, (*fee, "Không có", "5", "--rule", "A")),
        (1, (*fee, "Lệ phí đăng ký khai sinh", "--rule", "A")),
        (1, ("counter", "Quầy 7", "Không có")),
        (1, ("clear", "office.phone")),
        (1, ("day", "2026-12-31", "--confirmed")),
        (2, ("day", "31/12/2026")),
        (2, ("fee", "1.001193", "by_bike", "Lệ phí", "5")),
    ):
        ended = kiosk("local", *arguments)
        assert (ended.code, ended.out) == (code, ""), arguments
        assert ended.err
    assert json.loads(kiosk("local", "--json").out)["facts"] == {}
