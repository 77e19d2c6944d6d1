from __future__ import annotations

import io
from collections.abc import Callable

import msgspec
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyzbar import pyzbar

from kiosk.catalogue.procedure import Procedure, Source
from kiosk.checklist.checklist import Checklist
from kiosk.checklist.text import short_text
from kiosk.printing import paper, qr
from kiosk.printing.renderer import Renderer
from kiosk.printing.sheet import QR_ROOM_MM, lay_out
from kiosk.settings import Paper
from kiosk.translation import Translator


def zxing(image: Image.Image) -> str:
    (found,) = zxingcpp.read_barcodes(image)
    return found.text


def zbar(image: Image.Image) -> str:
    (found,) = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return found.data.decode("utf-8")


DECODERS = pytest.mark.parametrize("decode", [zxing, zbar])


@DECODERS
@pytest.mark.parametrize(
    "text", ["Ư", "Hộ", "Giấy khai sinh", "https://dichvucong.gov.vn/x", "ệ" * 400, "A1 đ\nữ – …"]
)
def test_png_is_read_back(decode: Callable[[Image.Image], str], text: str) -> None:
    with Image.open(io.BytesIO(qr.png(text, pixels_per_module=4))) as image:
        assert decode(image) == text


@settings(max_examples=40, deadline=None)
@given(text=st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyấềộữỳẵ 0123", min_size=8, max_size=40))
def test_short_vietnamese_is_never_guessed_wrong(text: str) -> None:
    """Without ECI zbar takes most short texts for Shift-JIS or Big5."""
    with Image.open(io.BytesIO(qr.png(text, pixels_per_module=4))) as image:
        assert zbar(image) == zxing(image) == text


def test_matrix_for_the_screen() -> None:
    code = qr.matrix("Khai sinh cho con")
    assert {len(row) for row in code.rows} == {code.modules}
    assert {value for row in code.rows for value in row} == {0, 1}
    assert code.rows[0][:7] == bytes([1] * 7)
    assert code.size_mm() == pytest.approx(code.modules * 0.7)
    with pytest.raises(ValueError, match="below"):
        code.size_mm(0.5)


def test_a_checklist_fits_beside_the_screen(
    make: Callable[..., Checklist], shipped: dict[str, Procedure], vietnamese: Translator
) -> None:
    for procedure in list(shipped.values())[::8]:
        text = short_text(make(procedure), vietnamese)
        assert len(text) <= 400
        assert qr.matrix(text).modules <= 89  # 62 mm at 0.7 mm a module


@pytest.mark.parametrize("sheet", list(Paper))
@pytest.mark.parametrize("official", [True, False])
def test_modules_are_large_enough_and_the_code_fits(
    make: Callable[..., Checklist],
    shipped: dict[str, Procedure],
    vietnamese: Translator,
    sheet: Paper,
    official: bool,
) -> None:
    for procedure in list(shipped.values())[::40]:
        source = procedure.source if official else Source()
        case = make(msgspec.structs.replace(procedure, source=source))
        code = lay_out(case, sheet, [vietnamese]).qr
        modules = code.svg.split('width="')[1].split('"')[0]
        assert code.size_mm / int(modules) >= qr.SMALLEST_MODULE_MM
        assert code.size_mm <= QR_ROOM_MM[sheet]


def test_too_long_is_refused() -> None:
    with pytest.raises(qr.QrError, match="9000 characters"):
        qr.matrix("ệ" * 9000)


@DECODERS
@pytest.mark.parametrize("sheet", list(Paper))
@pytest.mark.parametrize("official", [True, False])
def test_from_the_rendered_pixels(
    renderer: Renderer,
    make: Callable[..., Checklist],
    shipped: dict[str, Procedure],
    vietnamese: Translator,
    decode: Callable[[Image.Image], str],
    sheet: Paper,
    official: bool,
) -> None:
    procedure = shipped["1.001193"]
    if not official:
        procedure = msgspec.structs.replace(procedure, source=Source())
    checklist = make(procedure, {"applicant": "parent", "birth": "notified"})
    pictures = paper.preview(renderer, checklist, sheet, [vietnamese], ppi=203.2)
    images = [Image.open(io.BytesIO(picture)).convert("L") for picture in pictures]
    found = [image for image in images if zxingcpp.read_barcodes(image)]
    expected = procedure.source.url if official and procedure.source else ""
    shorter = {short_text(checklist, vietnamese, limit=n) for n in range(400, 100, -50)}
    assert len(found) == 1
    assert decode(found[0]) in ({expected} if expected else shorter)
