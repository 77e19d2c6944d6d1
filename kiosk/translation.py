"""The texts of the interface, from the gettext catalogues under ``assets/translations``.

The texts in the code are plain English and are the keys; the Vietnamese catalogue holds what the
screen shows first. A ``Translator`` is handed to whoever writes for a person.
"""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "kiosk"
LANGUAGES = ("vi", "en")


class Translator:
    """One language's texts: ``tr("Back")`` and ``tr.count("{n} paper", "{n} papers", 3)``."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, text: str, **values: object) -> str:
        """Return ``text`` in this language with ``{name}`` places filled from ``values``."""
        found = self._catalogue.gettext(text)
        return found.format(**values) if values else found

    def count(self, singular: str, plural: str, n: int, **values: object) -> str:
        """Return the form for ``n`` things; ``{n}`` is filled with the number."""
        return self._catalogue.ngettext(singular, plural, n).format(n=n, **values)

    def pick(self, vietnamese: str, english: str) -> str:
        """Choose a catalogue fact's text; a missing English text stays Vietnamese."""
        return english if self.language == "en" and english else vietnamese


def load_translators(folder: Path) -> dict[str, Translator]:
    """Return a translator for each language.

    Raises:
        FileNotFoundError: the compiled catalogue of a language is missing.
    """
    catalogues: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}
    catalogues["vi"] = gettext.translation(DOMAIN, folder, languages=["vi"])
    return {language: Translator(language, catalogues[language]) for language in LANGUAGES}
