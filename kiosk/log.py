"""The machine's log: causes for the technician, never what a person typed or printed."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAXIMUM_BYTES = 1_000_000
KEPT_FILES = 5


def start_logging(folder: Path, *, level: int = logging.INFO) -> None:
    """Write all messages to ``kiosk.log`` in ``folder``; 5 older files of 1 MB are kept.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "kiosk.log", maxBytes=MAXIMUM_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.setLevel(level)
    root.addHandler(handler)
