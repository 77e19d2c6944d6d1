"""What a procedure is: plain, frozen values that every room above the catalogue reads.

The parts follow Nghị định 63/2010/NĐ-CP Điều 8 khoản 2 (amended by 92/2017/NĐ-CP): name, steps,
methods, documents and their number, time limit, subjects, agency, forms, results, conditions, fees
and legal bases. Questions and cases are ours: they pick, out of everything the law lists, the part
that applies to one person.

Texts are NFC Vietnamese; a field that ends in ``_en`` is its English text, empty where there is
none. The YAML files under ``db/catalogue/`` decode straight into these values (``yaml_files``).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec


class Tier(StrEnum):
    """How much we know: ``full`` has the checklist, ``listed`` says "ask at the counter"."""

    FULL = "full"
    LISTED = "listed"


class Level(StrEnum):
    """Cấp thực hiện. ``district`` occurs only in records older than 1 July 2025."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    DISTRICT = "district"
    OTHER = "other"


class Purpose(StrEnum):
    """What a document is for: handed in, only shown, or a remark of the law that is no paper."""

    SUBMIT = "submit"
    PRESENT = "present"
    NOTE = "note"


class Necessity(StrEnum):
    """``sometimes``: only if the counter asks for it, e.g. when a database look-up fails."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"


class MethodKind(StrEnum):
    """Cách thức thực hiện."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    POSTAL = "postal"


class TimeUnit(StrEnum):
    """Unit of a time limit. ``unknown`` keeps a bare number of the source honest (data trap 3)."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    SAME_DAY = "same_day"
    UNKNOWN = "unknown"


class Value(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Base of all values of the catalogue: immutable, compared by content, strict when decoded."""


Condition = dict[str, list[str]]
"""``{question key: [answer keys]}``: each question must have one of its answers here."""


class Decision(Value, frozen=True):
    """Quyết định công bố: the decision that published the facts."""

    number: str
    issued: dt.date | None = None
    issuer: str = ""


class Source(Value, frozen=True):
    """Where a fact was read: a decision, law or page, and the date of that text."""

    decision: str = ""
    url: str = ""
    page: str = ""
    dated: dt.date | None = None


class Term(Value, frozen=True):
    """A legal word of a question, explained in plain words on touch."""

    ask: str
    explanation: str
    ask_en: str = ""
    explanation_en: str = ""


class Answer(Value, frozen=True):
    """One answer of a question; ``hint`` is the line under it."""

    key: str
    label: str
    hint: str = ""
    label_en: str = ""
    hint_en: str = ""


class Question(Value, frozen=True):
    """One question that splits the cases. ``when``: asked only after these answers."""

    key: str
    text: str
    answers: list[Answer]
    why: str = ""
    text_en: str = ""
    why_en: str = ""
    terms: list[Term] = []
    when: Condition = {}


class Case(Value, frozen=True):
    """Trường hợp: a situation within the procedure. Several cases can hold for one person.

    ``name`` finishes the sentence "this paper is needed because …", e.g. "người khác đi nộp thay".
    """

    key: str
    name: str
    when: Condition
    name_en: str = ""


class DocumentRequirement(Value, frozen=True):
    """Thành phần hồ sơ: one paper, how many of each kind, and what for.

    ``cases``: needed where any of these cases holds; empty means in every case.
    ``replaceable_by``: what may stand in for the paper (VNeID, data of a national database).
    """

    name: str
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    purpose: Purpose = Purpose.SUBMIT
    necessity: Necessity = Necessity.ALWAYS
    note: str = ""
    issuer: str = ""
    form: str = ""
    replaceable_by: list[str] = []
    cases: list[str] = []
    name_en: str = ""
    note_en: str = ""
    source: Source | None = None


class Form(Value, frozen=True):
    """Mẫu đơn, tờ khai. ``key`` is what a document refers to; ``number`` is the official number."""

    key: str
    name: str
    number: str = ""
    where: str = ""
    url: str = ""
    name_en: str = ""


class TimeLimit(Value, frozen=True):
    """Thời hạn giải quyết, never a bare number.

    ``cutoff``: "15:00" where the procedure itself has the rule that a dossier received after this
    hour is answered on the next working day; empty elsewhere.
    """

    unit: TimeUnit
    amount: int | None = None
    cutoff: str = ""
    note: str = ""
    note_en: str = ""
    cases: list[str] = []
    source: Source | None = None


class FeeStep(Value, frozen=True):
    """From this unit on (1 = the first) each unit costs ``amount`` đồng."""

    from_unit: int
    amount: int


class Fee(Value, frozen=True):
    """Phí, lệ phí in whole đồng. ``amount`` None is unknown: ask at the counter; 0 is free.

    ``per`` names what the amount is for ("trang", "bản", "trường hợp"). ``amount`` is the price of
    the first unit and ``steps`` of later ones; ``cap`` is the most for one ``cap_per``; ``rule`` is
    the text behind the amount.
    """

    name: str
    amount: int | None = None
    per: str = ""
    steps: list[FeeStep] = []
    cap: int | None = None
    cap_per: str = ""
    rule: str = ""
    note: str = ""
    exemptions: list[str] = []
    cases: list[str] = []
    optional: bool = False
    name_en: str = ""
    note_en: str = ""
    source: Source | None = None


class Method(Value, frozen=True):
    """Cách thức thực hiện with its own time limits and fees. No fee listed means unknown."""

    kind: MethodKind
    time_limits: list[TimeLimit] = []
    fees: list[Fee] = []
    note: str = ""
    note_en: str = ""


class LegalBasis(Value, frozen=True):
    """Căn cứ pháp lý: one legal text."""

    number: str
    name: str = ""
    issued: dt.date | None = None
    issuer: str = ""


class Result(Value, frozen=True):
    """Kết quả thực hiện: the paper or record the person receives."""

    name: str
    name_en: str = ""


class UpcomingChange(Value, frozen=True):
    """A law that changes this procedure on a known date."""

    date: dt.date
    text: str
    text_en: str = ""


class AuditNote(Value, frozen=True):
    """Why our fact differs from the public record; ``about`` is the audited property's name."""

    about: str
    text: str


class Procedure(Value, frozen=True):
    """Thủ tục hành chính with all its constituent parts.

    ``code`` is ``d.dddddd`` (data trap 12). ``short_name`` is what people call it, used as the
    title; ``name`` is the official name. ``checked_on`` is the day a person last compared the facts
    with their source. ``dossier_sets`` is the số bộ hồ sơ.
    """

    code: str
    name: str
    field: str
    tier: Tier = Tier.FULL
    short_name: str = ""
    name_en: str = ""
    short_name_en: str = ""
    everyday_names: list[str] = []
    field_en: str = ""
    levels: list[Level] = []
    ministry: str = ""
    agency: str = ""
    coordinating_agencies: str = ""
    subjects: str = ""
    keywords: str = ""
    steps: list[str] = []
    steps_en: list[str] = []
    requirements: list[str] = []
    results: list[Result] = []
    dossier_sets: int | None = None
    questions: list[Question] = []
    cases: list[Case] = []
    documents: list[DocumentRequirement] = []
    forms: list[Form] = []
    methods: list[Method] = []
    legal_bases: list[LegalBasis] = []
    where_to_go: str = ""
    where_to_go_en: str = ""
    decision: Decision | None = None
    source: Source | None = None
    checked_on: dt.date | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    replaces: list[str] = []
    replaced_by: str = ""
    changes: list[UpcomingChange] = []
    notes: list[AuditNote] = []

    @property
    def title(self) -> str:
        """The name to show large: what people say, else the official name."""
        return self.short_name or self.name
