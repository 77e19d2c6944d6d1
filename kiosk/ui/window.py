"""Kivy's settings for a public machine, made before any other part of Kivy is imported.

No configuration file is read or written, no command-line arguments, no Kivy settings page, no
inspector; Escape does not end the program; one touch at a time; messages go to our log.
"""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.settings import Screen
from kiosk.ui.display import size_without_manager
from kiosk.ui.memory import keep_small

ENVIRONMENT = {
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_WINDOW": "sdl2",
    "KIVY_IMAGE": "sdl2",
    "KIVY_NO_ENV_CONFIG": "1",
}


def configure(
    screen: Screen,
    kivy_home: Path,
    *,
    visible: bool = True,
    public: bool = True,
    most_frames: int = 60,
) -> None:
    """Set Kivy up; call once, before the first import of another part of Kivy.

    ``kivy_home`` is a folder that Kivy may call its own. ``visible`` False draws into memory, for
    tests and pictures. ``public`` False is a window at a clerk's computer, with a pointer and a
    size that can be changed. ``most_frames`` a second are drawn, 0 sets no limit.
    """
    keep_small()
    os.environ.update(ENVIRONMENT)
    os.environ["KIVY_HOME"] = str(kivy_home)
    if not visible:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
    from kivy.config import Config

    values: dict[tuple[str, str], object] = {
        ("graphics", "multisamples"): 0,
        ("graphics", "maxfps"): most_frames,
        ("graphics", "resizable"): int(not public),
        ("graphics", "show_cursor"): int(not public),
        ("graphics", "allow_screensaver"): 0,
        ("kivy", "exit_on_escape"): 0,
        ("kivy", "log_enable"): 0,
        ("kivy", "keyboard_mode"): "system",
        ("kivy", "desktop"): 0,
    }
    size = (screen.width, screen.height) if screen.width and screen.height else None
    if size is None and screen.fullscreen and visible:
        # Fullscreen without a window manager leaves Kivy and X of different minds about the size.
        size = size_without_manager()
    if size is not None:
        values[("graphics", "width")], values[("graphics", "height")] = size
        values[("graphics", "borderless")] = int(screen.fullscreen and visible)
        values[("graphics", "fullscreen")] = 0
    elif screen.fullscreen and visible:
        values[("graphics", "fullscreen")] = "auto"
    for (section, key), value in values.items():
        Config.set(section, key, str(value))
    for key, _value in list(Config.items("input")):
        Config.remove_option("input", key)
    # One source of touches: the window system's pointer. Reading /dev/input too would double them.
    Config.set("input", "mouse", "mouse,disable_multitouch")
