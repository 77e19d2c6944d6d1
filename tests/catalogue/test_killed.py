"""Killed at any statement of an import or a publication, the catalogue is the old or the new."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import event

from kiosk.catalogue.database import migrate, open_database
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.repository import Catalogue
from kiosk.catalogue.staging import Incoming, Origin
from kiosk.catalogue.versions import VersionInfo
from kiosk.clock import now

Act = Callable[[Catalogue], object]
State = tuple[list[Procedure], list[Procedure], list[VersionInfo]]


def state(url: str) -> State:
    catalogue = Catalogue(open_database(url), now)
    try:
        return (
            catalogue.procedures(posted_only=False),
            catalogue.procedures(posted_only=False, newest=True),
            catalogue.versions(),
        )
    finally:
        catalogue.close()


def die_at(url: str, act: Act, step: int) -> None:
    """Do the act, and die without warning before its n-th step: a statement or the commit."""
    engine = open_database(url)
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    act(Catalogue(engine, now))
    os._exit(0)


def kill_at_every_step(url: str, act: Act) -> tuple[int, State]:
    """Return the number of steps, and the state after the act was done; before it, all is old."""
    context = multiprocessing.get_context("fork")
    old = state(url)
    for step in range(1, 500):
        child = context.Process(target=die_at, args=(url, act, step))
        child.start()
        child.join()
        if child.exitcode == 0:
            return step - 1, state(url)
        assert child.exitcode == -signal.SIGKILL
        assert state(url) == old, f"killed before step {step}"
    raise AssertionError("never ended")


@pytest.fixture
def url(database: str, numbered: Callable[[int], Procedure]) -> str:
    engine = open_database(database)
    migrate(engine)
    catalogue = Catalogue(engine, now)
    catalogue.stage(
        Incoming(procedure=numbered(n), origin=Origin.WARD, file="") for n in range(1, 4)
    )
    catalogue.publish(by="A")
    catalogue.close()
    return database


def test_import_then_publish_then_rollback(url: str, numbered: Callable[[int], Procedure]) -> None:
    fresh = [msgspec.structs.replace(numbered(n), name="Mới") for n in range(2, 6)]
    before = state(url)

    def bring(catalogue: Catalogue) -> object:
        return catalogue.stage(
            Incoming(procedure=each, origin=Origin.WARD, file="") for each in fresh
        )

    steps, staged = kill_at_every_step(url, bring)
    assert steps > 15
    assert staged[0] == before[0]
    assert staged[1] == [numbered(1), *fresh]

    steps, published = kill_at_every_step(url, lambda catalogue: catalogue.publish(by="B"))
    assert steps >= 5
    assert published[0] == staged[1]

    steps, back = kill_at_every_step(url, lambda catalogue: catalogue.rollback(by="C"))
    assert steps >= 5
    assert back[0] == before[0]
    assert [version.number for version in back[2]] == [1, 2]
