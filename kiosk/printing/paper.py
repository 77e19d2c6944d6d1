"""A finished document → PDF for the printer, and pictures for the screen and thermal printers.

One engine (typst) and the same templates for all of them, so that the preview is the paper. A
document is one model; ``document_request`` says how it is set on each paper.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kiosk.checklist.checklist import Checklist
from kiosk.printing.render_protocol import RenderRequest
from kiosk.printing.renderer import Renderer
from kiosk.printing.sheet import lay_out
from kiosk.settings import ROLL_MM, Paper
from kiosk.translation import Translator

DOTS_PER_MM = 8
"""Dots of a thermal head: 203.2 dots an inch."""

MM_PER_INCH = 25.4
HEAD_PPI = DOTS_PER_MM * MM_PER_INCH
RECEIPT_DOTS = {Paper.RECEIPT_80: 576, Paper.RECEIPT_58: 384}
"""What the usual head of a roll prints in one row."""


def document_request(
    model: msgspec.Struct, name: str, paper: Paper, *, sheet: str, roll: str
) -> RenderRequest:
    """Return what to ask the renderer for: ``model`` as a PDF on ``paper``.

    ``name`` is what the templates call the model; ``sheet`` is the template for A4 and A5, ``roll``
    the one for receipts.
    """
    inputs = {name: msgspec.json.encode(model).decode("utf-8")}
    if paper not in RECEIPT_DOTS:
        return RenderRequest(template=sheet, inputs=inputs)
    printable = RECEIPT_DOTS[paper] / DOTS_PER_MM
    return RenderRequest(template=roll, inputs={**inputs, **_widths(ROLL_MM[paper], printable)})


def as_pictures(request: RenderRequest, ppi: float) -> RenderRequest:
    """Return the request for PNG pictures of the same pages."""
    return msgspec.structs.replace(request, png=True, ppi=ppi)


def for_head(request: RenderRequest, dots: int) -> RenderRequest:
    """Return the request for one PNG exactly ``dots`` wide, of a document set on a roll."""
    width = dots / DOTS_PER_MM
    inputs = {**request.inputs, **_widths(width, width)}
    return msgspec.structs.replace(request, inputs=inputs, png=True, ppi=HEAD_PPI)


def _widths(width_mm: float, printable_mm: float) -> dict[str, str]:
    """Return the inputs that tell a roll's template how wide it is."""
    return {"width_mm": str(width_mm), "printable_mm": str(printable_mm)}


def checklist_request(
    checklist: Checklist, paper: Paper, translators: Sequence[Translator]
) -> RenderRequest:
    """Return the checklist as a document.

    ``translators``: one language, or two for a sheet in both, the first one larger.
    """
    sheet = lay_out(checklist, paper, translators)
    return document_request(sheet, "sheet", paper, sheet="checklist.typ", roll="receipt.typ")


def render(
    renderer: Renderer, checklist: Checklist, paper: Paper, translators: Sequence[Translator]
) -> bytes:
    """Return the checklist as a tagged PDF (PDF/UA-1) with selectable text.

    Raises:
        RenderError: the paper could not be set.
    """
    return renderer.render(checklist_request(checklist, paper, translators))[0]


def preview(
    renderer: Renderer,
    checklist: Checklist,
    paper: Paper,
    translators: Sequence[Translator],
    *,
    ppi: float = 96.0,
) -> list[bytes]:
    """Return PNG pictures of the pages as they will print.

    Raises:
        RenderError: the paper could not be set.
    """
    return renderer.render(as_pictures(checklist_request(checklist, paper, translators), ppi))


def raster(
    renderer: Renderer,
    checklist: Checklist,
    paper: Paper,
    translators: Sequence[Translator],
    *,
    dots: int | None = None,
) -> bytes:
    """Return one PNG exactly ``dots`` wide for a thermal head (default: the usual of the roll).

    Raises:
        RenderError: the paper could not be set.
        ValueError: ``paper`` is not a receipt.
    """
    if paper not in RECEIPT_DOTS:
        raise ValueError(f"{paper} is not a receipt; use one of {', '.join(RECEIPT_DOTS)}")
    request = checklist_request(checklist, paper, translators)
    return renderer.render(for_head(request, dots or RECEIPT_DOTS[paper]))[0]
