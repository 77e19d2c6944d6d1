"""``kiosk desk``: the clerk's desk in a window of its own."""

from __future__ import annotations

import argparse
import logging
import signal

import msgspec

from kiosk.app import House, open_house
from kiosk.commands.output import say
from kiosk.commands.run_command import can_show, screen_for
from kiosk.errors import Refused
from kiosk.log import start_logging

LOG = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--size", metavar="WxH", help="window size, over ward.toml: 1366x768")
    parser.add_argument("--windowed", action="store_true", help="a window, not the full screen")


def run(arguments: argparse.Namespace) -> int:
    """Open the desk and stay until its window is closed."""
    if not can_show():
        raise Refused("There is no screen to open the desk on: DISPLAY is not set.")
    with open_house(say=say) as house:
        start_logging(house.home.logs)
        house.finder()
        _open_window(house, arguments)
    return 0


def _open_window(house: House, arguments: argparse.Namespace) -> None:
    """Set Kivy up, build the desk over the rooms and run it."""
    from kiosk.desk_rooms import desk_rooms_of
    from kiosk.ui.window import configure as configure_window

    screen = screen_for(house.settings.screen, arguments)
    if not arguments.size:
        # The profile's size is that of the kiosk's panel, not of a clerk's monitor.
        screen = msgspec.structs.replace(screen, width=0, height=0)
    configure_window(screen, house.home.folder / "kivy", public=False)

    from kiosk.ui.desk.app import DeskApp

    app = DeskApp(desk_rooms_of(house))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.end())
    LOG.info("The desk opens")
    app.run()
    LOG.info("The desk has closed")
