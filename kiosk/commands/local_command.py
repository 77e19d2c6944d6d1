"""``kiosk local``: what this office says itself, over the profile and the texts."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass

from kiosk.app import House, open_house
from kiosk.catalogue.local import DayHere, FeeHere, Said, YearHere
from kiosk.catalogue.procedure import MethodKind
from kiosk.commands.output import print_pretty_json, say
from kiosk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--by", default=getpass.getuser(), help="who says it (default: the user)")
    parser.add_argument("--json", action="store_true", help="print what is said as JSON")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    fact = actions.add_parser("set", help="say a fact: office.phone, hours.monday, hours.confirmed")
    fact.add_argument("name", metavar="NAME", help="the key as in ward.toml")
    fact.add_argument("values", nargs="*", metavar="VALUE", help="none: nothing, or closed")
    back = actions.add_parser("clear", help="let the profile's own hold again")
    back.add_argument("name", metavar="NAME", help="the key as it was set")
    counter = actions.add_parser("counter", help="say which fields a counter handles")
    counter.add_argument("label", metavar="LABEL", help='its sign, e.g. "Quầy 2"')
    counter.add_argument("fields", nargs="*", metavar="FIELD", help='e.g. "Hộ tịch"')
    counter.add_argument("--label-en", default="", help='e.g. "Counter 2"')
    day = actions.add_parser("day", help="say that the office is closed, or works, on a day")
    day.add_argument("date", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="the day")
    day.add_argument("--works", action="store_true", help="it works although it would be closed")
    day.add_argument("--name", default="", help='why, e.g. "Nghỉ Tết Nguyên đán"')
    day.add_argument("--notice", default="", help="number and date of the notice")
    day.add_argument("--confirmed", action="store_true", help="the notice is there")
    year = actions.add_parser("year", help="confirm a year's days off")
    year.add_argument("year", type=int, metavar="YYYY", help="the year")
    year.add_argument("--notice", default="", help="the notice they were compared with")
    fee = actions.add_parser("fee", help="say what a fee is here")
    fee.add_argument("code", metavar="CODE", help="the procedure's code, d.dddddd")
    fee.add_argument(
        "method", type=MethodKind, choices=list(MethodKind), help="how it is handed in"
    )
    fee.add_argument("name", metavar="NAME", help="the fee's name in the text")
    fee.add_argument("amount", nargs="?", type=int, metavar="AMOUNT", help="whole đồng; 0 is free")
    fee.add_argument("--rule", default="", help="the resolution that sets it")
    for each in (counter, day, year, fee):
        each.add_argument("--remove", action="store_true", help="say it no more")


def run(arguments: argparse.Namespace) -> int:
    """Say one thing, or show everything that is said."""
    with open_house(say=say) as house:
        if arguments.action:
            _change(house, arguments)
        said = house.local.all()
    if arguments.json:
        print_pretty_json(said)
    else:
        for line in describe(said):
            print(line)
    return 0


def _change(house: House, arguments: argparse.Namespace) -> None:
    """Do what the arguments say."""
    desk, by = house.local, arguments.by
    if arguments.action == "set":
        desk.say(arguments.name, arguments.values, by=by)
    elif arguments.action == "clear":
        desk.take_back(arguments.name, by=by)
    elif arguments.action == "counter" and arguments.remove:
        desk.remove_counter(arguments.label, by=by)
    elif arguments.action == "counter":
        desk.say_counter(arguments.label, arguments.fields, label_en=arguments.label_en, by=by)
    elif arguments.action == "day":
        day = DayHere(
            date=arguments.date,
            closed=not arguments.works,
            name=arguments.name,
            notice=arguments.notice,
            confirmed=arguments.confirmed,
        )
        (desk.take_back_day if arguments.remove else desk.say_day)(day, by=by)
    elif arguments.action == "year" and arguments.remove:
        desk.take_back_year(arguments.year, by=by)
    elif arguments.action == "year":
        desk.say_year(YearHere(year=arguments.year, notice=arguments.notice), by=by)
    else:
        if arguments.amount is None and not arguments.remove:
            raise Refused("Name the amount in whole đồng, 0 where it is free.")
        fee = FeeHere(
            code=arguments.code,
            method=arguments.method,
            name=arguments.name,
            amount=arguments.amount or 0,
            rule=arguments.rule,
        )
        (desk.take_back_fee if arguments.remove else desk.say_fee)(fee, by=by)


def describe(said: Said) -> list[str]:
    """Return a line for each thing that is said."""
    lines = [f"fact  {name}: {value}" for name, value in said.facts.items()]
    for day in said.days:
        told = "closed" if day.closed else "works"
        sure = "confirmed" if day.confirmed else "not confirmed"
        lines.append(f"day   {day.date} {told}: {day.name} ({day.notice or '-'}; {sure})")
    lines += [f"year  {year.year} confirmed by {year.notice}" for year in said.years]
    lines += [
        f"fee   {fee.code} {fee.method} {fee.name}: {fee.amount} đ ({fee.rule})"
        for fee in said.fees
    ]
    return lines or ["Nothing is said here; the profile and the texts hold as they are."]
