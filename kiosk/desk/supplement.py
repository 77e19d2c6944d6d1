"""Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: what the clerk gives where papers are missing.

The fields are those of Mẫu số 02, Phụ lục I, Thông tư 03/2025/TT-VPCP. What is typed about the
applicant lives in the value only as long as the slip is being made; where the slip would stay in a
file, as with the printer that fills a folder, it is left out and written by hand.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from kiosk.checklist import words
from kiosk.checklist.checklist import Checklist
from kiosk.desk.dossier import Gap, reason_words
from kiosk.printing.paper import document_request
from kiosk.printing.render_protocol import RenderRequest
from kiosk.settings import Office, Paper
from kiosk.translation import Translator

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
FORM = "Mẫu số 02, Thông tư 03/2025/TT-VPCP"


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """Who hands in; an empty field becomes a dotted line. Never stored, never logged."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    def __repr__(self) -> str:
        """Say nothing of the person: values end up in error messages."""
        return "Applicant(...)"


class SupplementRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing and why, for one dossier.

    ``number`` is the office's own (Số …/HDHS), empty to write it by hand. ``reason`` is what holds
    for the whole dossier. ``contact`` is the telephone or page of whoever can be asked.
    """

    code: str
    matter: str
    office: Office
    at: dt.datetime
    gaps: list[Gap]
    applicant: Applicant = Applicant()
    number: str = ""
    reason: str = ""
    contact: str = ""
    officer: str = ""


class SlipRow(msgspec.Struct, frozen=True):
    """One paper to bring. ``counts`` is for receipts, which have no columns."""

    name: str
    originals: int
    certified: int
    photocopies: int
    counts: str
    reason: str


class SlipField(msgspec.Struct, frozen=True):
    """A labelled line; an empty value is a dotted line."""

    label: str
    value: str


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template sets."""

    paper: Paper
    language: str
    document_title: str
    office: str
    place: str
    national_title: str
    motto: str
    number: SlipField
    dated: str
    title: str
    form: str
    form_note: str
    fields: list[SlipField]
    ask: str
    columns: list[str]
    rows: list[SlipRow]
    reason: SlipField
    contact: SlipField
    sign_label: str
    sign_hint: str
    officer: str
    page_of: str


def request_for(checklist: Checklist, gaps: list[Gap]) -> SupplementRequest:
    """Return the request for what ``gaps`` names, without a word of the applicant."""
    return SupplementRequest(
        code=checklist.code,
        matter=checklist.name,
        office=checklist.office,
        at=checklist.at,
        gaps=gaps,
        contact=checklist.office.phone,
    )


def without_person(request: SupplementRequest) -> SupplementRequest:
    """Return the same with dotted lines for the applicant and the officer, fit to stay in a file.

    What is wrong with a paper stays: it is about the paper, and the slip is useless without it.
    """
    return msgspec.structs.replace(request, applicant=Applicant(), officer="")


def lay_out_slip(request: SupplementRequest, paper: Paper, tr: Translator) -> Slip:
    """Return the slip in one language."""
    office, person = request.office, request.applicant
    name = words.sentence(request.matter)
    return Slip(
        paper=paper,
        language=tr.language,
        document_title=f"{tr('Request to supplement the dossier')} ({request.code})",
        office=tr.pick(office.name, office.name_en),
        place=tr.pick(office.place, office.place_en),
        national_title=NATIONAL_TITLE,
        motto=MOTTO,
        number=SlipField(tr("No."), f"{request.number}/HDHS" if request.number else ""),
        dated=tr(
            "{place}, day {day} month {month} year {year}",
            place=office.province,
            day=f"{request.at.day:02}",
            month=f"{request.at.month:02}",
            year=request.at.year,
        ),
        title=tr("Request to supplement and complete the dossier"),
        form=FORM,
        form_note=tr("With the fields of: {form}", form=FORM),
        fields=[
            SlipField(tr("Dossier of"), person.name),
            SlipField(
                tr("Matter"),
                tr("{name} Code: {code}", name=name, code=request.code),
            ),
            SlipField(tr("Address"), person.address),
            SlipField(tr("Telephone"), person.phone),
            SlipField(tr("E-mail"), person.email),
        ],
        ask=tr("Please supplement and complete the dossier with these papers:"),
        columns=[
            tr("Item no."),
            tr("Paper"),
            tr("Originals"),
            tr("Certified copies"),
            tr("Photo-copies"),
        ],
        rows=[
            SlipRow(
                name=words.document_name(gap.item.document, tr),
                originals=gap.originals,
                certified=gap.certified_copies,
                photocopies=gap.photocopies,
                counts=" · ".join(words.copies_words(gap, tr)),
                reason=reason_words(gap, tr),
            )
            for gap in request.gaps
        ],
        reason=SlipField(tr("Reason"), request.reason),
        contact=SlipField(tr("For questions while completing the dossier"), request.contact),
        sign_label=tr("Guided by"),
        sign_hint=tr("(signature and full name)"),
        officer=request.officer,
        page_of=tr("Page {page} of {pages}"),
    )


def slip_request(request: SupplementRequest, paper: Paper, tr: Translator) -> RenderRequest:
    """Return what to ask the renderer for. The official form is A4 or A5; a receipt says so."""
    slip = lay_out_slip(request, paper, tr)
    return document_request(
        slip, "slip", paper, sheet="supplement.typ", roll="supplement_receipt.typ"
    )
