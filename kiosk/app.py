"""The composition root: reads the settings, builds each room once and hands them to each other.

Everything is built on first use, so that a command pays only for the rooms it enters and the touch
screen can show its first frame before the catalogue is open.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.clock import Clock, now
from kiosk.errors import Refused
from kiosk.home import ASSETS, SHIPPED, Home, find_home
from kiosk.settings import Settings, load_settings
from kiosk.translation import Translator, load_translators

if TYPE_CHECKING:
    from kiosk.catalogue.repository import Catalogue

Say = Callable[[str], None]


def silent(text: str) -> None:
    """Say nothing."""


class House:
    """All rooms of one running program, built on first use and closed in reverse order."""

    def __init__(self, home: Home, *, clock: Clock = now, say: Say = silent) -> None:
        self.home = home
        self.clock = clock
        self._say = say

    @cached_property
    def settings(self) -> Settings:
        """The ward's profile; the shipped one is copied to the data folder the first time."""
        profile = self.home.profile
        if not profile.exists():
            try:
                self.home.folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(SHIPPED / "ward.toml", profile)
            except OSError as error:
                raise Refused(
                    f"{self.home.folder}: the data folder cannot be written ({error.strerror}); "
                    "name another with KIOSK_HOME."
                ) from error
        return load_settings(profile)

    @cached_property
    def translators(self) -> dict[str, Translator]:
        """The interface's texts by language."""
        return load_translators(ASSETS / "translations")

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, migrated and holding what is shipped."""
        from kiosk.catalogue.database import migrate, open_database
        from kiosk.catalogue.repository import Catalogue

        url = self.settings.database or f"sqlite:///{self.home.database}"
        if not self.settings.database and not self.home.database.exists():
            self._say("Making the database ...")
        engine = open_database(url)
        migrate(engine)
        catalogue = Catalogue(engine, self.clock)
        self._stock(catalogue)
        return catalogue

    def _stock(self, catalogue: Catalogue) -> None:
        """Bring the shipped catalogue in where it is new, publish it and post its procedures.

        A draft that a clerk has open is left to the clerk: the shipped texts join it unpublished.
        """
        files = sorted((SHIPPED / "catalogue").glob("*.yaml"))
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        mark = self.home.shipped_mark
        if mark.exists() and mark.read_text() == digest:
            return
        from kiosk.catalogue.staging import Incoming, Origin
        from kiosk.catalogue.yaml_files import load_catalogue

        self._say("Reading the shipped catalogue ...")
        procedures = load_catalogue(SHIPPED / "catalogue")
        draft_was_open = catalogue.has_draft()
        known = set(catalogue.codes(posted_only=False))
        report = catalogue.stage(
            Incoming(procedure=procedure, origin=Origin.WARD, file="db/catalogue")
            for procedure in procedures
        )
        if (report.new or report.changed) and not draft_was_open:
            catalogue.publish(by="kiosk", note="shipped catalogue")
            fresh = [p.code for p in procedures if p.code not in known]
            catalogue.post(fresh)
        mark.write_text(digest)
        self._say(f"The catalogue holds {len(procedures)} shipped procedures.")

    def close(self) -> None:
        """Close what was opened."""
        catalogue = self.__dict__.pop("catalogue", None)
        if catalogue is not None:
            catalogue.close()


@contextmanager
def open_house(*, say: Say = silent, clock: Clock = now) -> Iterator[House]:
    """Open the house on the data folder that ``KIOSK_HOME`` names, and close it afterwards."""
    house = House(find_home(), clock=clock, say=say)
    try:
        yield house
    finally:
        house.close()
