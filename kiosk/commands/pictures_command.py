"""``kiosk pictures [--out FOLDER]``: every screen in every shape, size and theme; every paper."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.app import House
from kiosk.clock import COUNTER_ZONE
from kiosk.commands import desk_pictures
from kiosk.commands.output import end_with_window
from kiosk.commands.paper_pictures import take_paper_pictures
from kiosk.errors import Refused
from kiosk.home import REPOSITORY, Home

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
PAPERS = "papers"
"""The word for the papers in place of a shape."""

MOMENT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=COUNTER_ZONE)
"""The pictures' clock, so that they only change where the screens do."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--out",
        type=Path,
        default=REPOSITORY / "docs" / "pictures",
        help="folder (default docs/pictures)",
    )
    shapes = (*SIZES, PAPERS)
    parser.add_argument("--shape", choices=shapes, help="only these (default: all)")
    parser.add_argument("--desk", choices=desk_pictures.SIZES, help="only the desk, in this shape")
    parser.add_argument(
        "--screen", action="append", help="only this screen, such as home; may be repeated"
    )
    parser.add_argument("--each", action="store_true", help="keep every picture at full size too")


def run(arguments: argparse.Namespace) -> int:
    """Make the pictures; each shape has a process and a window in memory of its own."""
    if arguments.desk is not None:
        desk_pictures.make(arguments.out, arguments.desk, lambda: MOMENT)
    if arguments.shape is None:
        _make_desk(arguments.out)
        for shape in (*SIZES, PAPERS):
            command = [sys.executable, "-m", "kiosk", "pictures", "--shape", shape]
            command += ["--out", str(arguments.out), *(["--each"] if arguments.each else [])]
            command += [f"--screen={name}" for name in arguments.screen or ()]
            ended = subprocess.run(command, check=False)  # noqa: S603 - our own module, no shell
            if ended.returncode:
                raise Refused(f"The pictures in {shape} could not be made; the cause stands above.")
        return 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        house = House(Home(Path(folder)), clock=lambda: MOMENT)
        house.finder()
        papers = arguments.shape == PAPERS
        take = take_paper_pictures(house, arguments.out) if papers else _pictures(house, arguments)
        for path in take:
            print(path)
        house.close()
    end_with_window()


def _make_desk(out: Path) -> None:
    """Make the pictures of the clerk's desk.

    Raises:
        Refused: they could not be made.
    """
    for shape in desk_pictures.SIZES:
        command = [sys.executable, "-m", "kiosk", "pictures", "--desk", shape, "--out", str(out)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own module, no shell
            raise Refused(f"The desk's pictures in {shape} could not be made; see above.")


def _pictures(house: House, arguments: argparse.Namespace) -> Iterator[Path]:
    """Open the kiosk on a window in memory and walk through it."""
    from kiosk.screen_rooms import rooms_of
    from kiosk.ui.window import configure as configure_window

    width, height = SIZES[arguments.shape]
    screen = msgspec.structs.replace(
        house.settings.screen, width=width, height=height, fullscreen=False, motion=False
    )
    configure_window(screen, house.home.folder / "kivy", visible=False)

    from kiosk.ui.app import KioskApp
    from kiosk.ui.pictures import Wanted, take_pictures
    from kiosk.ui.tour import Tour, TourPrinter

    printer = TourPrinter()
    rooms = dataclasses.replace(rooms_of(house), start_print=printer.start, can_print=lambda: True)
    # Time stands still: no picture shows a visit that runs out.
    app = KioskApp(rooms, steady=lambda: 0.0)
    app._run_prepare()
    wanted = Wanted(arguments.out, arguments.shape, arguments.each, arguments.screen or ())
    yield from take_pictures(app, Tour(app, printer), wanted)
