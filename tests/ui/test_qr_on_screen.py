"""The code on the screen as a phone sees it: large enough on every panel, and read back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pyzbar import pyzbar
from window_driver import BIRTH, Driver

from kiosk.checklist.checklist import Checklist
from kiosk.printing.qr import SMALLEST_MODULE_MM, matrix
from kiosk.translation import Translator
from kiosk.ui.visit import Wish

PANELS = {
    "portrait": ((1080, 1920), 0.277),
    "landscape": ((1920, 1080), 0.277),
    "small": ((1024, 768), 0.297),
}
"""Window in pixels and millimetres of a pixel."""

TEXT = unicodedata.normalize("NFC", "Giấy tờ cần mang: Ữ Ộ Ế ẫ đ. " * 20)[:400]
"""The longest text that is ever put into a code, and no letter of it plain."""


def longest(_checklist: Checklist, _tr: Translator) -> Sequence[Sequence[int]]:
    return matrix(TEXT).rows


def drawn(widget: Any) -> Image.Image:
    """The widget as it is drawn, also where the window in memory is smaller than the panel."""
    texture = widget.export_as_image().texture
    picture = Image.frombytes("RGBA", texture.size, texture.pixels)
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("L")


@pytest.mark.parametrize("panel", PANELS)
def test_the_code_is_read_from_the_screen(ui: Driver, panel: str) -> None:
    size, pitch = PANELS[panel]
    app = ui.start(size, change=lambda rooms: replace(rooms, qr=longest), mm_per_pixel=pitch)
    app.start_over()
    app.visit.procedure = app.rooms.procedure(BIRTH)
    app.visit.answers = {"applicant": "parent", "birth": "notified"}
    app.continue_case()
    app.take_away(Wish.QR)
    for scale in (1.0, 2.0):
        app.set_text_scale(scale)
        ui.frames(4)
        code: Any = next(widget for widget in ui.walk() if type(widget).__name__ == "QrCode")
        seen = drawn(code.parent)
        (zxing,) = zxingcpp.read_barcodes(seen)
        (zbar,) = pyzbar.decode(seen, symbols=[pyzbar.ZBarSymbol.QRCODE])
        assert zxing.text == zbar.data.decode("utf-8") == TEXT
        left, right = min(p.x for p in zbar.polygon), max(p.x for p in zbar.polygon)
        module = (right - left) / len(code.rows)
        assert module * pitch >= SMALLEST_MODULE_MM, f"{module * pitch:.2f} mm at {scale:.0%}"
