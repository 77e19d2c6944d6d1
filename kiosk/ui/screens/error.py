"""The calm screen after a failure: nothing is lost that was not to be forgotten anyway."""

from __future__ import annotations

from pathlib import Path

from kivy.lang import Builder

from kiosk.ui.screens.base import Layout, Screen


class ErrorScreen(Screen):
    """Says that it is not the person's fault and how to go on."""

    def arrangement(self) -> str:
        """One arrangement for all shapes."""
        return "ErrorLayout"


class ErrorLayout(Layout):
    """A sentence and two ways on."""


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
