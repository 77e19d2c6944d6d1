"""How much an input may ask of this machine. All sizes are bytes.

The largest real page is 185 KB, the largest real list 51 KB, the national records 22 MB and the
whole portal 42 MB unpacked, so each limit leaves room.
"""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

FILE: Final = 5 * MEGABYTE
"""One page, list or YAML file, unpacked."""

RECORDS: Final = 64 * MEGABYTE
"""One JSON Lines file, unpacked."""

RECORD_LINE: Final = 2 * MEGABYTE
"""One line of a JSON Lines file."""

ARCHIVE: Final = 64 * MEGABYTE
"""One archive as it lies on the disk."""

ARCHIVE_TOTAL: Final = 512 * MEGABYTE
"""All that an archive unpacks to."""

ARCHIVE_RATIO: Final = 200
"""Unpacked to packed size; the portal's archive has 31."""

RATIO_FREE: Final = 16 * MEGABYTE
"""Below this size the ratio says nothing: a small text may pack very well."""

ENTRIES: Final = 20_000
"""Files in one archive or folder."""

ZIP_DIRECTORY: Final = 4 * MEGABYTE
"""The table of contents of a ZIP file."""

XZ_MEMORY: Final = 96 * MEGABYTE
"""What unpacking xz may hold in memory; ``xz -9`` needs 65 MB."""

TAR_HEADER: Final = 64 * 1024
"""A long-name or extended header of a tar file."""

DEPTH: Final = 20
"""Folders within folders."""

WORKBOOK_PARTS: Final = 200
WORKBOOK_TOTAL: Final = 48 * MEGABYTE
WORKBOOK_RATIO: Final = 100
"""A real list of 5,000 rows has a ratio of 20; a bomb had 331."""

WORKBOOK_ROWS: Final = 20_000
WORKBOOK_CELL: Final = 32_767
"""The most characters that a cell may hold by the format's own rule."""
