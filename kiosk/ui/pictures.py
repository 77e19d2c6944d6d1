"""Pictures of the screens, made on a window in memory."""

from __future__ import annotations

from pathlib import Path

from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from PIL import Image


def save_window(path: Path, size: tuple[int, int] | None = None) -> None:
    """Save the window, or its lower left part of ``size``, as a PNG at ``path``.

    Raises:
        OSError: the file cannot be written.
    """
    width, height = (int(side) for side in size or Window.size)
    Window.dispatch("on_draw")
    pixels = bytes(glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE))
    picture = Image.frombytes("RGBA", (width, height), pixels).convert("RGB")
    # OpenGL's first row is the lowest.
    picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(path, optimize=True)
