"""The catalogue as the rooms above see it: what citizens see, the draft, and who posts what.

Every call is one transaction. A reader sees one state of the database from its first to its last
row, so nobody meets a catalogue that is half published.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Engine, Select, delete, insert, select, update

from kiosk.catalogue import decisions, posting, rows, versions
from kiosk.catalogue.database import integrity, reading, writing
from kiosk.catalogue.difference import ProcedureDifference
from kiosk.catalogue.fields import Field, read_fields
from kiosk.catalogue.local_facts import read_local_fees
from kiosk.catalogue.local_fees import with_local_fees
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.search_entry import SearchEntry
from kiosk.catalogue.searchable import read_search_entries
from kiosk.catalogue.selection import (
    ORIGINS,
    THIS_OFFICE,
    texts_in_force,
    version_to_read,
)
from kiosk.catalogue.staging import ImportReport, Incoming, Origin, Rejection
from kiosk.catalogue.tables import (
    Office,
    Posting,
    ProcedureRevision,
    VersionEntry,
)
from kiosk.catalogue.versions import VersionInfo, VersionState
from kiosk.catalogue.writing import Progress, stage_all
from kiosk.clock import Clock

NO_REVISION = select(ProcedureRevision.id).where(ProcedureRevision.id < 0)


class Catalogue:
    """All procedures, in versions. Owns the engine: ``close`` ends it.

    Safe to use from several threads. ``office`` is the name that new postings carry.
    """

    def __init__(self, engine: Engine, clock: Clock, *, office: str = "") -> None:
        self._engine = engine
        self._clock = clock
        self._office = office

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def integrity(self) -> list[str]:
        """Return what is wrong with the stored data; empty is sound.

        Raises:
            CatalogueDatabaseError: the database cannot be read.
        """
        return integrity(self._engine)

    # Reading

    def procedure(self, code: str, *, newest: bool = False) -> Procedure | None:
        """Return the text of a code, None if the version has none.

        Where none is in force today, it is the text that ended last or begins next; its dates say
        so. Fees are those said here.
        """
        with reading(self._engine) as connection:
            version = version_to_read(connection, newest=newest)
            if version is None:
                return None
            wanted = texts_in_force(version, self._today(), posted_only=False, code=code)
            revision = connection.scalar(wanted)
            if revision is None:
                revision = connection.scalar(
                    select(VersionEntry.revision_id)
                    .where(VersionEntry.version_number == version, VersionEntry.code == code)
                    .order_by(VersionEntry.precedence, VersionEntry.revision_id.desc())
                )
            if revision is None:
                return None
            found = rows.load(connection, revision)[revision]
            return with_local_fees(found, read_local_fees(connection, code))

    def procedures(
        self, *, posted_only: bool = True, newest: bool = False, own: bool = False
    ) -> list[Procedure]:
        """Return the full texts in force, in the order of their codes.

        ``own``: only those of the ward and those shipped, no imported record, and as they are
        written; otherwise the fees are those said here.
        """
        with reading(self._engine) as connection:
            wanted = self._texts(connection, posted_only=posted_only, newest=newest, own=own)
            found = sorted(rows.load(connection, wanted).values(), key=lambda each: each.code)
            fees = [] if own else read_local_fees(connection)
            return [with_local_fees(each, fees) for each in found] if fees else found

    def codes(
        self, *, posted_only: bool = True, newest: bool = False, own: bool = False
    ) -> list[str]:
        """Return the codes that have a text in force, in order; ``own`` as in ``procedures``."""
        with reading(self._engine) as connection:
            wanted = self._texts(connection, posted_only=posted_only, newest=newest, own=own)
            revision = ProcedureRevision
            return list(
                connection.scalars(
                    select(revision.code).where(revision.id.in_(wanted)).order_by(revision.code)
                )
            )

    def fields(self, *, posted_only: bool = True) -> list[Field]:
        """Return the fields that have a text in force, in the order of the alphabet."""
        with reading(self._engine) as connection:
            return read_fields(
                connection, self._texts(connection, posted_only=posted_only, newest=False)
            )

    def search_entries(self, *, posted_only: bool, newest: bool = False) -> list[SearchEntry]:
        """Return the searchable words of each text in force, in the order of the codes."""
        with reading(self._engine) as connection:
            return read_search_entries(
                connection, self._texts(connection, posted_only=posted_only, newest=newest)
            )

    def fingerprint(self, *, posted_only: bool, newest: bool = False) -> str:
        """Return a text that changes whenever ``search_entries`` may answer otherwise.

        It follows the texts in force, so it also changes at midnight when one begins or ends.
        """
        with reading(self._engine) as connection:
            wanted = self._texts(connection, posted_only=posted_only, newest=newest)
            revision = ProcedureRevision
            digests = connection.scalars(
                select(revision.digest).where(revision.id.in_(wanted)).order_by(revision.id)
            )
            parts = [*SearchEntry.__struct_fields__, *digests]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    # Importing, versions

    def has_draft(self) -> bool:
        """Say whether a draft is open."""
        with reading(self._engine) as connection:
            return versions.number_of(connection, VersionState.DRAFT) is not None

    def stage(
        self,
        incoming: Iterable[Incoming | Rejection],
        *,
        dry_run: bool = False,
        replace_origin: bool = False,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Bring procedures into the draft, all of them or, on any error, none.

        The incoming stream is consumed lazily. A text that the catalogue has already is unchanged
        and not written again; an official text never replaces the ward's own, it lies beside it.

        Args:
            incoming: what an importer reads.
            dry_run: count only, write nothing.
            replace_origin: the stream is all that its origins have; what is missing is taken out.
            progress: told how many were read.

        Raises:
            CatalogueDatabaseError: the database cannot be written.
        """
        transaction = reading(self._engine) if dry_run else writing(self._engine)
        with transaction as connection:
            return stage_all(
                connection,
                incoming,
                self._clock(),
                write=not dry_run,
                replace_origin=replace_origin,
                progress=progress,
            )

    def difference(self) -> list[ProcedureDifference]:
        """Return what publishing the draft would change, in the order of the codes.

        With it, draft or not, where the ward's own texts are behind what they were based on.
        """
        with reading(self._engine) as connection:
            return decisions.read_difference(connection, self._today())

    def decide(self, code: str, fields: Sequence[str] = (), *, accepted: bool, by: str) -> int:
        """Take or refuse fields of what differs, by default all of a code; return how many.

        Publishing carries it out. A refused field stays as citizens see it today.

        Raises:
            NoSuchDifferenceError: the code or a field does not differ.
            FieldTakeError: a field cannot be decided alone; nothing was decided.
        """
        with writing(self._engine) as connection:
            now = self._clock()
            return decisions.decide(connection, now, code, fields, accepted=accepted, by=by)

    def publish(self, *, by: str, decision: str = "", note: str = "") -> int:
        """Make the draft what citizens see, in one step; return its number.

        What was decided about single fields is carried out first.

        Raises:
            NothingToPublishError: no draft is open.
        """
        with writing(self._engine) as connection:
            decisions.carry_out(connection, self._clock())
            return versions.publish_draft(
                connection, self._clock(), by=by, decision=decision, note=note
            )

    def rollback(self, *, to: int | None = None, by: str) -> int:
        """Make an earlier version what citizens see, by default the one before; return its number.

        Raises:
            NoSuchVersionError: there is none of that number, or none before.
        """
        with writing(self._engine) as connection:
            return versions.roll_back(connection, self._clock(), to=to, by=by)

    def versions(self) -> list[VersionInfo]:
        """Return all versions, oldest first."""
        with reading(self._engine) as connection:
            return versions.list_versions(connection)

    # Postings

    def post(
        self,
        codes: Iterable[str],
        *,
        decision: str = "",
        since: dt.date | None = None,
        counter: str = "",
    ) -> None:
        """Post procedures at this office; posting one again replaces what was said about it.

        Raises:
            UnknownCodeError: a code is not in the catalogue; nothing is posted then.
        """
        wanted = sorted(set(codes))
        with writing(self._engine) as connection:
            version = version_to_read(connection, newest=True)
            known = set(
                connection.scalars(
                    select(VersionEntry.code).where(VersionEntry.version_number == version)
                )
            )
            unknown = [code for code in wanted if code not in known]
            if unknown:
                raise posting.UnknownCodeError(
                    f"The catalogue does not have {', '.join(unknown)}; import them first."
                )
            self._note_office(connection)
            _withdraw(connection, wanted)
            if wanted:
                facts = {
                    "office_id": THIS_OFFICE,
                    "since": since or self._today(),
                    "decision": decision,
                    "counter": counter,
                }
                connection.execute(insert(Posting), [{"code": code, **facts} for code in wanted])

    def withdraw(self, codes: Iterable[str]) -> None:
        """Take procedures off the board of this office; one that is not posted is ignored."""
        with writing(self._engine) as connection:
            _withdraw(connection, sorted(set(codes)))

    def postings(self) -> dict[str, posting.Posting]:
        """Return what this office posts, by code."""
        with reading(self._engine) as connection:
            found = connection.execute(
                select(
                    Posting.code,
                    Office.name.label("office"),
                    Posting.since,
                    Posting.decision,
                    Posting.counter,
                )
                .join(Office, Office.id == Posting.office_id)
                .where(Posting.office_id == THIS_OFFICE)
                .order_by(Posting.code)
            )
            return {row.code: posting.Posting(**row._mapping) for row in found}

    def _note_office(self, connection: Connection) -> None:
        """Keep the office's present name."""
        named = update(Office).where(Office.id == THIS_OFFICE).values(name=self._office)
        if connection.execute(named).rowcount == 0:
            connection.execute(insert(Office).values(id=THIS_OFFICE, name=self._office))

    def _today(self) -> dt.date:
        return self._clock().date()

    def _texts(
        self, connection: Connection, *, posted_only: bool, newest: bool, own: bool = False
    ) -> Select[int]:
        """Select the ids of the revisions in force; nothing before the first publication."""
        version = version_to_read(connection, newest=newest)
        if version is None:
            return NO_REVISION
        last = Origin.SHIPPED if own else ORIGINS[-1]
        return texts_in_force(version, self._today(), posted_only=posted_only, last=last)


def _withdraw(connection: Connection, codes: list[str]) -> None:
    connection.execute(
        delete(Posting).where(Posting.office_id == THIS_OFFICE, Posting.code.in_(codes))
    )
