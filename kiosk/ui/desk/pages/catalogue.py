"""Keeping the catalogue: take a file in, read what it changes, take or leave it, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty

from kiosk.catalogue.decisions import ACCEPTED, REFUSED
from kiosk.catalogue.difference import FieldChange, ProcedureDifference
from kiosk.catalogue.staging import ImportReport
from kiosk.catalogue.versions import ROLLBACK_NOTE, SHIPPED_NOTE, VersionInfo, VersionState
from kiosk.checklist import words
from kiosk.desk.incoming import IncomingFile
from kiosk.desk.reading import field_words, kind_words, origin_words, value_words
from kiosk.ui.desk.form_sheet import Form, FormSheet, Line
from kiosk.ui.desk.page import PageLayout
from kiosk.ui.desk.panes import ChangeRow, Entry, Group, PanePage
from kiosk.ui.desk.widgets import PickRow
from kiosk.ui.strokes import (
    DOWN,
    LEFT,
    LETTERS,
    RIGHT,
    SPACE,
    UP,
    FunctionKey,
    Stroke,
    digit_of,
    letter_of,
)

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk

ROWS_AT_ONCE = 100
"""So many changes are listed; an export of the whole portal brings thousands."""


class View(StrEnum):
    """What the list shows."""

    FILES = "files"
    CHANGES = "changes"
    VERSIONS = "versions"


@dataclass(frozen=True)
class Known:
    """What the page has read."""

    files: Sequence[IncomingFile]
    changes: Sequence[ProcedureDifference]
    versions: Sequence[VersionInfo]
    has_draft: bool


class CatalogueLayout(PageLayout):
    """Three lists to choose from over a list and a card."""

    view = StringProperty(View.CHANGES.value)
    changes_text = StringProperty("")
    state = StringProperty("")
    act_text = StringProperty("")
    can_decide = BooleanProperty(False)


class CataloguePage(PanePage):
    """Files, changes, versions; a clerk reads, a steward decides and publishes."""

    wide = tall = "CatalogueLayout"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = View.CHANGES
        self.known: Known | None = None
        self._report: ImportReport | None = None
        self._busy = False
        self._done = (0, "")
        self._change_rows: list[ChangeRow] = []
        self._field = -1
        self._first = 0

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Catalogue")

    def function_keys(self) -> Sequence[FunctionKey]:
        """Return the three lists, and what can be done."""
        tr = self.tr
        free = self.is_steward and not self._busy
        return (
            self.back_key(),
            FunctionKey(2, tr("Files"), self.show_files),
            FunctionKey(3, tr("Changes"), self.show_changes),
            FunctionKey(4, tr("Published"), self.show_versions),
            FunctionKey(5, tr("Take all of it"), partial(self.decide_all, True), shown=False),
            FunctionKey(6, tr("Leave all of it"), partial(self.decide_all, False), shown=False),
            FunctionKey(8, tr("Publish"), self.publish, enabled=free and self._can_publish()),
            FunctionKey(9, tr("Do it"), self.act, shown=False),
        )

    def entered(self) -> None:
        """Read files, changes and versions."""
        self.run_long(self._read, self._learn)

    def fill(self) -> None:
        """Say everything in the present language."""
        layout, known, tr = self.layout, self.known, self.tr
        layout.view = self.view.value
        count = len(known.changes) if known else 0
        layout.changes_text = tr("Changes ({n})", n=count) if count else tr("Changes")
        layout.state = self._state_words()
        self._fill_meter()
        if known is None:
            layout.ids.list.head = tr("One moment …")
            return
        fillers = {
            View.FILES: self._fill_files,
            View.CHANGES: self._fill_changes,
            View.VERSIONS: self._fill_versions,
        }
        fillers[self.view](known)
        self.fill_card()

    def fill_card(self) -> None:
        """Show what is chosen."""
        self._change_rows, self._field = [], -1
        known, card = self.known, self.layout.ids.card
        self.layout.act_text, self.layout.can_decide = "", False
        card.title = card.note = ""
        body: list[Any] = []
        if known is not None:
            cards = {
                View.FILES: self._file_card,
                View.CHANGES: self._change_card,
                View.VERSIONS: self._version_card,
            }
            body = cards[self.view](known)
        card.ids.body.put(body)

    def choose(self, place: int) -> None:
        """Show a row's content; the rows at the ends of a long list go on or back."""
        known = self.known
        if known is not None and self.view is View.CHANGES:
            listed = len(self._listed(known))
            if self._first and place == listed:
                self._turn_list(-ROWS_AT_ONCE)
                return
            if place >= listed:
                self._turn_list(ROWS_AT_ONCE)
                return
        super().choose(place)

    # Lists

    def show_files(self) -> None:
        """List the files that were brought."""
        self._switch(View.FILES)

    def show_changes(self) -> None:
        """List what the draft would change."""
        self._switch(View.CHANGES)

    def show_versions(self) -> None:
        """List what was published."""
        self._switch(View.VERSIONS)

    def act(self) -> None:
        """Do what the button at the end of the card says."""
        if not self.layout.act_text or self._busy or self.known is None:
            return
        if self.view is View.FILES:
            self.take_in()
        elif self.view is View.CHANGES:
            self.publish()
        else:
            self.roll_back()

    def open_chosen(self) -> None:
        """Enter takes a file in, goes to the fields, or goes back to a version."""
        if self.view is View.CHANGES:
            self._go_to_field(0)
        else:
            self.act()

    # Files

    def take_in(self) -> None:
        """Import the chosen file into the draft."""
        known = self.known
        if known is None or not known.files or not self.is_steward:
            return
        file = known.files[self.chosen].path
        self._busy, self._done = True, (0, "")
        who = self.desk.clerk

        def progress(done: int, _total: int | None, what: str) -> None:
            self._done = (done, what)
            self.desk.host.post(self._fill_meter)

        def work() -> ImportReport:
            report = self.keeping.take_in(file, progress)
            self.desk.rooms.note(who, "import", f"{file.name}: {report.read}")
            return report

        self.run_long(work, self._taken_in)
        self._fill_meter()

    def _taken_in(self, outcome: Any) -> None:
        self._busy = False
        self._fill_meter()
        if self.failed(outcome):
            return
        self._report = outcome
        tr = self.tr
        said = tr(
            "Read {read}: {new} new, {changed} changed, {same} the same, {rejected} refused",
            read=outcome.read,
            new=outcome.new,
            changed=outcome.changed,
            same=outcome.unchanged,
            rejected=outcome.rejected,
        )
        self.desk.tell(tr("The file was taken into the draft"), said, icon="tray-arrow-down")
        if outcome.differs and not outcome.rejected:
            self.view, self.chosen = View.CHANGES, 0
        self.entered()

    def _fill_files(self, known: Known) -> None:
        tr, pane = self.tr, self.layout.ids.list
        pane.head = tr.count("{n} file was brought", "{n} files were brought", len(known.files))
        pane.note = tr("newest on top")
        self.put_rows(
            [
                PickRow(
                    cap=digit_of(place),
                    title=file.path.name,
                    note=self._moment(file.written_at),
                    end=size_words(file.size),
                )
                for place, file in enumerate(known.files)
            ]
        )

    def _file_card(self, known: Known) -> list[Any]:
        tr, card = self.tr, self.layout.ids.card
        if not known.files:
            card.title = tr("No file was brought")
            card.note = tr("Lay the export into the folder, or put the memory stick in.")
            return []
        file = known.files[self.chosen]
        card.title = file.path.name
        card.note = tr("Nothing changes for citizens until it is published.")
        if self.is_steward:
            self.layout.act_text = tr("Take into the draft")
        rows: list[Any] = [
            Entry(lead=tr("Folder"), said=file.path.parent.name),
            Entry(lead=tr("Written on"), said=self._moment(file.written_at)),
            Entry(lead=tr("Size"), said=size_words(file.size)),
        ]
        report = self._report
        if report is not None and report.rejections:
            rows.append(Group(said=tr("Refused at the last import"), end=str(report.rejected)))
            rows += [
                Entry(lead=each.code or "–", said=f"{Path(each.file).name}: {each.reason}")
                for each in report.rejections
            ]
        return rows

    # Changes

    def decide_all(self, accepted: bool) -> None:
        """Take or leave all of the chosen procedure."""
        each = self._chosen_change()
        if each is not None and self.layout.can_decide:
            self._decide(each, [], accepted=accepted)

    def publish(self) -> None:
        """Ask for a note, then make the draft what citizens see."""
        known, tr, who = self.known, self.tr, self.desk.clerk
        if known is None or not self.is_steward or not self._can_publish():
            return
        form = Form(
            title=tr("Publish the draft"),
            said=self._publish_words(known.changes),
            done=tr("Publish"),
            lines=[
                Line("decision", tr("Under which decision"), longest=120),
                Line("note", tr("Note for this office"), longest=200, wraps=True),
            ],
        )

        def work(values: Mapping[str, str]) -> int:
            number = self.keeping.catalogue().publish(by=who, **values)
            self.desk.rooms.note(who, "publish", f"version {number}")
            return number

        self.desk.open_sheet(FormSheet(self.desk, form, work, self._published))

    def _published(self, number: int) -> None:
        said = self.tr("Version {n} is what citizens see now.", n=number)
        self.desk.tell(self.tr("Published"), said, icon="check")
        self.entered()

    def _can_publish(self) -> bool:
        return self.known is not None and self.known.has_draft

    def _fill_changes(self, known: Known) -> None:
        tr, pane = self.tr, self.layout.ids.list
        pane.head = tr.count("{n} procedure differs", "{n} procedures differ", len(known.changes))
        pane.note = ""
        self._first = min(
            self._first, max(0, len(known.changes) - 1) // ROWS_AT_ONCE * ROWS_AT_ONCE
        )
        listed = self._listed(known)
        rows, groups = [], []
        before = None
        for place, each in enumerate(listed):
            if each.kind != before:
                groups.append((place, kind_words(each.kind, tr)))
                before = each.kind
            decided = self._decided_words(each)
            rows.append(
                PickRow(
                    cap=digit_of(place),
                    title=each.name,
                    note=f"{each.code} · {origin_words(each.origin, tr)}",
                    end=decided,
                )
            )
        last = self._first + len(listed)
        if len(known.changes) > len(listed):
            pane.note = f"{self._first + 1}–{last}"
        if self._first:
            rows.append(PickRow(title=tr("Those before"), icon="arrow-left"))
        if last < len(known.changes):
            rows.append(PickRow(title=tr("Those after"), icon="arrow-right"))
        self.put_rows(rows, groups=groups)

    def _listed(self, known: Known) -> Sequence[ProcedureDifference]:
        """Return the changes that are listed now."""
        return known.changes[self._first : self._first + ROWS_AT_ONCE]

    def _turn_list(self, rows: int) -> None:
        self._first += rows
        self.chosen = 0
        self.fill()

    def _decided_words(self, each: ProcedureDifference) -> str:
        """Return how many fields differ and how many of them are left as they are."""
        if not each.changes:
            return self.tr("left") if each.decided == REFUSED else ""
        left = sum(change.decided == REFUSED for change in each.changes)
        every = len(each.changes)
        return self.tr("{n} of {every} taken", n=every - left, every=every)

    def _change_card(self, known: Known) -> list[Any]:
        tr, card = self.tr, self.layout.ids.card
        if known.has_draft and self.is_steward:
            self.layout.act_text = tr("Publish")
        if not known.changes:
            card.title = tr("No difference")
            card.note = tr("What citizens see is what the catalogue holds.")
            return []
        each = self._listed(known)[self.chosen]
        card.title = each.name
        parts = [each.code, kind_words(each.kind, tr), origin_words(each.origin, tr)]
        if each.replaced_by:
            parts.append(tr("replaced by {code}", code=each.replaced_by))
        card.note = " · ".join(parts)
        self.layout.can_decide = self.is_steward
        if not each.changes:
            return [Entry(said=self._whole_words(each))]
        self._change_rows = [
            self._change_row(place, each, change) for place, change in enumerate(each.changes)
        ]
        return list(self._change_rows)

    def _whole_words(self, each: ProcedureDifference) -> str:
        """Return what becomes of a procedure that is new or taken out."""
        tr = self.tr
        if each.decided == REFUSED:
            return tr("It is left as it is when you publish.")
        return tr("It is done as a whole when you publish.")

    def _change_row(self, place: int, each: ProcedureDifference, change: FieldChange) -> ChangeRow:
        tr = self.tr
        hidden = not each.shown and change.ours != change.new
        decided = change.decided or ("" if hidden else ACCEPTED)
        row = ChangeRow(
            field=field_words(change.field, tr),
            old=value_words(change.old, tr),
            new=value_words(change.new, tr),
            ours=value_words(change.ours, tr) if hidden else "",
            decided=decided,
            cap=letter_of(place),
            free=self.is_steward,
        )
        row.bind(on_take=lambda _row: self._decide(each, [change.field], accepted=True))
        row.bind(on_refuse=lambda _row: self._decide(each, [change.field], accepted=False))
        return row

    def _decide(self, each: ProcedureDifference, fields: Sequence[str], *, accepted: bool) -> None:
        who = self.desk.clerk

        def work() -> Known:
            self.keeping.catalogue().decide(each.code, fields, accepted=accepted, by=who)
            what = "accept fields" if accepted else "refuse fields"
            self.desk.rooms.note(who, what, "; ".join([each.code, *fields]))
            return self._read()

        offset, field = self.layout.ids.card.ids.body.offset, self._field
        self.run_long(work, partial(self._decided, offset, field))

    def _decided(self, offset: float, field: int, outcome: Any) -> None:
        self._learn(outcome)
        if isinstance(outcome, Known) and self._change_rows:
            self.layout.ids.card.ids.body.move_to(offset)
            if field >= 0:
                self._go_to_field(field)

    def _publish_words(self, changes: Sequence[ProcedureDifference]) -> str:
        """Return what publishing would do, in one sentence."""
        tr = self.tr
        kinds = Counter(kind_words(each.kind, tr) for each in changes)
        told = ", ".join(f"{kind}: {count}" for kind, count in kinds.items())
        left = sum(change.decided == REFUSED for each in changes for change in each.changes)
        kept = tr.count("{n} field is left as it is", "{n} fields are left as they are", left)
        parts = [told or tr("No difference"), kept if left else ""]
        return words.sentence("; ".join(part for part in parts if part))

    def _chosen_change(self) -> ProcedureDifference | None:
        known = self.known
        if known is None or self.view is not View.CHANGES or not known.changes:
            return None
        return self._listed(known)[self.chosen]

    # Versions

    def roll_back(self) -> None:
        """Ask once more, then make the chosen version what citizens see."""
        known, tr, who = self.known, self.tr, self.desk.clerk
        version = self._chosen_version(known)
        if version is None or not self.is_steward:
            return
        number = version.number
        form = Form(
            title=tr("Go back to version {n}", n=number),
            said=tr("Citizens see at once what version {n} held. No version is lost.", n=number),
            done=tr("Go back to it"),
        )

        def work(_values: Mapping[str, str]) -> int:
            found = self.keeping.catalogue().rollback(to=number, by=who)
            self.desk.rooms.note(who, "roll back", f"version {found}")
            return found

        self.desk.open_sheet(FormSheet(self.desk, form, work, self._published))

    def _fill_versions(self, known: Known) -> None:
        tr, pane = self.tr, self.layout.ids.list
        pane.head = tr.count("{n} version", "{n} versions", len(known.versions))
        pane.note = tr("newest on top")
        self.put_rows(
            [
                PickRow(
                    cap=digit_of(place),
                    title=tr("Version {n}", n=version.number),
                    note=" · ".join(
                        part for part in (self._when(version), self._note(version)) if part
                    ),
                    end=self._version_words(version.state),
                )
                for place, version in enumerate(known.versions)
            ]
        )

    def _version_card(self, known: Known) -> list[Any]:
        tr, card = self.tr, self.layout.ids.card
        if not known.versions:
            card.title = tr("Nothing was published yet.")
            return []
        version = known.versions[self.chosen]
        card.title = tr("Version {n}", n=version.number)
        card.note = self._version_words(version.state)
        if version.state is VersionState.SUPERSEDED and self.is_steward:
            self.layout.act_text = tr("Go back to it")
        facts = (
            (tr("Published on"), self._when(version)),
            (tr("By"), version.published_by),
            (tr("Under which decision"), version.decision),
            (tr("Note for this office"), self._note(version)),
        )
        return [Entry(lead=label, said=said) for label, said in facts if said]

    def _chosen_version(self, known: Known | None) -> VersionInfo | None:
        if known is None or self.view is not View.VERSIONS or not known.versions:
            return None
        version = known.versions[self.chosen]
        return version if version.state is VersionState.SUPERSEDED else None

    def _note(self, version: VersionInfo) -> str:
        """Return a version's note; those that the program writes itself in the desk's language."""
        if version.note == SHIPPED_NOTE:
            return self.tr("the program’s text")
        _, back, number = version.note.partition(ROLLBACK_NOTE)
        return self.tr("back from version {n}", n=number) if back else version.note

    def _version_words(self, state: VersionState) -> str:
        names = {
            VersionState.DRAFT: self.tr("draft"),
            VersionState.PUBLISHED: self.tr("in use"),
            VersionState.SUPERSEDED: self.tr("earlier"),
        }
        return names[state]

    def _when(self, version: VersionInfo) -> str:
        return self._moment(version.published_at) if version.published_at else ""

    # Keys

    def key_pressed(self, stroke: Stroke) -> bool:
        """Right goes to the fields, Left back to the list, the blank takes or leaves a field."""
        if not stroke.plain or self.desk.field is not None or not self._change_rows:
            return super().key_pressed(stroke)
        if stroke.code == RIGHT and self._field < 0:
            self._go_to_field(0)
        elif stroke.code == LEFT and self._field >= 0:
            self._go_to_field(-1)
        elif self._field >= 0 and stroke.code in (UP, DOWN):
            way = -1 if stroke.code == UP else 1
            self._go_to_field((self._field + way) % len(self._change_rows))
        elif self._field >= 0 and stroke.code == SPACE:
            self.desk.swallow_text(stroke)
            self._turn(self._field)
        else:
            return super().key_pressed(stroke)
        return True

    def text_typed(self, text: str) -> bool:
        """A letter takes or leaves its field; a digit chooses a procedure."""
        place = LETTERS.find(text.lower()) if len(text) == 1 else -1
        if 0 <= place < len(self._change_rows):
            self._turn(place)
            return True
        return super().text_typed(text)

    def _turn(self, place: int) -> None:
        each = self._chosen_change()
        if each is None or not self.is_steward:
            return
        self._field = place
        taken = self._change_rows[place].decided == ACCEPTED
        self._decide(each, [each.changes[place].field], accepted=not taken)

    def _go_to_field(self, place: int) -> None:
        self._field = min(place, len(self._change_rows) - 1)
        for number, row in enumerate(self._change_rows):
            row.chosen = number == self._field
        if self._field >= 0:
            self.layout.ids.card.ids.body.show(self._change_rows[self._field])

    # Inside

    def _switch(self, view: View) -> None:
        if view is not self.view:
            self.view, self.chosen, self._first = view, 0, 0
        self.fill()
        self.desk.refresh_keys()

    def _read(self) -> Known:
        catalogue = self.keeping.catalogue()
        changes = [told for each in catalogue.difference() if (told := _to_decide(each))]
        changes.sort(key=lambda each: each.kind)
        return Known(
            files=self.keeping.files(),
            changes=changes,
            versions=catalogue.versions()[::-1],
            has_draft=catalogue.has_draft(),
        )

    def _learn(self, outcome: Any) -> None:
        if not self.failed(outcome):
            self.known = outcome
            self.fill()
            self.desk.refresh_keys()

    def _fill_meter(self) -> None:
        if self.layout is None:
            return
        meter, tr = self.layout.ids.meter, self.tr
        done, what = self._done
        meter.said = tr("Reading … {n} {what}", n=done or "", what=what) if self._busy else ""
        meter.share = 0.0

    def _state_words(self) -> str:
        known, tr = self.known, self.tr
        if known is None:
            return ""
        if known.has_draft:
            return tr("A draft is open; citizens do not see it yet.")
        return tr("No draft is open.")

    def _moment(self, moment: Any) -> str:
        return f"{words.date_words(moment.date(), self.tr)}, {moment:%H:%M}"


def _to_decide(each: ProcedureDifference) -> ProcedureDifference | None:
    """Return what a person decides about a difference, None where our own text says it all."""
    if each.shown:
        return each
    changes = [change for change in each.changes if change.ours != change.new]
    return msgspec.structs.replace(each, changes=changes) if changes else None


def size_words(size: int) -> str:
    """Return a file's size: "3,4 MB"."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:.1f}".replace(".", ",") + f" {unit}"
    return f"{size} B"


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
