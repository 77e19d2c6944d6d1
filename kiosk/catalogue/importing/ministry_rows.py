"""Ministry of Defence procedures: the portal's document of one procedure as structured rows."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from kiosk.catalogue.importing import fields
from kiosk.catalogue.importing.documents import Row, understand
from kiosk.catalogue.importing.legal import legal_row
from kiosk.catalogue.importing.methods import method_row
from kiosk.catalogue.importing.results import parse_results
from kiosk.catalogue.procedure import Procedure, Purpose, Source, Tier
from kiosk.vietnamese.text import clean

_ORIGINALS: Final = re.compile(r"Bản chính:?\s*(\d{1,3})", re.IGNORECASE)
_COPIES: Final = re.compile(r"Bản sao:?\s*(\d{1,3})", re.IGNORECASE)


class Metadata(msgspec.Struct, frozen=True):
    """Heading of the record; the keys are the source's own."""

    code: str = msgspec.field(name="mã_thủ_tục")
    name: str = msgspec.field(name="tên_thủ_tục")
    decision: str = msgspec.field(name="số_quyết_định", default="")
    level: str = msgspec.field(name="cấp_thực_hiện", default="")
    area: str = msgspec.field(name="lĩnh_vực", default="")


class Content(msgspec.Struct, frozen=True):
    """The texts of the record."""

    steps: str = msgspec.field(name="trình_tự_thực_hiện", default="")
    subjects: str = msgspec.field(name="đối_tượng_thực_hiện", default="")
    agency: str = msgspec.field(name="cơ_quan_thực_hiện", default="")
    authority: str = msgspec.field(name="cơ_quan_có_thẩm_quyền", default="")
    coordinating: str = msgspec.field(name="cơ_quan_phối_hợp", default="")
    address: str = msgspec.field(name="địa_chỉ_tiếp_nhận_hs", default="")
    result: str = msgspec.field(name="kết_quả_thực_hiện", default="")
    conditions: str = msgspec.field(name="yêu_cầu_điều_kiện_thực_hiện", default="")
    keywords: str = msgspec.field(name="từ_khóa", default="")


class MethodRow(msgspec.Struct, frozen=True):
    """One way to hand in."""

    hinh_thuc: str
    thoi_han_giai_quyet: str = ""
    phi_le_phi: str = ""
    mo_ta: str = ""


class DocumentRow(msgspec.Struct, frozen=True):
    """One paper; its counts stand in ``ghi_chu`` as "Bản chính: 1"."""

    ten_giay_to: str
    so_luong: str = ""
    ghi_chu: str = ""
    mau_don: str = ""


class LegalRow(msgspec.Struct, frozen=True):
    """One legal basis."""

    so_ky_hieu: str = ""
    trich_yeu: str = ""
    ngay_ban_hanh: str = ""
    co_quan_ban_hanh: str = ""


class Tables(msgspec.Struct, frozen=True):
    """The rows of the record."""

    hinh_thuc_nop: list[MethodRow] = []
    thanh_phan_ho_so: list[DocumentRow] = []
    can_cu_phap_ly: list[LegalRow] = []


class MinistryRecord(msgspec.Struct, frozen=True):
    """A whole file."""

    metadata: Metadata
    content: Content
    tables: Tables


def read_ministry_record(record: MinistryRecord) -> Procedure:
    """Read one record.

    Raises:
        BadRecordError: no code of the right form, or no name.
    """
    head, content, tables = record.metadata, record.content, record.tables
    code = fields.procedure_code(head.code)
    name = fields.procedure_name(code, head.name)
    dossier = understand(_document(row) for row in tables.thanh_phan_ho_so)
    decision, notes = fields.decision(head.decision)
    methods = [
        method_row(row.hinh_thuc, row.thoi_han_giai_quyet, row.phi_le_phi, row.mo_ta)
        for row in tables.hinh_thuc_nop
    ]
    bases = [
        legal_row(row.so_ky_hieu, row.trich_yeu, row.ngay_ban_hanh, row.co_quan_ban_hanh)
        for row in tables.can_cu_phap_ly
    ]
    known = any(document.purpose is not Purpose.NOTE for document in dossier.documents)
    return Procedure(
        code=code,
        name=name,
        field=fields.short_text(head.area),
        tier=Tier.FULL if known else Tier.LISTED,
        levels=fields.levels([head.level]),
        ministry=fields.ministry_of(head.decision),
        agency=fields.short_text(content.agency) or fields.short_text(content.authority),
        coordinating_agencies=fields.short_text(content.coordinating),
        subjects=fields.short_text(content.subjects),
        keywords=fields.short_text(content.keywords),
        steps=fields.paragraphs(content.steps),
        requirements=fields.requirements(content.conditions),
        results=parse_results(content.result).results,
        dossier_sets=dossier.dossier_sets,
        cases=dossier.cases,
        documents=dossier.documents,
        forms=dossier.forms,
        methods=[method for method in methods if method is not None],
        legal_bases=[basis for basis in bases if basis is not None],
        where_to_go=fields.short_text(content.address),
        decision=decision,
        source=Source(decision=decision.number if decision else ""),
        notes=notes,
    )


def _document(row: DocumentRow) -> Row:
    counts = f"{row.so_luong}\n{row.ghi_chu}"
    originals, copies = _ORIGINALS.search(counts), _COPIES.search(counts)
    return Row(
        "",
        clean(row.ten_giay_to),
        [form for form in [clean(row.mau_don)] if form],
        int(originals[1]) if originals else 0,
        int(copies[1]) if copies else 0,
    )
