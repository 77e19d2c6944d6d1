"""The ``kiosk`` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from kiosk.errors import Refused

COMMANDS = {
    "run": "open the touch screen",
    "desk": "open the clerk's desk",
    "import": "read portal JSON, XLSX lists, JSON Lines or our YAML into the draft",
    "diff": "show what the draft would change",
    "publish": "make the draft the catalogue that citizens see",
    "rollback": "go back to an earlier version of the catalogue",
    "local": "say what holds at this office: telephone, hours, counters, days, fees",
    "post": "say which procedures this office posts",
    "search": "find procedures",
    "show": "show everything about one procedure",
    "checklist": "the checklist of one procedure for one case",
    "print": "print the checklist of one procedure",
    "fee": "what a number of pages and copies costs",
    "audit": "compare our procedures with the public records",
    "catalogue": "count procedures, questions, documents and facts by field",
    "posting": "sheets for the notice board, the bound booklet, the list as XLSX",
    "supplement": "what is missing of a dossier, as a request on paper",
    "report": "how it goes: the anonymous counts of a month on one page",
    "clerk": "say who may sign in at the desk; show who did what",
    "words": "what was typed and found nothing; turn it into an everyday name",
    "evaluate": "measure how well questions find their procedure",
    "bench": "measure speed, memory and size",
    "check": "say whether this machine is fit to serve",
    "pictures": "make the pictures of all screens for docs/pictures",
}


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each command's module describes its own arguments."""
    parser = argparse.ArgumentParser(
        prog="kiosk",
        description="The touch-screen kiosk of a ward's one-stop counter. "
        "KIOSK_HOME names the data folder.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        commands.add_parser(name, help=summary, add_help=False)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 refused with the reason on stderr, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = build_parser().parse_known_args(given[:1])[0].command
    module = import_module(f"kiosk.commands.{name}_command")
    parser = argparse.ArgumentParser(prog=f"kiosk {name}", description=COMMANDS[name])
    module.configure(parser)
    parsed = parser.parse_args(given[1:])
    try:
        return int(module.run(parsed))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing was left half-done.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
