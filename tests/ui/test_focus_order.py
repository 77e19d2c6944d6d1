"""The keypad's way through every screen: each control once, in reading order, there and back.

The two buttons that scroll are left out: at the end of a list they rest, and the focus scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from finding_driver import real_search
from test_accessibility_walk import unseen
from window_driver import Driver

from kiosk.ui.strokes import DOWN, TAB, UP

__all__ = ["real_search", "unseen"]

SIZE = (1080, 1920)


def usable(root: Any) -> list[Any]:
    """Every control under ``root`` that a finger could press, found by a walk of its own."""
    from kiosk.ui.widgets import Pressable

    def below(widget: Any) -> list[Any]:
        if widget.disabled or not widget.opacity:
            return []
        if type(widget).__name__ == "ScrollButtons":
            return []
        if isinstance(widget, Pressable):
            return [widget] if widget.width > 1 and widget.height > 1 else []
        return [each for child in widget.children for each in below(child)]

    return below(root)


def walk(app: Any, frame: Callable[[], None], key: int, most: int) -> list[Any]:
    """The controls that the key leads to until the first comes again."""
    from kivy.core.window import Window

    found: list[Any] = []
    for _ in range(most + 4):
        Window.dispatch("on_key_down", key, 0, None, [])
        frame()
        control = app.focus.control
        if found and control is found[0]:
            return found
        if type(control.parent).__name__ != "ScrollButtons":
            found.append(control)
    return found


def test_every_control_is_reached_once_in_reading_order_and_is_heard(
    ui: Driver, real_search: Any, unseen: Callable[[], None]
) -> None:
    # Imported here: it opens the window, which the fixture must have set up before.
    from kiosk.ui.aloud import label_of
    from kiosk.ui.focus import _walk
    from kiosk.ui.tour import Tour, TourPrinter
    from kiosk.ui.widgets import Scroller

    printer = TourPrinter()
    app = ui.start(
        SIZE, change=lambda rooms: replace(real_search(rooms), start_print=printer.start)
    )
    tour = Tour(app, printer, unseen)
    problems: list[str] = []
    for stop in tour.stops():
        if stop.name == "attract":
            continue  # any key begins
        app.focus.drop()
        root = app.shell.overlay or app.shell
        wanted = usable(root)
        forward = walk(app, unseen, TAB, len(wanted))
        if len(set(map(id, forward))) != len(forward) or set(forward) != set(wanted):
            missed = [label_of(each) for each in wanted if each not in forward]
            problems.append(f"{stop.name}: missed {missed}, {len(forward)} of {len(wanted)}")
        scrolled = {control for control, scroller in _walk(root) if scroller is not None}
        still = [each for each in forward if each not in scrolled]
        tops = [each.to_window(each.x, each.center_y)[1] + each.height / 2 for each in still]
        heights = [each.height for each in still]
        for number in range(1, len(still)):
            if tops[number] > tops[number - 1] + max(heights[number - 1], heights[number]) / 2:
                problems.append(f"{stop.name}: {label_of(still[number])} comes too late")
        problems += [f"{stop.name}: a control says nothing" for c in forward if not label_of(c)]
        for control in forward:
            app.focus.take(control)
            unseen()
            above = control.parent
            while above is not None and above.parent is not above:
                if isinstance(above, Scroller) and control.height <= above.height:
                    _x, y = control.to_window(*control.pos)
                    _x, floor = above.to_window(*above.pos)
                    if y < floor - 2 or y + control.height > floor + above.height + 2:
                        problems.append(f"{stop.name}: {label_of(control)} is out of sight")
                above = above.parent
        app.focus.drop()
        unseen()
        back = walk(app, unseen, UP, 3 * len(wanted) + 12)
        if set(back) != set(wanted):
            missed = [label_of(each) for each in wanted if each not in back]
            problems.append(f"{stop.name}: Up does not lead back to {missed}, {len(back)}")
        app.focus.drop()
    assert not problems, "\n".join(problems)


def test_the_keyboard_is_typed_on_by_keypad(ui: Driver, real_search: Any) -> None:
    from kiosk.ui.keyboard import Keyboard
    from kiosk.ui.keyboard_model import KeyKind
    from kiosk.ui.navigation import Place
    from kiosk.ui.strokes import ENTER, LEFT, RIGHT

    app = ui.start(SIZE, change=real_search)
    app.start_over()
    app.go(Place.SEARCH)
    ui.frames(4)
    board = app.shell.screen.keyboard
    while app.focus.control is not board:
        ui.key(DOWN)
    assert isinstance(app.focus.control, Keyboard)
    assert board.cursor is board._keys[0]

    def go_to(text: str) -> None:
        wanted = next(key for key in board._keys if key.key.text == text)
        while abs(board.cursor.center_y - wanted.center_y) > 1:
            ui.key(DOWN if board.cursor.center_y > wanted.center_y else UP)
        while board.cursor is not wanted:
            ui.key(RIGHT if board.cursor.center_x < wanted.center_x else LEFT)
        assert app.focus.control is board

    for letter in "khai":
        go_to(letter)
        ui.key(ENTER)
    go_to(" ")
    ui.key(ENTER)
    for letter in "tu":
        go_to(letter)
        ui.key(ENTER)
    go_to("ả")
    ui.key(ENTER)
    assert app.visit.query == "khai tủ"
    find = next(key for key in board._keys if key.key.kind is KeyKind.FIND)
    while board.cursor.center_y > find.center_y:
        ui.key(DOWN)
    ui.key(DOWN)
    assert app.focus.control is not board, "below the last row the bar follows"
    ui.key(UP)
    assert app.focus.control is board and board.cursor.key.kind is KeyKind.SPACE
