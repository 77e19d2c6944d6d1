"""How commands write: tables and JSON on stdout, progress and refusals on stderr."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import msgspec


def print_json(value: object) -> None:
    """Print one value as one line of JSON (UTF-8, Vietnamese as letters)."""
    sys.stdout.write(msgspec.json.encode(value).decode("utf-8") + "\n")


def print_pretty_json(value: object) -> None:
    """Print one value as indented JSON."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def say(text: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(text, file=sys.stderr)


def end_with_window() -> NoReturn:
    """End a process that drew into memory: its window's threads wait for a screen for ever."""
    sys.stdout.flush()
    os._exit(0)


class ProgressBar:
    """One line on stderr that shows how far long work is; silent where stderr is no terminal."""

    WIDTH = 30

    def __init__(self) -> None:
        self._shown = False

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """Show that ``done`` of ``total`` (None where it is not known yet) is finished."""
        if not sys.stderr.isatty():
            return
        if total:
            filled = min(self.WIDTH, self.WIDTH * done // total)
            bar = "#" * filled + "." * (self.WIDTH - filled)
            line = f"[{bar}] {done} / {total}  {what}"
        else:
            line = f"{done}  {what}"
        print(f"\r\x1b[K{line[:100]}", end="", file=sys.stderr, flush=True)
        self._shown = True

    def close(self) -> None:
        """Leave the line clean."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def table(rows: list[list[str]], *, header: list[str]) -> str:
    """Return a plain text table, columns aligned; numbers to the right."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]

    def line(row: list[str]) -> str:
        cells = [
            cell.rjust(width) if cell[:1].isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ]
        return "  ".join(cells).rstrip()

    rule = "  ".join("-" * width for width in widths)
    return "\n".join([line(header), rule, *map(line, rows)])
