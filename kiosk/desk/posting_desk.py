"""Making what hangs at the office: sheets, the bound booklet, the list; and what has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import msgspec

from kiosk.catalogue.booklets import Booklets, PutUpSheet, sheet_of
from kiosk.catalogue.clerks import AuditTrail
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.checklist.checklist import Checklist
from kiosk.clock import Clock
from kiosk.desk.booklet import (
    Changes,
    changes_since,
    front_of,
    lay_out_posting,
    posting_request,
)
from kiosk.desk.posting_list import row_of, workbook
from kiosk.desk.posting_sheet import lay_out_sheet
from kiosk.errors import SaidRefused
from kiosk.printing.render_protocol import RenderRequest
from kiosk.settings import Paper, Settings
from kiosk.translation import Translator
from kiosk.vietnamese.order import alphabetical

Progress = Callable[[int, int | None, str], None]


class NothingPostedError(SaidRefused):
    """There is nothing to make a sheet of."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What to make sheets of: these codes, a field, what is new since the last booklet, or all.

    Only a choice of everything is bound as a booklet with its front.
    """

    codes: Sequence[str] = ()
    field: str = ""
    only_new: bool = False

    @property
    def is_everything(self) -> bool:
        """Say whether nothing was left out."""
        return not (self.codes or self.field or self.only_new)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is posted and what hangs; ``changes`` is None where nothing was put up yet."""

    posted: int
    fields: list[tuple[str, int]]
    put_up_at: dt.datetime | None
    changes: Changes | None


class MadePosting(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that was made: the PDF and how many procedures it has."""

    content: bytes
    count: int
    paper: Paper


def _silent(done: int, total: int | None, what: str) -> None:
    """Show nothing."""


class PostingDesk:
    """Makes the papers and notes what was put up.

    ``render`` sets a long paper, in a process of its own.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        booklets: Booklets,
        trail: AuditTrail,
        *,
        ward: Callable[[], Settings],
        build_checklist: Callable[[Procedure, Mapping[str, str], dt.datetime], Checklist],
        render: Callable[[RenderRequest], bytes],
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._booklets = booklets
        self._trail = trail
        self._ward = ward
        self._build_checklist = build_checklist
        self._render = render
        self._clock = clock

    def standing(self) -> Standing:
        """Return what is posted, by field, and how it differs from what hangs."""
        procedures = self._catalogue.procedures()
        counted: dict[str, int] = {}
        for procedure in procedures:
            counted[procedure.field] = counted.get(procedure.field, 0) + 1
        last = self._booklets.last()
        return Standing(
            posted=len(procedures),
            fields=sorted(counted.items(), key=lambda pair: alphabetical(pair[0])),
            put_up_at=last.put_up_at if last is not None else None,
            changes=changes_since(last, [sheet_of(each) for each in procedures]),
        )

    def chosen(self, choice: Choice) -> list[Procedure]:
        """Return the procedures of a choice.

        Raises:
            NothingPostedError: a code is unknown, or nothing is chosen by it.
        """
        if choice.codes:
            found = [self._find(code) for code in dict.fromkeys(choice.codes)]
        else:
            found = self._catalogue.procedures()
        if choice.field:
            found = [each for each in found if each.field == choice.field]
        if choice.only_new:
            changes = self.standing().changes
            wanted = changes.to_hang if changes is not None else None
            found = [each for each in found if wanted is None or each.code in wanted]
        if not found:
            raise NothingPostedError("There is nothing to make sheets of; see `kiosk post`.")
        return found

    def make(
        self, choice: Choice, paper: Paper, tr: Translator, progress: Progress = _silent
    ) -> MadePosting:
        """Return the sheets of a choice as a PDF, or the booklet of everything.

        Takes seconds. ``progress`` is told how many sheets are laid out, then that they are set.

        Raises:
            NothingPostedError: see ``chosen``.
            RenderError: the paper could not be set.
        """
        procedures = self.chosen(choice)
        postings = self._catalogue.postings()
        at, office = self._clock(), self._ward().office
        sheets = []
        for number, procedure in enumerate(procedures, start=1):
            case = self._build_checklist(procedure, {}, at)
            sheets.append(lay_out_sheet(procedure, case, postings.get(procedure.code), tr))
            progress(number, len(procedures), "laid out")
        front = None
        if choice.is_everything:
            changes = changes_since(self._booklets.last(), [sheet_of(each) for each in procedures])
            front = front_of(sheets, changes, office, at, tr)
        progress(0, None, "setting the pages")
        posting = lay_out_posting(sheets, office, at, paper, tr, front=front)
        content = self._render(posting_request(posting))
        return MadePosting(content=content, count=len(sheets), paper=paper)

    def listing(self, choice: Choice, tr: Translator) -> bytes:
        """Return the list of a choice as XLSX.

        Raises:
            NothingPostedError: see ``chosen``.
        """
        at, postings = self._clock(), self._catalogue.postings()
        return workbook(
            [
                row_of(each, self._build_checklist(each, {}, at), postings.get(each.code), tr)
                for each in self.chosen(choice)
            ],
            tr,
        )

    def put_up(self, *, by: str) -> list[PutUpSheet]:
        """Note that what is posted hangs at the office from now on; return it."""
        now = [sheet_of(each) for each in self._catalogue.procedures()]
        at = self._clock()
        self._booklets.put_up(at, now)
        self._trail.note(at, by, "put up booklet", f"{len(now)} procedures")
        return now

    def _find(self, code: str) -> Procedure:
        """Return a published procedure, else that of the draft."""
        found = self._catalogue.procedure(code) or self._catalogue.procedure(code, newest=True)
        if found is None:
            raise NothingPostedError(
                'The catalogue has no procedure with the code "{code}".', code=code
            )
        return found
