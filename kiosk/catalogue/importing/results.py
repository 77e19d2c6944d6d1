"""Kết quả thực hiện, with the portal's footer cut off (data trap 7)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kiosk.catalogue.importing.fields import blank_to_empty
from kiosk.catalogue.importing.patterns import LOWER, UPPER
from kiosk.catalogue.procedure import Result
from kiosk.vietnamese.text import clean

_FOOTER: Final = re.compile(
    r"Từ khóa(?P<keywords>.{0,4000}?)Mô tả(?P<about>.*?)(?:Chọn cơ quan thực hiện.*)?$", re.DOTALL
)
_CHOOSER: Final = re.compile(r"Chọn cơ quan thực hiệnTỉnh/ ?Thành phố.*$", re.DOTALL)
_CODE: Final = re.compile(
    r"\s*\(?Mã: ?(?:[A-Za-z0-9]+(?:[.-][A-Za-z0-9_]+)*[.-][A-Z]*\d+"  # KQ.G15.000031
    rf"|[A-Za-z0-9_]{{1,20}}?(?=\)?\s*(?:$|[{UPPER}][{LOWER}])))\)?\s*"  # VBTT, Test_P001
    rf"|Mã: (?=[{UPPER}][{LOWER}])"
    r"|\s*\(KQ[.-][A-Z0-9.-]+\)\s*"
)
_EMPTY: Final = re.compile(r"[\W_]*")


class ResultText(NamedTuple):
    """The results and the keywords that stand behind them."""

    results: list[Result]
    keywords: str


def parse_results(text: str) -> ResultText:
    """Split the results at their codes (``Mã: KQ.G15.000031``) and drop codes and footer."""
    keywords = ""
    footer = _FOOTER.search(text)
    if footer:
        keywords = blank_to_empty(clean(footer["keywords"]))
        text = text[: footer.start()]
    text = _CHOOSER.sub("", text)
    names = [blank_to_empty(clean(part).lstrip("-+*• ").rstrip(" ;")) for part in _CODE.split(text)]
    kept = [name for name in dict.fromkeys(names) if not _EMPTY.fullmatch(name)]
    return ResultText([Result(name=name) for name in kept], keywords)
