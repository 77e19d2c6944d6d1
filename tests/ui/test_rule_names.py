"""A kv rule holds for every class of its name, so two files must not use the same one."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path


def test_no_two_files_have_rules_of_one_name(repository: Path) -> None:
    files: dict[str, set[str]] = defaultdict(set)
    for path in (repository / "kiosk" / "ui").rglob("*.kv"):
        for name in re.findall(r"^<-?(\w+)(?:@\w+)?>:", path.read_text("utf-8"), re.MULTILINE):
            files[name.lower()].add(path.name)
    assert len(files) > 50
    assert {name: where for name, where in files.items() if len(where) > 1} == {}
