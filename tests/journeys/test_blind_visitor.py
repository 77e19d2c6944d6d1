"""A blind visitor with headphones and a keypad: every step is heard, then forgotten."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from finding_driver import real_search
from window_driver import Driver

from kiosk.speech.voice import Speed
from kiosk.ui.aloud import Reading
from kiosk.ui.keyboard_model import KeyKind
from kiosk.ui.navigation import Place
from kiosk.ui.strokes import DOWN, ENTER, ESCAPE, F1, RIGHT, UP

__all__ = ["real_search"]

READ_ALOUD = F1


class HeardVoice:
    """Keeps what was said; a piece is over when the test says so."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, Speed]] = []
        self._done: Callable[[], None] | None = None

    def speak(self, text: str, language: str, speed: Speed, done: Callable[[], None]) -> None:
        self.heard.append((text, language, speed))
        self._done = done

    def stop(self) -> None:
        self._done = None

    @property
    def speaking(self) -> bool:
        return self._done is not None

    def finish(self) -> None:
        done, self._done = self._done, None
        assert done is not None
        done()


def begin(ui: Driver, size: tuple[int, int] = (1080, 1920)) -> tuple[Any, HeardVoice]:
    voice = HeardVoice()
    app = ui.start(size, change=lambda rooms: dataclasses.replace(rooms, voice=voice))
    app.start_over()
    ui.frames(4)
    return app, voice


def hear_all(ui: Driver, voice: HeardVoice) -> list[str]:
    """Listen to the screen's end."""
    first = len(voice.heard) - 1
    for _ in range(200):
        if not voice.speaking:
            break
        voice.finish()
        ui.frames(2)
    assert not voice.speaking
    return [text for text, _language, _speed in voice.heard[first:]]


def focus_on(ui: Driver, voice: HeardVoice, label: str) -> None:
    """Press the arrow until ``label`` is heard."""
    for _ in range(60):
        ui.key(DOWN)
        if voice.heard[-1][0].startswith(label):
            return
    raise AssertionError(f"{label!r} was never heard, but {voice.heard[-60:]}")


def test_from_home_to_the_list_of_papers_by_ear(ui: Driver) -> None:
    app, voice = begin(ui)
    ui.key(DOWN)
    assert voice.heard == []
    ui.key(READ_ALOUD)
    home = hear_all(ui, voice)
    assert "Khai sinh cho con" in home
    focus_on(ui, voice, "Khai sinh cho con")
    ui.key(ENTER)
    while app.visit.place is Place.QUESTION:
        open_ones = [q for q in app.visit.procedure.questions if q.key not in app.visit.answers]
        heard = hear_all(ui, voice)
        assert open_ones[0].answers[0].label in heard
        focus_on(ui, voice, open_ones[0].answers[0].label)
        ui.key(ENTER)
    assert app.visit.place is Place.PROCEDURE
    heard = hear_all(ui, voice)
    for item in app.visit.checklist.certain:
        assert item.document.name in heard
    ui.key(ESCAPE)
    assert app.visit.place is Place.QUESTION
    assert voice.speaking
    app.end_visit()
    assert not voice.speaking
    assert app.aloud.reading is Reading.OFF
    count = len(voice.heard)
    ui.key(DOWN)
    assert len(voice.heard) == count


def test_pausing_and_going_on_begins_the_same_text_again(ui: Driver) -> None:
    _app, voice = begin(ui)
    ui.key(READ_ALOUD)
    voice.finish()
    ui.frames(2)
    second = voice.heard[-1]
    ui.key(READ_ALOUD)
    assert not voice.speaking
    ui.key(READ_ALOUD)
    assert voice.speaking
    assert voice.heard[-1] == second


def test_by_touch_with_speed_and_a_frame_that_follows(ui: Driver) -> None:
    app, voice = begin(ui)
    ui.tap_text(app.tr("Text size"))
    ui.tap_text(app.tr("Read aloud"))
    ui.tap_text(app.tr("Slow"))
    ui.tap_text(app.tr("Read this screen"))
    assert voice.heard[-1][1:] == ("vi", Speed.SLOW)
    first = app.aloud._marked
    assert first.said == voice.heard[-1][0]
    voice.finish()
    ui.frames(2)
    assert app.aloud._marked is not first
    assert app.aloud._marked.said == voice.heard[-1][0]
    assert app.aloud._mark not in first.canvas.after.children
    ui.tap_text(app.tr("Text size"))
    ui.tap_text(app.tr("Read aloud"))
    assert not voice.speaking
    ui.tap_text(app.tr("Do not read aloud"))
    assert app.aloud.reading is Reading.OFF


def test_the_time_out_is_heard(ui: Driver) -> None:
    app, voice = begin(ui)
    ui.key(READ_ALOUD)
    ui.steady.seconds += app.rooms.settings.timeouts.idle_seconds + 1
    ui.wait_for(lambda: app.shell.overlay is not None)
    assert voice.heard[-1][0] == app.tr("Are you still here?")
    app.stay()
    assert voice.heard[-1][0] != app.tr("Are you still here?")
    assert voice.speaking


def test_words_are_typed_by_keypad_and_heard(ui: Driver, real_search: Any) -> None:
    """From Home to a procedure with arrows, Enter and nothing else."""
    voice = HeardVoice()
    app = ui.start(change=lambda rooms: dataclasses.replace(real_search(rooms), voice=voice))
    app.start_over()
    ui.frames(4)
    ui.key(READ_ALOUD)
    focus_on(ui, voice, "Gõ không dấu")
    ui.key(ENTER)
    ui.frames(4)
    assert app.visit.place is Place.SEARCH
    focus_on(ui, voice, "ă")

    def press(name: str) -> None:
        """Go through the rows until the key is heard, as one who does not see it does."""
        for _row in range(8):
            for _key in range(14):
                if voice.heard[-1][0] == name:
                    ui.key(ENTER)
                    return
                ui.key(RIGHT)
            ui.key(DOWN)
            if app.focus.control is not app.shell.screen.keyboard:
                ui.key(UP)
                while app.shell.screen.keyboard.cursor.key.kind is not KeyKind.SHAPE:
                    ui.key(UP)
        raise AssertionError(f"{name!r} was never heard")

    for letter, written in zip("ks", ("k", "ks"), strict=True):
        press(letter)
        assert voice.heard[-1][0] == written
    ui.wait_for(lambda: app.visit.answer is not None and app.visit.answer.query == "ks")
    press(app.tr("Find"))
    ui.frames(4)
    assert app.visit.place in (Place.RESULTS, Place.QUESTION)


def test_a_machine_without_a_voice_says_who_can_read(ui: Driver) -> None:
    app = ui.start()
    app.start_over()
    ui.key(READ_ALOUD)
    said = "Reading aloud is not set up on this machine. The staff will gladly read it to you."
    assert app.tr(said) in ui.texts()


def test_what_is_laid_over_the_screen_is_heard(ui: Driver) -> None:
    app, voice = begin(ui)
    ui.key(READ_ALOUD)
    app.show_reading()
    assert voice.heard[-1][0] == app.tr("Text size")
    app.close_overlay()
    app.open_procedure("1.001193")
    term = app.visit.procedure.questions[0].terms[0]
    app.shell.screen.explain(term.ask, term.explanation)
    assert voice.heard[-1][0] == term.ask
    assert term.explanation in hear_all(ui, voice)


def test_a_title_out_of_reach_is_heard_first(ui: Driver) -> None:
    app, voice = begin(ui)
    app.switch_reach()
    ui.key(READ_ALOUD)
    heard = hear_all(ui, voice)
    assert heard[0] == app.tr("What do you need to do?")
    assert "Khai sinh cho con" in heard
