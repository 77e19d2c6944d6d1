"""What all overlays have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui.widgets import Control


class Overlay(FloatLayout):
    """Covers the window; a touch beside its sheet closes it where that loses nothing."""

    kiosk = ObjectProperty(None)
    sheet = ObjectProperty(None)
    closes_beside = True

    def on_touch_down(self, touch: Any) -> bool:
        """Keep every touch from the screen below."""
        if not super().on_touch_down(touch):
            touch.grab(self)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Keep every movement from the screen below."""
        super().on_touch_move(touch)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Close when the finger was put down and lifted beside the sheet."""
        if touch.grab_current is self:
            touch.ungrab(self)
            beside = self.sheet is None or not self.sheet.collide_point(*touch.pos)
            if self.closes_beside and beside:
                self.kiosk.close_overlay()
            return True
        super().on_touch_up(touch)
        return True


class Option(Control):
    """One of a few settings; ``chosen`` is "yes" for the present one."""

    chosen = StringProperty("no")


class ReadingOverlay(Overlay):
    """Text size, colours and reach; every touch shows its effect at once."""

    def on_kv_post(self, _base: object) -> None:
        """Offer to bring the buttons down only where they are too high for somebody."""
        if not self.kiosk.theme.can_lower:
            self.sheet.remove_widget(self.ids.reach)


class AloudOverlay(Overlay):
    """Reading aloud: begin, go on, repeat, how fast, and off."""

    reading = StringProperty("off")
    speed = StringProperty("normal")


class NoVoiceOverlay(Overlay):
    """This machine has no voice; says who can read instead."""


class ScanOverlay(Overlay):
    """What was scanned opens nothing here; ``reason`` says why."""

    reason = StringProperty("")


class StaffOverlay(Overlay):
    """Where to find a person and what to say."""

    where = StringProperty("")
    phone = StringProperty("")
    say = StringProperty("")
    rung = StringProperty("")


class IdleOverlay(Overlay):
    """The visit is about to be wiped."""

    closes_beside = False
    seconds = NumericProperty(20)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
