"""The program as a ward starts it: a real X screen, a real pointer, a real end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageGrab

SIZE = (1080, 1920)


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.05)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb and xdotool are not installed; ./test installs them")
    read, write = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{SIZE[0]}x{SIZE[1]}x24",
            "-nolisten",
            "tcp",
        ],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def picture(display: str) -> Image.Image:
    return ImageGrab.grab(xdisplay=display)


def colours(image: Image.Image) -> int:
    return len(image.resize((270, 480)).getcolors(maxcolors=1 << 20) or [])


def xdotool(display: str, *words: str) -> None:
    subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": display}, check=True)


def test_it_opens_answers_a_touch_cannot_be_left_and_ends_when_told(
    display: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "DISPLAY": display, "KIOSK_HOME": str(tmp_path / "home")}
    environment.pop("SDL_VIDEODRIVER", None)
    kiosk = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run"],
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: colours(picture(display)) > 20, 60, "the first screen")
        assert picture(display).getpixel((5, 5)) != (0, 0, 0), "the window does not fill the screen"
        time.sleep(1.0)
        first = picture(display)
        xdotool(display, "mousemove", "540", "1000", "click", "1")
        wait_until(
            lambda: picture(display).tobytes() != first.tobytes(), 5, "an answer to the touch"
        )
        for key in ("Escape", "F1", "F11", "ctrl+e", "alt+F4", "ctrl+c"):
            xdotool(display, "key", key)
        time.sleep(0.5)
        assert kiosk.poll() is None, "a key ended the kiosk"
        assert colours(picture(display)) > 20
        kiosk.send_signal(signal.SIGTERM)
        _, said = kiosk.communicate(timeout=15)
        assert kiosk.returncode == 0, said
        assert "Traceback" not in said
    finally:
        if kiosk.poll() is None:
            kiosk.kill()
            kiosk.communicate()
    log = (tmp_path / "home" / "logs" / "kiosk.log").read_text(encoding="utf-8")
    assert "The kiosk has closed" in log
    assert "ERROR" not in log


def test_without_a_screen_it_says_so_in_one_sentence(tmp_path: Path) -> None:
    if Path("/dev/dri").exists():
        pytest.skip("this machine has a screen of its own")
    environment = {k: v for k, v in os.environ.items() if "DISPLAY" not in k}
    environment.pop("SDL_VIDEODRIVER", None)
    ended = subprocess.run(
        [sys.executable, "-m", "kiosk", "run"],
        env={**environment, "KIOSK_HOME": str(tmp_path)},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no screen to open the kiosk on")
    assert len(ended.stderr.splitlines()) == 1


def test_a_display_without_a_window_manager_tells_its_size(
    display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.ui.display import size_without_manager

    monkeypatch.setenv("DISPLAY", display)
    assert size_without_manager() == SIZE
    monkeypatch.setenv("DISPLAY", ":65000")
    assert size_without_manager() is None
