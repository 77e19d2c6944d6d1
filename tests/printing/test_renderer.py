from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.printing.render_protocol import RenderRequest
from kiosk.printing.renderer import Renderer, RenderError


@pytest.fixture
def assets(tmp_path: Path, repository: Path) -> Path:
    (tmp_path / "paper").mkdir()
    shutil.copytree(repository / "assets" / "fonts", tmp_path / "fonts")
    (tmp_path / "paper" / "plain.typ").write_text(
        '#set document(title: "x")\n#set text(font: "Be Vietnam Pro", lang: "vi")\n'
        "#sys.inputs.words",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def open_renderer(assets: Path) -> Iterator[Callable[..., Renderer]]:
    opened: list[Renderer] = []

    def make(**limits: float) -> Renderer:
        opened.append(Renderer(assets, **limits))
        return opened[-1]

    yield make
    for renderer in opened:
        renderer.close()


PLAIN = RenderRequest(template="plain.typ", inputs={"words": "Ế Ộ Ữ"})


def test_renders_and_says_what_is_wrong(open_renderer: Callable[..., Renderer]) -> None:
    renderer = open_renderer()
    assert renderer.render(PLAIN)[0].startswith(b"%PDF-")
    with pytest.raises(RenderError, match=r"plain\.typ.*words"):
        renderer.render(RenderRequest(template="plain.typ", inputs={}))
    with pytest.raises(RenderError, match="nothing"):
        renderer.render(RenderRequest(template="nothing.typ", inputs={}))
    assert renderer.render(PLAIN)[0].startswith(b"%PDF-")


def test_ends_when_idle_and_starts_again(open_renderer: Callable[..., Renderer]) -> None:
    renderer = open_renderer(idle_seconds=0.2)
    renderer.render(PLAIN)
    process = renderer._process
    assert process is not None
    assert process.wait(timeout=5) == 0
    assert renderer.render(PLAIN)[0].startswith(b"%PDF-")


def test_a_killed_process_is_replaced(open_renderer: Callable[..., Renderer]) -> None:
    renderer = open_renderer()
    renderer.render(PLAIN)
    process = renderer._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    assert renderer.render(PLAIN)[0].startswith(b"%PDF-")


def test_a_hanging_process_is_ended(open_renderer: Callable[..., Renderer]) -> None:
    renderer = open_renderer(timeout_seconds=1.0)
    renderer.render(PLAIN)
    process = renderer._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(RenderError, match="no paper after 1 s"):
        renderer.render(PLAIN)
    assert time.monotonic() - start < 5
    assert process.poll() is not None
    assert renderer.render(PLAIN)[0].startswith(b"%PDF-")
