from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Callable

import msgspec
import pypdf
import pytest
from PIL import Image

from kiosk.catalogue.procedure import Procedure, Tier
from kiosk.checklist.checklist import Checklist
from kiosk.printing import paper
from kiosk.printing.renderer import Renderer
from kiosk.settings import Paper
from kiosk.translation import Translator

Make = Callable[..., Checklist]

A4_POINTS = (595.28, 841.89)
A5_POINTS = (419.53, 595.28)


def squeezed(text: str) -> str:
    """Without any white space: a cell that wraps has line ends where the name has blanks."""
    return "".join(text.split())


def pypdf_text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def poppler_text(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("sheet", list(Paper))
@pytest.mark.parametrize("read", [pypdf_text, poppler_text])
def test_every_paper_is_in_the_text(
    renderer: Renderer,
    make: Make,
    shipped: dict[str, Procedure],
    vietnamese: Translator,
    sheet: Paper,
    read: Callable[[bytes], str],
) -> None:
    birth = make(shipped["1.001193"], {"applicant": "authorised"})
    assert len(birth.certain) + len(birth.possible) > 4
    text = read(paper.render(renderer, birth, sheet, [vietnamese]))
    assert unicodedata.is_normalized("NFC", text)
    for item in [*birth.certain, *birth.possible]:
        assert squeezed(item.document.name) in squeezed(text)
    for part in ("1.001193", "163/QĐ-BTP", "Khai sinh cho con", "23/11/2026", "not a receipt"):
        assert squeezed(part) in squeezed(text), part
    for reply in birth.replies:
        assert squeezed(reply.question + reply.label) in squeezed(text)


@pytest.mark.parametrize(("sheet", "size"), [(Paper.A4, A4_POINTS), (Paper.A5, A5_POINTS)])
def test_a_long_list_breaks_well(
    renderer: Renderer,
    make: Make,
    long_procedure: Procedure,
    vietnamese: Translator,
    sheet: Paper,
    size: tuple[float, float],
) -> None:
    checklist = make(long_procedure)
    pages = pypdf.PdfReader(
        io.BytesIO(paper.render(renderer, checklist, sheet, [vietnamese]))
    ).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) >= 3
    for number, (page, text) in enumerate(zip(pages, texts, strict=True), start=1):
        assert (round(float(page.mediabox.width), 2), round(float(page.mediabox.height), 2)) == size
        assert f"Page {number} of {len(pages)}" in text
        if "Giấy tờ số" in text:
            assert "Originals" in text, f"page {number} does not repeat the head of the table"
    whole = squeezed("".join(texts))
    for document in long_procedure.documents:
        assert squeezed(document.name) in whole
    assert "root:" not in whole


def test_tags_language_and_title(
    renderer: Renderer, make: Make, shipped: dict[str, Procedure], vietnamese: Translator
) -> None:
    pdf = paper.render(renderer, make(shipped["1.001193"]), Paper.A4, [vietnamese])
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi-VN"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata and "Khai sinh cho con" in str(reader.metadata.title)
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode("utf-8")
    roles: set[str] = set()

    def walk(node: pypdf.generic.PdfObject) -> None:
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            if "/S" in node:
                roles.add(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L"} <= roles


def test_only_the_vendored_font(
    renderer: Renderer, make: Make, shipped: dict[str, Procedure], vietnamese: Translator
) -> None:
    pdf = paper.render(renderer, make(shipped["1.001193"]), Paper.A4, [vietnamese])
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("BeVietnamPro" in font for font in fonts)


def test_both_languages(
    renderer: Renderer,
    make: Make,
    shipped: dict[str, Procedure],
    vietnamese: Translator,
    english: Translator,
) -> None:
    checklist = make(shipped["1.001193"], {"birth": "notified"})
    text = squeezed(pypdf_text(paper.render(renderer, checklist, Paper.A4, [vietnamese, english])))
    for item in checklist.certain:
        assert squeezed(item.document.name) in text
        assert squeezed(item.document.name_en) in text
    alone = squeezed(pypdf_text(paper.render(renderer, checklist, Paper.A4, [english])))
    assert squeezed("Birth notification") in alone
    assert squeezed("Văn bản ủy quyền") not in alone


def test_listed_sends_to_the_counter(
    renderer: Renderer, make: Make, shipped: dict[str, Procedure], vietnamese: Translator
) -> None:
    listed = msgspec.structs.replace(
        shipped["1.001193"], tier=Tier.LISTED, documents=[], questions=[], cases=[], methods=[]
    )
    text = pypdf_text(paper.render(renderer, make(listed), Paper.A4, [vietnamese]))
    assert "Ask at the counter which papers to bring." in text


@pytest.mark.parametrize(
    ("sheet", "dots", "width"),
    [(Paper.RECEIPT_80, None, 576), (Paper.RECEIPT_58, None, 384), (Paper.RECEIPT_80, 512, 512)],
)
def test_raster_is_as_wide_as_the_head(
    renderer: Renderer,
    make: Make,
    shipped: dict[str, Procedure],
    vietnamese: Translator,
    sheet: Paper,
    dots: int | None,
    width: int,
) -> None:
    png = paper.raster(renderer, make(shipped["1.001193"]), sheet, [vietnamese], dots=dots)
    with Image.open(io.BytesIO(png)) as image:
        assert image.width == width
        assert image.height > 500


def test_a_receipt_is_asked_for(
    renderer: Renderer, make: Make, shipped: dict[str, Procedure], vietnamese: Translator
) -> None:
    with pytest.raises(ValueError, match="a4 is not a receipt"):
        paper.raster(renderer, make(shipped["1.001193"]), Paper.A4, [vietnamese])


def test_black_and_white(
    renderer: Renderer, make: Make, shipped: dict[str, Procedure], vietnamese: Translator
) -> None:
    picture = paper.preview(renderer, make(shipped["1.001193"]), Paper.A4, [vietnamese])[0]
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (794, 1123)
        red, green, blue = image.convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()
