"""One page of the national public service portal, saved as JSON."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

import msgspec

from kiosk.catalogue.importing import fields
from kiosk.catalogue.importing.documents import HEADER, flat_rows, understand
from kiosk.catalogue.importing.errors import BadRecordError
from kiosk.catalogue.importing.legal import legal_bases
from kiosk.catalogue.importing.methods import parse_methods
from kiosk.catalogue.importing.results import parse_results
from kiosk.catalogue.procedure import Procedure, Purpose, Source, Tier

MINISTRIES: Final = {
    "bo-cong-an": "Bộ Công an",
    "bo-nong-nghiep-mt": "Bộ Nông nghiệp và Môi trường",
    "bo-tai-chinh": "Bộ Tài chính",
    "bo-tu-phap": "Bộ Tư pháp",
    "bo-xay-dung": "Bộ Xây dựng",
    "ngan-hang-nha-nuoc": "Ngân hàng Nhà nước Việt Nam",
    "toa-an-nhan-dan": "Tòa án nhân dân",
}
"""The folders of the snapshot; a page itself does not name its ministry."""

_TRUE_CODE: Final = re.compile(r"Mã thủ tục:?\s*(\d\.\d{6})(?!\d)")
_METHODS_LABEL: Final = "Cách Thức Thực HiệnHình thức nộp"
_DOCUMENTS_LABEL: Final = "Thành phần hồ sơ"
_LEGAL_LABEL: Final = "Căn cứ pháp lýTên văn bản"
_STEPS_LABEL: Final = "Trình Tự Thực Hiện"


class Page(msgspec.Struct, frozen=True):
    """The keys of a page that are read; all are text."""

    ma_thu_tuc: str
    ten_thu_tuc: str
    detail_url: str = ""
    so_quyet_dinh: str = ""
    cap_thuc_hien: str = ""
    linh_vuc: str = ""
    doi_tuong_thuc_hien: str = ""
    co_quan_co_tham_quyen: str = ""
    co_quan_phoi_hop: str = ""
    co_quan_thuc_hien: str = ""
    dia_chi_tiep_nhan: str = ""
    trinh_tu_thuc_hien: str = ""
    cach_thuc_thuc_hien: str = ""
    thanh_phan_ho_so: str = ""
    can_cu_phap_ly: str = ""
    yeu_cau_dieu_kien: str = ""
    ket_qua_xu_ly: str = ""
    raw_text: str = ""


def read_page(page: Page, file: PurePosixPath) -> Procedure:
    """Read one page; ``file`` is its place, whose name and folder are checked against it.

    Raises:
        BadRecordError: no code, no name, or the page is another procedure's (data trap 1).
    """
    code = fields.procedure_code(page.ma_thu_tuc)
    _check_identity(page, code, file)
    name = fields.procedure_name(code, page.ten_thu_tuc)
    steps, documents = _resliced(page)
    dossier = understand(flat_rows(documents))
    methods, notes = parse_methods(page.cach_thuc_thuc_hien)
    decision, doubts = fields.decision(page.so_quyet_dinh)
    result = parse_results(page.ket_qua_xu_ly)
    known = any(document.purpose is not Purpose.NOTE for document in dossier.documents)
    return Procedure(
        code=code,
        name=name,
        field=fields.short_text(page.linh_vuc),
        tier=Tier.FULL if known else Tier.LISTED,
        levels=fields.levels([page.cap_thuc_hien]),
        ministry=MINISTRIES.get(file.parent.name) or fields.ministry_of(page.so_quyet_dinh),
        agency=fields.short_text(page.co_quan_thuc_hien)
        or fields.short_text(page.co_quan_co_tham_quyen),
        coordinating_agencies=fields.short_text(page.co_quan_phoi_hop),
        subjects=fields.short_text(page.doi_tuong_thuc_hien),
        keywords=result.keywords,
        steps=fields.paragraphs(steps),
        requirements=fields.requirements(page.yeu_cau_dieu_kien),
        results=result.results,
        dossier_sets=dossier.dossier_sets,
        cases=dossier.cases,
        documents=dossier.documents,
        forms=dossier.forms,
        methods=methods,
        legal_bases=legal_bases(page.can_cu_phap_ly),
        where_to_go=fields.short_text(page.dia_chi_tiep_nhan),
        decision=decision,
        source=Source(
            decision=decision.number if decision else "",
            url=fields.web_address(page.detail_url),
        ),
        notes=[*doubts, *notes],
    )


def _check_identity(page: Page, code: str, file: PurePosixPath) -> None:
    named = fields.CODE.search(file.name)
    if named and named[0] != code:
        raise BadRecordError(code, f"the file is named {named[0]} but its record is {code}")
    if not page.raw_text:
        return
    true_code = _TRUE_CODE.search(page.raw_text)
    if true_code is None:
        raise BadRecordError(code, "the page's own text shows no procedure code")
    if true_code[1] != code:
        raise BadRecordError(
            code, f"the page's own text is of {true_code[1]}: another procedure's page was saved"
        )


def _resliced(page: Page) -> tuple[str, str]:
    """The steps and documents; cut anew where a step that says "Thành phần hồ sơ" cut them wrong.

    The whole text still has its labels in their order, and only the true label of the methods
    runs straight into the header of their table.
    """
    cut_well = page.trinh_tu_thuc_hien, page.thanh_phan_ho_so
    raw = page.raw_text
    methods = raw.find(_METHODS_LABEL)
    if HEADER in page.thanh_phan_ho_so or HEADER not in raw or methods < 0:
        return cut_well
    steps = raw.find(_STEPS_LABEL)
    documents = raw.find(_DOCUMENTS_LABEL, methods)
    legal = raw.find(_LEGAL_LABEL, methods)
    if not 0 <= steps < methods < documents < legal:
        return cut_well
    return (
        raw[steps + len(_STEPS_LABEL) : methods],
        raw[documents + len(_DOCUMENTS_LABEL) : legal],
    )
