"""The ward's profile and the machine's, read from ``ward.toml`` and validated at start.

Every key is documented in the shipped ``db/ward.toml``. A mistake is refused with the file, the
line and what to write instead, before anything else is started.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import msgspec

from kiosk.errors import Refused

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class SettingsError(Refused):
    """The profile is wrong; the message names file, line, what is wrong and what to write."""


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the profile: immutable, unknown keys refused."""


class Office(_Table, frozen=True):
    """The office whose name stands on the screen and on paper."""

    name: str
    place: str
    province: str
    name_en: str = ""
    place_en: str = ""
    address: str = ""
    phone: str = ""
    former_names: list[str] = []
    complaints: str = ""


class Counter(_Table, frozen=True):
    """A counter and the fields it handles; ``label`` is what the sign above it says ("Quầy 2")."""

    label: str
    fields: list[str]
    label_en: str = ""


class Period(msgspec.Struct, frozen=True):
    """An opening period within one day, local time."""

    opens: dt.time
    closes: dt.time


class Hours(_Table, frozen=True):
    """Opening hours by weekday, each a list of ``"08:00-12:00"``. ``confirmed`` by the office."""

    monday: list[str] = []
    tuesday: list[str] = []
    wednesday: list[str] = []
    thursday: list[str] = []
    friday: list[str] = []
    saturday: list[str] = []
    sunday: list[str] = []
    confirmed: bool = False

    def periods(self, day: dt.date) -> list[Period]:
        """Return the periods of ``day``'s weekday, in order; closed days are not considered."""
        texts: list[str] = getattr(self, WEEKDAYS[day.weekday()])
        return [parse_period(text) for text in texts]


class PrinterKind(StrEnum):
    """How checklists leave the machine. ``none``: the screen says so and offers the QR code."""

    NONE = "none"
    FOLDER = "folder"
    IPP = "ipp"
    ESCPOS_NETWORK = "escpos-network"
    ESCPOS_FILE = "escpos-file"


class Paper(StrEnum):
    """Paper sizes that a checklist can be set on."""

    A4 = "a4"
    A5 = "a5"
    RECEIPT_80 = "receipt80"
    RECEIPT_58 = "receipt58"


ROLL_MM = {Paper.RECEIPT_80: 80.0, Paper.RECEIPT_58: 58.0}
"""How wide the rolls of thermal printers are, in millimetres."""


class Printer(_Table, frozen=True):
    """The printer. ``address``: IPP address, host:port, device file or folder, by ``kind``.

    ``dots`` of a thermal head, 8 a millimetre; 0 is the usual head of the roll.
    """

    kind: PrinterKind = PrinterKind.FOLDER
    address: str = ""
    paper: Paper = Paper.A4
    dots: int = 0
    per_visit: int = 3
    per_hour: int = 60


class SecondPrinter(Printer, frozen=True):
    """Another printer, offered where the first one fails; ``place`` says where it stands."""

    kind: PrinterKind = PrinterKind.NONE
    place: str = ""
    place_en: str = ""


class Screen(_Table, frozen=True):
    """The panel. ``width`` and ``height`` 0 take the desktop's; sizes follow the pitch.

    ``lower_edge_mm`` is how high the lower edge of the picture is above the floor.
    """

    width: int = 0
    height: int = 0
    mm_per_pixel: float = 0.277
    viewing_distance_mm: int = 500
    lower_edge_mm: int = 850
    fullscreen: bool = True
    motion: bool = True


class Timeouts(_Table, frozen=True):
    """Seconds without a touch before the warning, and of the warning before the visit is wiped."""

    idle_seconds: int = 60
    warning_seconds: int = 20
    attract_seconds: int = 8


class Desk(_Table, frozen=True):
    """The clerk's desk. ``machine``: what the desk calls this kiosk when a citizen rings from it.

    ``bell``: the kiosk's "Call staff" rings at the desk. ``sound``: the desk sounds then.
    ``idle_seconds`` without a key or touch sign the clerk out. ``incoming``: folders with files to
    import, beside ``incoming`` of the data folder; ``outgoing``: where papers are saved, "" is
    ``papers`` of the data folder.
    """

    idle_seconds: int = 300
    machine: str = ""
    bell: bool = True
    sound: bool = True
    incoming: list[str] = []
    outgoing: str = ""


class Settings(_Table, frozen=True):
    """Everything a ward can set."""

    office: Office
    counters: list[Counter] = []
    hours: Hours = Hours()
    printer: Printer = Printer()
    second_printer: SecondPrinter = SecondPrinter()
    screen: Screen = Screen()
    timeouts: Timeouts = Timeouts()
    desk: Desk = Desk()
    languages: list[str] = msgspec.field(default_factory=lambda: ["vi", "en"])
    database: str = ""


def parse_period(text: str) -> Period:
    """Read ``"08:00-12:00"``.

    Raises:
        ValueError: not of that form, or it closes before it opens.
    """
    wrong = f'"{text}" is not a period; write it like "08:00-12:00"'
    match = re.fullmatch(r"(\d\d:\d\d)\s*-\s*(\d\d:\d\d)", text.strip())
    if match is None:
        raise ValueError(wrong)
    try:
        opens, closes = dt.time.fromisoformat(match[1]), dt.time.fromisoformat(match[2])
    except ValueError as error:
        raise ValueError(wrong) from error
    if closes <= opens:
        raise ValueError(f'"{text}" closes before it opens')
    return Period(opens, closes)


SAID_HERE = (
    "office.address",
    "office.phone",
    "office.complaints",
    *(f"hours.{weekday}" for weekday in WEEKDAYS),
    "hours.confirmed",
    "counters",
)
"""The keys that a steward may set at the desk, over the profile."""


def lay_over(settings: Settings, facts: Mapping[str, object]) -> Settings:
    """Return the profile with facts over it, by their names in ``SAID_HERE``.

    Raises:
        SettingsError: a name is not one of them, or a value cannot stand there; names it.
    """
    table = msgspec.to_builtins(settings)
    for name, value in facts.items():
        if name not in SAID_HERE:
            raise SettingsError(f'"{name}" is not among {", ".join(SAID_HERE)}.')
        section, _, key = name.partition(".")
        if key:
            table[section][key] = value
        else:
            table[section] = value
    try:
        found = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        message, where = _split_path(str(error))
        raise SettingsError(f"{where}: {message}.") from error
    wrong = next((each for each in _problems(found) if each not in _problems(settings)), None)
    if wrong is not None:
        raise SettingsError(f"{wrong[1]}.")
    return found


def counter_of(settings: Settings, field: str) -> Counter | None:
    """Return the counter that handles ``field``, or None where the profile names none."""
    return next((counter for counter in settings.counters if field in counter.fields), None)


def load_settings(path: Path) -> Settings:
    """Read and check the profile.

    Raises:
        SettingsError: the file is missing, is not TOML, or a key is wrong; names the line.
    """
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text; save it as UTF-8.") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}.") from error
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        message, where = _split_path(str(error))
        raise SettingsError(f"{path}{_line_suffix(text, where)}: {message}.") from error
    for where, problem in _problems(settings):
        raise SettingsError(f"{path}{_line_suffix(text, where)}: {problem}.")
    return settings


def _problems(settings: Settings) -> list[tuple[str, str]]:
    """Return what is wrong beyond types, each with its place as ``table.key``."""
    found: list[tuple[str, str]] = []
    for key in ("name", "place", "province"):
        if not getattr(settings.office, key).strip():
            found.append((f"office.{key}", f"{key} is empty; the screen and the paper show it"))
    for weekday in WEEKDAYS:
        try:
            periods = [parse_period(text) for text in getattr(settings.hours, weekday)]
        except ValueError as error:
            found.append((f"hours.{weekday}", f"{weekday}: {error}"))
            continue
        if any(later.opens < earlier.closes for earlier, later in pairwise(periods)):
            found.append((f"hours.{weekday}", f"{weekday}: periods overlap or are out of order"))
    ranges = (
        ("screen.mm_per_pixel", settings.screen.mm_per_pixel, 0.05, 1.0),
        ("screen.viewing_distance_mm", settings.screen.viewing_distance_mm, 300, 1500),
        ("screen.lower_edge_mm", settings.screen.lower_edge_mm, 300, 1000),
        ("screen.width", settings.screen.width or 1024, 768, 8192),
        ("screen.height", settings.screen.height or 1024, 768, 8192),
        ("timeouts.idle_seconds", settings.timeouts.idle_seconds, 20, 600),
        ("timeouts.warning_seconds", settings.timeouts.warning_seconds, 20, 120),
        ("timeouts.attract_seconds", settings.timeouts.attract_seconds, 3, 60),
        ("desk.idle_seconds", settings.desk.idle_seconds, 30, 3600),
        *_printer_ranges("printer", settings.printer),
        *_printer_ranges("second_printer", settings.second_printer),
    )
    for where, value, low, high in ranges:
        if not low <= value <= high:
            found.append((where, f"{where} is {value}; it must be from {low} to {high}"))
    found += _printer_problems("printer", settings.printer)
    found += _printer_problems("second_printer", settings.second_printer)
    second = settings.second_printer
    if second.kind is not PrinterKind.NONE and not second.place.strip():
        found.append(("second_printer.place", "place is empty; people are told where it stands"))
    unknown = [language for language in settings.languages if language not in ("vi", "en")]
    if unknown or "vi" not in settings.languages:
        found.append(("languages", 'languages must be ["vi"] or ["vi", "en"]'))
    return found


def _printer_ranges(table: str, printer: Printer) -> list[tuple[str, int, int, int]]:
    """Return the numbers of a printer with their limits."""
    return [
        (f"{table}.dots", printer.dots or 256, 256, 640),
        (f"{table}.per_visit", printer.per_visit, 1, 20),
        (f"{table}.per_hour", printer.per_hour, 1, 1000),
    ]


def _printer_problems(table: str, printer: Printer) -> list[tuple[str, str]]:
    """Return what does not fit together in a printer's table."""
    found: list[tuple[str, str]] = []
    needs_address = {PrinterKind.IPP, PrinterKind.ESCPOS_NETWORK, PrinterKind.ESCPOS_FILE}
    if printer.kind in needs_address and not printer.address:
        found.append((f"{table}.address", f'a printer of kind "{printer.kind}" needs it'))
    if printer.paper in ROLL_MM and printer.dots / 8 > ROLL_MM[printer.paper]:
        text = f"{table}.dots is {printer.dots}; that is wider than the paper {printer.paper}"
        found.append((f"{table}.dots", text))
    return found


def _split_path(message: str) -> tuple[str, str]:
    """Split msgspec's ``message - at `$.a.b` `` into the message and the place ``a.b``."""
    text, _, where = message.partition(" - at `$")
    place = where.rstrip("`").lstrip(".")
    unknown = re.search(r"unknown field `(\w+)`", text)
    if unknown:
        place = f"{place}.{unknown.group(1)}".lstrip(".")
        text = f"there is no key `{unknown.group(1)}` here; see the comments in db/ward.toml"
    return text, place


def _line_suffix(text: str, where: str) -> str:
    """Return ``, line N`` for a place such as ``office.name`` or ``counters[1].label``."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", where)
    section, index, key = "", 0, ""
    for part in parts:
        if part.startswith("["):
            index = int(part[1:-1]) if not key else index
        elif not section:
            section = part
        elif not key:
            key = part
    current, seen, header = "", -1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", line)
        if head and "=" not in line.split("#")[0]:
            current = head.group(1)
            if current == section:
                seen += 1
                header = number if seen <= index else header
            continue
        name = re.match(r"\s*([\w-]+)\s*=", line)
        if name and not current and name.group(1) == section:
            return f", line {number}"
        if name and current == section and name.group(1) == key and seen == index:
            return f", line {number}"
    return f", line {header}" if header else ""
