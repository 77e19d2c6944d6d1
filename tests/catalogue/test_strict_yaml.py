"""YAML is read strictly and in bounded memory."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.catalogue.strict_yaml import MOST_BYTES, StrictYamlError, read_yaml


def test_only_the_plain_values_that_are_meant() -> None:
    value, _ = read_yaml(
        b"a: no\nb: on\nc: true\nd: 15:00\ne: 1.001190\nf: 007\ng: 12\nh: 2026-07-20\ni: 1e3\n"
        b"j: ~\nk: '12'\nl: yes\nm: 0x10\n"
    )
    assert value == {
        "a": "no",
        "b": "on",
        "c": True,
        "d": "15:00",
        "e": "1.001190",
        "f": "007",
        "g": 12,
        "h": dt.date(2026, 7, 20),
        "i": "1e3",
        "j": None,
        "k": "12",
        "l": "yes",
        "m": "0x10",
    }


def test_text_becomes_nfc_and_a_byte_order_mark_is_no_text() -> None:
    decomposed = "te\u0302n: Ho\u0323\n"
    assert read_yaml(b"\xef\xbb\xbf" + decomposed.encode())[0] == {"tên": "Họ"}


def test_aliases_and_merged_keys_share_what_repeats() -> None:
    value, _ = read_yaml(b"a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: *a\n")
    assert value["b"] == {"x": 1, "y": 3}
    assert value["c"] == {"x": 1, "y": 2}


LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 30))


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"a: 1\nb: 2\na: 3\n", 3, "written twice"),
        (b"x:\n  - {k: 1, k: 2}\n", 2, "written twice"),
        (b"? [a, b]\n: 1\n", 1, "must be text"),
        (b"a: 1\nb: [1, 2\n", 3, "expected"),
        (b"a: !!python/object/apply:os.system [ls]\n", 1, "could not determine a constructor"),
        ("a: 1\nb: Ủy\n".encode("utf-16"), 1, "UTF-8"),
        (b"a: 1\nb: \xff\n", 2, "UTF-8"),
        (b"", 1, "is empty"),
        (b"a: 1\n---\nb: 2\n", 2, "another document"),
        (b"&a [*a]\n", 1, "inside its own anchor"),
        (b"[" * 100_000, 1, "levels deep"),
        (b"{a: " * 100_000, 1, "levels deep"),
        (LAUGHS.encode(), 1, "unfolds into more"),
        (b"#" * (MOST_BYTES + 1), 1, "larger than"),
        (b"a: \x00\n", 1, "control characters are not allowed"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(data: bytes, line: int, words: str) -> None:
    with pytest.raises(StrictYamlError, match=words) as refusal:
        read_yaml(data)
    assert refusal.value.line == line
