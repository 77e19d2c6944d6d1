"""The helper process that sets papers with typst: started on demand, ends when idle.

Typst takes about 70 MB; kept out of the kiosk's process it costs them only while somebody prints.
Requests come on stdin and replies go to stdout (``render_protocol``).
"""

from __future__ import annotations

import select
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec
import typst

from kiosk.printing.render_protocol import RenderReply, RenderRequest, read_frame, write_frame

FONT_FOLDER = "fonts"
PAPER_FOLDER = "paper"


def render(
    compilers: dict[str, typst.Compiler], assets: Path, request: RenderRequest
) -> list[bytes]:
    """Set one paper; a compiler is kept for each template, so that the second one is quick.

    Raises:
        RuntimeError: the template or its input is wrong.
        OSError: the template or the fonts are missing.
    """
    if request.template not in compilers:
        root = assets / PAPER_FOLDER
        compilers[request.template] = typst.Compiler(
            root / request.template,
            root=root,
            font_paths=[assets / FONT_FOLDER],
            ignore_system_fonts=True,
        )
    compiler = compilers[request.template]
    if request.png:
        made = compiler.compile(format="png", ppi=request.ppi, sys_inputs=request.inputs)
    else:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=request.inputs)
    return made if isinstance(made, list) else [made or b""]


def serve(assets: Path, idle_seconds: float, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until the other side closes or nothing comes for ``idle_seconds``."""
    compilers: dict[str, typst.Compiler] = {}
    while select.select([requests], [], [], idle_seconds)[0]:
        frame = read_frame(requests)
        if not frame:
            return
        request = msgspec.msgpack.decode(frame, type=RenderRequest)
        try:
            reply = RenderReply(pages=render(compilers, assets, request))
        except (RuntimeError, OSError) as error:  # typst's errors; files that are not there
            reply = RenderReply(error=f"{request.template}: {error}")
        write_frame(replies, msgspec.msgpack.encode(reply))


def main() -> None:
    """Serve; the arguments are the assets folder and the idle seconds."""
    assets, idle_seconds = Path(sys.argv[1]), float(sys.argv[2])
    serve(assets, idle_seconds, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
