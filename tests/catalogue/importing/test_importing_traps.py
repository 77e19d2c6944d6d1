"""Each of the thirteen traps of the public records, shown on the real file that has it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from kiosk.catalogue.importing import read_sources
from kiosk.catalogue.procedure import Level, MethodKind, Procedure, Purpose, Tier, TimeUnit
from kiosk.catalogue.staging import Incoming, Origin, Rejection

Portal = dict[str, Procedure]
Items = list[Incoming | Rejection]

TEN_UNDER_ONE_WRONG_NAME = {
    *("1.014208", "2.001709", "3.000224", "3.000272", "3.000274"),
    *("3.000284", "3.000285", "3.000286", "3.000332", "1.002544"),
}


def one(path: Path) -> Incoming | Rejection:
    (item,) = read_sources([path])
    return item


def test_1_a_page_of_another_procedure_is_rejected(portal_items: Items, portal: Portal) -> None:
    rejected = [item for item in portal_items if isinstance(item, Rejection)]
    assert len(rejected) == 17
    assert len(portal) == 2642 - 17
    by_code = {item.code: item for item in rejected}
    assert "1.014023" in by_code["1.014208"].reason
    assert by_code["1.014208"].file.endswith("bo-cong-an/1.014208.json")
    assert "3.000579" in by_code["3.000243"].reason
    assert not set(by_code) & set(portal)


def test_1_the_file_name_must_agree(shared_data: Path, tmp_path: Path) -> None:
    page = tmp_path / "1.000894.json"
    page.write_bytes((shared_data / "official" / "chatbot_1.001193.json").read_bytes())
    item = one(page)
    assert isinstance(item, Rejection)
    assert item.code == "1.001193"
    assert "1.000894" in item.reason


def test_2_a_fee_glued_to_the_duration(portal: Portal) -> None:
    for method in portal["1.000014"].methods:  # "120 VNĐ(20.000 vnđ /tờ khai)"
        assert [(limit.unit, limit.amount) for limit in method.time_limits] == [
            (TimeUnit.UNKNOWN, 1)
        ]
        assert [(fee.amount, fee.note) for fee in method.fees] == [(20_000, "20.000 vnđ /tờ khai")]


def test_2_no_fee_below_a_thousand_is_believed(portal: Portal) -> None:
    fees = [f for p in portal.values() for m in p.methods for f in m.fees]
    assert not [fee for fee in fees if fee.amount is not None and 0 < fee.amount < 1000]
    thousand_lost = [f for m in portal["1.001200"].methods for f in m.fees]  # "40 … Đồng(40.000đ"
    # 40.000đ held "đến hết ngày 31/12/2024", so it is not today's fee; 50.000đ has no such end.
    assert [(fee.amount, fee.note[:7]) for fee in thousand_lost] == [
        (None, "40.000đ"),
        (50_000, "50.000đ"),
    ]


def test_3_a_duration_without_unit_stays_without(portal: Portal) -> None:
    for method in portal["1.001193"].methods:  # birth registration: "1"
        assert [(t.unit, t.amount) for t in method.time_limits] == [(TimeUnit.UNKNOWN, 1)]
    limits = [t for p in portal.values() for m in p.methods for t in m.time_limits]
    bare = [t for t in limits if t.unit is TimeUnit.UNKNOWN and t.amount is not None]
    assert 757 <= len(bare) <= 800  # README: 757, and the durations freed from a fee


def test_4_free_with_a_note_is_never_a_plain_free(portal: Portal) -> None:
    fees = [f for p in portal.values() for m in p.methods for f in m.fees]
    noted = [f for f in fees if f.note and f.amount == 0]
    assert {re.sub(r"\W+", " ", f.note).strip().lower() for f in noted} <= {
        *("không", "không quy định", "không thu phí", "không thu lệ phí", "miễn lệ phí")
    }
    quarantine = [f for m in portal["1.002338"].methods for f in m.fees]
    assert {f.amount for f in quarantine} == {None}
    assert any("101/2020/TT-BTC" in f.note for f in quarantine)
    assert all(f.note for f in quarantine)
    beside = [f for p in portal.values() for m in p.methods for f in m.fees if f.note]
    assert len([f for f in beside if f.amount is None]) >= 731


def test_5_a_quantity_glued_to_a_year(shared_data: Path, portal: Portal) -> None:
    item = one(shared_data / "official" / "chatbot_1.014059.json")
    assert isinstance(item, Incoming)
    glued = [d for d in item.procedure.documents if d.name.endswith("2024")]
    assert glued
    assert {d.originals for d in glued} == {1}
    copies = [d for p in portal.values() for d in p.documents]
    assert max(d.originals for d in copies) < 10


def test_6_rows_without_any_copy_are_notes(portal: Portal) -> None:
    documents = [d for p in portal.values() for d in p.documents]
    for document in documents:
        counted = document.originals + document.certified_copies + document.photocopies
        assert (counted == 0) == (document.purpose is Purpose.NOTE)
    notes = Counter(d.purpose for d in documents)[Purpose.NOTE]
    assert 1181 <= notes <= 1260


def test_7_form_files_are_cut_off_the_names(portal: Portal) -> None:
    extension = re.compile(r"\.(?:docx?|pdf|xlsx?)$", re.IGNORECASE)
    documents = [d for p in portal.values() for d in p.documents]
    assert not [d.name for d in documents if extension.search(d.name)]
    assert sum(bool(d.form) for d in documents) >= 2199
    card = portal["1.012518"]
    assert card.documents[0].name.endswith("điểm a mục 3.1).")
    assert [(f.key, f.name) for f in card.forms] == [("mau-1", "Mẫu số 05")]
    assert card.documents[0].form == "mau-1"


def test_7_the_footer_of_the_portal_is_gone(portal: Portal) -> None:
    assert [r.name for r in portal["1.001193"].results] == ["Giấy khai sinh"]
    names = [r.name for p in portal.values() for r in p.results]
    assert not [n for n in names if "Chọn cơ quan" in n or "Từ khóa" in n or "Mã: " in n]


@pytest.mark.parametrize("code", ["1.004163", "1.002549", "1.007610", "1.005419"])
def test_8_invisible_characters_are_gone(shared_data: Path, code: str) -> None:
    path = shared_data / "official" / f"chatbot_{code}.json"
    raw = path.read_text(encoding="utf-8")
    dirt = re.compile("[\u00a0\u200b-\u200f\u2060\ufeff\ue000-\uf8ff\u0300-\u0309\u0323]")
    assert dirt.search(raw)
    item = one(path)
    assert isinstance(item, Incoming)
    import msgspec

    clean = msgspec.json.encode(item.procedure).decode()
    assert not dirt.search(clean)
    assert unicodedata.is_normalized("NFC", clean)


def test_8_one_style_of_tones_in_names(portal: Portal) -> None:
    short = [t for p in portal.values() for t in (p.name, p.field, p.agency, p.ministry)]
    assert not [text for text in short if re.search(r"[Uu]ỷ ban", text)]
    assert [text for text in short if "Ủy ban" in text]


def test_9_no_information_is_empty(portal: Portal) -> None:
    birth = portal["1.001193"]
    assert (birth.agency, birth.requirements, birth.keywords) == ("", [], "")
    for procedure in portal.values():
        texts = [procedure.agency, procedure.subjects, procedure.keywords, *procedure.requirements]
        assert "Không có thông tin" not in texts


def test_9_placeholder_decisions_are_not_cited(portal: Portal) -> None:
    demo = portal["3.000360"]
    assert demo.decision is None
    assert demo.source is not None
    assert demo.source.decision == ""
    assert "Demo/QĐ-BCA" in demo.notes[0].text
    birth = portal["1.001193"].decision
    assert birth is not None
    assert (birth.number, birth.issuer) == ("163/QĐ-BTP", "Bộ Tư pháp")


def test_9_levels_and_names_are_normal(portal: Portal) -> None:
    assert portal["1.001193"].levels == [Level.COMMUNE]
    assert all(p.levels for p in portal.values())
    assert not [p.name for p in portal.values() if "\n" in p.name or p.name != p.name.strip()]


def test_9_ten_procedures_under_one_wrong_name(portal_items: Items, portal: Portal) -> None:
    wrong = "Hỗ trợ phát triển sản xuất cộng đồng"
    rejected = {item.code for item in portal_items if isinstance(item, Rejection)}
    assert rejected >= TEN_UNDER_ONE_WRONG_NAME
    assert not [p.code for p in portal.values() if p.name.startswith(wrong)]


def test_9_a_name_that_many_codes_share_is_rejected(record_items: Items) -> None:
    rejected = [item for item in record_items if isinstance(item, Rejection)]
    assert {item.code for item in rejected} == {
        *("1.010121", "1.013373", "1.014070", "1.014088"),
        *("1.014390", "1.014391", "1.014392"),
    }
    assert all("codes share the name" in item.reason for item in rejected)


def test_10_a_level_posts_nothing(portal: Portal) -> None:
    customs = portal["1.000005"]  # "Cấp xã" by the record, customs in truth
    assert customs.levels == [Level.COMMUNE]
    assert customs.agency == "Chi cục Hải quan khu vực"


def test_11_a_replaced_code_is_kept_and_linked(records: Portal) -> None:
    assert records["1.001731"].replaced_by == "1.116910"
    assert records["1.116910"].replaces == ["1.001731"]
    linked = [p.code for p in records.values() if p.replaced_by]
    assert linked == ["1.001731"]  # same name at two levels or two ministries is no replacement


def test_12_a_code_has_one_form(tmp_path: Path) -> None:
    line = '{"code": "1.01499", "name": "Cấp giấy", "completeness": "stub"}'
    path = tmp_path / "records.jsonl"
    path.write_text(line, encoding="utf-8")
    item = one(path)
    assert isinstance(item, Rejection)
    assert item.code == "1.01499"
    assert "1.234567" in item.reason


def test_13_methods_split_into_rows(portal: Portal) -> None:
    assert sum(len(p.methods) for p in portal.values()) == 7069
    birth = portal["1.001193"]
    assert [m.kind for m in birth.methods] == [
        MethodKind.ONLINE,
        MethodKind.POSTAL,
        MethodKind.IN_PERSON,
    ]
    assert portal["1.009824"].methods[0].time_limits[0].note.startswith("Hệ thống giải quyết")


def test_13_documents_split_into_rows_and_groups(portal: Portal) -> None:
    # 14,463 rows by the portal's own quantities (the README's 15,105 also counts "01 bản chính"
    # within names), the texts after a last row, and 22 pages that were cut at the wrong place.
    assert sum(len(p.documents) for p in portal.values()) == pytest.approx(14_600, abs=40)
    birth = portal["1.001193"]
    shown = [d for d in birth.documents if d.purpose is Purpose.PRESENT]
    assert [d.originals for d in shown] == [1, 1]
    assert shown[1].name.startswith("Hộ chiếu/Thẻ căn cước công dân")
    assert birth.cases == []  # "Giấy tờ phải nộp", "phải xuất trình" and "Lưu ý" are no cases
    pension = portal["1.008333"]
    assert len(pension.cases) == 4
    named = {case.key for case in pension.cases}
    assert all(set(d.cases) <= named and d.cases for d in pension.documents)
    assert all(case.when == {} for case in pension.cases)


def test_13_a_page_cut_at_the_wrong_place_is_cut_anew(portal: Portal) -> None:
    insurance = portal["1.001521"]  # its steps mention "Thành phần hồ sơ"
    assert insurance.tier is Tier.FULL
    assert insurance.documents
    assert "Cách Thức Thực Hiện" not in " ".join(insurance.steps)
    assert any(step.startswith("Bước 2") or step.startswith("2.") for step in insurance.steps)


def test_13_legal_bases_are_numbers_only(portal: Portal) -> None:
    numbers = [basis.number for basis in portal["1.001193"].legal_bases]
    assert {"123/2015/NĐ-CP", "85/2019/TT-BTC", "60/2014/QH13", "66.7/2025/NQ-CP"} <= set(numbers)
    form = re.compile(r"\d{1,4}(?:\.\d{1,2})?/(?:19|20)\d\d/[A-ZĐ][A-ZĐg/-]+(?:1?\d)?")
    every = [basis for p in portal.values() for basis in p.legal_bases]
    assert len(every) > 10_000
    assert not [basis.number for basis in every if not form.fullmatch(basis.number)]
    assert not [basis for basis in every if basis.name]


def test_obsolete_procedures_of_2021_are_all_rejected(shared_data: Path) -> None:
    items = list(read_sources([shared_data / "official" / "dichvucong_7sins_2021_data.json"]))
    assert len(items) == 87
    assert all(isinstance(item, Rejection) and "2021" in item.reason for item in items)


def test_the_ministry_of_defence_rows(shared_data: Path) -> None:
    item = one(shared_data / "official" / "bqp_1.013133.json")
    assert isinstance(item, Incoming)
    procedure = item.procedure
    assert item.origin is Origin.PORTAL
    assert procedure.ministry == "Bộ Quốc phòng"
    assert procedure.decision is not None
    assert procedure.decision.number == "6375/QĐ-BQP"
    assert [(d.originals, d.photocopies) for d in procedure.documents] == [(1, 0), (0, 1)]
    assert len(procedure.steps) == 3
    first, second = procedure.methods
    assert (first.time_limits[0].unit, first.fees[0].amount) == (TimeUnit.WORKING_DAYS, 0)
    assert (second.time_limits[0].unit, second.time_limits[0].amount) == (TimeUnit.HOURS, 2)
    assert second.fees == []
    assert procedure.requirements == []
    assert "104/2022/NĐ-CP" in [basis.number for basis in procedure.legal_bases]
    assert procedure.legal_bases[0].issued is not None


def test_the_lists(shared_data: Path) -> None:
    rows = {"BoCongAn": 339, "BoTaiChinh": 706, "BoTuPhap": 271, "BoXayDung": 525}
    for name, count in rows.items():
        path = shared_data / "official" / f"danh-sach-tthc-{name}.xlsx"
        items = list(read_sources([path]))
        assert len(items) == count
        assert all(isinstance(i, Incoming) and i.origin is Origin.LIST for i in items)
    court = list(read_sources([shared_data / "official" / "toa-an-nhan-dan.xlsx"]))
    assert isinstance(court[0], Incoming)
    assert court[0].file.endswith("row 3")
    assert "\n" not in court[0].procedure.agency
    assert court[0].procedure.tier is Tier.LISTED


def test_decisions_as_text_are_refused(shared_data: Path) -> None:
    from kiosk.catalogue.importing import RefusedInput

    path = shared_data / "official" / "decision_dc1e1584661e6162.md"
    with pytest.raises(RefusedInput, match="not an import format"):
        list(read_sources([path]))


def test_the_national_records(record_items: Items, records: Portal) -> None:
    assert len(record_items) == 4114
    tiers = Counter(p.tier for p in records.values())
    assert tiers[Tier.FULL] > 2750
    funeral = records["1.001731"]
    assert [(d.originals, d.photocopies) for d in funeral.documents] == [(1, 0), (0, 1), (0, 1)]
    table = records["1.000040"]  # a Markdown table
    assert len(table.documents) == 5
    assert {d.originals for d in table.documents} == {1}


def test_reading_twice_gives_the_same(shared_data: Path, portal_items: Items) -> None:
    official = [shared_data / "official"]
    assert list(read_sources(official)) == list(read_sources(official))
    again = iter(read_sources([shared_data / "portal.tar.xz"]))
    assert [next(again) for _ in range(50)] == portal_items[:50]
