"""The difference of two texts in the words of the office, for whoever accepts or refuses it."""

from __future__ import annotations

from kiosk.catalogue.difference import DifferenceKind
from kiosk.catalogue.staging import Origin
from kiosk.catalogue.taking import BETWEEN
from kiosk.translation import Translator

ENGLISH = "_en"


def field_words(field: str, tr: Translator) -> str:
    """Return a field's name: "Thành phần hồ sơ › Tờ khai › Bản chính"."""
    return " › ".join(part_words(part, tr) for part in field.split(BETWEEN))


def value_words(value: str, tr: Translator) -> str:
    """Return a value; the keys of an item that came or went are named."""
    told: list[str] = []
    for part in value.split("; "):
        key, blank, rest = part.partition(" ")
        named = _names(tr).get(key, "")
        told.append(f"{named} {rest}" if named and blank else part_words(part, tr))
    return "; ".join(told)


def part_words(part: str, tr: Translator) -> str:
    """Return one key of a text in words; a name stays as it is."""
    names = _names(tr)
    if part.endswith(ENGLISH) and part.removesuffix(ENGLISH) in names:
        return tr("{field} (English)", field=names[part.removesuffix(ENGLISH)])
    return names.get(part, part)


def kind_words(kind: DifferenceKind, tr: Translator) -> str:
    """Return what publishing would do to a procedure."""
    names = {
        DifferenceKind.NEW: tr("New procedure"),
        DifferenceKind.CHANGED: tr("Text changes"),
        DifferenceKind.ABOLISHED: tr("Abolished"),
        DifferenceKind.REPLACED: tr("Replaced"),
        DifferenceKind.BEHIND: tr("Our text is behind"),
    }
    return names[kind]


def origin_words(origin: Origin, tr: Translator) -> str:
    """Return where a text comes from."""
    names = {
        Origin.WARD: tr("the ward’s own text"),
        Origin.SHIPPED: tr("the program’s text"),
        Origin.PORTAL: tr("the national portal"),
        Origin.RECORDS: tr("public records"),
        Origin.LIST: tr("a published list"),
    }
    return names[origin]


def _names(tr: Translator) -> dict[str, str]:
    """Return the words of the keys that texts are made of."""
    return {
        "agency": tr("Agency"),
        "amount": tr("Amount"),
        "calendar_days": tr("Calendar days"),
        "cap": tr("At most"),
        "cases": tr("Cases"),
        "certified_copies": tr("Certified copies"),
        "changes": tr("Coming changes"),
        "checked_on": tr("Checked on"),
        "coordinating_agencies": tr("Coordinating agencies"),
        "dated": tr("Dated"),
        "decision": tr("Decision"),
        "documents": tr("Papers of the dossier"),
        "dossier_sets": tr("Sets of the dossier"),
        "effective_from": tr("In force from"),
        "effective_to": tr("In force until"),
        "everyday_names": tr("Everyday names"),
        "exemptions": tr("Free for"),
        "fees": tr("Fees"),
        "field": tr("Field"),
        "form": tr("Form"),
        "forms": tr("Forms"),
        "hours": tr("Hours"),
        "in_person": tr("At the counter"),
        "issued": tr("Issued on"),
        "issuer": tr("Issued by"),
        "keywords": tr("Keywords"),
        "legal_bases": tr("Legal bases"),
        "levels": tr("Carried out at"),
        "methods": tr("Ways to hand in"),
        "ministry": tr("Ministry"),
        "name": tr("Name"),
        "note": tr("Note"),
        "number": tr("Number"),
        "online": tr("Online"),
        "originals": tr("Originals"),
        "page": tr("Page"),
        "per": tr("For each"),
        "photocopies": tr("Photo-copies"),
        "postal": tr("By post"),
        "purpose": tr("Purpose"),
        "questions": tr("Questions"),
        "replaced_by": tr("Replaced by"),
        "replaces": tr("Replaces"),
        "requirements": tr("Requirements and conditions"),
        "results": tr("Result of the procedure"),
        "rule": tr("Rule"),
        "same_day": tr("Within the day"),
        "short_name": tr("Everyday title"),
        "source": tr("Source"),
        "steps": tr("Order of steps"),
        "subjects": tr("For whom"),
        "time_limits": tr("Time limits"),
        "unit": tr("Unit"),
        "unknown": tr("Unknown"),
        "url": tr("Address"),
        "where": tr("Where"),
        "where_to_go": tr("Where to go"),
        "working_days": tr("Working days"),
    }
