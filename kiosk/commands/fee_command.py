"""``kiosk fee CODE --units N [--copies N]``: what a number of pages and copies costs."""

from __future__ import annotations

import argparse

from kiosk.app import open_house
from kiosk.catalogue.procedure import MethodKind
from kiosk.checklist.fees import total
from kiosk.checklist.words import fee_words, money
from kiosk.commands.case import find_procedure
from kiosk.commands.output import say
from kiosk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("code", metavar="CODE", help="the procedure's code, d.dddddd")
    parser.add_argument("--units", type=int, required=True, help="how many, e.g. pages of one copy")
    parser.add_argument("--copies", type=int, default=1, help="how many copies (default 1)")
    parser.add_argument(
        "--method",
        choices=list(MethodKind),
        default=MethodKind.IN_PERSON,
        help="how it is handed in (default in_person)",
    )
    parser.add_argument(
        "--language",
        choices=("vi", "en"),
        default="vi",
        help="language of what is written (default vi)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print each fee of one way to hand in, with what it comes to."""
    if arguments.units < 0 or arguments.copies < 0:
        raise Refused("--units and --copies must be 0 or more.")
    with open_house(say=say) as house:
        procedure = find_procedure(house, arguments.code)
        translator = house.translators[arguments.language]
    methods = [method for method in procedure.methods if method.kind == arguments.method]
    fees = [fee for method in methods for fee in method.fees]
    if not fees:
        raise Refused(f"{procedure.code} names no fee for this way; ask at the counter.")
    for fee in fees:
        amount = total(fee, arguments.units, copies=arguments.copies)
        sum_ = translator("Ask at the counter") if amount is None else money(amount, translator)
        print(f"{fee_words(fee, translator)} → {sum_}")
    return 0
