"""``kiosk import PATH... [--dry-run] [--json]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.app import open_house
from kiosk.catalogue.importing import read_sources
from kiosk.commands.output import ProgressBar, print_json, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="portal JSON (file, folder, .zip, .tar.xz), XLSX list, JSON Lines, our YAML",
    )
    parser.add_argument("--dry-run", action="store_true", help="count and check, write nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Import into the draft; print the counts and every rejection."""
    bar = ProgressBar()
    with open_house(say=say) as house:
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
