"""``kiosk clerk add NAME [--role R] | remove NAME | list | trail``."""

from __future__ import annotations

import argparse
import getpass
import sys
import unicodedata

from kiosk.app import House, open_house
from kiosk.catalogue.clerks import Role
from kiosk.commands.output import print_pretty_json, say, table
from kiosk.errors import Refused

LONGEST_NAME = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="let a clerk sign in; asks for the PIN")
    adding.add_argument("name", metavar="NAME", help="as it stands on the desk and in the trail")
    adding.add_argument(
        "--role",
        type=Role,
        choices=list(Role),
        default=Role.CLERK,
        help="a steward keeps catalogue and office, too (default clerk)",
    )
    removing = actions.add_parser("remove", help="let a clerk sign in no longer")
    removing.add_argument("name", metavar="NAME", help="as it was added")
    listing = actions.add_parser("list", help="who may sign in")
    listing.add_argument("--json", action="store_true", help="print JSON")
    trail = actions.add_parser("trail", help="who did what, the newest first")
    trail.add_argument("--limit", type=int, default=50, help="how many (default 50)")
    trail.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Keep the list of clerks, or show it or the trail."""
    with open_house(say=say) as house:
        if arguments.action == "add":
            _add(house, _plain_name(arguments.name), arguments.role)
        elif arguments.action == "remove":
            name = _plain_name(arguments.name)
            house.clerks.remove(name)
            house.trail.note(house.clock(), getpass.getuser(), "remove clerk", name)
            print(f"{name} can no longer sign in.")
        elif arguments.action == "list":
            _list(house, as_json=arguments.json)
        else:
            _trail(house, max(1, arguments.limit), as_json=arguments.json)
    return 0


def _add(house: House, name: str, role: Role) -> None:
    """Ask for the PIN and add a clerk.

    Raises:
        Refused: the two PINs typed differ, or it is too easy, or the name is taken.
    """
    from kiosk.desk.passphrase import check_strength, hash_secret

    secret = _ask_secret()
    check_strength(secret, role)
    house.clerks.add(name, role, hash_secret(secret), house.clock())
    house.trail.note(house.clock(), getpass.getuser(), f"add {role}", name)
    print(f"{name} can sign in as {role}.")


def _ask_secret() -> str:
    """Return the PIN, typed twice and unseen; from a pipe, its first line.

    Raises:
        Refused: nothing was given, or the two differ.
    """
    if not sys.stdin.isatty():
        secret = sys.stdin.readline().rstrip("\r\n")
    else:
        secret = getpass.getpass("PIN or passphrase: ")
        if getpass.getpass("The same again: ") != secret:
            raise Refused("The two are not the same; nothing was changed.")
    if not secret:
        raise Refused("No PIN was given; type it, or pipe it in as one line.")
    return secret


def _plain_name(text: str) -> str:
    """Return a clerk's name in one form.

    Raises:
        Refused: it is empty or too long.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"A clerk's name has 1 to {LONGEST_NAME} characters.")
    return name


def _list(house: House, *, as_json: bool) -> None:
    """Print who may sign in; never a hash."""
    clerks = house.clerks.all()
    if as_json:
        print_pretty_json(
            [
                {
                    "name": c.name,
                    "role": c.role,
                    "added_at": c.added_at,
                    "locked_until": c.locked_until,
                }
                for c in clerks
            ]
        )
    elif not clerks:
        print("Nobody can sign in yet: `kiosk clerk add NAME --role steward`.")
    else:
        rows = [[c.name, c.role, f"{c.added_at:%Y-%m-%d}"] for c in clerks]
        print(table(rows, header=["name", "role", "since"]))


def _trail(house: House, limit: int, *, as_json: bool) -> None:
    """Print who did what."""
    lines = house.trail.newest(limit)
    if as_json:
        print_pretty_json(lines)
        return
    rows = [[f"{line.at:%Y-%m-%d %H:%M}", line.who, line.what, line.about] for line in lines]
    print(table(rows, header=["when", "who", "what", "about"]) if rows else "Nothing yet.")
