"""What a visit leaves behind: anonymous counts of the day, written off the screen's thread."""

from __future__ import annotations

import threading
from pathlib import Path

from kiosk.app import House
from kiosk.catalogue.counted import CountKind
from kiosk.home import Home
from kiosk.printing.printer import Report
from kiosk.screen_rooms import rooms_of

BIRTH = "1.001193"


def test_a_visit_is_counted_and_nothing_else_is_kept(tmp_path: Path) -> None:
    house = House(Home(tmp_path))
    rooms = rooms_of(house)
    rooms.count(CountKind.VISIT, "")
    rooms.load()
    procedure = rooms.procedure(BIRTH)
    assert procedure is not None
    rooms.count(CountKind.LOOKED_UP, BIRTH)
    checklist = rooms.build_checklist(procedure, {}, rooms.clock())
    came_out = threading.Event()

    def news(report: Report) -> None:
        if report.final:
            came_out.set()

    rooms.start_print(checklist, rooms.translators["vi"], news)
    assert came_out.wait(30)
    rooms.note_unfound("giấy cho cún")
    rooms.note_unfound("trần thị zzqqxxwwvv")
    rooms.count_satisfaction(4)
    house.close()

    again = House(Home(tmp_path))
    today = again.clock().date()
    counted = {(row.kind, row.key): row.count for row in again.counts.between(today, today)}
    texts = [found.text for found in again.counts.unfound(today, today, 10)]
    again.close()
    assert counted == {
        (CountKind.VISIT, ""): 1,
        (CountKind.LOOKED_UP, BIRTH): 1,
        (CountKind.PRINTED, BIRTH): 1,
        (CountKind.SATISFACTION, "4"): 1,
    }
    assert texts == ["giấy cho cún"]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"zzqqxxwwvv" not in file.read_bytes(), file


def test_only_the_kiosks_own_user_reads_the_database(tmp_path: Path) -> None:
    house = House(Home(tmp_path))
    assert house.clerks.all() == []
    assert (tmp_path / "kiosk.sqlite").stat().st_mode & 0o077 == 0
    house.close()
