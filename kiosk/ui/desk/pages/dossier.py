"""The main page: find a procedure, check a dossier, print what is missing."""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder

from kiosk.ui.desk.page import Page, PageLayout


class DossierWide(PageLayout):
    """Results at the left, the dossier at the right."""


class DossierTall(PageLayout):
    """Results over the dossier; a panel that is touched."""


class DossierPage(Page):
    """Command line, results, and the dossier of the one that is open."""

    wide, tall = "DossierWide", "DossierTall"

    def title(self) -> str:
        """Return nothing: it is the desk itself."""
        return ""


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
