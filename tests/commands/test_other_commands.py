"""``kiosk check``, ``evaluate`` and ``run``: what they refuse and what they say."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pypdf

from kiosk.app import House
from kiosk.commands.run_command import begin_printing
from kiosk.home import Home
from kiosk.printing.printer import PrinterState, Report
from kiosk.screen_rooms import rooms_of


def change_profile(home: Path, old: str, new: str) -> None:
    profile = home / "ward.toml"
    text = profile.read_text(encoding="utf-8")
    assert old in text
    profile.write_text(text.replace(old, new), encoding="utf-8")


def test_a_printer_that_does_not_answer_makes_the_machine_unfit(kiosk, home: Path) -> None:
    change_profile(home, 'kind = "folder"', 'kind = "escpos-network"')
    change_profile(home, 'address = ""               # folder', 'address = "127.0.0.1:9" # folder')
    ended = kiosk("check")
    assert ended.code == 1
    assert "BAD   printer: escpos-network 127.0.0.1:9" in ended.out
    grades = {each["about"]: each["grade"] for each in json.loads(kiosk("check", "--json").out)}
    assert grades["printer"] == "bad"
    assert grades["database"] == "good"


def test_a_damaged_database_makes_the_machine_unfit(kiosk, home: Path) -> None:
    (home / "kiosk.sqlite").write_bytes(b"rubbish" * 1000)
    for leftover in home.glob("kiosk.sqlite-*"):
        leftover.unlink()
    ended = kiosk("check")
    assert ended.code == 1
    assert "the file is no database" in ended.out
    assert kiosk("search", "khai sinh").code == 1


def test_a_draft_and_an_empty_board_are_told(kiosk, tmp_path: Path) -> None:
    codes = [line.split("\t")[0] for line in kiosk("post", "--list").out.splitlines()[:-1]]
    assert kiosk("post", "--remove", *codes).out == "0 procedures are posted.\n"
    path = tmp_path / "x.jsonl"
    record = {"code": "9.000009", "name": "Thủ tục", "completeness": "stub"}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert kiosk("import", str(path)).code == 0
    found = json.loads(kiosk("check", "--json").out)
    told = {each["text"]: each["grade"] for each in found if each["about"] == "database"}
    assert told["a draft waits: `kiosk diff`, then `kiosk publish`"] == "careful"
    assert any(text.startswith("sound; 0 procedures posted") for text in told)


def test_evaluate(kiosk, tmp_path: Path) -> None:
    file = tmp_path / "judged.tsv"
    head = "query\tgold\tbehaviour\tset\n"
    file.write_text(f"{head}khai sinh cho con\t1.001193\tanswer\tplain\n", encoding="utf-8")
    ended = kiosk("evaluate", str(file))
    assert ended.code == 0, ended.err
    assert "plain" in ended.out
    found = json.loads(kiosk("evaluate", str(file), "--json").out)
    assert found["file"] == "judged.tsv"
    file.write_text("query\tgold\nonly\n", encoding="utf-8")
    ended = kiosk("evaluate", str(file))
    assert ended.code == 1
    assert "judged.tsv" in ended.err


def test_the_kiosk_begins_by_taking_back_yesterdays_sheets(home: Path) -> None:
    prints = home / "prints"
    prints.mkdir()
    half = prints / "checklist-20261122-170000-ffff.part"
    half.write_bytes(b"%PDF")
    os.utime(half, (0, 0))
    house = House(Home(home))
    begin_printing(house)
    assert house.started_station.resume().state is PrinterState.READY
    house.close()
    assert not half.exists()
    change_profile(home, 'kind = "folder"', 'kind = "ipp"')
    change_profile(home, 'address = ""               # folder', 'address = "printer" # folder')
    broken = House(Home(home))
    begin_printing(broken)  # the screens open all the same; what is wrong is in the log
    broken.close()


def test_a_foreigners_sheet_is_in_both_languages(home: Path) -> None:
    house = House(Home(home))
    rooms = rooms_of(house)
    procedure = rooms.procedure("1.001193")
    assert procedure is not None
    checklist = rooms.build_checklist(procedure, {"birth": "notified"}, rooms.clock())
    texts = []
    for language in ("vi", "en"):
        ended = threading.Event()
        rooms.start_print(
            checklist,
            rooms.translators[language],
            lambda report, ended=ended: ended.set() if report.final else None,
        )
        assert ended.wait(30)
        newest = max((home / "prints").glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
        texts.append("".join(page.extract_text() for page in pypdf.PdfReader(newest).pages))
    house.close()
    assert all("Giấy chứng sinh" in text for text in texts)
    assert ["Birth notification" in text for text in texts] == [False, True]


def test_the_second_printer_is_another_way(home: Path) -> None:
    change_profile(home, 'kind = "none"\n', 'kind = "folder"\naddress = "DESK"\nplace = "bàn"\n')
    change_profile(home, "DESK", str(home / "desk"))
    house = House(Home(home))
    rooms = rooms_of(house)
    assert rooms.second_printer(rooms.translators["vi"]) == "bàn"
    procedure = rooms.procedure("1.001193")
    assert procedure is not None
    checklist = rooms.build_checklist(procedure, {}, rooms.clock())
    reports: list[PrinterState] = []
    ended = threading.Event()

    def news(report: Report) -> None:
        reports.append(report.state)
        if report.final:
            ended.set()

    assert rooms.start_second_print(checklist, rooms.translators["vi"], news) is not None
    assert ended.wait(30)
    house.close()
    assert reports == [PrinterState.PRINTED]
    assert len(list((home / "desk").glob("*.pdf"))) == 1
    assert not (home / "prints").exists()


def test_the_papers_are_measured(kiosk, monkeypatch) -> None:
    monkeypatch.setattr("kiosk.commands.paper_bench.ROUNDS", 1)
    found = json.loads(kiosk("bench", "--paper", "--json").out)
    assert [each["paper"] for each in found][:3] == ["a4", "a5", "receipt80"]
    assert all(0 < each["median"] <= each["worst"] for each in found)


def test_run_without_a_screen_is_refused(kiosk, monkeypatch) -> None:
    monkeypatch.setattr("kiosk.commands.run_command.can_show", lambda: False)
    ended = kiosk("run")
    assert ended.code == 1
    assert "There is no screen" in ended.err
