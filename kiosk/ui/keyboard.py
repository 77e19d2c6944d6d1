"""The on-screen keyboard: keys drawn on the sand of the bar, as wide as the screen allows.

It knows nothing of texts: each key that is let go inside itself is reported, and ``Typing`` (see
``keyboard_model``) makes the text of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from kivy.clock import Clock
from kivy.core.text import Label as CoreLabel
from kivy.graphics import (
    Color,
    Fbo,
    Line,
    Rectangle,
    RoundedRectangle,
    SmoothRoundedRectangle,
    Translate,
)
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.translation import Translator
from kiosk.ui.fonts import ICON_FONT
from kiosk.ui.icons import glyph
from kiosk.ui.keyboard_model import (
    COMPACT_DIGITS_LAYOUT,
    COMPACT_LAYOUT,
    FULL_LAYOUT,
    Key,
    KeyKind,
    KeyRow,
    narrowest_key,
)
from kiosk.ui.theme import REFERENCE_PITCH, Colour, Palette, Theme, TypeStyle

if TYPE_CHECKING:
    from kivy.graphics.texture import Texture
    from kivy.input.motionevent import MotionEvent

SMALLEST_KEY: Final = 20 / REFERENCE_PITCH
"""Units of 20 mm: no key may be narrower or lower."""

SMALLEST_GAP: Final = 3 / REFERENCE_PITCH
"""Units of 3 mm between keys."""

ROOMY_FROM: Final = 1000
"""Units of screen height from which keys are higher than they must be."""

REPEAT_AFTER: Final = 0.5
"""Seconds that the delete key is held before it repeats."""

REPEAT_EVERY: Final = 0.08
"""Seconds between two letters while the delete key is held."""

_ICONS: Final = {
    KeyKind.SHIFT: "apple-keyboard-shift",
    KeyKind.BACKSPACE: "backspace-outline",
    KeyKind.HIDE: "keyboard-close",
    KeyKind.FIND: "magnify",
    KeyKind.SPACE: "keyboard-space",
}
_ICON_SIZES: Final = {KeyKind.HIDE: 48.0}
_PLAIN_ICON: Final = 44.0


class Measures:
    """Lengths of one keyboard in units, chosen for the room there is."""

    def __init__(self, width: float, *, low: bool, roomy: bool = False) -> None:
        self.gap = 12.0
        self.edge = 26.0
        self.layout = FULL_LAYOUT
        self.key_height, self.top, self.bottom = 96.0, 24.0, 20.0
        inner = width - 2 * self.edge
        if low or narrowest_key(FULL_LAYOUT, inner, self.gap) < SMALLEST_KEY:
            self.layout = COMPACT_LAYOUT
            self.key_height = self.key_height if roomy else SMALLEST_KEY + 0.5
            self.top = self.bottom = 12.0
            # Ten keys of 20 mm come first; what is left over becomes the edges.
            self.gap = SMALLEST_GAP + 0.01
            spare = width - 10 * (SMALLEST_KEY + 0.05) - 9 * self.gap
            self.edge = min(26.0, max(2.0, spare / 2))

    @property
    def height(self) -> float:
        """Height of the whole keyboard."""
        rows = len(self.layout)
        return self.top + rows * self.key_height + (rows - 1) * self.gap + self.bottom


@lru_cache(maxsize=512)
def _texture(text: str, font: str, size: float) -> Texture:
    label = CoreLabel(text=text, font_name=font, font_size=size)
    label.refresh()
    return label.texture


class KeyButton(Widget):
    """One key. Acts when it is let go inside; sliding off cancels."""

    down = BooleanProperty(False)
    label = StringProperty("")

    def __init__(self, key: Key, **values: object) -> None:
        super().__init__(**values)
        self.key = key

    def paint(self, keyboard: Keyboard) -> None:
        """Draw the key into the present canvas, in the keyboard's colours."""
        theme, palette = keyboard.theme, keyboard.theme.palette
        unit = theme.unit
        fill, ink = _colours(self.key.kind, palette)
        if self.key.kind is KeyKind.SHIFT and keyboard.shifted:
            fill, ink = palette.ink, palette.paper
        radius = [12 * unit]
        Color(*fill)
        SmoothRoundedRectangle(pos=self.pos, size=self.size, radius=radius)
        if palette.card_edge:
            edge = palette.card_edge * unit
            Color(*(palette.accent if self.key.kind is KeyKind.FIND else palette.outline))
            Line(
                rounded_rectangle=(
                    self.x + edge / 2,
                    self.y + edge / 2,
                    self.width - edge,
                    self.height - edge,
                    radius[0],
                ),
                width=edge / 2,
            )
        Color(*ink)
        self._paint_signs(keyboard, theme.unit)

    def _paint_signs(self, keyboard: Keyboard, unit: float) -> None:
        """Draw icon, word or both, whatever fits the key."""
        kind = self.key.kind
        signs = []
        word = keyboard.word_of(self.key)
        style = keyboard.style_of(self.key)
        room = self.width - 24 * unit
        written = _texture(word, style.font, style.size) if word else None
        icon_size = _ICON_SIZES.get(kind, _PLAIN_ICON) * (1 + keyboard.theme.grow / 2) * unit
        drawn = _texture(glyph(_ICONS[kind]), ICON_FONT, icon_size) if kind in _ICONS else None
        if written is not None and kind is KeyKind.HIDE and drawn is not None:
            both = drawn.width + 14 * unit + written.width
            signs = [drawn, written] if both <= room else [drawn]
        elif written is not None and (written.width <= room or drawn is None):
            signs = [written]
        elif drawn is not None:
            signs = [drawn]
        x = self.center_x - (sum(sign.width for sign in signs) + 14 * unit * (len(signs) - 1)) / 2
        for sign in signs:
            Rectangle(
                texture=sign,
                pos=(round(x), round(self.center_y - sign.height / 2)),
                size=sign.size,
            )
            x += sign.width + 14 * unit


def _colours(kind: KeyKind, palette: Palette) -> tuple[Colour, Colour]:
    """Fill and ink of a key."""
    letter, side = palette.card, palette.key
    if sum(palette.card[:3]) < sum(palette.key[:3]):
        # On a dark ground the letters are the lighter keys too.
        letter, side = side, letter
    fills = {
        KeyKind.SHAPE: palette.tint("turmeric"),
        KeyKind.TONE: palette.tint("sea"),
        KeyKind.SHIFT: side,
        KeyKind.BACKSPACE: side,
        KeyKind.HIDE: side,
        KeyKind.DIGITS: side,
        KeyKind.FIND: palette.accent,
    }
    ink = palette.on_accent if kind is KeyKind.FIND else palette.ink
    return fills.get(kind, letter), ink


class Keyboard(Widget):
    """All keys, laid out for the width it is given; ``height`` follows.

    ``on_key(kind, text)`` is dispatched for each key that writes, deletes, hides or finds.
    """

    theme = ObjectProperty()
    tr = ObjectProperty()
    shifted = BooleanProperty(False)
    digits = BooleanProperty(False)
    low = BooleanProperty(False)
    needed_height = NumericProperty(0)

    def __init__(self, theme: Theme, tr: Translator, **values: object) -> None:
        self.register_event_type("on_key")
        self._pressed: KeyButton | None = None
        self._repeats = 0
        self._repeating: Any = None
        self._keys: list[KeyButton] = []
        self._measures = Measures(1080, low=False)
        self._picture: Fbo | None = None
        super().__init__(theme=theme, tr=tr, size_hint_y=None, **values)
        self._lay_out = Clock.create_trigger(self._place_keys, -1)
        self._refresh = Clock.create_trigger(self._paint, -1)
        self.bind(size=self._lay_out, pos=self._lay_out, low=self._lay_out, digits=self._lay_out)
        self.bind(shifted=self._refresh, tr=self._refresh)
        theme.bind(unit=self._lay_out, palette=self._refresh, styles=self._refresh)
        self._place_keys()

    def on_key(self, kind: KeyKind, text: str) -> None:
        """Default handler: nothing."""

    def word_of(self, key: Key) -> str:
        """What is written on a key now."""
        words = {
            KeyKind.HIDE: self.tr("Hide keys"),
            KeyKind.SPACE: self.tr("space"),
            KeyKind.FIND: self.tr("Find"),
            KeyKind.DIGITS: "abc" if self.digits else "123",
        }
        written: str = words.get(key.kind, key.text)
        letter = key.kind in (KeyKind.LETTER, KeyKind.SHAPE, KeyKind.TONE)
        return written.upper() if letter and self.shifted else written

    def style_of(self, key: Key) -> TypeStyle:
        """The type of a key: letters and "Find" large, side keys smaller."""
        small = key.kind in (KeyKind.HIDE, KeyKind.SPACE)
        style: TypeStyle = self.theme.styles["group" if small else "name"]
        return style

    def reset(self) -> None:
        """Back to small letters; nothing held."""
        self._let_go()
        self.shifted = False
        self.digits = False

    def _place_keys(self, *_: object) -> None:
        unit = self.theme.unit
        roomy = self.theme.height >= ROOMY_FROM
        measures = Measures(self.width / unit, low=self.low, roomy=roomy)
        layout: tuple[KeyRow, ...] = measures.layout
        if layout is COMPACT_LAYOUT and self.digits:
            layout = COMPACT_DIGITS_LAYOUT
        self._measures = measures
        self.needed_height = self.height = round(measures.height * unit)
        wanted = [key for row in layout for key in row.keys]
        if [button.key for button in self._keys] != wanted:
            self.clear_widgets()
            self._keys = [KeyButton(key, size_hint=(None, None)) for key in wanted]
            for button in self._keys:
                self.add_widget(button)
        buttons = iter(self._keys)
        inner = self.width - 2 * measures.edge * unit
        gap, high = measures.gap * unit, measures.key_height * unit
        top = self.top - measures.top * unit
        for row in layout:
            left = self.x + measures.edge * unit + row.indent * (inner + gap)
            for key in row.keys:
                button = next(buttons)
                wide = key.part * (inner + gap)
                button.pos = (left, top - high)
                button.size = (wide - gap, high)
                button.label = self.word_of(key)
                left += wide
            top -= high + gap
        self._paint()

    def _paint(self, *_: object) -> None:
        """Draw all keys once into a picture: one rectangle a frame instead of two hundred."""
        size = (max(1, round(self.width)), max(1, round(self.height)))
        for button in self._keys:
            button.label = self.word_of(button.key)
        palette, unit = self.theme.palette, self.theme.unit
        self.canvas.before.clear()
        with self.canvas.before:
            Color(*palette.sand)
            Rectangle(pos=self.pos, size=self.size)
            self._picture = Fbo(size=size)
            Color(1, 1, 1, 1)
            Rectangle(texture=self._picture.texture, pos=self.pos, size=size)
        with self._picture:
            Color(*palette.sand)
            Rectangle(pos=(0, 0), size=size)
            if palette.bar_edge:
                edge = palette.card_edge * unit
                Color(*palette.outline)
                Rectangle(pos=(0, size[1] - edge), size=(size[0], edge))
            Translate(-self.x, -self.y)
            for button in self._keys:
                button.paint(self)
        self._show_pressed()

    def _show_pressed(self) -> None:
        """Darken the key under the finger."""
        pressed = self._pressed
        self.canvas.after.clear()
        if pressed is not None:
            with self.canvas.after:
                Color(*self.theme.palette.pressed)
                RoundedRectangle(pos=pressed.pos, size=pressed.size, radius=[12 * self.theme.unit])

    def _key_at(self, x: float, y: float) -> KeyButton | None:
        return next((button for button in self._keys if button.collide_point(x, y)), None)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Take the touch; the key under it shows that it is pressed."""
        if not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._press(self._key_at(*touch.pos))
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Sliding off the key cancels it."""
        if touch.grab_current is not self:
            return False
        if self._pressed is not None and not self._pressed.collide_point(*touch.pos):
            self._let_go()
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Act where the finger leaves the key it pressed."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        pressed, repeats = self._pressed, self._repeats
        self._let_go()
        if pressed is not None and pressed.collide_point(*touch.pos) and not repeats:
            self._act(pressed.key)
        return True

    def _press(self, button: KeyButton | None) -> None:
        self._let_go()
        self._pressed = button
        if button is None:
            return
        button.down = True
        self._show_pressed()
        if button.key.kind is KeyKind.BACKSPACE:
            self._repeating = Clock.schedule_once(self._repeat, REPEAT_AFTER)

    def _repeat(self, _seconds: float) -> None:
        self._repeats += 1
        self.dispatch("on_key", KeyKind.BACKSPACE, "")
        self._repeating = Clock.schedule_once(self._repeat, REPEAT_EVERY)

    def _let_go(self) -> None:
        if self._repeating is not None:
            self._repeating.cancel()
            self._repeating = None
        self._repeats = 0
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            pressed.down = False
        self._show_pressed()

    def _act(self, key: Key) -> None:
        if key.kind is KeyKind.SHIFT:
            self.shifted = not self.shifted
            return
        if key.kind is KeyKind.DIGITS:
            self.digits = not self.digits
            return
        text = key.text.upper() if self.shifted else key.text
        if key.kind in (KeyKind.LETTER, KeyKind.SHAPE):
            self.shifted = False
        self.dispatch("on_key", key.kind, text)
