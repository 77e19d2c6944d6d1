"""The pictures of the clerk's desk, a part of ``kiosk pictures``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NoReturn

import msgspec

from kiosk.app import House
from kiosk.catalogue.clerks import Role
from kiosk.clock import Clock
from kiosk.commands import sample_month
from kiosk.commands.output import end_with_window
from kiosk.home import Home

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "small": (1366, 768)}
"""The touch screen, a clerk's monitor, and the smallest one that is still in use."""

STEWARD, CLERK, PIN = "Quản trị", "Cán bộ", "246813"


def make(out: Path, shape: str, clock: Clock) -> NoReturn:
    """Walk through the desk in one shape, save its pictures and end the process.

    Raises:
        OSError: a picture cannot be written.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        house = House(Home(Path(folder)), clock=clock)
        house.finder()
        for path in _pictures(house, out, shape):
            print(path)
        house.close()
    end_with_window()


def _pictures(house: House, out: Path, shape: str) -> list[Path]:
    """Open the desk on a window in memory and walk through it."""
    from kiosk.desk.passphrase import hash_secret
    from kiosk.desk_rooms import desk_rooms_of
    from kiosk.ui.window import configure as configure_window

    width, height = SIZES[shape]
    screen = msgspec.structs.replace(
        house.settings.screen, width=width, height=height, fullscreen=False, motion=False
    )
    configure_window(screen, house.home.folder / "kivy", visible=False)
    house.clerks.add(STEWARD, Role.STEWARD, hash_secret(PIN), house.clock())
    house.clerks.add(CLERK, Role.CLERK, hash_secret(PIN), house.clock())
    sample_month.fill(house, STEWARD)

    from kiosk.ui.desk.app import DeskApp
    from kiosk.ui.desk.tour import take_pictures

    app = DeskApp(desk_rooms_of(house))
    app._run_prepare()

    def ring() -> None:
        house.calls.ring(house.clock(), "Máy 1, sảnh", "Hộ tịch")

    return take_pictures(app, out, shape, (STEWARD, PIN), ring)
