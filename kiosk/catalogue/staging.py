"""What passes between the importers, which read official texts, and the storage, which keeps them.

An importer yields a lazy stream of ``Incoming`` and ``Rejection``; the storage consumes it in one
transaction and answers with an ``ImportReport`` whose counts add up.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from kiosk.catalogue.procedure import Procedure


class Origin(StrEnum):
    """Where a text comes from. The order is the precedence: a person's check comes first.

    ``ward`` is what this office imports as YAML, ``shipped`` what the program brings along.
    """

    WARD = "ward"
    SHIPPED = "shipped"
    PORTAL = "portal"
    RECORDS = "records"
    LIST = "list"


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One procedure as a source has it; ``file`` names the file and, inside one, the place."""

    procedure: Procedure
    origin: Origin
    file: str


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """One record that is not taken; ``code`` is empty where the record does not show one."""

    file: str
    code: str
    reason: str


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one import: ``read == new + changed + unchanged + rejected``.

    ``removed`` counts what was there and is missing now, where a whole origin is replaced.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    rejections: list[Rejection]
    removed: int = 0

    @property
    def differs(self) -> bool:
        """Say whether the draft holds anything that was not there before."""
        return bool(self.new or self.changed or self.removed)
