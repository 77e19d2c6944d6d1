"""Every document on every paper, short and far too long: nothing is cut, nothing overlaps."""

from __future__ import annotations

import html
import io
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from kiosk.catalogue.procedure import Procedure
from kiosk.checklist.checklist import Checklist
from kiosk.desk.booklet import lay_out_posting, posting_request
from kiosk.desk.dossier import check_dossier
from kiosk.desk.posting_sheet import lay_out_sheet
from kiosk.desk.supplement import Applicant, request_for, slip_request
from kiosk.printing import paper
from kiosk.printing.render_protocol import RenderRequest
from kiosk.printing.renderer import Renderer
from kiosk.settings import Paper
from kiosk.translation import Translator, load_translators

PPI = 72.0
MM = 72.0 / 25.4
"""Points, and pixels at this resolution, in a millimetre."""

EDGE_MM = {Paper.A4: 9.0, Paper.A5: 9.0, Paper.RECEIPT_80: 3.6, Paper.RECEIPT_58: 4.6}
"""White that has to stay at the sides: office printers print to 5 mm, rolls not within 4 and 5 mm
of their edges (a pixel of these pictures is 0.35 mm)."""

FOOT_MM = {Paper.A4: 8.0, Paper.A5: 7.0, Paper.RECEIPT_80: 2.5, Paper.RECEIPT_58: 2.5}
"""White above and below; rolls are cut some millimetres further."""


@dataclass(frozen=True)
class Word:
    """A word of the PDF and its box in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page's size in points and its words."""

    width: float
    height: float
    words: list[Word]


def pages_of(pdf: bytes) -> list[Page]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        done = subprocess.run(
            ["pdftotext", "-bbox", file.name, "-"], capture_output=True, check=True, text=True
        )
    pages = []
    for width, height, body in re.findall(
        r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', done.stdout, re.DOTALL
    ):
        box = 'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)"'
        found = re.findall(f"<word {box}>(.*?)</word>", body)
        words = [Word(html.unescape(text), *map(float, box)) for *box, text in found]
        pages.append(Page(float(width), float(height), words))
    return pages


def overlaps(page: Page) -> Iterator[tuple[str, str]]:
    """Words that stand on each other: both boxes share more than the slack of their line."""
    words = sorted(page.words, key=lambda word: word.top)
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            if other.top >= one.bottom:
                break
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - other.top
            smaller = min(one.bottom - one.top, other.bottom - other.top)
            if across > 0.5 and down > 0.35 * smaller:
                yield one.text, other.text


def ink_margins(picture: bytes) -> tuple[float, float, float, float]:
    """White at left, top, right and bottom of a picture, in millimetres."""
    with Image.open(io.BytesIO(picture)) as image:
        grey = ImageOps.invert(image.convert("L"))
    box = grey.point(lambda value: 255 if value > 40 else 0).getbbox()
    assert box is not None, "an empty page"
    left, top, right, bottom = box
    return left / MM, top / MM, (grey.width - right) / MM, (grey.height - bottom) / MM


@pytest.fixture(scope="session")
def translators(repository: Path) -> dict[str, Translator]:
    return load_translators(repository / "assets" / "translations")


Document = Callable[[Procedure, Checklist, Paper, dict[str, Translator]], RenderRequest]


def checklist_alone(
    procedure: Procedure, checklist: Checklist, sheet: Paper, trs: dict[str, Translator]
) -> RenderRequest:
    return paper.checklist_request(checklist, sheet, [trs["vi"]])


def checklist_in_both(
    procedure: Procedure, checklist: Checklist, sheet: Paper, trs: dict[str, Translator]
) -> RenderRequest:
    return paper.checklist_request(checklist, sheet, [trs["en"], trs["vi"]])


def supplement(
    procedure: Procedure, checklist: Checklist, sheet: Paper, trs: dict[str, Translator]
) -> RenderRequest:
    request = request_for(checklist, check_dossier(checklist, {}))
    person = Applicant(name="Nguyễn " * 30, address="Tổ dân phố số 7, phường Đông Ngạc " * 8)
    request = type(request)(
        **{name: getattr(request, name) for name in request.__struct_fields__}
        | {"applicant": person, "reason": "Ảnh chụp mờ, thiếu trang. " * 12}
    )
    return slip_request(request, sheet, trs["vi"])


def posting(
    procedure: Procedure, checklist: Checklist, sheet: Paper, trs: dict[str, Translator]
) -> RenderRequest:
    made = lay_out_sheet(procedure, checklist, None, trs["vi"])
    return posting_request(
        lay_out_posting([made], checklist.office, checklist.at, sheet, trs["vi"])
    )


DOCUMENTS = (checklist_alone, checklist_in_both, supplement, posting)
SMALL = (Paper.A5, Paper.RECEIPT_58)
"""Where room is shortest."""


@pytest.mark.parametrize(
    ("case", "document", "sheet"),
    [
        *(("short", document, sheet) for document in DOCUMENTS for sheet in Paper),
        *(("extreme", checklist_alone, sheet) for sheet in Paper),
        *(("extreme", document, sheet) for document in DOCUMENTS[1:] for sheet in SMALL),
    ],
)
def test_nothing_is_cut_and_nothing_overlaps(
    renderer: Renderer,
    make: Callable[..., Checklist],
    shipped: dict[str, Procedure],
    extreme_procedure: Procedure,
    translators: dict[str, Translator],
    case: str,
    document: Document,
    sheet: Paper,
) -> None:
    procedure = shipped["1.001193"] if case == "short" else extreme_procedure
    answers = {question.key: question.answers[0].key for question in procedure.questions}
    checklist = make(procedure, {} if document is posting else answers)
    request = document(procedure, checklist, sheet, translators)
    pages = pages_of(renderer.render(request)[0])
    pictures = renderer.render(paper.as_pictures(request, PPI))
    assert len(pages) == len(pictures)
    for number, (page, picture) in enumerate(zip(pages, pictures, strict=True), start=1):
        assert page.words
        found = list(overlaps(page))
        assert not found, f"page {number}: {found[:5]}"
        left, top, right, bottom = ink_margins(picture)
        side = EDGE_MM[sheet]
        assert min(left, right) >= side, f"page {number}: ink {left:.1f} and {right:.1f} mm from it"
        assert min(top, bottom) >= FOOT_MM[sheet], (
            f"page {number}: ink {top:.1f} and {bottom:.1f} mm"
        )
        for word in page.words:
            assert side * MM <= word.left <= word.right <= page.width - side * MM, word
            assert 0 <= word.top <= word.bottom <= page.height, word


def test_the_checks_can_fail() -> None:
    one, other = Word("a", 0, 0, 20, 10), Word("b", 10, 2, 30, 12)
    assert list(overlaps(Page(100, 100, [one, other]))) == [("a", "b")]
    assert not list(overlaps(Page(100, 100, [one, Word("b", 0, 8, 20, 18)])))
    picture = Image.new("L", (283, 283), 255)
    picture.putpixel((2, 200), 0)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    left, top, right, bottom = ink_margins(buffer.getvalue())
    assert (round(left, 1), round(top), round(right), round(bottom)) == (0.7, 71, 99, 29)
