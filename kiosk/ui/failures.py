"""What a failure says in the log: its kind and place, never the texts of a visit."""

from __future__ import annotations

import traceback
from pathlib import Path


def place_of(error: BaseException) -> str:
    """Return ``KeyError at home.py:12 fill, app.py:80 go``, the innermost frame first.

    The message of an error could hold what a person typed, so it is left out.
    """
    frames = reversed(traceback.extract_tb(error.__traceback__))
    way = ", ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
    return f"{type(error).__name__} at {way or 'an unknown place'}"
