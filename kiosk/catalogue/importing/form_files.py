"""Names of form files, glued to the end of a document's name in the portal's text (data trap 7).

``…theo mẫu quy định;Mẫu số 05.docx1 bản chính`` has the form ``Mẫu số 05.docx``. Nothing separates
the two but the missing space, so the file name begins where, walking back word by word from the
extension, a sentence runs into a new word.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalogue.importing.patterns import LOWER, UPPER

_EXTENSION: Final = r"\.(?i:docx?|pdf|xlsx?|rtf|odt|zip|rar|jpe?g|png|pptx?)"
_ENDS_WITH_FILE: Final = re.compile(rf"{_EXTENSION}$")
_FILE_END: Final = re.compile(rf"{_EXTENSION}(?=$|[{UPPER}0-9]|[{LOWER}]\))")
_GLUE: Final = re.compile(
    r"(?<=[.;:,)”\"…])(?<![0-9IVX]\.)(?=[^\W_])"  # "…theo quy định.Mẫu 01", not "II_36.2025"
    rf"|(?<=[{LOWER}])(?=[{UPPER}])|(?<=[{LOWER}]{{3}})(?=[0-9])"  # "…của Bộ trưởngMẫu 01"
    rf"|(?<=[A-ZĐ]{{2}})(?=[{UPPER}][{LOWER}])"  # "…33/2026/NĐ-CPMẫu số 26"
    rf"|(?<=[0-9]{{4}})(?=[{UPPER}])"  # "…2024Mẫu 01"
)
_FARTHEST_WORD: Final = 16


def split_forms(text: str) -> tuple[str, list[str]]:
    """Split a row's text into the document's name and the names of its form files.

    A text that is a file name as a whole keeps its stem as the document's name.
    """
    if not _ENDS_WITH_FILE.search(text):
        return text, []
    ends = [match.end() for match in _FILE_END.finditer(text)]
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    start = _file_start(text[: ends[0]])
    files = [text[a:b].strip() for a, b in zip([start, *ends[:-1]], ends, strict=True)]
    name = text[:start].strip()
    return name or stem(files[0]), [file for file in files if file]


def stem(file: str) -> str:
    """Return the file name without its extension, readable: underscores are blanks."""
    return " ".join(_ENDS_WITH_FILE.sub("", file).replace("_", " ").split())


def _file_start(text: str) -> int:
    """Where the file name at the end of ``text`` begins; 0 where the text runs into no new word."""
    body = _ENDS_WITH_FILE.sub("", text)
    words = list(re.finditer(r"\S+", body))
    for word in reversed(words[-_FARTHEST_WORD:]):
        glue = next((m.start() for m in _GLUE.finditer(word[0]) if m.start() > 0), None)
        if glue is not None and not _is_reference(word[0]):
            return word.start() + glue
    return _last_resort(body)


_REFERENCE: Final = re.compile(r"\(?\d+(?:[./]\d+)*/\d{4}/[A-ZĐ\d-]+[.,;:)]*|\d+[.,]\d+")


def _is_reference(word: str) -> bool:
    """Whether the word is a whole document number, whose inner signs are no glue."""
    return bool(_REFERENCE.fullmatch(word))


def _last_resort(body: str) -> int:
    """Without any glue the last "Mẫu", "Phụ lục" or "Đơn" begins the file, else the last word."""
    marks = [m.start() for m in re.finditer(r"\b(?:Mẫu|MẪU|Phụ lục|PHỤ LỤC|Biểu mẫu)\b", body)]
    if marks:
        return marks[-1]
    if len(body) <= 80:
        return 0
    return body.rfind(" ") + 1
