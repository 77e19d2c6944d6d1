"""The bound booklet of all posted procedures: what has changed, the list by field, the sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from kiosk.catalogue.booklets import PutUpBooklet, PutUpSheet
from kiosk.checklist import words
from kiosk.desk.posting_sheet import PostingSheet, complaints_words
from kiosk.printing.paper import document_request
from kiosk.printing.render_protocol import RenderRequest
from kiosk.settings import ROLL_MM, Office, Paper
from kiosk.translation import Translator
from kiosk.vietnamese.order import alphabetical


class Changes(msgspec.Struct, frozen=True):
    """What is new, what has another text, and what no longer hangs, since the last booklet."""

    since: dt.datetime
    new: list[PutUpSheet]
    changed: list[PutUpSheet]
    lapsed: list[PutUpSheet]

    @property
    def to_hang(self) -> set[str]:
        """The codes whose sheets are not up yet, or up with an older text."""
        return {sheet.code for sheet in [*self.new, *self.changed]}


class ChangeList(msgspec.Struct, frozen=True):
    """A labelled list of procedures in the front of the booklet."""

    label: str
    rows: list[tuple[str, str]]


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """The pages before the sheets."""

    title: str
    lines: list[str]
    complaints: str
    changes_label: str
    changes_text: str
    changes: list[ChangeList]
    contents_label: str


class PostingPaper(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template sets: one sheet or more, and the front of a booklet."""

    paper: Paper
    language: str
    document_title: str
    office: str
    place: str
    dated: str
    page_of: str
    labels: dict[str, str]
    front: Front | None
    fields: list[tuple[str, list[PostingSheet]]]


def changes_since(last: PutUpBooklet | None, now: Sequence[PutUpSheet]) -> Changes | None:
    """Return what is different from the booklet that hangs, None where none does."""
    if last is None:
        return None
    before = {sheet.code: sheet for sheet in last.sheets}
    after = {sheet.code for sheet in now}
    return Changes(
        since=last.put_up_at,
        new=[sheet for sheet in now if sheet.code not in before],
        changed=[s for s in now if s.code in before and before[s.code].digest != s.digest],
        lapsed=[sheet for sheet in last.sheets if sheet.code not in after],
    )


def by_field(sheets: Sequence[PostingSheet]) -> list[tuple[str, list[PostingSheet]]]:
    """Return the sheets under their fields, fields and names in the order of the alphabet."""
    fields: dict[str, list[PostingSheet]] = {}
    for sheet in sorted(sheets, key=lambda sheet: (alphabetical(sheet.title), sheet.code)):
        fields.setdefault(sheet.field, []).append(sheet)
    return sorted(fields.items(), key=lambda pair: alphabetical(pair[0]))


def lay_out_posting(
    sheets: Sequence[PostingSheet],
    office: Office,
    at: dt.datetime,
    paper: Paper,
    tr: Translator,
    *,
    front: Front | None = None,
) -> PostingPaper:
    """Return the paper of some sheets, with the front of a booklet if given."""
    title = front.title if front else "; ".join(sheet.title for sheet in sheets[:3])
    return PostingPaper(
        paper=paper,
        language=tr.language,
        document_title=title,
        office=tr.pick(office.name, office.name_en),
        place=tr.pick(office.place, office.place_en),
        dated=tr("Made on {date}", date=words.date_words(at.date(), tr)),
        page_of=tr("Page {page} of {pages}"),
        labels={
            "name": tr("Procedure's name"),
            "where": tr("Where"),
            "papers": tr("Papers of the dossier"),
            "paper": tr("Paper"),
            "originals": tr("Originals"),
            "certified": tr("Certified copies"),
            "photocopies": tr("Photo-copies"),
            "methods": tr("Ways to hand in, cost and time"),
            "way": tr("Way"),
            "times": tr("When"),
            "fees": tr("How much"),
            "page": tr("Page"),
            "code": tr("Code"),
        },
        front=front,
        fields=by_field(sheets),
    )


def front_of(
    sheets: Sequence[PostingSheet],
    changes: Changes | None,
    office: Office,
    at: dt.datetime,
    tr: Translator,
) -> Front:
    """Return the pages before the sheets."""
    fields = len({sheet.field for sheet in sheets})
    lines = [
        tr.count("{n} procedure", "{n} procedures", len(sheets)),
        tr.count("in {n} field", "in {n} fields", fields),
    ]
    told = " ".join(lines)
    return Front(
        title=tr("Administrative procedures posted at this office"),
        lines=[told, *_office_lines(office, tr)],
        complaints=complaints_words(office.complaints, tr),
        changes_label=tr("What has changed"),
        changes_text=_changes_text(changes, tr),
        changes=_change_lists(changes, tr),
        contents_label=tr("List of procedures by field"),
    )


def _office_lines(office: Office, tr: Translator) -> list[str]:
    """Return address and telephone."""
    phone = tr("Telephone {number}", number=office.phone) if office.phone else ""
    return [line for line in (office.address, phone) if line]


def _changes_text(changes: Changes | None, tr: Translator) -> str:
    """Return the sentence above the lists of changes."""
    if changes is None:
        return tr("This is the first booklet put up here.")
    since = words.date_words(changes.since.date(), tr)
    if not (changes.new or changes.changed or changes.lapsed):
        return tr("Nothing has changed since the booklet of {date}.", date=since)
    return tr("Changes since the booklet of {date}:", date=since)


def _change_lists(changes: Changes | None, tr: Translator) -> list[ChangeList]:
    """Return the lists that have something in them."""
    if changes is None:
        return []
    lists = (
        (tr("New"), changes.new),
        (tr("With another text"), changes.changed),
        (tr("Lapsed or taken down"), changes.lapsed),
    )
    return [
        ChangeList(label, [(sheet.code, sheet.name) for sheet in rows])
        for label, rows in lists
        if rows
    ]


def posting_request(posting: PostingPaper) -> RenderRequest:
    """Return what to ask the renderer for. A booklet is bound, so that it is A4 or A5.

    Raises:
        ValueError: a booklet on a receipt.
    """
    if posting.front is not None and posting.paper in ROLL_MM:
        raise ValueError(f"a booklet is bound; {posting.paper} cannot be")
    return document_request(
        posting, "posting", posting.paper, sheet="posting.typ", roll="posting_receipt.typ"
    )
