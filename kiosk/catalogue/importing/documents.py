"""Thành phần hồ sơ: the flattened text of the portal, back into groups and rows.

The text is a title, a fixed header, then rows that each end in "N bản chính" and perhaps
",M bản sao"; what follows the last row of a group is the title of the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kiosk.catalogue.importing.fields import blank_to_empty
from kiosk.catalogue.importing.form_files import split_forms, stem
from kiosk.catalogue.importing.patterns import LOWER
from kiosk.catalogue.procedure import Case, DocumentRequirement, Form, Purpose
from kiosk.vietnamese.text import clean

HEADER: Final = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"

# The portal writes quantities without a leading zero and never above 9. So a longer run of digits
# is the end of the name with the quantity glued to it ("…năm 2024" + "1", data trap 5), and
# "01 bản chính" is part of the name.
_QUANTITY: Final = re.compile(
    rf"(?<!(?<!\d)0)(\d) bản chính(?:,(\d{{1,3}}) bản sao)?(?!\s+[{LOWER}])"
)
_BULLETS: Final = re.compile(r"^(?:[-–—+*•·.,;)]+(?=\s|[^\W\d]|[-+*(]|\d)\s*)+")
_DOSSIER_SETS: Final = re.compile(r"^Số lượng(?: bộ)? hồ sơ\b\D{0,12}(\d{1,2})?", re.IGNORECASE)
_NO_CASE: Final = re.compile(
    r"^(?:lưu ý|ghi chú|chú ý|thành phần hồ sơ|hồ sơ|bao gồm|gồm|gồm có|số lượng hồ sơ.*"
    r"|các giấy tờ|giấy tờ|(?:các )?(?:giấy tờ|loại giấy tờ|hồ sơ|thành phần hồ sơ) "
    r"(?:(?:phải|cần) )?(?:nộp|xuất trình|gồm|bao gồm))"
    r"(?: (?:có|sau|như sau|sau đây|bao gồm|gồm))*$",
    re.IGNORECASE,
)
_CERTIFIED: Final = re.compile(
    r"(?<!không )(?<!cần )(?<!không phải )(?:chứng|công chứng|ch\.) ?thực|công chứng"
)
_PHOTOCOPY: Final = re.compile(r"bản chụp|bản phô ?tô|photo", re.IGNORECASE)


class Row(NamedTuple):
    """One row as it stands in the source, counted but not yet understood."""

    case: str
    name: str
    forms: list[str]
    originals: int
    copies: int


class Dossier(NamedTuple):
    """What the rows of one procedure say."""

    documents: list[DocumentRequirement]
    cases: list[Case]
    forms: list[Form]
    dossier_sets: int | None


def flat_rows(text: str) -> list[Row]:
    """Split the flattened text into rows; text after the last row becomes a row without a count."""
    title, *groups = text.split(HEADER)
    rows: list[Row] = []
    for position, group in enumerate(groups):
        start = 0
        for match in _QUANTITY.finditer(group):
            name, forms = split_forms(clean(group[start : match.start()]))
            rows.append(Row(title, name, forms, int(match[1]), int(match[2] or 0)))
            start = match.end()
        rest = group[start:]
        if position + 1 < len(groups):
            title = rest
        elif clean(rest):
            rows.append(Row(title, clean(rest), [], 0, 0))
    return rows


def table_rows(text: str) -> list[Row]:
    """Read the rows of Markdown tables with the columns Tên giấy tờ, Bản chính, Bản sao, Mẫu đơn.

    A line of text before a table is its title.
    """
    rows: list[Row] = []
    title = ""
    columns: list[str] = []
    for line in text.splitlines():
        if not line.strip().startswith("|"):
            if line.strip():
                title, columns = line.strip(" *#:"), []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not columns:
            columns = [cell.lower() for cell in cells]
        elif not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            cell_of = dict(zip(columns, cells, strict=False))
            rows.append(
                Row(
                    title,
                    clean(cell_of.get("tên giấy tờ", "")),
                    [form for form in [clean(cell_of.get("mẫu đơn", ""))] if form],
                    _count(cell_of.get("bản chính", "")),
                    _count(cell_of.get("bản sao", "")),
                )
            )
    return rows


def _count(cell: str) -> int:
    return int(cell) if re.fullmatch(r"\d{1,3}", cell) else 0


def understand(rows: Iterable[Row]) -> Dossier:
    """Turn rows into documents, cases and forms.

    A row without any copy is a note or heading, not a document (data trap 6). Copies are
    photocopies unless the name asks for certified ones. A group's title is a ``Case`` without
    questions; "Giấy tờ phải xuất trình" is no case but says that its papers are only shown.
    """
    cases: dict[str, Case] = {}
    forms: dict[str, Form] = {}
    documents: list[DocumentRequirement] = []
    sets: int | None = None
    for row in rows:
        name = _without_bullets(row.name)
        if not any(map(str.isalnum, name)):
            continue
        counted = _DOSSIER_SETS.match(name)
        if counted:
            sets = int(counted[1]) if counted[1] else sets
        title = _title(row.case)
        documents.append(
            _document(
                row,
                name,
                note=bool(counted),
                shown=_only_shown(title),
                cases=[_case(title, cases).key] if title and not _NO_CASE.match(title) else [],
                form=next(iter(_forms(row.forms, forms)), ""),
            )
        )
    return Dossier(documents, list(cases.values()), list(forms.values()), sets)


def _document(
    row: Row, name: str, *, note: bool, shown: bool, cases: list[str], form: str
) -> DocumentRequirement:
    if note or (row.originals == 0 and row.copies == 0):
        return DocumentRequirement(name=name, purpose=Purpose.NOTE, cases=cases, form=form)
    certified = bool(_CERTIFIED.search(name.lower())) and not _PHOTOCOPY.search(name)
    return DocumentRequirement(
        name=name,
        originals=row.originals,
        certified_copies=row.copies if certified else 0,
        photocopies=0 if certified else row.copies,
        purpose=Purpose.PRESENT if shown else Purpose.SUBMIT,
        cases=cases,
        form=form,
    )


def _without_bullets(name: str) -> str:
    return blank_to_empty(_BULLETS.sub("", clean(name)).rstrip(" ;,"))


def _title(text: str) -> str:
    return _without_bullets(text).rstrip(" :;,-–")


def _only_shown(title: str) -> bool:
    lower = title.lower()
    return (
        "xuất trình" in lower
        and "nộp" not in lower.split("xuất trình")[-1]
        and ("giấy tờ" in lower or "xuất trình các" in lower)
    )


def _case(title: str, cases: dict[str, Case]) -> Case:
    if title not in cases:
        cases[title] = Case(key=f"nhom-{len(cases) + 1}", name=title, when={})
    return cases[title]


def _forms(files: list[str], forms: dict[str, Form]) -> Iterator[str]:
    for file in files:
        if file not in forms:
            forms[file] = Form(key=f"mau-{len(forms) + 1}", name=stem(file) or file)
        yield forms[file].key
