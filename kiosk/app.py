"""The composition root: reads the settings, builds each room once and hands them to each other.

Everything is built on first use, so that a command pays only for the rooms it enters and the touch
screen can show its first frame before the catalogue is open.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.clock import Clock, now
from kiosk.errors import Refused
from kiosk.home import ASSETS, SHIPPED, Home, find_home
from kiosk.settings import (
    Paper,
    Printer,
    PrinterKind,
    Settings,
    counter_of,
    lay_over,
    load_settings,
)
from kiosk.translation import Translator, load_translators

if TYPE_CHECKING:
    from kiosk.catalogue.booklets import Booklets
    from kiosk.catalogue.calls import Calls
    from kiosk.catalogue.clerks import AuditTrail, Clerks
    from kiosk.catalogue.counts import Counts
    from kiosk.catalogue.database import Database
    from kiosk.catalogue.local_facts import LocalFacts
    from kiosk.catalogue.pins import PinnedProcedures
    from kiosk.catalogue.procedure import Procedure
    from kiosk.catalogue.repository import Catalogue
    from kiosk.checklist.calendar import WorkingCalendar
    from kiosk.checklist.checklist import Checklist
    from kiosk.desk.everyday import EverydayWords
    from kiosk.desk.how_it_goes import HowItGoes
    from kiosk.desk.local import LocalDesk
    from kiosk.desk.posting_desk import MadePosting, PostingDesk
    from kiosk.desk.sign_in import SignIn
    from kiosk.desk.supplement import SupplementRequest
    from kiosk.desk.tally import Tally
    from kiosk.printing.job import OnReport, Ticket
    from kiosk.printing.render_protocol import RenderRequest
    from kiosk.printing.station import Station
    from kiosk.search.finder import Finder

Say = Callable[[str], None]

LONG_RENDER_SECONDS = 300.0
"""A booklet of a thousand procedures takes about a tenth of it."""


SECONDS_BETWEEN_LOOKS = 1.0
"""So soon does what a steward says at the desk hold on the screens."""


def silent(text: str) -> None:
    """Say nothing."""


class Present(NamedTuple):
    """What holds at this office now; ``mark`` is that of what was said at the desk."""

    mark: str
    settings: Settings
    calendar: WorkingCalendar


class House:
    """All rooms of one running program, built on first use and closed in reverse order."""

    def __init__(self, home: Home, *, clock: Clock = now, say: Say = silent) -> None:
        self.home = home
        self.clock = clock
        self._say = say
        self._known: Present | None = None
        self._looked = 0.0

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
    def engine(self) -> Database:
        """The database, brought to the present form."""
        from kiosk.catalogue.database import migrate, open_database

        url = self.settings.database or f"sqlite:///{self.home.database}"
        if not self.settings.database and not self.home.database.exists():
            self._say("Making the database ...")
        if not self.settings.database:
            # It holds the hashes of PINs: only the kiosk's own user may read it.
            self.home.database.touch(mode=0o600)
        engine = open_database(url)
        migrate(engine)
        return engine

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, holding what is shipped."""
        from kiosk.catalogue.repository import Catalogue

        catalogue = Catalogue(self.engine, self.clock, office=self.settings.office.name)
        self._stock(catalogue)
        return catalogue

    def _stock(self, catalogue: Catalogue) -> None:
        """Bring the shipped catalogue in where it is new, publish it and post its procedures.

        The ward's own texts stay before the shipped ones, and what the ward has taken off the board
        stays off. A draft that a clerk has open is left to the clerk: the shipped texts join it
        unpublished.
        """
        files = sorted((SHIPPED / "catalogue").glob("*.yaml"))
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        known = set(catalogue.codes(posted_only=False, newest=True, own=True))
        mark = self.home.shipped_mark
        if known and mark.exists() and mark.read_text() == digest:
            return
        from kiosk.catalogue.posting import to_post
        from kiosk.catalogue.staging import Incoming, Origin
        from kiosk.catalogue.versions import SHIPPED_NOTE
        from kiosk.catalogue.yaml_files import load_catalogue

        self._say("Reading the shipped catalogue ...")
        procedures = load_catalogue(SHIPPED / "catalogue")
        draft_was_open = catalogue.has_draft()
        report = catalogue.stage(
            (
                Incoming(procedure=procedure, origin=Origin.SHIPPED, file="db/catalogue")
                for procedure in procedures
            ),
            replace_origin=True,
        )
        if report.differs and not draft_was_open:
            catalogue.publish(by="kiosk", note=SHIPPED_NOTE)
        catalogue.post(code for code in to_post(procedures) if code not in known)
        mark.write_text(digest)
        self._say(f"The catalogue holds {len(procedures)} shipped procedures.")

    @cached_property
    def counts(self) -> Counts:
        """The anonymous counts as they are kept."""
        from kiosk.catalogue.counts import Counts

        return Counts(self.engine)

    @cached_property
    def booklets(self) -> Booklets:
        """The booklets that were put up at the office."""
        from kiosk.catalogue.booklets import Booklets

        return Booklets(self.engine)

    @cached_property
    def clerks(self) -> Clerks:
        """Who may sign in at the desk."""
        from kiosk.catalogue.clerks import Clerks

        return Clerks(self.engine)

    @cached_property
    def trail(self) -> AuditTrail:
        """Who did what."""
        from kiosk.catalogue.clerks import AuditTrail

        return AuditTrail(self.engine)

    @cached_property
    def sign_in(self) -> SignIn:
        """The door of the desk."""
        from kiosk.desk.sign_in import SignIn

        idle = float(self.settings.desk.idle_seconds)
        return SignIn(self.clerks, self.trail, self.clock, idle_seconds=idle)

    @cached_property
    def pins(self) -> PinnedProcedures:
        """What each clerk keeps at hand."""
        from kiosk.catalogue.pins import PinnedProcedures

        return PinnedProcedures(self.engine)

    @cached_property
    def calls(self) -> Calls:
        """Citizens' calls for a person."""
        from kiosk.catalogue.calls import Calls

        return Calls(self.engine)

    @cached_property
    def tally(self) -> Tally:
        """What counts for the screens, not started: counts wait until the database is open."""
        from kiosk.desk.tally import Tally

        return Tally(lambda: self.counts, self.clock)

    def finder(self, *, posted_only: bool = True) -> Finder:
        """Open the search, over what is posted or over everything the catalogue knows.

        The index is built first where the catalogue or the vocabulary changed. Everything means the
        draft too: a clerk finds what was imported and is not published yet.
        """
        from kiosk.catalogue.former_places import load_former_places
        from kiosk.catalogue.life_events import load_life_events
        from kiosk.search.finder import open_finder
        from kiosk.search.vocabulary import load_vocabulary

        scope = {"posted_only": posted_only, "newest": not posted_only}
        return open_finder(
            self.home.index / ("posted" if posted_only else "all"),
            partial(self.catalogue.search_entries, **scope),
            self.catalogue.fingerprint(**scope),
            load_vocabulary(SHIPPED / "vocabulary", self.home.vocabulary),
            self.home.secret(),
            former=load_former_places(
                SHIPPED / "vocabulary" / "former_places.yaml",
                office_place=self.settings.office.place,
                former_names=self.settings.office.former_names,
            ),
            related=[
                event.codes
                for event in load_life_events(SHIPPED / "vocabulary" / "life_events.yaml")
            ],
        )

    def finder_mark(self, *, posted_only: bool = True) -> str:
        """Return a text that changes whenever a newly opened finder may answer otherwise."""
        scope = {"posted_only": posted_only, "newest": not posted_only}
        words = self.home.vocabulary
        times = [file.stat().st_mtime_ns for file in sorted(words.glob("*.yaml"))]
        return f"{self.catalogue.fingerprint(**scope)} {times}"

    @cached_property
    def local_facts(self) -> LocalFacts:
        """What the ward says itself, as it is kept."""
        from kiosk.catalogue.local_facts import LocalFacts

        return LocalFacts(self.engine)

    @cached_property
    def local(self) -> LocalDesk:
        """Where a steward says facts of this office."""
        from kiosk.desk.local import LocalDesk

        return LocalDesk(self.settings, self.local_facts, self.catalogue, self.trail, self.clock)

    @property
    def ward(self) -> Settings:
        """The profile with what was said at the desk over it."""
        return self._present().settings

    @property
    def calendar(self) -> WorkingCalendar:
        """The office's working days and hours."""
        return self._present().calendar

    def _present(self) -> Present:
        """Return what holds now; what was said is looked at again after a second."""
        now = time.monotonic()
        present = self._known
        if present is not None and now - self._looked < SECONDS_BETWEEN_LOOKS:
            return present
        mark = self.local_facts.mark()
        if present is None or present.mark != mark:
            present = self._known = self._read_present(mark)
        self._looked = now
        return present

    def _read_present(self, mark: str) -> Present:
        """Read what was said over the profile and the shipped days."""
        from kiosk.checklist.calendar import WorkingCalendar
        from kiosk.checklist.days import load_days, with_local_days

        said = self.local_facts.all()
        settings = lay_over(self.settings, said.facts)
        days = load_days(SHIPPED / "calendar" / "days.yaml")
        days = with_local_days(days, said.days, said.years)
        return Present(mark, settings, WorkingCalendar(settings.hours, days))

    def build_checklist(
        self, procedure: Procedure, answers: Mapping[str, str], at: dt.datetime
    ) -> Checklist:
        """Return the checklist for this office, handed in at ``at``.

        Raises:
            UnknownAnswerError: an answer that the procedure does not know.
        """
        from kiosk.checklist.checklist import build

        present = self._present()
        counter = counter_of(present.settings, procedure.field)
        return build(
            procedure,
            answers,
            at=at,
            office=present.settings.office,
            hours=present.settings.hours,
            calendar=present.calendar,
            counter=counter.label if counter else "",
            counter_en=counter.label_en if counter else "",
        )

    @cached_property
    def station(self) -> Station:
        """The printing of this machine, not started: it can set papers at once."""
        return self.open_station(self.settings.printer)

    @cached_property
    def started_station(self) -> Station:
        """The same, with the thread that owns the printer at work."""
        self.station.start()
        return self.station

    @property
    def can_print(self) -> bool:
        """Say whether a printer is set up; printing into a folder counts."""
        return self.settings.printer.kind is not PrinterKind.NONE

    def open_station(self, setting: Printer) -> Station:
        """Return the printing through one printer, not started.

        Raises:
            PrinterAddressError: the address does not fit the kind.
        """
        from kiosk.printing.renderer import Renderer
        from kiosk.printing.station import Station, make_printer

        printer = make_printer(setting, self.home.prints)
        return Station(setting, Renderer(ASSETS), printer, clock=self.clock)

    @cached_property
    def second_station(self) -> Station | None:
        """The printing through the other printer of the profile, at work; None where none is.

        Raises:
            PrinterAddressError: the profile's address does not fit the kind.
        """
        setting = self.settings.second_printer
        if setting.kind is PrinterKind.NONE:
            return None
        station = self.open_station(setting)
        station.start()
        return station

    def render(self, checklist: Checklist, paper: Paper, languages: Sequence[str]) -> bytes:
        """Return the checklist as a PDF in one language, or in two on one sheet.

        Raises:
            RenderError: the paper could not be set.
        """
        return self.station.pdf(checklist, [self.translators[name] for name in languages], paper)

    def render_long(self, request: RenderRequest) -> bytes:
        """Set a paper of many pages in a process of its own, which ends with it.

        Raises:
            RenderError: the paper could not be set.
        """
        from kiosk.printing.renderer import Renderer

        renderer = Renderer(ASSETS, timeout_seconds=LONG_RENDER_SECONDS)
        try:
            return renderer.render(request)[0]
        finally:
            renderer.close()

    @cached_property
    def posting(self) -> PostingDesk:
        """What makes the sheets, the booklet and the list of what is posted."""
        from kiosk.desk.posting_desk import PostingDesk

        return PostingDesk(
            self.catalogue,
            self.booklets,
            self.trail,
            ward=lambda: self.ward,
            build_checklist=self.build_checklist,
            render=self.render_long,
            clock=self.clock,
        )

    def print_posting(self, made: MadePosting, on_report: OnReport | None = None) -> Ticket:
        """Print sheets of the notice board or the booklet.

        Raises:
            NoPrinterError: this machine has none, or one for receipts only.
            QuotaError: the hour's sheets are used up.
        """
        from kiosk.printing.job import POSTING

        return self.started_station.print_pdf(made.content, made.paper, on_report, what=POSTING)

    @cached_property
    def words(self) -> EverydayWords:
        """What nobody found, and the ward's own everyday names."""
        from kiosk.desk.everyday import EverydayWords

        return EverydayWords(
            self.home.vocabulary, self.counts, self.catalogue, self.trail, self.clock
        )

    @cached_property
    def goings(self) -> HowItGoes:
        """The anonymous counts as figures, tables and the month's report."""
        from kiosk.desk.how_it_goes import HowItGoes

        return HowItGoes(
            self.counts,
            self.catalogue,
            office=lambda: self.ward.office,
            render=lambda request: self.station.render(request)[0],
            clock=self.clock,
        )

    @property
    def incoming(self) -> list[Path]:
        """The folders whose files may be imported at the desk."""
        named = [Path(folder).expanduser() for folder in self.settings.desk.incoming]
        return [self.home.incoming, *named]

    @property
    def papers(self) -> Path:
        """Where the desk saves booklets, lists and reports."""
        named = self.settings.desk.outgoing
        return Path(named).expanduser() if named else self.home.papers

    def print_supplement(
        self, request: SupplementRequest, paper: Paper, on_report: OnReport | None = None
    ) -> Ticket:
        """Print what is missing of a dossier; what stays in a file names nobody.

        Raises:
            NoPrinterError: this machine has none.
            QuotaError: the hour's sheets are used up.
        """
        from kiosk.desk.supplement import Applicant, slip_request, without_person

        if self.settings.printer.kind is PrinterKind.FOLDER:
            request = without_person(request)
        station = self.started_station
        fitting = station.fitting(paper)
        made = slip_request(request, fitting, self.translators["vi"])
        personal = request.applicant != Applicant()
        return station.print_sheet(made, fitting, on_report, what=request.code, personal=personal)

    def close(self) -> None:
        """Close what was opened, the last first."""
        opened = self.__dict__
        for name in ("second_station", "station"):
            if (station := opened.pop(name, None)) is not None:
                station.stop()
        if (tally := opened.pop("tally", None)) is not None:
            tally.stop()
        opened.pop("catalogue", None)
        if (engine := opened.pop("engine", None)) is not None:
            engine.dispose()


@contextmanager
def open_house(*, say: Say = silent, clock: Clock = now) -> Iterator[House]:
    """Open the house on the data folder that ``KIOSK_HOME`` names, and close it afterwards."""
    house = House(find_home(), clock=clock, say=say)
    try:
        yield house
    finally:
        house.close()
