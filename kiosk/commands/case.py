"""The arguments that name one procedure and one person's case, and what they lead to."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from kiosk.clock import COUNTER_ZONE
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.app import House
    from kiosk.catalogue.procedure import Procedure
    from kiosk.checklist.checklist import Checklist


def add_case_arguments(parser: argparse.ArgumentParser) -> None:
    """Add CODE, ``--answer`` and ``--at``."""
    parser.add_argument("code", metavar="CODE", help="the procedure's code, d.dddddd")
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="an answer about the case; `kiosk show CODE` names the questions",
    )
    parser.add_argument(
        "--at",
        type=parse_moment,
        default=None,
        metavar="YYYY-MM-DDTHH:MM",
        help="the moment of handing in, local time (default: now)",
    )


def parse_moment(text: str) -> dt.datetime:
    """Read a local date and time.

    Raises:
        argparse.ArgumentTypeError: it is not of the form 2026-11-23T14:30.
    """
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not like 2026-11-23T14:30') from error
    return moment.astimezone(COUNTER_ZONE) if moment.tzinfo else moment.replace(tzinfo=COUNTER_ZONE)


def parse_answers(texts: list[str]) -> dict[str, str]:
    """Read ``KEY=VALUE`` texts.

    Raises:
        Refused: a text has no ``=``, or a question is answered twice.
    """
    answers: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key or not value:
            raise Refused(f'--answer "{text}" is not of the form KEY=VALUE.')
        if key in answers:
            raise Refused(f'--answer "{key}" is given twice.')
        answers[key] = value
    return answers


def find_procedure(house: House, code: str) -> Procedure:
    """Return the published procedure, else the one of the draft.

    Raises:
        Refused: the catalogue has no such code.
    """
    procedure = house.catalogue.procedure(code) or house.catalogue.procedure(code, newest=True)
    if procedure is None:
        raise Refused(f'The catalogue has no procedure with the code "{code}"; try `kiosk search`.')
    return procedure


def build_case(house: House, arguments: argparse.Namespace) -> Checklist:
    """Return the checklist that the arguments ask for."""
    procedure = find_procedure(house, arguments.code)
    answers = parse_answers(arguments.answer)
    return house.build_checklist(procedure, answers, arguments.at or house.clock())
