"""JSON from outside, read strictly: UTF-8, no key twice, no number that JSON does not have."""

from __future__ import annotations

import codecs
import json
from typing import Any, NoReturn

from kiosk.catalogue.importing.errors import UnreadableFileError


def decode_text(data: bytes) -> str:
    """Decode UTF-8, with or without its byte order mark.

    Raises:
        UnreadableFileError: the bytes are another encoding or no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFileError("the text is UTF-16; save it as UTF-8")
    if b"\x00" in data:
        raise UnreadableFileError("this is no text: it holds zero bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"byte {error.start + 1} is not UTF-8 (perhaps Windows-1258 or TCVN3); save it as UTF-8"
        ) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'the key "{twice[:40]}" stands twice in one object')
    return found


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def decode_json(data: bytes) -> object:
    """Decode one JSON text.

    Raises:
        UnreadableFileError: no UTF-8, no JSON, cut short, a key twice, NaN, or nested too deep.
    """
    text = decode_text(data)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError as error:
        raise UnreadableFileError("the JSON is nested too deep") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        at_end = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        short = "; the text seems cut short" if at_end else ""
        raise UnreadableFileError(f"no JSON at {where}: {error.msg}{short}") from error
    except ValueError as error:
        raise UnreadableFileError(f"the JSON is refused: {error}") from error
