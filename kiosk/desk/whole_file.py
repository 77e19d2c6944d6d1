"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kiosk.errors import Refused


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: the whole content is there, or the file is as before.

    Raises:
        Refused: the folder or file cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise Refused(f"{path}: cannot be written ({error.strerror}).") from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Refused(f"{path}: cannot be written ({error.strerror}).") from error
