"""Code points of the icons in use, by their Material Design Icons name.

The font (Pictogrammers, Apache License 2.0) lies in ``assets/icons``. Life events name their icon
in ``db/vocabulary``; a test says when one of them is missing here.
"""

from __future__ import annotations

from typing import Final

ICONS: Final[dict[str, str]] = {
    "account-child-outline": "\U000f10c8",
    "account-group-outline": "\U000f0b58",
    "account-voice": "\U000f05cb",
    "alert-circle-outline": "\U000f05d6",
    "alert-outline": "\U000f002a",
    "alphabetical": "\U000f002c",
    "apple-keyboard-shift": "\U000f0636",
    "arrow-down": "\U000f0045",
    "arrow-left": "\U000f004d",
    "arrow-right": "\U000f0054",
    "arrow-up": "\U000f005d",
    "baby-carriage": "\U000f068f",
    "backspace-outline": "\U000f0b5c",
    "briefcase-outline": "\U000f0814",
    "calendar-alert": "\U000f0a31",
    "calendar-clock-outline": "\U000f16e1",
    "candle": "\U000f05e2",
    "card-account-details-outline": "\U000f0dab",
    "cellphone": "\U000f011c",
    "certificate-outline": "\U000f1188",
    "check": "\U000f012c",
    "check-bold": "\U000f0e1e",
    "check-circle-outline": "\U000f05e1",
    "chevron-down": "\U000f0140",
    "chevron-left": "\U000f0141",
    "chevron-right": "\U000f0142",
    "chevron-up": "\U000f0143",
    "circle-half-full": "\U000f1396",
    "clipboard-text-outline": "\U000f0a38",
    "clock-outline": "\U000f0150",
    "close": "\U000f0156",
    "content-save-outline": "\U000f0818",
    "eye-outline": "\U000f06d0",
    "family-tree": "\U000f160e",
    "file-document-edit-outline": "\U000f0dc9",
    "file-document-outline": "\U000f09ee",
    "file-question-outline": "\U000f1036",
    "folder-outline": "\U000f0256",
    "format-list-numbered": "\U000f027b",
    "format-size": "\U000f027f",
    "gesture-tap": "\U000f0741",
    "hand-heart-outline": "\U000f157e",
    "heart-pulse": "\U000f05f6",
    "help-circle-outline": "\U000f0625",
    "home-city-outline": "\U000f0d16",
    "home-outline": "\U000f06a1",
    "human-wheelchair": "\U000f138d",
    "information-outline": "\U000f02fd",
    "keyboard-close": "\U000f030f",
    "keyboard-close-outline": "\U000f1c00",
    "keyboard-outline": "\U000f097b",
    "keyboard-space": "\U000f1050",
    "magnify": "\U000f0349",
    "map-marker-outline": "\U000f07d9",
    "map-marker-question-outline": "\U000f0f08",
    "medal-outline": "\U000f1326",
    "medical-bag": "\U000f06ef",
    "numeric": "\U000f03a0",
    "pencil-outline": "\U000f0cb6",
    "phone-outline": "\U000f0df0",
    "pin-outline": "\U000f0931",
    "printer-alert": "\U000f042c",
    "printer-off-outline": "\U000f1785",
    "printer-outline": "\U000f1786",
    "plus": "\U000f0415",
    "qrcode": "\U000f0432",
    "restart": "\U000f0709",
    "ring": "\U000f07eb",
    "room-service-outline": "\U000f0d97",
    "scale-balance": "\U000f05d1",
    "school-outline": "\U000f1180",
    "shield-account-outline": "\U000f0a12",
    "shield-check-outline": "\U000f0cc8",
    "shield-star-outline": "\U000f113c",
    "stamper": "\U000f0d39",
    "storefront-outline": "\U000f10c1",
    "timer-sand": "\U000f051f",
    "translate": "\U000f05ca",
    "tray-arrow-down": "\U000f0120",
    "tray-full": "\U000f1296",
    "view-grid-outline": "\U000f11d9",
    "wallet-outline": "\U000f0bdd",
    "weather-night": "\U000f0594",
    "wheelchair-accessibility": "\U000f05a4",
    "white-balance-sunny": "\U000f05a8",
}
"""Icon name → the character that draws it."""

UNKNOWN: Final = "file-document-outline"
"""Drawn where data name an icon that is not here: a plain sheet misleads nobody."""


def glyph(name: str) -> str:
    """Return the character that draws icon ``name``; "" draws nothing."""
    return ICONS.get(name, ICONS[UNKNOWN]) if name else ""
