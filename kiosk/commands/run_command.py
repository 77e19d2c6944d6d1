"""``kiosk run``: the touch screen."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

import msgspec

from kiosk.app import House, open_house
from kiosk.commands.output import say
from kiosk.errors import Refused
from kiosk.log import start_logging
from kiosk.settings import Screen

LOG = logging.getLogger(__name__)


PRINTING_STARTS_SECONDS = 2.0
"""After so long the first screen stands, and loading the printer's library delays nobody."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--size", metavar="WxH", help="window size, over ward.toml: 1080x1920")
    parser.add_argument("--windowed", action="store_true", help="a window, not the full screen")


def run(arguments: argparse.Namespace) -> int:
    """Open the touch screen and stay until told to stop (SIGTERM, SIGINT)."""
    if not can_show():
        raise Refused(
            "There is no screen to open the kiosk on: DISPLAY is not set. Start it from a desktop, "
            "or on a virtual screen: xvfb-run -s '-screen 0 1080x1920x24' ./run"
        )
    with open_house(say=say) as house:
        start_logging(house.home.logs)
        if not house.home.database.exists() and not house.settings.database:
            say("First start: the catalogue and the index are made, then the kiosk opens.")
            house.finder()
        _open_window(house, arguments)
    return 0


def can_show() -> bool:
    """Say whether a window can be seen or was asked for in memory."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    return any(os.environ.get(name) for name in named) or Path("/dev/dri").exists()


def screen_for(screen: Screen, arguments: argparse.Namespace) -> Screen:
    """Return the profile's panel with what ``--size`` and ``--windowed`` say over it.

    Raises:
        Refused: the size is not of its form.
    """
    if arguments.size:
        width, cross, height = arguments.size.partition("x")
        if not (cross and width.isdigit() and height.isdigit()):
            raise Refused(f'--size "{arguments.size}" is not like 1080x1920.')
        screen = msgspec.structs.replace(screen, width=int(width), height=int(height))
    if arguments.windowed:
        screen = msgspec.structs.replace(screen, fullscreen=False)
    return screen


def _open_window(house: House, arguments: argparse.Namespace) -> None:
    """Set Kivy up, build the app over the rooms and run it."""
    from kiosk.screen_rooms import rooms_of
    from kiosk.ui.window import configure as configure_window

    screen = screen_for(house.settings.screen, arguments)
    configure_window(screen, house.home.folder / "kivy")

    from kiosk.ui.app import KioskApp

    app = KioskApp(rooms_of(house))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.end())
    LOG.info("The kiosk opens; Python %s", sys.version.split()[0])
    printing = threading.Timer(PRINTING_STARTS_SECONDS, begin_printing, [house])
    printing.daemon = True
    printing.start()
    app.run()
    printing.cancel()
    LOG.info("The kiosk has closed")


def begin_printing(house: House) -> None:
    """Take back what an earlier run left at the printers, before anybody prints."""
    try:
        if house.can_print:
            house.started_station.look()
        if house.second_station is not None:
            house.second_station.look()
    except Refused as refusal:
        LOG.error("The printer cannot be used: %s", refusal)
