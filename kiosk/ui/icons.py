"""Code points of the icons in use, by their Material Design Icons name.

The font (Pictogrammers, Apache License 2.0) lies in ``assets/icons``. Life events name their icon
in ``db/vocabulary``; a test says when one of them is missing here.
"""

from __future__ import annotations

from typing import Final

ICONS: Final[dict[str, str]] = {
    "account-group-outline": "\U000F0B58",
    "account-voice": "\U000F05CB",
    "alert-circle-outline": "\U000F05D6",
    "alert-outline": "\U000F002A",
    "apple-keyboard-shift": "\U000F0636",
    "arrow-left": "\U000F004D",
    "baby-carriage": "\U000F068F",
    "backspace-outline": "\U000F0B5C",
    "briefcase-outline": "\U000F0814",
    "calendar-alert": "\U000F0A31",
    "calendar-clock-outline": "\U000F16E1",
    "candle": "\U000F05E2",
    "card-account-details-outline": "\U000F0DAB",
    "cellphone": "\U000F011C",
    "certificate-outline": "\U000F1188",
    "check": "\U000F012C",
    "check-bold": "\U000F0E1E",
    "check-circle-outline": "\U000F05E1",
    "chevron-down": "\U000F0140",
    "chevron-left": "\U000F0141",
    "chevron-right": "\U000F0142",
    "chevron-up": "\U000F0143",
    "circle-half-full": "\U000F1396",
    "clipboard-text-outline": "\U000F0A38",
    "clock-outline": "\U000F0150",
    "close": "\U000F0156",
    "eye-outline": "\U000F06D0",
    "family-tree": "\U000F160E",
    "file-document-outline": "\U000F09EE",
    "file-question-outline": "\U000F1036",
    "format-list-numbered": "\U000F027B",
    "format-size": "\U000F027F",
    "gesture-tap": "\U000F0741",
    "hand-heart-outline": "\U000F157E",
    "heart-pulse": "\U000F05F6",
    "help-circle-outline": "\U000F0625",
    "home-city-outline": "\U000F0D16",
    "home-outline": "\U000F06A1",
    "human-wheelchair": "\U000F138D",
    "information-outline": "\U000F02FD",
    "keyboard-close": "\U000F030F",
    "keyboard-close-outline": "\U000F1C00",
    "keyboard-space": "\U000F1050",
    "magnify": "\U000F0349",
    "map-marker-outline": "\U000F07D9",
    "map-marker-question-outline": "\U000F0F08",
    "medal-outline": "\U000F1326",
    "pencil-outline": "\U000F0CB6",
    "phone-outline": "\U000F0DF0",
    "printer-alert": "\U000F042C",
    "printer-off-outline": "\U000F1785",
    "printer-outline": "\U000F1786",
    "qrcode": "\U000F0432",
    "restart": "\U000F0709",
    "ring": "\U000F07EB",
    "room-service-outline": "\U000F0D97",
    "scale-balance": "\U000F05D1",
    "school-outline": "\U000F1180",
    "shield-account-outline": "\U000F0A12",
    "shield-check-outline": "\U000F0CC8",
    "shield-star-outline": "\U000F113C",
    "stamper": "\U000F0D39",
    "storefront-outline": "\U000F10C1",
    "timer-sand": "\U000F051F",
    "translate": "\U000F05CA",
    "tray-arrow-down": "\U000F0120",
    "tray-full": "\U000F1296",
    "wallet-outline": "\U000F0BDD",
    "weather-night": "\U000F0594",
    "wheelchair-accessibility": "\U000F05A4",
    "white-balance-sunny": "\U000F05A8",
}
"""Icon name → the character that draws it."""

UNKNOWN: Final = "file-document-outline"
"""Drawn where data name an icon that is not here: a plain sheet misleads nobody."""


def glyph(name: str) -> str:
    """Return the character that draws icon ``name``; "" draws nothing."""
    return ICONS.get(name, ICONS[UNKNOWN]) if name else ""
