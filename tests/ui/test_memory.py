"""Keeping the process small."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from window_driver import Driver


class Ring:
    """Something that holds itself."""

    def __init__(self, other: Any = None) -> None:
        self.other = other or self


@pytest.fixture
def memory() -> Any:
    from kiosk.ui import memory

    thresholds = gc.get_threshold()
    yield memory
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_a_quiet_moment_collects_what_is_new_and_forgotten(memory: Any) -> None:
    gc.set_threshold(10**9)
    gc.collect()
    lost = weakref.ref(Ring())
    kept = [Ring(number) for number in range(memory.WORTH_COLLECTING + 1)]
    assert lost() is not None
    memory.tidy()
    assert lost() is None and kept


def test_what_lives_on_is_set_aside_and_what_was_forgotten_is_not(memory: Any) -> None:
    kept = Ring()
    lost = weakref.ref(Ring())
    gc.freeze()
    memory.set_aside()
    assert lost() is None
    assert gc.get_freeze_count() > 0
    assert kept.other is kept


def test_what_a_visit_left_is_given_back_and_what_was_set_aside_stays_there(memory: Any) -> None:
    memory.set_aside()
    aside = gc.get_freeze_count()
    lost = weakref.ref(Ring())
    memory.give_back()
    assert lost() is None
    assert gc.get_freeze_count() == pytest.approx(aside, abs=50)


def test_the_kiosk_draws_on_after_its_libraries_were_let_go_of(ui: Driver, memory: Any) -> None:
    ui.start()
    memory.let_go_of_code()
    ui.app.start_over()
    ui.frames(3)
    assert ui.find(ui.app.tr("What do you need to do?"))


def test_nothing_is_collected_while_every_widget_is_told() -> None:
    from kiosk.ui.memory import undisturbed

    assert gc.isenabled()
    with undisturbed():
        assert not gc.isenabled()
        with undisturbed():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
