"""A QR code drawn from its modules."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import ListProperty
from kivy.uix.widget import Widget

QUIET_MODULES = 2
"""White around the code; the card around it adds the rest that readers need."""


class QrCode(Widget):
    """Black on white in every palette, as phones expect it; ``rows`` of 1 and 0."""

    rows = ListProperty([])

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        for name in ("rows", "pos", "size"):
            self.fbind(name, self._draw)

    def _draw(self, *_arguments: object) -> None:
        self.canvas.clear()
        if not self.rows:
            return
        modules = len(self.rows) + 2 * QUIET_MODULES
        blank = b"\xff" * modules
        margin = b"\xff" * QUIET_MODULES
        lines = [blank] * QUIET_MODULES
        # A texture begins with its lowest row.
        for row in reversed(self.rows):
            lines.append(margin + bytes(0 if dark else 255 for dark in row) + margin)
        lines += [blank] * QUIET_MODULES
        texture = Texture.create(size=(modules, modules), colorfmt="luminance")
        texture.mag_filter = texture.min_filter = "nearest"
        texture.blit_buffer(b"".join(lines), colorfmt="luminance", bufferfmt="ubyte")
        # Whole pixels a module keep the edges sharp for the reader.
        side = max(1, int(min(self.width, self.height) / modules)) * modules
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(
                texture=texture,
                size=(side, side),
                pos=(int(self.x), int(self.top - side)),
            )
