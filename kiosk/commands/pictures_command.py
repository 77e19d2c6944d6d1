"""``kiosk pictures [--out FOLDER]``: every screen as a picture, portrait and landscape."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from kiosk.app import House
from kiosk.clock import COUNTER_ZONE
from kiosk.commands import desk_pictures
from kiosk.errors import Refused
from kiosk.home import REPOSITORY, Home

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
MOMENT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=COUNTER_ZONE)
"""The pictures' clock, so that they only change where the screens do."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs" / "pictures")
    parser.add_argument("--shape", choices=SIZES, help="only this one (default: both)")
    parser.add_argument("--desk", choices=desk_pictures.SIZES, help="only the clerk's desk, so")


def run(arguments: argparse.Namespace) -> int:
    """Make the pictures; each shape has a process and a window in memory of its own."""
    if arguments.desk is not None:
        desk_pictures.make(arguments.out, arguments.desk, lambda: MOMENT)
    if arguments.shape is None:
        _make_desk(arguments.out)
        for shape in SIZES:
            command = [sys.executable, "-m", "kiosk", "pictures", "--shape", shape]
            ended = subprocess.run([*command, "--out", str(arguments.out)], check=False)  # noqa: S603 - our own module, no shell
            if ended.returncode:
                raise Refused(f"The pictures in {shape} could not be made; the cause stands above.")
        return 0
    width, height = SIZES[arguments.shape]
    with tempfile.TemporaryDirectory() as folder:
        house = House(Home(Path(folder)), clock=lambda: MOMENT)
        house.finder()
        for path in _pictures(house, width, height, arguments.out, arguments.shape):
            print(path)
        house.close()
        sys.stdout.flush()
        # The window's own threads would wait for a screen that is not there.
        os._exit(0)
    return 0


def _make_desk(out: Path) -> None:
    """Make the pictures of the clerk's desk.

    Raises:
        Refused: they could not be made.
    """
    for shape in desk_pictures.SIZES:
        command = [sys.executable, "-m", "kiosk", "pictures", "--desk", shape, "--out", str(out)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own module, no shell
            raise Refused(f"The desk's pictures in {shape} could not be made; see above.")


def _pictures(house: House, width: int, height: int, out: Path, shape: str) -> list[Path]:
    """Open the kiosk on a window in memory and walk through it."""
    from kiosk.screen_rooms import rooms_of
    from kiosk.ui.window import configure as configure_window

    screen = msgspec.structs.replace(
        house.settings.screen, width=width, height=height, fullscreen=False, motion=False
    )
    configure_window(screen, house.home.folder / "kivy", visible=False)

    from kiosk.ui.app import KioskApp
    from kiosk.ui.tour import take_pictures

    app = KioskApp(rooms_of(house))
    app._run_prepare()
    return take_pictures(app, out, shape)
