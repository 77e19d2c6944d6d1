"""Pictures of the papers for ``kiosk pictures``: each document on each paper, as it prints."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from kiosk.app import House
from kiosk.desk.booklet import lay_out_posting, posting_request
from kiosk.desk.dossier import Brought, check_dossier
from kiosk.desk.posting_sheet import lay_out_sheet
from kiosk.desk.supplement import request_for, slip_request
from kiosk.errors import Refused
from kiosk.printing.paper import checklist_request
from kiosk.printing.render_protocol import RenderRequest
from kiosk.settings import Paper

CODE = "1.001193"
ANSWERS = {"applicant": "parent", "birth": "notified"}
BROUGHT = {0: Brought(originals=1), 1: Brought(defect="Bản chụp mờ, không rõ ngày sinh")}
PPI = 96.0
GAP = 16
GROUND = "#8a8a8a"
GREYS = 16
"""Paper is black on white: so many greys keep the edges smooth."""


def take_paper_pictures(house: House, folder: Path) -> Iterator[Path]:
    """Save ``paper-NAME.png`` of each paper, its pages beside each other, and yield the paths.

    Raises:
        Refused: the procedure of the pictures is not in the catalogue.
        OSError: a picture cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, request in _requests(house):
        pages = house.station.render(request, ppi=PPI)
        path = folder / f"paper-{name}.png"
        _beside([Image.open(io.BytesIO(page)).convert("L") for page in pages]).quantize(
            GREYS, dither=Image.Dither.NONE
        ).save(path, optimize=True)
        yield path


def _requests(house: House) -> Iterator[tuple[str, RenderRequest]]:
    """Return what is taken and its name."""
    procedure = house.catalogue.procedure(CODE)
    if procedure is None:
        raise Refused(f"The procedure {CODE} is not in the catalogue.")
    vietnamese, english = house.translators["vi"], house.translators["en"]
    checklist = house.build_checklist(procedure, ANSWERS, house.clock())
    for paper in Paper:
        yield str(paper), checklist_request(checklist, paper, [vietnamese])
    yield "english", checklist_request(checklist, Paper.A4, [english])
    yield "both", checklist_request(checklist, Paper.A4, [english, vietnamese])
    yield "both-receipt80", checklist_request(checklist, Paper.RECEIPT_80, [english, vietnamese])
    slip = request_for(checklist, check_dossier(checklist, BROUGHT))
    for paper in Paper:
        yield f"supplement-{paper}", slip_request(slip, paper, vietnamese)
    whole = house.build_checklist(procedure, {}, house.clock())
    posted = house.catalogue.postings().get(CODE)
    sheet = lay_out_sheet(procedure, whole, posted, vietnamese)
    for paper in Paper:
        posting = lay_out_posting([sheet], checklist.office, checklist.at, paper, vietnamese)
        yield f"posting-{paper}", posting_request(posting)


def _beside(pages: Sequence[Image.Image]) -> Image.Image:
    """Return the pages beside each other on grey."""
    width = sum(page.width + GAP for page in pages) + GAP
    picture = Image.new("L", (width, max(page.height for page in pages) + 2 * GAP), GROUND)
    left = GAP
    for page in pages:
        picture.paste(page, (left, GAP))
        left += page.width + GAP
    return picture
