"""Ten dossiers at the clerk's desk in numbers, a part of ``kiosk bench``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NoReturn

import msgspec

from kiosk.app import House
from kiosk.catalogue.clerks import Role
from kiosk.commands.output import end_with_window, print_json, say
from kiosk.home import Home

WINDOW = (1366, 768)
CLERK, PIN = "Bench", "924681"


def run(*, as_json: bool) -> NoReturn:
    """Measure on a data folder of its own, print, and end the process."""
    from kiosk.desk.passphrase import hash_secret
    from kiosk.desk_rooms import desk_rooms_of
    from kiosk.ui.window import configure as configure_window

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        house = House(Home(Path(folder)), say=say)
        house.finder()
        house.clerks.add(CLERK, Role.CLERK, hash_secret(PIN), house.clock())
        width, height = WINDOW
        screen = msgspec.structs.replace(
            house.settings.screen, width=width, height=height, fullscreen=False, motion=False
        )
        configure_window(screen, house.home.folder / "kivy", visible=False)

        from kiosk.ui.desk.app import DeskApp
        from kiosk.ui.desk.benchmark import measure

        found = measure(DeskApp(desk_rooms_of(house)), PIN)
        if as_json:
            print_json(found)
        else:
            for name, value in msgspec.structs.asdict(found).items():
                print(f"{name.replace('_', ' '):<30} {value}")
        house.close()
    end_with_window()
