"""``kiosk import PATH... [--dry-run] [--json]``, and ``kiosk import --list``."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from kiosk.app import House, open_house
from kiosk.catalogue.importing import read_sources
from kiosk.commands.output import ProgressBar, print_json, say, table
from kiosk.desk.incoming import list_incoming


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="portal JSON (file, folder, .zip, .tar.xz), XLSX list, JSON Lines, our YAML",
    )
    parser.add_argument("--dry-run", action="store_true", help="count and check, write nothing")
    parser.add_argument(
        "--list", action="store_true", help="print the files that were brought (desk.incoming)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(wrong_usage=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Import into the draft; print the counts and every rejection."""
    if arguments.list == bool(arguments.paths):
        arguments.wrong_usage("name what to import, or --list for the files that were brought")
    bar = ProgressBar()
    with open_house(say=say) as house:
        if arguments.list:
            _print_brought(house, as_json=arguments.json)
            return 0
        try:
            report = house.catalogue.stage(
                read_sources(arguments.paths, progress=bar), dry_run=arguments.dry_run
            )
        finally:
            bar.close()
    if arguments.json:
        print_json(report)
        return 0
    for rejection in report.rejections:
        print(f"rejected {rejection.file} {rejection.code or '-'}: {rejection.reason}")
    print(
        f"read {report.read} = new {report.new} + changed {report.changed}"
        f" + unchanged {report.unchanged} + rejected {report.rejected}"
    )
    if arguments.dry_run:
        print("Nothing was written (--dry-run).")
    elif report.differs:
        print("The draft holds them: read it with `kiosk diff`, then `kiosk publish`.")
    return 0


def _print_brought(house: House, *, as_json: bool) -> None:
    """Print the files that were brought to be imported."""
    files = list_incoming(house.incoming)
    if as_json:
        print_json([{**msgspec.structs.asdict(file), "path": str(file.path)} for file in files])
    elif files:
        rows = [[str(f.path), f"{f.size:,}", f"{f.written_at:%Y-%m-%d %H:%M}"] for f in files]
        print(table(rows, header=["file", "bytes", "written"]))
    else:
        print(f"Nothing lies in {', '.join(map(str, house.incoming))}.")
