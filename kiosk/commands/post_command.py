"""``kiosk post CODE... | --file F``: what this office posts (niêm yết)."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path

from kiosk.app import open_house
from kiosk.commands.output import say
from kiosk.errors import Refused

CODE = re.compile(r"\d\.\d{6}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("codes", nargs="*", metavar="CODE", help="codes of procedures (d.dddddd)")
    parser.add_argument("--file", type=Path, help="a text file, one code a line; # is a comment")
    parser.add_argument("--remove", action="store_true", help="take them off the board instead")
    parser.add_argument("--list", action="store_true", help="print what is posted")
    parser.add_argument("--counter", default="", help='the counter, e.g. "Quầy 2"')
    parser.add_argument("--decision", default="", help="by which decision")
    parser.add_argument("--since", type=dt.date.fromisoformat, help="since which day, YYYY-MM-DD")


def run(arguments: argparse.Namespace) -> int:
    """Post or withdraw procedures; refuses a code that the catalogue does not have."""
    codes = [*arguments.codes, *(_codes_in(arguments.file) if arguments.file else [])]
    if not codes and not arguments.list:
        raise Refused("No code was given; name codes, or a file with --file.")
    with open_house(say=say) as house:
        if codes and arguments.remove:
            house.catalogue.withdraw(codes)
        elif codes:
            house.catalogue.post(
                codes,
                counter=arguments.counter,
                decision=arguments.decision,
                since=arguments.since,
            )
        postings = house.catalogue.postings()
    if arguments.list:
        for code, posting in sorted(postings.items()):
            print(f"{code}\t{posting.counter or '-'}\t{posting.decision or '-'}")
    print(f"{len(postings)} procedures are posted.")
    return 0


def _codes_in(path: Path) -> list[str]:
    """Read one code a line.

    Raises:
        Refused: the file cannot be read or a line holds no code; names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path}: cannot be read as UTF-8 text ({error}).") from error
    codes = []
    for number, line in enumerate(lines, start=1):
        text = line.split("#")[0].strip()
        if not text:
            continue
        if not CODE.fullmatch(text):
            raise Refused(f'{path}, line {number}: "{text}" is not a code such as 1.001193.')
        codes.append(text)
    return codes
