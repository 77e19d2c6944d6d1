"""``kiosk supplement CODE [--answer ...] --brought N=O/C/P ... [--format a5] --out FILE``."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from kiosk.app import open_house
from kiosk.checklist.checklist import Checklist
from kiosk.commands.case import add_case_arguments, build_case
from kiosk.commands.output import print_pretty_json, say, table
from kiosk.desk.dossier import Brought, Gap, check_dossier, items_of, reason_words
from kiosk.desk.whole_file import write_whole
from kiosk.errors import Refused
from kiosk.settings import Paper

COUNTS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{1,2})")


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_case_arguments(parser)
    counted = "N=ORIGINALS/CERTIFIED/PHOTOCOPIES, or N=ok to take it as it is"
    parser.add_argument("--brought", action="append", default=[], metavar="N=O/C/P", help=counted)
    parser.add_argument(
        "--defect", action="append", default=[], metavar="N=TEXT", help="what is wrong with paper N"
    )
    parser.add_argument(
        "--wanted",
        action="append",
        type=int,
        default=[],
        metavar="N",
        help="this case needs paper N, one that not every case needs",
    )
    parser.add_argument(
        "--format",
        choices=[str(paper) for paper in Paper],
        default=str(Paper.A5),
        help="paper (default a5)",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the request as PDF there")
    parser.add_argument("--json", action="store_true", help="print what is missing as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Compare what was brought with the case's list. Names of people are written by hand."""
    with open_house(say=say) as house:
        tr = house.translators["vi"]
        checklist = build_case(house, arguments)
        brought = _brought(checklist, arguments.brought, arguments.defect)
        wanted = {_place(checklist, number) for number in arguments.wanted}
        gaps = check_dossier(checklist, brought, wanted)
        if arguments.out:
            from kiosk.desk.supplement import request_for, slip_request

            if not gaps:
                raise Refused("The dossier is complete; there is nothing to ask for.")
            paper = Paper(arguments.format)
            made = slip_request(request_for(checklist, gaps), paper, tr)
            write_whole(arguments.out, house.station.render(made)[0])
        if arguments.json:
            print_pretty_json([_record(checklist, gap) for gap in gaps])
        elif gaps:
            rows = [
                [
                    str(items_of(checklist).index(gap.item) + 1),
                    f"{gap.originals}/{gap.certified_copies}/{gap.photocopies}",
                    gap.item.document.name,
                    reason_words(gap, tr),
                ]
                for gap in gaps
            ]
            print(table(rows, header=["n", "missing", "paper", "why"]))
        else:
            print("The dossier is complete.")
    return 0


def _brought(checklist: Checklist, counted: list[str], defects: list[str]) -> dict[int, Brought]:
    """Read what was brought.

    Raises:
        Refused: a text is not of its form, or the list has no such paper.
    """
    given: dict[int, Brought] = {}
    for text in counted:
        place, value = _split(checklist, "--brought", text)
        counts = COUNTS.fullmatch(value)
        if value == "ok":
            given[place] = Brought(accepted=True)
        elif counts:
            originals, certified, photocopies = map(int, counts.groups())
            given[place] = Brought(
                originals=originals, certified_copies=certified, photocopies=photocopies
            )
        else:
            raise Refused(f'--brought "{text}" is not like 1=1/0/2 or 1=ok.')
    for text in defects:
        place, value = _split(checklist, "--defect", text)
        given[place] = Brought(defect=value)
    return given


def _split(checklist: Checklist, option: str, text: str) -> tuple[int, str]:
    """Return the place of the paper and what is said of it."""
    number, equals, value = text.partition("=")
    if not equals or not number.isdecimal() or not value.strip():
        raise Refused(f'{option} "{text}" does not begin with the number of a paper and "=".')
    return _place(checklist, int(number)), value.strip()


def _place(checklist: Checklist, number: int) -> int:
    """Return a paper's place; people count from 1."""
    known = len(items_of(checklist))
    if not 1 <= number <= known:
        raise Refused(f"The list has {known} papers; there is none with the number {number}.")
    return number - 1


def _record(checklist: Checklist, gap: Gap) -> dict[str, object]:
    """Return a gap for a program."""
    return {
        "number": items_of(checklist).index(gap.item) + 1,
        "name": gap.item.document.name,
        "originals": gap.originals,
        "certified_copies": gap.certified_copies,
        "photocopies": gap.photocopies,
        "defect": gap.defect,
    }
