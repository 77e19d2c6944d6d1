"""``kiosk bench --ui``: the screen in numbers, on a window in memory and in a fresh process."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec

from kiosk.app import House, open_house
from kiosk.commands.output import end_with_window, print_json, say, table
from kiosk.home import find_home

if TYPE_CHECKING:
    from kiosk.ui.benchmark import Memory, ScreenMeasurement

WINDOW = (1080, 1920)
CHILD = "KIOSK_BENCH_CHILD"
"""Set in the process that measures: its start counts from its own beginning."""


def run_screen(arguments: argparse.Namespace) -> int:
    """Measure the screen and print."""
    if os.environ.get(CHILD) != "1":
        with open_house(say=say) as house:
            house.finder()
        command = [sys.executable, "-m", "kiosk", "bench", "--ui"]
        command += ["--visits", str(arguments.visits)]
        command += ["--json"] * arguments.json + ["--soak"] * arguments.soak
        environment = {**os.environ, CHILD: "1"}
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own module, no shell
    _measure(arguments)
    end_with_window()


def _measure(arguments: argparse.Namespace) -> None:
    from kiosk.screen_rooms import rooms_of
    from kiosk.ui.window import configure as configure_window

    house = House(find_home())
    width, height = WINDOW
    screen = msgspec.structs.replace(
        house.settings.screen, width=width, height=height, fullscreen=False
    )
    # No limit: a frame is drawn when it is due and not when the next sixtieth of a second begins.
    configure_window(screen, house.home.folder / "kivy", visible=False, most_frames=0)

    from kiosk.ui.app import KioskApp
    from kiosk.ui.benchmark import measure, soak

    app = KioskApp(rooms_of(house))
    if arguments.soak:
        noted: list[Memory] = []

        def note(memory: Memory) -> None:
            noted.append(memory)
            say(_memory_words(memory))

        soak(app, arguments.visits, note)
        if arguments.json:
            print_json(noted)
    else:
        found = measure(app, arguments.visits)
        if arguments.json:
            print_json(found)
        else:
            _print(found)
    house.close()


def _print(found: ScreenMeasurement) -> None:
    print(f"first touchable frame {found.first_frame_seconds} s after the start of the process")
    print(f"catalogue there after {found.catalogue_seconds} s")
    shown = {"key": found.keys, "answer shown": found.answers, "every screen": found.screens}
    rows = [
        [name, *(str(value) for value in msgspec.structs.astuple(times))]
        for name, times in (shown | found.by_screen).items()
    ]
    header = ["act to frame", "n", "median ms", "p95 ms", "worst ms", "work ms", "worst work ms"]
    print(table(rows, header=header))
    print(
        f"longest frame nobody asked for: {found.longest_unasked} ms, "
        f"{found.longest_unasked_work} ms of work"
    )
    scrolling = found.scrolling
    print(
        f"{scrolling.rows} results scrolled at {scrolling.frames_a_second} frames a second "
        f"(frame {scrolling.frame_median} ms, p95 {scrolling.frame_percentile_95}, "
        f"worst {scrolling.frame_worst}; work {scrolling.work_median} ms)"
    )
    for memory in found.memory:
        print(_memory_words(memory))


def _memory_words(memory: Memory) -> str:
    return (
        f"{memory.visits} visits: {memory.resident} MB resident, "
        f"{memory.proportional} MB with shared pages by part, {memory.private} MB private"
    )
