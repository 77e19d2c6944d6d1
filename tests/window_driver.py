"""A real window in memory, driven by touches and keys, for tests/ui and tests/journeys."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.yaml_files import load_catalogue
from kiosk.checklist.calendar import WorkingCalendar
from kiosk.checklist.checklist import Checklist, build
from kiosk.checklist.days import load_days
from kiosk.clock import COUNTER_ZONE
from kiosk.home import SHIPPED
from kiosk.settings import Screen, Settings, load_settings
from kiosk.translation import Translator, load_translators

NOW = dt.datetime(2026, 11, 23, 14, 5, tzinfo=COUNTER_ZONE)
BIRTH, SINGLE, COPY = "1.001193", "1.004873", "2.000815"


@dataclass
class Steady:
    """A clock of seconds that a test moves."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Shop:
    """What the fake rooms recorded."""

    printed: list[Checklist] = field(default_factory=list)
    ratings: list[int] = field(default_factory=list)
    news: list[Callable[[Any], None]] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)


def translators() -> Mapping[str, Translator]:
    from kiosk.home import ASSETS

    try:
        return load_translators(ASSETS / "translations")
    except FileNotFoundError:
        import gettext

        plain = gettext.NullTranslations()
        return {"vi": Translator("vi", plain), "en": Translator("en", plain)}


@cache
def shipped() -> Mapping[str, Procedure]:
    """The shipped catalogue, read once: it takes most of a second."""
    return {p.code: p for p in load_catalogue(SHIPPED / "catalogue")}


def make_rooms(settings: Settings, shop: Shop) -> Any:
    """Rooms over the shipped YAML; paper and search are fakes at their ports."""
    from kiosk.search.finding import Finding, Hit, Outcome
    from kiosk.ui.rooms import Knowledge, LifeEvent, Rooms, Search

    procedures = shipped()
    calendar = WorkingCalendar(settings.hours, load_days(SHIPPED / "calendar" / "days.yaml"))

    def checklist(procedure: Procedure, answers: Mapping[str, str], at: dt.datetime) -> Checklist:
        return build(
            procedure,
            answers,
            at=at,
            office=settings.office,
            hours=settings.hours,
            calendar=calendar,
        )

    def load() -> Knowledge:
        some = list(procedures.values())
        first = [procedures[code] for code in (BIRTH, SINGLE, COPY) if code in procedures]
        events = [
            LifeEvent(
                "birth", "Sinh con, nuôi con nhỏ", (BIRTH,), icon="baby-carriage", tint="rose"
            ),
            LifeEvent("marriage", "Kết hôn, độc thân", (SINGLE,), icon="ring", tint="lotus"),
            LifeEvent("move", "Thường trú, tạm trú", (), icon="home-outline", tint="sea"),
            LifeEvent("copies", "Sao y, chứng thực", (COPY,), icon="stamper", tint="turmeric"),
            LifeEvent("house", "Nhà đất, xây dựng", (), icon="home-city-outline", tint="clay"),
            LifeEvent(
                "shop", "Mở cửa hàng, hộ kinh doanh", (), icon="storefront-outline", tint="rice"
            ),
            LifeEvent(
                "help",
                "Trợ cấp xã hội, người cao tuổi",
                (),
                icon="hand-heart-outline",
                tint="lotus",
            ),
            LifeEvent("death", "Người thân qua đời", (), icon="candle", tint="stone"),
        ]
        examples = [
            checklist(p, {q.key: q.answers[0].key for q in p.questions if not q.when}, NOW)
            for p in first
        ]
        return Knowledge(events, (first + [p for p in some if p not in first])[:6], examples)

    def find(query: str) -> Finding:
        hits = [Hit(code=p.code, name=p.name, score=1.0) for p in procedures.values()]
        return Finding(query=query, outcome=Outcome.ANSWER, results=hits[:5])

    def start_print(
        sheet: Checklist, _tr: Translator, news: Callable[[Any], None]
    ) -> Callable[[], None]:
        place = len(shop.printed)
        shop.printed.append(sheet)
        shop.news.append(news)
        return lambda: shop.withdrawn.append(place)

    def qr(_checklist: Checklist, _tr: Translator) -> Sequence[Sequence[int]]:
        return [[int((x * y + x) % 3 == 0) for x in range(37)] for y in range(37)]

    return Rooms(
        settings=settings,
        clock=lambda: NOW,
        translators=translators(),
        load=load,
        procedure=procedures.get,
        build_checklist=checklist,
        open_search=lambda: Search(find=find, suggest=lambda _query: []),
        preview=lambda _checklist, _tr: [],
        qr=qr,
        start_print=start_print,
        count_satisfaction=shop.ratings.append,
    )


class Driver:
    """Touches, keys and frames on the window in memory."""

    def __init__(self, window: Any, tmp: Path) -> None:
        from kivy.base import EventLoop

        self.window = window
        self.loop = EventLoop
        self.tmp = tmp
        self.shop = Shop()
        self.steady = Steady()
        self.app: Any = None
        self.size = (1080, 1920)

    def start(
        self,
        size: tuple[int, int] = (1080, 1920),
        change: Callable[[Any], Any] | None = None,
        **screen: Any,
    ) -> Any:
        """Open the kiosk in a window of ``size``, and wait until the catalogue is there.

        ``change`` may put real rooms in place of fakes. An app that is open is closed first: two
        would both feel the finger.
        """
        from kiosk.ui.app import KioskApp

        if self.app is not None:
            self.close()
        self.size = size
        settings = load_settings(SHIPPED / "ward.toml")
        settings = _with_screen(settings, motion=False, **screen)
        rooms = make_rooms(settings, self.shop)
        rooms = change(rooms) if change is not None else rooms
        self.app = KioskApp(rooms, steady=self.steady, size=size)
        _let_go_of_earlier_apps()
        self.app._run_prepare()
        self.wait_for(lambda: self.app.knowledge is not None, seconds=60)
        return self.app

    def frames(self, count: int = 2) -> None:
        for _ in range(count):
            self.loop.idle()

    def wait_for(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            self.loop.idle()
            time.sleep(0.005)
        self.frames(2)

    def touch_at(self, x: float, y: float, *, lift: bool = True) -> Any:
        from kivy.tests.common import UnitTestTouch

        touch = UnitTestTouch(x, y)
        touch.touch_down()
        self.frames(1)
        if lift:
            touch.touch_up()
            self.frames(3)
        return touch

    def tap(self, widget: Any) -> None:
        """Touch the middle of a widget that must be on the window."""
        x, y = widget.to_window(*widget.center)
        assert 0 <= x <= self.size[0] and 0 <= y <= self.size[1], (x, y)
        self.touch_at(x, y)

    def tap_text(self, text: str) -> None:
        """Touch the control that says ``text``."""
        self.tap(self.find(text))

    def find(self, text: str) -> Any:
        """The control, or else the text, on the window that says exactly ``text``."""
        from kiosk.ui.widgets import Pressable

        found = [w for w in self.walk() if getattr(w, "said", None) == text]
        assert found, f"nothing says {text!r}; there is {self.texts()}"
        widget = getattr(found[0], "owner", found[0])
        while widget.parent is not None and widget.parent is not self.window:
            if isinstance(widget, Pressable):
                return widget
            widget = widget.parent
        return getattr(found[0], "owner", found[0])

    def walk(self) -> Iterator[Any]:
        """All widgets that can be seen, and the sheets that are drawn on them."""

        def below(widget: Any) -> Iterator[Any]:
            if not widget.opacity:
                return
            yield widget
            yield from (sheet for sheet in getattr(widget, "sheets", ()) if sheet.opacity)
            for child in reversed(widget.children):
                yield from below(child)

        for child in self.window.children:
            yield from below(child)

    def texts(self) -> list[str]:
        """Everything that is said on the window."""
        return [w.said for w in self.walk() if getattr(w, "said", "")]

    def key(self, code: int) -> None:
        self.window.dispatch("on_key_down", code, 0, None, [])
        self.window.dispatch("on_key_up", code, 0)
        self.frames(2)

    def type(self, text: str) -> None:
        for letter in text:
            self.window.dispatch("on_textinput", letter)
        self.frames(2)

    def shot(self, path: Path) -> None:
        """Save the window as a PNG, exactly at ``path``."""
        from kiosk.ui.pictures import save_window

        self.frames(2)
        path.parent.mkdir(parents=True, exist_ok=True)
        save_window(path, self.size)

    def close(self) -> None:
        if self.app is not None:
            self.app._stop()
            self.app.on_stop()
        for child in self.window.children[:]:
            self.window.remove_widget(child)
        self.loop.touches.clear()
        self.loop.quit = False
        self.loop.status = "started"


def _let_go_of_earlier_apps() -> None:
    """Let ``app`` in kv be the new one: a late event of an ended test may have looked it up."""
    from kivy.lang.parser import global_idmap

    object.__setattr__(global_idmap["app"], "_obj", None)


def _with_screen(settings: Settings, **values: Any) -> Settings:
    import msgspec

    screen: Screen = msgspec.structs.replace(settings.screen, **values)
    return msgspec.structs.replace(settings, screen=screen)


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The one window of the session; Kivy allows no second."""
    from kiosk.ui.window import configure

    screen = Screen(width=1920, height=1920)
    configure(screen, tmp_path_factory.mktemp("kivy"), visible=False)
    from kivy.base import EventLoop
    from kivy.core.window import Window

    EventLoop.start()
    return Window


@pytest.fixture
def ui(window: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Driver]:
    """A driver; a picture of the window is kept in tests/failures when the test fails."""
    driver = Driver(window, tmp_path)
    yield driver
    report = getattr(request.node, "call_report", None)
    if report is not None and report.failed and driver.app is not None:
        driver.shot(Path(__file__).parent / "failures" / f"{request.node.name}.png")
    driver.close()


__all__ = ["BIRTH", "COPY", "NOW", "SINGLE", "Driver", "Shop", "ui", "window"]
