"""A finished checklist → PDF for the printer, and pictures for the screen and thermal printers.

One engine (typst) and the same templates for all of them, so that the preview is the paper.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kiosk.checklist.checklist import Checklist
from kiosk.printing.render_protocol import RenderRequest
from kiosk.printing.renderer import Renderer
from kiosk.printing.sheet import lay_out
from kiosk.settings import Paper
from kiosk.translation import Translator

DOTS_PER_MM = 8
"""Dots of a thermal head: 203.2 dots an inch."""

MM_PER_INCH = 25.4
RECEIPT_MM = {Paper.RECEIPT_80: (80.0, 72.0), Paper.RECEIPT_58: (58.0, 48.0)}
"""Width of the roll and of what its head can print, in millimetres."""

RECEIPT_DOTS = {Paper.RECEIPT_80: 576, Paper.RECEIPT_58: 384}


def render(
    renderer: Renderer, checklist: Checklist, paper: Paper, translators: Sequence[Translator]
) -> bytes:
    """Return the checklist as a tagged PDF (PDF/UA-1) with selectable text.

    ``translators``: one language, or two for a sheet in both, the first one larger.

    Raises:
        RenderError: the paper could not be set.
    """
    width, printable = RECEIPT_MM.get(paper, (0.0, 0.0))
    request = _request(checklist, paper, translators, width, printable)
    return renderer.render(request)[0]


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
    width, printable = RECEIPT_MM.get(paper, (0.0, 0.0))
    request = _request(checklist, paper, translators, width, printable, png=True, ppi=ppi)
    return renderer.render(request)


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
    width = (dots or RECEIPT_DOTS[paper]) / DOTS_PER_MM
    ppi = DOTS_PER_MM * MM_PER_INCH
    request = _request(checklist, paper, translators, width, width, png=True, ppi=ppi)
    return renderer.render(request)[0]


def _request(
    checklist: Checklist,
    paper: Paper,
    translators: Sequence[Translator],
    width_mm: float,
    printable_mm: float,
    *,
    png: bool = False,
    ppi: float = 96.0,
) -> RenderRequest:
    """Return what to ask the renderer for."""
    sheet = msgspec.json.encode(lay_out(checklist, paper, translators)).decode("utf-8")
    receipt = paper in RECEIPT_MM
    return RenderRequest(
        template="receipt.typ" if receipt else "checklist.typ",
        inputs={"sheet": sheet, "width_mm": str(width_mm), "printable_mm": str(printable_mm)},
        png=png,
        ppi=ppi,
    )
