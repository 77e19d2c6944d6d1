"""The request to supplement: the fields of the official form, and no name that stays anywhere."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pypdf
import pytest

from kiosk.app import House
from kiosk.catalogue.procedure import DocumentRequirement
from kiosk.checklist.checklist import Item
from kiosk.clock import COUNTER_ZONE
from kiosk.desk.dossier import Gap
from kiosk.desk.supplement import (
    Applicant,
    SupplementRequest,
    slip_request,
    without_person,
)
from kiosk.home import Home
from kiosk.printing.renderer import Renderer
from kiosk.settings import Office, Paper
from kiosk.translation import Translator

TR = Translator("vi", gettext.NullTranslations())
GAP = Gap(
    item=Item(document=DocumentRequirement(name='Tờ khai #read("/etc/passwd")', originals=1)),
    originals=1,
    certified_copies=0,
    photocopies=2,
    nothing_brought=False,
    defect="Chưa ký",
)
REQUEST = SupplementRequest(
    code="1.001193",
    matter="Thủ tục đăng ký khai sinh",
    office=Office(name="Điểm thử", place="phường thử", province="Hà Nội", phone="1900 1009"),
    at=dt.datetime(2026, 11, 23, 9, 5, tzinfo=COUNTER_ZONE),
    gaps=[GAP],
    applicant=Applicant(name="ZZTENNGUOI", address="ZZDIACHI", phone="ZZSO", email="ZZTHU"),
    number="7",
    reason="Thiếu giấy tờ",
    contact="1900 1009",
    officer="ZZCANBO",
)


@pytest.fixture(scope="module")
def renderer(repository: Path) -> Iterator[Renderer]:
    renderer = Renderer(repository / "assets")
    yield renderer
    renderer.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


def read(pdf: bytes) -> tuple[str, pypdf.PdfReader]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages), reader


@pytest.mark.parametrize(("paper", "width"), [(Paper.A4, 595.28), (Paper.A5, 419.53)])
def test_every_field_of_the_form_is_on_the_paper(
    renderer: Renderer, paper: Paper, width: float
) -> None:
    text, reader = read(renderer.render(slip_request(REQUEST, paper, TR))[0])
    assert round(float(reader.pages[0].mediabox.width), 2) == width
    assert len(reader.pages) == 1
    for part in (
        "Điểm thử",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "7/HDHS",
        "Hà Nội, day 23 month 11 year 2026",
        "ZZTENNGUOI",
        "ZZDIACHI",
        "ZZSO",
        "ZZTHU",
        "Thủ tục đăng ký khai sinh",
        "1.001193",
        'Tờ khai #read("/etc/passwd")',
        "Chưa ký.",
        "Thiếu giấy tờ",
        "1900 1009",
        "ZZCANBO",
        "Mẫu số 02, Thông tư 03/2025/TT-VPCP",
    ):
        assert squeezed(part) in squeezed(text), part
    assert "root:" not in text
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert "ZZ" not in str(reader.metadata)


def test_a_long_request_breaks_over_pages(renderer: Renderer) -> None:
    gaps = [
        msgspec.structs.replace(
            GAP, item=Item(document=DocumentRequirement(name=f"Giấy tờ số {n}", originals=1))
        )
        for n in range(1, 60)
    ]
    many = msgspec.structs.replace(REQUEST, gaps=gaps)
    text, reader = read(renderer.render(slip_request(many, Paper.A5, TR))[0])
    assert len(reader.pages) > 2
    assert all(f"Giấytờsố{n}" in squeezed(text) for n in range(1, 60))


def test_without_the_person_every_field_is_there_to_be_written_by_hand(renderer: Renderer) -> None:
    text, _ = read(renderer.render(slip_request(without_person(REQUEST), Paper.A5, TR))[0])
    assert "ZZ" not in text
    assert "Chưa ký." in text
    for label in ("Dossier of:", "Address:", "Telephone:", "E-mail:"):
        assert label in text


@pytest.mark.parametrize("paper", [Paper.RECEIPT_80, Paper.RECEIPT_58])
def test_a_receipt_has_the_fields_and_says_whose_they_are(renderer: Renderer, paper: Paper) -> None:
    text, reader = read(renderer.render(slip_request(REQUEST, paper, TR))[0])
    assert len(reader.pages) == 1
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "7/HDHS",
        "ZZTENNGUOI",
        "Thủ tục đăng ký khai sinh",
        'Tờ khai #read("/etc/passwd")',
        "1 original · 2 photocopies",
        "Chưa ký.",
        "Thiếu giấy tờ",
        "With the fields of: Mẫu số 02, Thông tư 03/2025/TT-VPCP",
    ):
        assert squeezed(part) in squeezed(text), part


def test_a_person_is_not_in_what_errors_show() -> None:
    assert "ZZ" not in repr(REQUEST.applicant)


def test_nothing_that_stays_on_the_machine_names_the_person(tmp_path: Path) -> None:
    house = House(Home(tmp_path))
    try:
        ticket = house.print_supplement(REQUEST, Paper.A5)
        assert ticket.done.wait(30)
    finally:
        house.close()
    printed = list((tmp_path / "prints").glob("*.pdf"))
    assert len(printed) == 1
    assert "ZZ" not in read(printed[0].read_bytes())[0]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"ZZTENNGUOI" not in file.read_bytes(), file
