"""Writing what an import brings into the draft, all of it inside the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import Enum, auto
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, func, insert, select, tuple_

from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.rows import TABLES, NotStorableError, Row, digest_of, rows_of
from kiosk.catalogue.selection import LONG_AGO, ORIGINS, PRECEDENCE, Slot, version_to_read
from kiosk.catalogue.staging import ImportReport, Incoming, Origin, Rejection
from kiosk.catalogue.tables import ProcedureRevision, VersionEntry
from kiosk.catalogue.versions import open_draft

Progress = Callable[[int, int | None, str], None]

PROCEDURES_IN_A_BATCH = 250
PROCEDURES_BETWEEN_PROGRESS = 50

WARD = PRECEDENCE[Origin.WARD]


class Kept(NamedTuple):
    """A text that a version holds; ``revision`` is None until it is written.

    ``based_on`` is the revision that a text of the ward covered when it was imported.
    """

    digest: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    revision: int | None = None
    based_on: int | None = None


class Outcome(Enum):
    """What an incoming procedure is to the catalogue."""

    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()


def stage_all(
    connection: Connection,
    incoming: Iterable[Incoming | Rejection],
    now: dt.datetime,
    *,
    write: bool,
    replace_origin: bool,
    progress: Progress | None,
) -> ImportReport:
    """Compare everything incoming with the newest version and write what differs into the draft.

    Args:
        connection: a transaction; one that may write if ``write``.
        incoming: consumed lazily; an error that it raises passes through.
        now: the time of the import; its day decides what is in force.
        write: False counts only.
        replace_origin: a code that an origin had and that is not incoming is taken out.
        progress: told the number of procedures read.
    """
    staging = _Staging(connection, now, write=write)
    counts = dict.fromkeys(Outcome, 0)
    rejections: list[Rejection] = []
    read = 0
    for item in incoming:
        read += 1
        result = item if isinstance(item, Rejection) else staging.add(item)
        if isinstance(result, Rejection):
            rejections.append(result)
        else:
            counts[result] += 1
        if progress and read % PROCEDURES_BETWEEN_PROGRESS == 0:
            progress(read, None, "")
    removed = 0
    if replace_origin:
        removed = staging.remove_missing({rejection.code for rejection in rejections})
    staging.flush()
    return ImportReport(
        read=read,
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        rejected=len(rejections),
        rejections=rejections,
        removed=removed,
    )


class _Staging:
    """One import into one draft: knows what is there, gathers what is to be written.

    Life cycle: ``add`` for each procedure, perhaps ``remove_missing``, and ``flush`` at the end.
    """

    def __init__(self, connection: Connection, now: dt.datetime, *, write: bool) -> None:
        self._connection = connection
        self._now = now
        self._today = now.date()
        self._write = write
        self._kept = _texts_of_newest(connection)
        self._seen: dict[Slot, tuple[str, str]] = {}
        self._batch: list[tuple[Slot, Procedure, str]] = []
        self._keep_old: dict[Slot, set[str]] = {}
        self._draft: int | None = None
        self._next_id = 1 + (connection.scalar(select(func.max(ProcedureRevision.id))) or 0)

    def add(self, incoming: Incoming) -> Outcome | Rejection:
        """Take one procedure.

        It is rejected if it cannot be stored, or if this import had its code with another content.
        """
        procedure = incoming.procedure
        slot = Slot(procedure.code, PRECEDENCE[incoming.origin])
        try:
            digest = digest_of(procedure)
        except NotStorableError as error:
            return Rejection(file=incoming.file, code=procedure.code, reason=str(error))
        if slot in self._seen:
            earlier, file = self._seen[slot]
            if earlier == digest:
                return Outcome.UNCHANGED
            reason = f"{file} has this code with another content in the same import"
            return Rejection(file=incoming.file, code=procedure.code, reason=reason)
        self._seen[slot] = (digest, incoming.file)
        kept = self._kept.get(slot, {})
        waits = procedure.effective_from is not None and procedure.effective_from > self._today
        stay = {old for old, text in kept.items() if waits and self._in_force(text)}
        wanted = stay | {digest}
        if wanted == set(kept) and self._still_on_its_base(slot, kept[digest]):
            return Outcome.UNCHANGED
        text = Kept(digest, procedure.effective_from, procedure.effective_to)
        self._kept[slot] = {old: kept[old] for old in stay} | {digest: text}
        if self._write:
            self._keep_old[slot] = stay
            self._batch.append((slot, procedure, digest))
            if len(self._batch) >= PROCEDURES_IN_A_BATCH:
                self.flush()
        return Outcome.CHANGED if kept else Outcome.NEW

    def remove_missing(self, spared: set[str]) -> int:
        """Take out of the draft what the incoming origins had and have no longer; return how many.

        ``spared`` codes stay: they were incoming, but could not be read.
        """
        origins = {slot.precedence for slot in self._seen}
        missing = [
            slot
            for slot in self._kept
            if slot.precedence in origins and slot not in self._seen and slot.code not in spared
        ]
        if missing and self._write:
            self.flush()
            self._take_out([(slot, set()) for slot in missing])
        return len(missing)

    def flush(self) -> None:
        """Write what was gathered."""
        if not self._batch:
            return
        draft = self._open()
        known = self._stored([(slot, digest) for slot, _, digest in self._batch])
        self._take_out([(slot, self._keep_old[slot]) for slot, _, _ in self._batch])
        rows: dict[str, list[Row]] = defaultdict(list)
        entries: list[Row] = []
        for slot, procedure, digest in self._batch:
            revision = known.get((slot, digest))
            if revision is None:
                revision = self._next_id
                self._next_id += 1
                owner = {
                    "id": revision,
                    "origin": ORIGINS[slot.precedence].value,
                    "digest": digest,
                    "created_at": self._now,
                }
                for table, row in rows_of(procedure, owner):
                    rows[table.name].append(row)
            texts = self._kept[slot]
            texts[digest] = texts[digest]._replace(revision=revision)
            entries.append(
                {
                    "version_number": draft,
                    "code": slot.code,
                    "precedence": slot.precedence,
                    "revision_id": revision,
                }
            )
        for entry in entries:
            slot = Slot(entry["code"], entry["precedence"])
            entry["based_on"] = self._base(slot)
        for table in TABLES:
            if rows[table.name]:
                self._connection.execute(insert(table), rows[table.name])
        self._connection.execute(insert(VersionEntry), entries)
        self._batch.clear()
        self._keep_old.clear()

    def _open(self) -> int:
        """Return the draft's number, opened by the first thing to write."""
        if self._draft is None:
            self._draft = open_draft(self._connection, self._now)
        return self._draft

    def _take_out(self, slots: list[tuple[Slot, set[str]]]) -> None:
        """Delete the entries of the slots from the draft, except for texts that stay."""
        draft = self._open()
        for slot, stay in slots:
            mine = and_(
                VersionEntry.version_number == draft,
                VersionEntry.code == slot.code,
                VersionEntry.precedence == slot.precedence,
            )
            if stay:
                staying = select(ProcedureRevision.id).where(
                    ProcedureRevision.code == slot.code,
                    ProcedureRevision.origin == ORIGINS[slot.precedence].value,
                    ProcedureRevision.digest.in_(stay),
                )
                mine = and_(mine, VersionEntry.revision_id.not_in(staying))
            self._connection.execute(delete(VersionEntry).where(mine))

    def _stored(self, wanted: list[tuple[Slot, str]]) -> dict[tuple[Slot, str], int]:
        """Return the revisions that an earlier version had already, by slot and digest."""
        revision = ProcedureRevision
        keys = [(slot.code, ORIGINS[slot.precedence].value, digest) for slot, digest in wanted]
        rows = self._connection.execute(
            select(revision.id, revision.code, revision.origin, revision.digest).where(
                tuple_(revision.code, revision.origin, revision.digest).in_(keys)
            )
        )
        return {
            (Slot(code, PRECEDENCE[Origin(origin)]), digest): key
            for key, code, origin, digest in rows
        }

    def _still_on_its_base(self, slot: Slot, text: Kept) -> bool:
        """Say whether a text of the ward covers what it did when it was imported."""
        return slot.precedence != WARD or text.based_on == self._base(slot)

    def _base(self, slot: Slot) -> int | None:
        """Return the revision that a text of the ward covers: of the best other origin, the last.

        A text that is not written yet has no number; the ward's takes it up when both are written.
        """
        if slot.precedence != WARD:
            return None
        for precedence in range(WARD + 1, len(ORIGINS)):
            texts = self._kept.get(Slot(slot.code, precedence))
            if texts:
                last = max(texts.values(), key=lambda text: text.effective_from or LONG_AGO)
                return last.revision
        return None

    def _in_force(self, text: Kept) -> bool:
        begun = text.effective_from is None or text.effective_from <= self._today
        return begun and (text.effective_to is None or text.effective_to >= self._today)


def _texts_of_newest(connection: Connection) -> dict[Slot, dict[str, Kept]]:
    """Return the texts of the newest version: by slot, then by digest."""
    version = version_to_read(connection, newest=True)
    entry, revision = VersionEntry, ProcedureRevision
    rows = connection.execute(
        select(
            entry.code,
            entry.precedence,
            revision.digest,
            revision.effective_from,
            revision.effective_to,
            revision.id,
            entry.based_on,
        )
        .join(revision, revision.id == entry.revision_id)
        .where(entry.version_number == version)
    )
    found: dict[Slot, dict[str, Kept]] = {}
    for code, precedence, digest, begin, end, key, base in rows:
        found.setdefault(Slot(code, precedence), {})[digest] = Kept(digest, begin, end, key, base)
    return found
