"""Reading official exports and our own files into a stream of procedures and rejections."""

from kiosk.catalogue.importing.errors import RefusedInput
from kiosk.catalogue.importing.sources import read_sources

__all__ = ["RefusedInput", "read_sources"]
