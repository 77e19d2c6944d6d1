"""The slip for what is missing; who it is for is typed for one sheet of paper and then dropped."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from kivy.lang import Builder

from kiosk.checklist import words
from kiosk.desk.dossier import reason_words
from kiosk.desk.supplement import Applicant, SupplementRequest, request_for
from kiosk.desk.ticking import suggested_reason
from kiosk.settings import PrinterKind
from kiosk.ui.desk.sheet import DeskSheet
from kiosk.ui.desk.widgets import Field, LabelledLine
from kiosk.ui.strokes import DOWN, TAB, UP, Stroke

if TYPE_CHECKING:
    from kiosk.ui.desk.frame import Desk
    from kiosk.ui.desk.pages.dossier import DossierPage

FIELDS = ("name", "address", "phone", "email", "number")


class SupplementSheet(DeskSheet):
    """Fields of the official form 02; all may stay empty and are then dotted lines on paper."""

    rule = "SupplementCard"

    def __init__(self, desk: Desk, page: DossierPage) -> None:
        super().__init__(desk)
        self._page = page

    def opened(self) -> None:
        """Begin with the name."""
        self.fill()
        self.desk.begin_typing(self.card.ids.name)

    def closed(self) -> None:
        """Drop what was typed of the person."""
        for field in self._fields():
            field.empty()
        self.desk.forget_typed()

    def fill(self) -> None:
        """Say what the slip will ask for."""
        tr, ids = self.tr, self.card.ids
        self.card.title = tr("Supplement slip (form 02)")
        stays = self.desk.rooms.settings.printer.kind is PrinterKind.FOLDER
        ids.promise.said = (
            tr("This machine prints into a folder: names are left out and written by hand.")
            if stays
            else tr("What you type here goes onto this one sheet and is kept nowhere.")
        )
        at_hand = self._page.at_hand
        if at_hand is None:
            return
        lines = [
            LabelledLine(
                part=0.05,
                label=f"{place}.",
                said=f"{words.document_name(gap.item.document, tr)} · {reason_words(gap, tr)}",
            )
            for place, gap in enumerate(at_hand.state.gaps, start=1)
        ]
        ids.gaps.put(lines)

    def key_pressed(self, stroke: Stroke) -> bool:
        """F9 prints; Enter, Tab and arrows go from field to field."""
        if stroke.function == 9:
            self.print()
            return True
        if stroke.code in (TAB, UP, DOWN):
            self._move(-1 if stroke.shift or stroke.code == UP else 1)
            return True
        return False

    def field_done(self) -> None:
        """Go on to the next field; after the last, print."""
        if self.desk.field is self._fields()[-1]:
            self.print()
        else:
            self._move(1)

    def print(self) -> None:
        """Print the slip and drop what was typed."""
        request = self._request()
        if request is not None:
            what = self.tr("Supplement slip")
            self.desk.rooms.print_supplement(request, partial(self.desk.tell_news, what))
            self.desk.note("print supplement", request.code)
        self.close()

    def _request(self) -> SupplementRequest | None:
        at_hand = self._page.at_hand
        if at_hand is None:
            return None
        name, address, phone, email, number = (field.typed.strip() for field in self._fields())
        # The slip is official paper: in Vietnamese whatever the desk's language.
        vietnamese = self.desk.rooms.translators["vi"]
        state = at_hand.state
        suggested = suggested_reason(state, vietnamese)
        return msgspec.structs.replace(
            request_for(at_hand.checklist, state.gaps),
            applicant=Applicant(name=name, address=address, phone=phone, email=email),
            number=number,
            reason=suggested if at_hand.reason is None else at_hand.reason,
            officer=self.desk.clerk,
        )

    def _fields(self) -> list[Field]:
        return [self.card.ids[name] for name in FIELDS]

    def _move(self, way: int) -> None:
        self.desk.type_on(self._fields(), way)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
