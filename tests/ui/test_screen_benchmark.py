"""The figures of the bench."""

from __future__ import annotations

from typing import Any

from window_driver import Driver


def test_times_and_memory(window: Any) -> None:
    from kiosk.ui.benchmark import Act, memory_now, times_of

    acts = [Act("key", float(shown), shown / 2) for shown in range(1, 101)]
    times = times_of(acts[::-1])
    assert (times.count, times.median, times.percentile_95, times.worst) == (100, 51.0, 96.0, 100.0)
    assert (times.work_median, times.work_worst) == (25.5, 50.0)
    memory = memory_now(7)
    assert memory.visits == 7
    assert 20 < memory.private <= memory.proportional <= memory.resident


def test_every_screen_is_made_while_nobody_is_here(ui: Driver) -> None:
    from kiosk.ui.navigation import Place

    app = ui.start()
    ui.wait_for(lambda: set(app._screens) == set(Place), seconds=20)
