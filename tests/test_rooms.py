"""The rooms of the house: imports point one way, downwards, and each library has one room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

# Top of the house first. A module may import its own room and any room below.
ROOMS = (
    "__main__",
    "commands",
    "screen_rooms",
    "desk_rooms",
    "keeping_rooms",
    "live_finder",
    "app",
    "ui",
    "speech",
    "desk",
    "printing",
    "checklist",
    "search",
    "catalogue",
    "vietnamese",
    "log",
    "home",
    "settings",
    "translation",
    "clock",
    "errors",
)
ONLY_ROOM = {"kivy": {"ui"}, "sqlalchemy": {"catalogue"}, "alembic": {"catalogue"}}
ONLY_ROOM |= {"whoosh": {"search"}, "typst": {"printing"}, "segno": {"printing"}}

KIOSK = Path(__file__).resolve().parents[1] / "kiosk"
MODULES = sorted(KIOSK.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(KIOSK).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Full names of all imports of the module, also those inside functions."""
    names: set[str] = set()
    package = ("kiosk", *path.relative_to(KIOSK).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            module = [*base, *(node.module or "").split(".")] if node.module else base
            names |= {".".join([*module, alias.name]) for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(KIOSK)))
def test_imports_point_downwards(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert imported(path) == set()
        return
    assert room in ROOMS, f"{path.name} stands in no room of the house"
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "kiosk" and len(parts) > 1:
            assert ROOMS.index(parts[1]) >= ROOMS.index(room), f"{path} imports {name} from above"
        allowed = ONLY_ROOM.get(parts[0], {room})
        assert room in allowed, f"{path} imports {name}, which belongs to {sorted(allowed)}"
