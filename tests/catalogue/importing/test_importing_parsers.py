"""The parsers of flattened text, on small texts of the portal's form."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.catalogue.importing import fees
from kiosk.catalogue.importing.documents import HEADER, flat_rows, understand
from kiosk.catalogue.importing.fields import decision, levels, paragraphs
from kiosk.catalogue.importing.form_files import split_forms
from kiosk.catalogue.importing.legal import legal_numbers, legal_row
from kiosk.catalogue.importing.methods import parse_methods
from kiosk.catalogue.importing.replaced import Heading, compare_names
from kiosk.catalogue.importing.results import parse_results
from kiosk.catalogue.importing.times import time_limits
from kiosk.catalogue.procedure import Level, Purpose, TimeUnit

METHODS = "Hình thức nộpThời gianPhí, lệ phíMô tả"


@pytest.mark.parametrize(
    ("text", "originals", "copies", "name"),
    [
        ("Tờ khai1 bản chính", 1, 0, "Tờ khai"),
        ("Bản sao hộ chiếu0 bản chính,2 bản sao", 0, 2, "Bản sao hộ chiếu"),
        ("Đơn theo Nghị định năm 20241 bản chính", 1, 0, "Đơn theo Nghị định năm 2024"),
        ("Đơn theo Mẫu số 181 bản chính,1 bản sao", 1, 1, "Đơn theo Mẫu số 18"),
        ("Hợp đồng: 01 bản chính1 bản chính", 1, 0, "Hợp đồng: 01 bản chính"),
        ("Hợp đồng: 01 bản chính;3 bản chính", 3, 0, "Hợp đồng: 01 bản chính"),
        ("Nộp 1 bản chính và ảnh1 bản chính", 1, 0, "Nộp 1 bản chính và ảnh"),
    ],
)
def test_a_quantity_ends_a_row(text: str, originals: int, copies: int, name: str) -> None:
    (document,) = understand(flat_rows(f"--{HEADER}{text}")).documents
    assert document.name == name
    assert (document.originals, document.photocopies) == (originals, copies)


def test_groups_notes_and_papers_that_are_only_shown() -> None:
    dossier = understand(
        flat_rows(
            f"Trường hợp mất thẻ:{HEADER}Đơn trình báo1 bản chính- Ảnh2 bản chính"
            f"* Giấy tờ phải xuất trình:{HEADER}Căn cước1 bản chínhLưu ý chung0 bản chính"
            f"Trường hợp hỏng{HEADER}Thẻ hỏng1 bản chính* Số lượng hồ sơ: 02 (hai) bộ.1 bản chính"
        )
    )
    assert [(case.key, case.name) for case in dossier.cases] == [
        ("nhom-1", "Trường hợp mất thẻ"),
        ("nhom-2", "Trường hợp hỏng"),
    ]
    assert [(d.name, d.cases, d.purpose) for d in dossier.documents] == [
        ("Đơn trình báo", ["nhom-1"], Purpose.SUBMIT),
        ("Ảnh", ["nhom-1"], Purpose.SUBMIT),
        ("Căn cước", [], Purpose.PRESENT),
        ("Lưu ý chung", [], Purpose.NOTE),
        ("Thẻ hỏng", ["nhom-2"], Purpose.SUBMIT),
        ("Số lượng hồ sơ: 02 (hai) bộ.", ["nhom-2"], Purpose.NOTE),
    ]
    assert dossier.dossier_sets == 2


@pytest.mark.parametrize(
    ("name", "certified"),
    [
        ("Bản sao có chứng thực giấy khai sinh", True),
        ("Bản sao công chứng hợp đồng", True),
        ("Bản sao giấy khai sinh", False),
        ("Bản chụp hoặc bản sao có chứng thực hộ chiếu", False),
        ("Bản sao không chứng thực", False),
    ],
)
def test_copies_are_certified_only_where_the_name_asks(name: str, certified: bool) -> None:
    (document,) = understand(flat_rows(f"{HEADER}{name}0 bản chính,1 bản sao")).documents
    assert (document.certified_copies, document.photocopies) == ((1, 0) if certified else (0, 1))


@pytest.mark.parametrize(
    ("text", "name", "files"),
    [
        ("Đơn theo mẫu;Mẫu số 05.docx", "Đơn theo mẫu;", ["Mẫu số 05.docx"]),
        ("theo Nghị định 33/2026/NĐ-CPMẫu số 26.docx", None, ["Mẫu số 26.docx"]),
        ("của Bộ Công an.Mau02-ĐN(BHYT) (1).doc", None, ["Mau02-ĐN(BHYT) (1).doc"]),
        ("hành kháchMau1.docxMau2 (1).docx", "hành khách", ["Mau1.docx", "Mau2 (1).docx"]),
        ("khoáng sảnMau 04-Phu luc VI_40.2025.TT-BNNMT.docx", "khoáng sản", None),
        ("Giấy khai sinh", "Giấy khai sinh", []),
        ("Tờ_khai.docx", "Tờ khai", ["Tờ_khai.docx"]),
    ],
)
def test_form_files_at_the_end_of_a_name(
    text: str, name: str | None, files: list[str] | None
) -> None:
    found_name, found = split_forms(text)
    assert found_name == name or name is None
    assert found == files or files is None
    assert found_name + "".join(found) == text or not found or name == "Tờ khai"


def test_a_fee_is_taken_only_where_nothing_contradicts_it() -> None:
    assert fees.priced("200,000", "VNĐ", "200.000đ/lần").amount == 200_000
    assert fees.priced("200,000", "VNĐ", "").amount == 200_000
    assert fees.priced("20", "VNĐ", "20.000 đồng/lần").amount == 20_000
    assert fees.priced("20", "VNĐ", "").amount is None
    assert fees.priced("70,000", "VNĐ", "cấp đổi 50.000 đồng, cấp lại 70.000 đồng").amount is None
    assert fees.priced("70,000", "VNĐ", "nộp trực tuyến bằng 50% mức thu").amount is None
    assert fees.priced("70,000", "VNĐ", "áp dụng đến hết ngày 31/12/2024").amount is None
    assert fees.priced("10", "USD", "10 USD/lần").amount is None


def test_a_glued_duration_is_split_only_by_the_note() -> None:
    assert fees.split_glued("120", "20.000 vnđ /tờ khai") == ("1", "20")
    assert fees.split_glued("1120,000", "120.000 đồng") == ("1", "120000")
    assert fees.split_glued("120", "") == ("", "")
    assert fees.split_glued("120", "20.000 đồng hoặc 50.000 đồng") == ("", "")


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Phí : 0 Đồng", [0]),
        ("Phí : Không Đồng", [0]),
        ("Lệ phí : 1.200.000 Đồng", [1_200_000]),
        ("Phí : 10.5 USD (người lớn)\nLệ phí : 50.000 Đồng", [None, 50_000]),
        ("Phí : Mức thu bằng 30% mức thu quy định", [None]),
        ("Phí :  Đồng", []),
        ("", []),
        ("Không có thông tin", []),
    ],
)
def test_labelled_fees(text: str, amounts: list[int | None]) -> None:
    assert [fee.amount for fee in fees.labelled_fees(text)] == amounts


@pytest.mark.parametrize(
    ("text", "unit", "amount", "note"),
    [
        ("5 Ngày làm việc", TimeUnit.WORKING_DAYS, 5, ""),
        ("07 Ngày", TimeUnit.CALENDAR_DAYS, 7, ""),
        ("2 Giờ", TimeUnit.HOURS, 2, ""),
        ("1", TimeUnit.UNKNOWN, 1, ""),
        ("1.5 Ngày làm việc", TimeUnit.UNKNOWN, None, "1.5 Ngày làm việc"),
        ("4 Tháng", TimeUnit.UNKNOWN, None, "4 Tháng"),
        ("Không quy định", TimeUnit.UNKNOWN, None, "Không quy định"),
    ],
)
def test_time_limits(text: str, unit: TimeUnit, amount: int | None, note: str) -> None:
    (limit,) = time_limits(text)
    assert (limit.unit, limit.amount, limit.note) == (unit, amount, note)


def test_no_time_limit_where_the_record_says_nothing() -> None:
    assert time_limits("Không có thông tin") == time_limits("") == time_limits("0") == []


def test_methods_keep_remark_and_description_apart() -> None:
    methods, notes = parse_methods(
        f"{METHODS}Trực tuyến5 Ngày làm việc200,000 VNĐ(200.000đ (trừ a) trẻ em)/lần)Qua Cổng."
        "Trực tiếp1Miễn phí(Không thu phí)Trực tiếp tại xã"
        "Dịch vụ bưu chínhKhông có thông tinKhông có thông tin(1) Gửi hồ sơ"
    )
    assert [m.note for m in methods] == ["Qua Cổng.", "Trực tiếp tại xã", "(1) Gửi hồ sơ"]
    assert [[(f.amount, f.note) for f in m.fees] for m in methods] == [
        [(200_000, "200.000đ (trừ a) trẻ em)/lần")],
        [(0, "Không thu phí")],
        [],
    ]
    assert [len(m.time_limits) for m in methods] == [1, 1, 0]
    assert notes == []


def test_free_beside_a_description_that_names_a_fee() -> None:
    methods, _ = parse_methods(f"{METHODS}Trực tiếp3 NgàyMiễn phíLệ phí theo Thông tư 85")
    assert [(f.amount, f.note) for f in methods[0].fees] == [(None, "Lệ phí theo Thông tư 85")]


def test_a_number_that_is_not_believed_is_noted() -> None:
    _, notes = parse_methods(f"{METHODS}Trực tiếp3 Ngày135 VNĐ")
    assert [(note.about, "135 VNĐ" in note.text) for note in notes] == [("methods", True)]


def test_text_without_rows_has_no_methods() -> None:
    assert parse_methods("") == ([], [])
    assert parse_methods("Qua bưu điện hoặc trực tiếp") == ([], [])


def test_legal_numbers_out_of_glued_titles() -> None:
    text = (
        "Luật Hộ tịch60/2014/QH13Nghị định số 123/2015/NĐ-CP123/2015/NĐ-CPQUY ĐỊNH năm 2020"
        "85/2019/TT-BTCThông tư ngày 12/6/2025 số 08/2025/TT-BTPquyết định 12/2021/QĐ-TTgXYZ"
    )
    assert legal_numbers(text) == [
        "60/2014/QH13",
        "123/2015/NĐ-CP",
        "85/2019/TT-BTC",
        "08/2025/TT-BTP",
        "12/2021/QĐ-TTg",
    ]
    assert legal_numbers("45/2024/QĐ-ABCXYZ") == []


def test_legal_rows() -> None:
    row = legal_row("12", "Quyết định số 12/2021/QĐ-TTg ngày 24/3/2021", "24-03-2021", "Thủ tướng")
    assert row is not None
    assert (row.number, row.issued, row.issuer) == (
        "12/2021/QĐ-TTg",
        dt.date(2021, 3, 24),
        "Thủ tướng",
    )
    assert legal_row("", "", "99-99-9999", "") is None


def test_results_and_keywords() -> None:
    found = parse_results(
        "Giấy AMã: KQ.G15.000031Giấy BMã: VBTTTừ khóacăn cướcMô tảKhông có thông tin"
        "Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành"
    )
    assert [result.name for result in found.results] == ["Giấy A", "Giấy B"]
    assert found.keywords == "căn cước"
    assert parse_results("...Mã: KQ.G01.000279").results == []


def test_decisions() -> None:
    cited, _ = decision("Quyết định số 6375/QĐ-BQP")
    assert cited is not None
    assert (cited.number, cited.issuer) == ("6375/QĐ-BQP", "Bộ Quốc phòng")
    mended, _ = decision("2267./QD-BXD")
    assert mended is not None
    assert mended.number == "2267/QĐ-BXD"
    for placeholder in ("Demo/QĐ-BCA", "QĐ/0001-BCA", "9303", "01/QĐCBX Y"):
        number, notes = decision(placeholder)
        assert number is None
        assert placeholder in notes[0].text
    assert decision("Không có thông tin") == (None, [])


def test_levels_in_every_spelling() -> None:
    assert levels(["Cấp xã, Xã", "Cấp Xã", "Cấp bộ, Cơ quan khác, Cấp làng"]) == [
        Level.COMMUNE,
        Level.MINISTRY,
        Level.OTHER,
    ]


def test_steps_split_at_lines_and_inline_steps() -> None:
    assert paragraphs("Bước 1: Nộp hồ sơ. Bước 2: Nhận.\n- Ghi chú ở Bước 3") == [
        "Bước 1: Nộp hồ sơ.",
        "Bước 2: Nhận.",
        "- Ghi chú ở Bước 3",
    ]


def heading(code: str, *, content: bool = False, level: str = "Cấp xã", name: str = "A") -> Heading:
    return Heading(code, name, "Hộ tịch", "Bộ Tư pháp", (level,), content)


def test_replaced_codes_are_linked_only_without_another_reading() -> None:
    old, new = heading("1.001731", content=True), heading("1.116910")
    found = compare_names([old, new])
    assert found.replaced_by == {"1.001731": "1.116910"}
    assert found.replaces == {"1.116910": "1.001731"}
    for pair in (
        [old, heading("1.116910", content=True)],
        [old, heading("1.116910", level="Cấp tỉnh")],
        [old, heading("1.002222")],
        [old, new._replace(field="", ministry="")],
    ):
        assert compare_names(pair).replaced_by == {}


def test_a_name_of_three_codes_is_wrong() -> None:
    codes = ["1.000001", "1.000002", "1.000003"]
    assert compare_names([heading(code) for code in codes]).wrong == dict.fromkeys(codes, 3)
    assert compare_names([heading(code) for code in codes[:2]]).wrong == {}
