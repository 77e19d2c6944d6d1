"""``kiosk checklist``, ``kiosk show`` and ``kiosk print``: one procedure, one person's case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FAMILIES = {
    "the parents, with a birth notification": ("parent", "notified"),
    "a grandmother, born at home with a witness": ("relative", "witnessed"),
    "the parents, born at home and nobody saw it": ("parent", "declared"),
    "born through surrogacy": ("parent", "surrogacy"),
    "found abandoned, a friend sent by the carers": ("authorised", "abandoned"),
}


def papers(kiosk, applicant: str, birth: str) -> list[str]:
    ended = kiosk(
        *("checklist", "1.001193", "--format", "json", "--at", "2026-11-25T09:00"),
        *("--answer", f"applicant={applicant}", "--answer", f"birth={birth}"),
    )
    assert ended.code == 0
    found = json.loads(ended.out)
    assert all(item["open_cases"] == [] for item in found["certain"] + found["possible"])
    return [item["document"]["name"] for item in found["certain"]]


def test_five_families_get_five_lists(kiosk) -> None:
    lists = {family: papers(kiosk, *answers) for family, answers in FAMILIES.items()}
    assert len({tuple(each) for each in lists.values()}) == 5
    usual, witness, declared, surrogacy, abandoned = lists.values()
    assert "Giấy chứng sinh" in usual
    assert "Giấy chứng sinh" not in witness
    assert "Văn bản của người làm chứng xác nhận việc sinh" in witness
    assert "Giấy cam đoan về việc sinh" in declared
    assert "Văn bản xác nhận của cơ sở y tế về việc mang thai hộ" in surrogacy
    assert {"Biên bản về việc trẻ bị bỏ rơi", "Văn bản ủy quyền"} <= set(abandoned)
    for each in lists.values():
        assert "Tờ khai đăng ký khai sinh" in each
    assert all("Văn bản ủy quyền" not in each for each in (usual, witness, declared, surrogacy))


def test_the_fifteen_o_clock_rule_at_the_counter(kiosk) -> None:
    def due(at: str) -> str:
        found = json.loads(kiosk("checklist", "1.001193", "--format", "json", "--at", at).out)
        return found["methods"][0]["times"][0]["due"]["at"]

    assert due("2026-11-25T14:59").startswith("2026-11-25T17:00")
    assert due("2026-11-25T15:01").startswith("2026-11-26T17:00")
    assert due("2026-11-27T15:01").startswith("2026-11-30T17:00")


def test_sources_of_single_facts_reach_the_list(kiosk) -> None:
    found = json.loads(kiosk("checklist", "1.004873", "--format", "json").out)
    assert found["source"]["decision"] == "163/QĐ-BTP"
    assert found["checked_on"] == "2026-11-23"
    limit = found["methods"][0]["times"][0]["limit"]
    assert limit["source"] == {"decision": "123/2015/NĐ-CP", "page": "Điều 22"}
    text = kiosk("checklist", "1.004873").out
    assert "Thời hạn theo Điều 22, 123/2015/NĐ-CP." in text
    assert "Phí, lệ phí theo 77/2025/NQ-HĐND (27/11/2025)." in text
    assert text.count("77/2025/NQ-HĐND (27/11/2025)") == 1
    english = kiosk("checklist", "1.004873", "--language", "en").out
    assert "Time limit by Điều 22, 123/2015/NĐ-CP." in english


def test_a_file_is_written_whole_or_not_at_all(kiosk, tmp_path: Path) -> None:
    out = tmp_path / "list.txt"
    assert kiosk("checklist", "1.001193", "--out", str(out)).code == 0
    before = out.read_bytes()
    assert "Khai sinh cho con" in before.decode()
    assert kiosk("checklist", "1.001193", "--answer", "x=y", "--out", str(out)).code == 1
    assert out.read_bytes() == before
    ended = kiosk("checklist", "1.001193", "--out", str(tmp_path / "no" / "list.txt"))
    assert ended.code == 1
    assert "cannot be written" in ended.err
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["list.txt"]


@pytest.mark.parametrize("paper", ["a4", "a5", "receipt"])
def test_a_pdf_of_each_size(kiosk, tmp_path: Path, paper: str) -> None:
    out = tmp_path / "list.pdf"
    assert kiosk("checklist", "1.001193", "--format", paper, "--out", str(out)).code == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_show(kiosk) -> None:
    ended = kiosk("show", "1.001193")
    assert ended.code == 0
    assert "? birth: Bé có giấy chứng sinh không?" in ended.out
    assert "Posted at this office." in ended.out
    assert json.loads(kiosk("show", "1.001193", "--json").out)["code"] == "1.001193"


def test_print_into_the_folder(kiosk, home: Path) -> None:
    ended = kiosk("print", "1.001193", "--answer", "birth=notified")
    assert ended.code == 0, ended.err
    (sheet,) = (home / "prints").glob("*.pdf")
    assert sheet.read_bytes().startswith(b"%PDF-")


def test_no_printer_is_refused(kiosk, home: Path) -> None:
    profile = home / "ward.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('kind = "folder"', 'kind = "none"'), encoding="utf-8")
    ended = kiosk("print", "1.001193")
    assert ended.code == 1
    assert "no printer is set up" in ended.err


def test_print_says_what_happened(kiosk, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = home / "ward.toml"
    text = profile.read_text(encoding="utf-8").replace('kind = "folder"', 'kind = "escpos-network"')
    profile.write_text(
        text.replace('address = ""               # folder', 'address = "127.0.0.1:9" # folder'),
        encoding="utf-8",
    )
    monkeypatch.setattr("kiosk.commands.print_command.SECONDS", 0.5)
    ended = kiosk("print", "1.001193")
    assert ended.code == 1
    assert ended.out == ""
    meanwhile, end = ended.err.strip().splitlines()[-2:]
    assert meanwhile.startswith("The printer does not answer.")
    assert "The printer does not answer." in end
    assert "Connection refused" in end
    assert kiosk("print", "1.001193", "--printer", "folder").code == 0
    assert len(list((home / "prints").glob("*.pdf"))) == 1
    for name, said in (
        ("ipp", "is not first, second, folder or an IPP address"),
        ("ftp://office/x", "is no IPP address"),
        ("second", "no printer is set up"),
    ):
        refused = kiosk("print", "1.001193", "--printer", name)
        assert refused.code == 1
        assert said in refused.err
