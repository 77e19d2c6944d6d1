"""The embedded default: PDFs in a folder, so that everything works with no printer."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.clock import Clock, now
from kiosk.printing.printer import Content, Document, PrinterError, PrinterState, Report

KEPT_FILES = 200
"""Older files are removed, so that a folder nobody empties does not fill the disk."""

STALE_SECONDS = 60.0
"""A file is written in milliseconds: what is half-written so long was left behind."""


class FolderPrinter:
    """Writes each sheet as one PDF. File names hold the time and nothing else."""

    content = Content.PDF

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock = now,
        token: Callable[[], str] = lambda: secrets.token_hex(2),
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._token = token

    def status(self) -> Report:
        """Return ready, or failed where the folder cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return Report(PrinterState.FAILED, f"{self._folder}: {error.strerror}")
        if not os.access(self._folder, os.W_OK | os.X_OK):
            return Report(PrinterState.FAILED, f"{self._folder}: no right to write")
        return Report(PrinterState.READY)

    def submit(self, document: Document) -> str:
        """Write the sheet; it appears under its name only when complete.

        Raises:
            PrinterError: the file could not be written.
        """
        name = f"checklist-{self._clock():%Y%m%d-%H%M%S}-{self._token()}.pdf"
        target = self._folder / name
        part = target.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(document.data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            cause = f"{target}: {error.strerror or error}"
            raise PrinterError(Report(PrinterState.FAILED, cause, final=True)) from error
        self._forget_old()
        return name

    def follow(self, job: str) -> Report:
        """Return printed: the file is there."""
        return Report(PrinterState.PRINTED, job, final=True)

    def cancel(self, job: str) -> bool:
        """Remove the file."""
        (self._folder / job).unlink(missing_ok=True)
        return True

    def cancel_stale(self) -> int:
        """Remove half-written files of an earlier run, not those being written at this moment."""
        stale = 0
        for part in self._folder.glob("checklist-*.part"):
            with suppress(FileNotFoundError):
                if time.time() - part.stat().st_mtime >= STALE_SECONDS:
                    part.unlink()
                    stale += 1
        return stale

    def resume(self) -> Report:
        """Return how the folder is; it is never paused."""
        return self.status()

    def _forget_old(self) -> None:
        """Remove the oldest files above the number kept."""
        files = sorted(self._folder.glob("checklist-*.pdf"))
        for file in files[:-KEPT_FILES]:
            file.unlink(missing_ok=True)
