"""The pages of the desk and who may open them; each is loaded when it is first gone to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from kiosk.catalogue.clerks import Role
from kiosk.translation import Translator

if TYPE_CHECKING:
    from kiosk.ui.desk.page import Page


@dataclass(frozen=True)
class PageEntry:
    """A page in the list: ``key`` is its module here, ``kind`` its class, ``title`` its name."""

    key: str
    kind: str
    title: Callable[[Translator], str]
    steward: bool = False

    def load(self) -> type[Page]:
        """Return the page's class."""
        found: type[Page] = getattr(import_module(f"{__name__}.{self.key}"), self.kind)
        return found

    def open_to(self, role: Role) -> bool:
        """Say whether whoever has this role may open it."""
        return not self.steward or role is Role.STEWARD


SIGN_IN: Final = PageEntry("sign_in", "SignInPage", lambda tr: tr("Sign in"))
PAGES: Final = (
    PageEntry("dossier", "DossierPage", lambda tr: tr("Dossiers")),
    PageEntry("queue", "QueuePage", lambda tr: tr("Printer")),
    PageEntry("posting", "PostingPage", lambda tr: tr("Posting")),
    PageEntry("catalogue", "CataloguePage", lambda tr: tr("Catalogue")),
    PageEntry("office", "OfficePage", lambda tr: tr("This office")),
    PageEntry("words", "WordsPage", lambda tr: tr("Words nobody found")),
    PageEntry("figures", "FiguresPage", lambda tr: tr("How it goes")),
)
"""In the order of the list that F10 opens; the digits follow it."""

FIRST: Final = "dossier"
"""The page after the PIN, where Esc goes back to from the others."""
