"""The thread that searches: newest wins, the screen never waits, nothing typed reaches the log."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, Queue

import pytest

from kiosk.ui.search_worker import UNAVAILABLE, Lane, SearchWorker


class Screen:
    """Stands for the thread of the screen: runs what was posted when asked to."""

    def __init__(self) -> None:
        self.posted: Queue[Callable[[], None]] = Queue()
        self.seen: list[object] = []

    def run(self, *, until: int, seconds: float = 2.0) -> None:
        end = time.monotonic() + seconds
        while len(self.seen) < until and time.monotonic() < end:
            try:
                self.posted.get(timeout=0.02)()
            except Empty:
                continue

    def settle(self) -> None:
        time.sleep(0.05)
        while not self.posted.empty():
            self.posted.get()()


class Finder:
    """Answers with the query in capitals; can be held at work."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[str] = []
        self.begun = threading.Event()

    def __call__(self, query: str) -> str:
        self.asked.append(query)
        self.begun.set()
        self.gate.wait(2)
        if query == "bad":
            raise ValueError(f"cannot read {query} of a secret person")
        return query.upper()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def finder() -> Finder:
    return Finder()


@pytest.fixture
def worker(screen: Screen, finder: Finder) -> Iterator[SearchWorker[str]]:
    made = SearchWorker(lambda: finder, screen.posted.put)
    made.start()
    yield made
    finder.gate.set()
    made.close()


def test_the_answer_comes_in_the_thread_of_the_screen(
    worker: SearchWorker[str], screen: Screen
) -> None:
    threads: list[threading.Thread] = []

    def deliver(reply: object) -> None:
        threads.append(threading.current_thread())
        screen.seen.append(reply)

    worker.search("khai", deliver)
    screen.run(until=1)
    assert screen.seen == ["KHAI"]
    assert threads == [threading.current_thread()]


def test_only_the_newest_query_is_answered(
    worker: SearchWorker[str], screen: Screen, finder: Finder
) -> None:
    finder.gate.clear()
    worker.search("k", screen.seen.append)
    assert finder.begun.wait(2)
    for query in ("kh", "kha", "khai"):
        worker.search(query, screen.seen.append)
    finder.gate.set()
    screen.run(until=1)
    screen.settle()
    assert screen.seen == ["KHAI"]
    assert finder.asked == ["k", "khai"]


def test_asking_never_waits(worker: SearchWorker[str], finder: Finder) -> None:
    finder.gate.clear()
    worker.search("slow", lambda _reply: None)
    assert finder.begun.wait(2)
    begun = time.monotonic()
    for number in range(200):
        worker.search(f"q{number}", lambda _reply: None)
    assert time.monotonic() - begun < 0.25


def test_a_search_goes_before_other_work(
    worker: SearchWorker[str], screen: Screen, finder: Finder
) -> None:
    finder.gate.clear()
    worker.search("first", screen.seen.append)
    assert finder.begun.wait(2)
    worker.calculate(Lane.FACTS, lambda: "facts", screen.seen.append)
    worker.search("second", screen.seen.append)
    finder.gate.set()
    screen.run(until=2)
    assert screen.seen == ["SECOND", "facts"]


def test_a_failure_is_calm_and_says_nothing_of_the_query(
    worker: SearchWorker[str], screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        worker.search("bad", screen.seen.append)
        screen.run(until=1)
    assert screen.seen == [UNAVAILABLE]
    assert "ValueError" in caplog.text
    assert "bad" not in caplog.text
    assert "secret person" not in caplog.text
    worker.search("good", screen.seen.append)
    screen.run(until=2)
    assert screen.seen[1] == "GOOD"


def test_the_finder_is_built_in_the_thread_and_again_after_a_failure(screen: Screen) -> None:
    builders: list[str] = []

    def make_finder() -> Callable[[str], str]:
        builders.append(threading.current_thread().name)
        if len(builders) == 1:
            raise OSError("no index yet")
        return str.upper

    worker = SearchWorker(make_finder, screen.posted.put)
    worker.start()
    assert builders == []
    for number in (1, 2, 3):
        worker.search("x", screen.seen.append)
        screen.run(until=number)
    worker.close()
    assert screen.seen == [UNAVAILABLE, "X", "X"]
    assert builders == ["search", "search"]


def test_after_the_end_of_a_visit_nothing_arrives(
    worker: SearchWorker[str], screen: Screen, finder: Finder
) -> None:
    finder.gate.clear()
    worker.search("private", screen.seen.append)
    assert finder.begun.wait(2)
    worker.forget()
    finder.gate.set()
    screen.settle()
    assert screen.seen == []


def test_a_closed_worker_takes_no_orders(screen: Screen) -> None:
    worker = SearchWorker(lambda: str.upper, screen.posted.put)
    worker.start()
    worker.close()
    worker.search("late", screen.seen.append)
    screen.settle()
    assert screen.seen == []
