"""Kết quả thực hiện, with the portal's footer cut off (data trap 7)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kiosk.catalogue.importing.fields import blank_to_empty
from kiosk.catalogue.importing.patterns import LOWER, UPPER
from kiosk.catalogue.procedure import Result
from kiosk.vietnamese.text import clean

_KEYWORDS: Final = "Từ khóa"
_ABOUT: Final = "Mô tả"
_CHOOSER: Final = "Chọn cơ quan thực hiệnTỉnh/"
_CODE: Final = re.compile(
    r" ?\(?Mã: ?(?:"
    r"[A-Za-z0-9]{1,12}(?:[.-][A-Za-z0-9_]{1,12}){0,5}[.-][A-Z]{0,8}\d{1,12}"  # KQ.G15.000031
    rf"|[A-Za-z0-9_]{{1,20}}?(?=\)? ?(?:$|[{UPPER}][{LOWER}])))\)? ?"  # VBTT, Test_P001
    rf"|Mã: (?=[{UPPER}][{LOWER}])"
    r"| ?\(KQ[.-][A-Z0-9.-]{1,40}\) ?"
)
_EMPTY: Final = re.compile(r"[\W_]*")


class ResultText(NamedTuple):
    """The results and the keywords that stand behind them."""

    results: list[Result]
    keywords: str


def parse_results(text: str) -> ResultText:
    """Split the results at their codes (``Mã: KQ.G15.000031``) and drop codes and footer."""
    text, keywords = clean(text), ""
    footer = text.rfind(_KEYWORDS)
    about = text.find(_ABOUT, footer) if footer >= 0 else -1
    if about >= 0:
        keywords = blank_to_empty(text[footer + len(_KEYWORDS) : about].strip())
        text = text[:footer]
    text = text.partition(_CHOOSER)[0]
    names = [blank_to_empty(part.lstrip("-+*• ").rstrip(" ;")) for part in _CODE.split(text)]
    kept = [name for name in dict.fromkeys(names) if not _EMPTY.fullmatch(name)]
    return ResultText([Result(name=name) for name in kept], keywords)
