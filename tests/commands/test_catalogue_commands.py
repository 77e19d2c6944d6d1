"""``kiosk import``, ``diff``, ``publish``, ``rollback``, ``post``, ``catalogue``, ``audit``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from kiosk.home import find_home

PROCEDURE = """\
field: Hộ tịch
procedures:
  - code: "{code}"
    name: Thủ tục của phường
    tier: listed
    agency: {agency}
    levels: [commune]
    decision: {{number: 1/QĐ-UBND}}
    checked_on: 2026-11-20
"""

RECORD = {
    "code": "1.001193",
    "name": "Thủ tục đăng ký khai sinh",
    "completeness": "full",
    "level": ["Cấp xã"],
    "decision_no": "163/QĐ-BTP",
    "agency": "UBND cấp xã",
}


@pytest.fixture
def ours(tmp_path: Path):
    def write(code: str = "9.000001", agency: str = "Ủy ban nhân dân phường") -> str:
        path = tmp_path / f"{code}.yaml"
        path.write_text(PROCEDURE.format(code=code, agency=agency), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def records(tmp_path: Path):
    def write(*changes: dict) -> str:
        path = tmp_path / "records.jsonl"
        lines = [json.dumps(RECORD | change, ensure_ascii=False) for change in changes]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    return write


def test_draft_diff_publish_rollback(kiosk, ours) -> None:
    assert kiosk("diff").out.splitlines()[-1].startswith("No draft is open")
    ended = kiosk("import", ours())
    assert ended.code == 0
    assert "read 1 = new 1 + changed 0 + unchanged 0 + rejected 0" in ended.out
    assert "kiosk diff" in ended.out
    ended = kiosk("diff")
    assert ended.code == 0
    assert "new        9.000001  Thủ tục của phường  [ward]" in ended.out
    assert ended.out.splitlines()[-1] == "1 new"
    (line,) = kiosk("diff", "--json").out.splitlines()
    assert json.loads(line)["kind"] == "new"
    assert kiosk("post", "9.000001").code == 0

    ended = kiosk("publish", "--by", "Lan", "--decision", "5/QĐ-UBND")
    assert (ended.code, ended.out) == (0, "Version 2 is what citizens see now.\n")
    assert kiosk("publish").code == 1
    assert kiosk("show", "9.000001").code == 0
    ended = kiosk("rollback", "--by", "Lan")
    assert (ended.code, ended.out) == (0, "Version 1 is what citizens see now.\n")
    assert kiosk("show", "9.000001").code == 1
    assert kiosk("rollback", "--to", "2").code == 0
    assert kiosk("show", "9.000001").code == 0


def test_a_field_of_the_wards_text_is_told_before_and_after(kiosk, ours) -> None:
    kiosk("import", ours())
    kiosk("publish")
    assert "unchanged 1" in kiosk("import", ours()).out
    kiosk("import", ours(agency="Ủy ban nhân dân phường Đông Ngạc"))
    out = kiosk("diff").out
    assert "agency: Ủy ban nhân dân phường → Ủy ban nhân dân phường Đông Ngạc" in out


def test_a_dry_run_leaves_no_draft(kiosk, ours) -> None:
    ended = kiosk("import", "--dry-run", ours())
    assert "Nothing was written" in ended.out
    assert kiosk("publish").code == 1
    report = json.loads(kiosk("import", "--dry-run", "--json", ours()).out)
    assert (report["new"], report["rejections"]) == (1, [])


def test_a_broken_file_of_ours_is_rejected_with_its_line(kiosk, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    text = PROCEDURE.format(code="9.000001", agency="x").replace("tier: listed", "teir: listed")
    path.write_text(text, encoding="utf-8")
    ended = kiosk("import", str(path))
    assert "rejected" in ended.out
    assert "line 5" in ended.out
    assert kiosk("publish").code == 1


def test_a_damaged_input_leaves_nothing_half_written(kiosk, ours, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 this is no archive")
    ended = kiosk("import", ours(), str(broken))
    assert ended.code == 1
    assert "broken.zip" in ended.err
    assert kiosk("show", "9.000001").code == 1
    assert kiosk("publish").code == 1


def test_the_wards_edit_survives_an_upgrade_of_the_shipped_files(
    kiosk, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = tmp_path / "ward"
    edited.mkdir()
    source = shipped / "catalogue" / "hoi-quy.yaml"
    text = source.read_text(encoding="utf-8")
    code = text.split('- code: "')[1][:8]
    shown = json.loads(kiosk("show", code, "--json").out)
    shown |= {"agency": "Phường", "keywords": "của phường"}
    path = edited / "own.yaml"
    path.write_text(yaml.safe_dump({"procedures": [shown]}, allow_unicode=True), encoding="utf-8")
    ended = kiosk("import", str(path))
    assert "new 1" in ended.out, ended
    kiosk("publish", "--by", "Lan")
    assert kiosk("diff").code == 0

    upgraded = text.replace(f"agency: {_agency(text)}", "agency: Sở Nội vụ mới", 1)
    assert upgraded != text
    newer = shutil.copytree(shipped, tmp_path / "db")
    (newer / "catalogue" / source.name).write_text(upgraded, encoding="utf-8")
    (newer / "catalogue" / "hoa-giai-o-co-so.yaml").unlink()
    monkeypatch.setattr("kiosk.app.SHIPPED", newer)

    assert json.loads(kiosk("show", code, "--json").out)["agency"] == "Phường"
    out = kiosk("diff").out
    assert f"behind     {code}" in out
    assert "CONFLICT, both changed it; ours: Phường" in out
    assert "1 fields in conflict" in out
    assert kiosk("show", "2.002080").code == 1, "what is shipped no longer is gone"
    found = json.loads(kiosk("check", "--json").out)
    assert any(code in each["text"] and each["about"] == "facts" for each in found)

    ended = kiosk("import", str(path))
    assert "changed 1" in ended.out
    assert "behind" not in kiosk("diff").out


def _agency(text: str) -> str:
    return text.split("agency: ")[1].splitlines()[0]


def test_an_open_draft_waits_for_the_clerk_in_an_upgrade(
    kiosk, ours, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk("import", ours())
    newer = shutil.copytree(shipped, tmp_path / "db")
    extra = PROCEDURE.format(code="9.000002", agency="Sở Tư pháp")
    (newer / "catalogue" / "moi.yaml").write_text(extra, encoding="utf-8")
    monkeypatch.setattr("kiosk.app.SHIPPED", newer)
    out = kiosk("diff").out
    assert "new        9.000001" in out
    assert "new        9.000002" in out
    assert "1.001193" in kiosk("search", "khai sinh cho con").out
    assert "Thủ tục của phường" not in kiosk("search", "thủ tục của phường").out
    assert kiosk("publish").code == 0
    assert "9.000002" in kiosk("post", "--list").out
    assert kiosk("show", "9.000002").out.splitlines()[-1].startswith("Posted at this office")


def test_post_and_withdraw(kiosk, tmp_path: Path) -> None:
    board = tmp_path / "board.txt"
    board.write_text("# bảng\n1.001193 # khai sinh\n\n2.000815\n", encoding="utf-8")
    before = kiosk("post", "--list").out
    ended = kiosk("post", "--file", str(board), "--counter", "Quầy 2", "--decision", "7/QĐ")
    assert ended.code == 0
    out = kiosk("post", "--list").out
    assert "1.001193\tQuầy 2\t7/QĐ" in out
    assert out.splitlines()[-1] == before.splitlines()[-1]
    assert kiosk("post", "--remove", "1.001193").code == 0
    assert "1.001193" not in kiosk("post", "--list").out
    board.write_text("1.001193\nkhai sinh\n", encoding="utf-8")
    ended = kiosk("post", "--file", str(board))
    assert ended.code == 1
    assert 'line 2: "khai sinh" is not a code' in ended.err
    assert "1.001193" not in kiosk("post", "--list").out, "nothing was posted"


def test_a_withdrawn_procedure_stays_withdrawn(kiosk, home: Path) -> None:
    kiosk("post", "--remove", "1.001193")
    find_home().shipped_mark.unlink()
    assert "1.001193" not in kiosk("post", "--list").out


def test_catalogue_counts(kiosk, ours) -> None:
    ended = kiosk("catalogue")
    assert ended.code == 0
    head, *_, last = ended.out.splitlines()
    assert head.split()[:3] == ["field", "full", "listed"]
    assert last.startswith("all ")
    *fields, total = json.loads(kiosk("catalogue", "--json").out)
    for name in ("full", "listed", "questions", "paths", "documents", "facts", "sourced"):
        assert total[name] == sum(field[name] for field in fields) > 0
    assert total["sourced"] == total["facts"]
    assert total["checked"] == total["full"] + total["listed"]


def test_audit_explains_and_refuses(kiosk, records) -> None:
    path = records({}, {"code": "1.000001"})
    ended = kiosk("audit", path)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert not any(line.startswith("1.001193") for line in lines)
    assert "  code: ours" in ended.out, "most of ours are not in these records"
    assert lines[-1].endswith("beside 2 public records.")
    ended = kiosk("audit", path, "--strict")
    assert ended.code == 1
    assert "differences are not explained" in ended.err

    path = records({"agency": "Sở Tư pháp", "decision_no": "1/QĐ-BTP", "name": "Tên khác"})
    out = kiosk("audit", path).out
    for line in (
        "1.001193  name: ours Thủ tục đăng ký khai sinh | public Tên khác",
        "1.001193  decision: ours 163/QĐ-BTP | public 1/QĐ-BTP",
        "1.001193  agency: ours Ủy ban nhân dân cấp xã | public Sở Tư pháp",
    ):
        assert line in out


def test_audit_tells_what_is_explained_and_why(kiosk, records) -> None:
    methods = [{"method": "Trực tiếp", "time": "1", "fee": "Lệ phí : 0 Đồng", "note": ""}]
    path = records({"methods": methods})
    assert "1.001193  time_limit" not in kiosk("audit", path).out
    out = kiosk("audit", path, "--explained").out
    assert "1.001193  time_limit in_person: ours same_day | public 1 unknown" in out
    assert "          because Bản ghi công khai chỉ có số 1 không đơn vị" in out
    found = json.loads(kiosk("audit", path, "--json", "--explained").out)
    assert found["facts"]["time_limit"]["explained"] == 1
    assert any(each["about"] == "time_limit" for each in found["differences"])


def test_our_own_text_is_no_public_record(kiosk, ours) -> None:
    ended = kiosk("audit", ours())
    assert ended.code == 1
    assert "is a text of our own" in ended.err


def test_the_real_audit_has_nothing_unexplained(kiosk, shared_data: Path) -> None:
    ended = kiosk("audit", str(shared_data / "records.jsonl"), "--strict", "--json")
    found = json.loads(ended.out)
    assert found["differences"] == []
    assert ended.code == 0
    facts = found["facts"]
    assert facts["code"]["same"] == found["procedures"]
    assert facts["name"]["same"] + facts["name"]["explained"] == found["procedures"]
    assert sum(facts[about]["same"] for about in facts) > 1000


def test_check(kiosk) -> None:
    ended = kiosk("check")
    assert ended.code == 0
    assert "ok    database: sound;" in ended.out
    assert "BAD" not in ended.out
    assert {each["grade"] for each in json.loads(kiosk("check", "--json").out)} <= {
        "good",
        "careful",
    }


def test_fields_are_taken_and_refused(kiosk, home, ours) -> None:
    assert kiosk("import", ours(agency="A")).code == 0
    assert kiosk("publish").code == 0
    assert kiosk("import", ours(agency="B")).code == 0
    ended = kiosk("diff", "--refuse", "9.999999")
    assert (ended.code, ended.out) == (1, "")
    assert "no difference" in ended.err
    assert kiosk("diff", "--accept", "1.001193", "--refuse", "1.001193").code == 2
    assert kiosk("diff", "--refuse", "9.000001", "agency", "--by", "Lan").code == 0
    assert "agency: A → B  [refused]" in kiosk("diff").out
    assert "refuse fields 9.000001; agency" in " ".join(kiosk("clerk", "trail").out.split())
    assert kiosk("publish").code == 0
    assert '"agency":"A"' in kiosk("show", "9.000001", "--json").out.replace(": ", ":")
    assert "superseded" in kiosk("rollback", "--list").out


def test_what_was_brought_is_listed(kiosk, home) -> None:
    assert kiosk("import").code == 2
    assert kiosk("import", "--list").out.startswith("Nothing lies in")
    (home / "incoming").mkdir()
    (home / "incoming" / "xuất.json").write_text("{}")
    assert "xuất.json" in kiosk("import", "--list").out
    (brought,) = json.loads(kiosk("import", "--list", "--json").out)
    assert brought["size"] == 2
