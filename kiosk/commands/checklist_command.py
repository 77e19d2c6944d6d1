"""``kiosk checklist CODE [--answer KEY=VALUE]... [--at TIME] [--format F] [--out FILE]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.app import House, open_house
from kiosk.checklist.checklist import Checklist
from kiosk.commands.case import add_case_arguments, build_case
from kiosk.commands.output import say
from kiosk.desk.whole_file import write_whole
from kiosk.errors import Refused
from kiosk.settings import Paper

FORMATS = ("text", "json", *(str(paper) for paper in Paper))


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_case_arguments(parser)
    parser.add_argument(
        "--format",
        choices=(*FORMATS, "receipt"),
        default="text",
        help="how it is written (default text)",
    )
    parser.add_argument(
        "--language",
        choices=("vi", "en", "both"),
        default="vi",
        help="both is for paper (default vi)",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there, not to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Make the checklist and write it."""
    with open_house(say=say) as house:
        content = _content(house, build_case(house, arguments), arguments)
    if arguments.out:
        write_whole(arguments.out, content)
        return 0
    if arguments.format not in ("text", "json") and sys.stdout.isatty():
        raise Refused("A PDF does not belong on a terminal; name a file with --out.")
    sys.stdout.buffer.write(content)
    return 0


def _content(house: House, checklist: Checklist, arguments: argparse.Namespace) -> bytes:
    """Return the bytes of the checklist in the wanted format."""
    from kiosk.checklist.text import as_json, as_text

    translator = house.translators["en" if arguments.language == "en" else "vi"]
    if arguments.format == "text":
        return f"{as_text(checklist, translator).rstrip()}\n".encode()
    if arguments.format == "json":
        return as_json(checklist) + b"\n"
    paper = Paper.RECEIPT_80 if arguments.format == "receipt" else Paper(arguments.format)
    languages = ["vi", "en"] if arguments.language == "both" else [arguments.language]
    return house.render(checklist, paper, languages)
