"""The three ways in which an input can be wrong: a record, a file, the whole input."""

from __future__ import annotations

from kiosk.errors import Refused


class RefusedInput(Refused):
    """A whole file or archive is refused; the message says what, where and what to do."""


class UnreadableFileError(Exception):
    """One file cannot be used. Inside a folder or archive it becomes a rejection."""


class BadRecordError(Exception):
    """One record cannot be used; ``code`` is what the record says its code is, or empty."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
