"""``kiosk search``: the exact shape that other programs read."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

KEYS = ["query", "outcome", "reading", "results", "question"]


def batch(kiosk, monkeypatch, lines: str, *options: str) -> list[dict]:
    stdin = SimpleNamespace(buffer=io.BytesIO(lines.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    ended = kiosk("search", "--batch", *options)
    assert ended.code == 0
    return [json.loads(line) for line in ended.out.splitlines()]


def test_a_line_in_a_line_out_in_order(kiosk, monkeypatch) -> None:
    queries = ["khai sinh", "", "khai sinh cho con", "xyzzy qwerty", "đăng ký kết hôn"]
    found = batch(kiosk, monkeypatch, "\n".join(queries) + "\n")
    assert [each["query"] for each in found] == queries


def test_the_shape(kiosk, monkeypatch) -> None:
    found = batch(kiosk, monkeypatch, "khai sinh cho con\nxyzzy qwerty\nkhai sinh\n")
    for each in found:
        assert [key for key in each if key in KEYS] == KEYS
        assert list(each)[-1] == "ms"
        assert each["outcome"] in ("answer", "ask", "none")
        assert isinstance(each["reading"], str)
        assert isinstance(each["ms"], float)
        for hit in each["results"]:
            assert list(hit) == ["code", "name", "score", "why"]
            assert isinstance(hit["score"], float)
        if each["outcome"] == "ask":
            assert list(each["question"]) == ["text", "options"]
            assert all(list(option) == ["label", "code"] for option in each["question"]["options"])
        else:
            assert each["question"] is None
    assert found[0]["results"][0]["code"] == "1.001193"
    assert (found[1]["outcome"], found[1]["results"]) == ("none", [])


def test_odd_lines_are_answered_too(kiosk, monkeypatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(b"\xff\xfe khai sinh\r\nkhai sinh"))
    monkeypatch.setattr("sys.stdin", stdin)
    ended = kiosk("search", "--batch")
    assert ended.code == 0
    assert len(ended.out.splitlines()) == 2


def test_the_limit_and_posted_only(kiosk, monkeypatch) -> None:
    (found,) = batch(kiosk, monkeypatch, "hộ tịch\n", "--limit", "3")
    assert len(found["results"]) <= 3
    assert kiosk("post", "--remove", "1.001193").code == 0
    (posted,) = batch(kiosk, monkeypatch, "đăng ký khai sinh\n")
    (every,) = batch(kiosk, monkeypatch, "đăng ký khai sinh\n", "--all")
    assert "1.001193" not in [hit["code"] for hit in posted["results"]]
    assert "1.001193" in [hit["code"] for hit in every["results"]]


def test_for_a_person(kiosk) -> None:
    ended = kiosk("search", "khai", "sinh", "cho", "con")
    assert ended.code == 0
    assert "1.001193  Thủ tục đăng ký khai sinh" in ended.out
    ended = kiosk("search", "khai sinh cho con", "--json")
    assert json.loads(ended.out)["query"] == "khai sinh cho con"
    assert "Nothing was found." in kiosk("search", "xyzzy qwerty").out


def test_a_former_ward_leads_to_the_office_of_today(kiosk) -> None:
    found = json.loads(kiosk("search", "ubnd p. duc thang", "--json").out)
    assert (found["outcome"], found["results"]) == ("none", [])
    assert found["elsewhere"]["name"] == "Phường Đức Thắng (cũ)"
    assert found["elsewhere"]["where"].startswith("Nay là phường Đông Ngạc, từ 1/7/2025")
    district = json.loads(kiosk("search", "quận Bắc Từ Liêm ở đâu", "--json").out)
    assert "Không còn từ 1/7/2025" in district["elsewhere"]["where"]
    mixed = json.loads(kiosk("search", "khai sinh ở phường đức thắng", "--json").out)
    assert mixed["elsewhere"] is None
