"""The on-screen keyboard: keys drawn on the sand of the bar, as wide as the screen allows.

It knows nothing of texts: each key that is let go inside itself is reported, and ``Typing`` (see
``keyboard_model``) makes the text of it. A letter that is held offers its accents in large keys;
they stay until one is touched, so that nobody has to hold and slide.
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
from kiosk.ui.key_steps import TONE_NAMES, KeyPlace, stepped
from kiosk.ui.keyboard_model import (
    COMPACT_LAYOUT,
    ENGLISH_LAYOUT,
    FULL_LAYOUT,
    LARGE_LAYOUT,
    NUMBER_LAYOUT,
    SHAPE_LETTERS,
    Key,
    KeyKind,
    KeyRow,
    accents_of,
    narrowest_key,
)
from kiosk.ui.theme import REFERENCE_PITCH, Colour, Palette, Theme, TypeStyle
from kiosk.ui.widgets import Pressable

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

HOLD_FOR: Final = 0.45
"""Seconds that a letter is held before it offers its accents."""

RING_GAP: Final = 4
RING_WIDTH: Final = 2
"""Units from a key to the ring of the keypad, and half the ring's width."""

OFFERED_HEIGHT: Final = 144.0
"""Units of height of an offered letter."""

OFFERED_WIDEST: Final = 168.0
"""Units of width of an offered letter where there is room."""

_SWITCHES: Final = frozenset({KeyKind.ALL_KEYS, KeyKind.LARGE_KEYS, KeyKind.NUMBERS})
"""Keys that change the layout; the present one is known by the kind of the key that led to it."""

_ICONS: Final = {
    KeyKind.SHIFT: "apple-keyboard-shift",
    KeyKind.BACKSPACE: "backspace-outline",
    KeyKind.HIDE: "keyboard-close",
    KeyKind.FIND: "magnify",
    KeyKind.SPACE: "keyboard-space",
    KeyKind.ALL_KEYS: "keyboard-outline",
    KeyKind.LARGE_KEYS: "alphabetical",
    KeyKind.NUMBERS: "numeric",
}
_ICON_SIZES: Final = {KeyKind.HIDE: 48.0}
_PLAIN_ICON: Final = 44.0


class Measures:
    """Lengths of one keyboard in units, chosen for the room there is.

    All layouts of a place are as high as its first one, so that nothing above them jumps.
    """

    def __init__(
        self,
        width: float,
        *,
        low: bool,
        roomy: bool = False,
        english: bool = False,
        chosen: KeyKind = KeyKind.ALL_KEYS,
    ) -> None:
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
        height = self.height
        chosen_layouts = {KeyKind.LARGE_KEYS: LARGE_LAYOUT, KeyKind.NUMBERS: NUMBER_LAYOUT}
        self.layout = chosen_layouts.get(chosen, ENGLISH_LAYOUT if english else self.layout)
        rows = len(self.layout)
        self.key_height = (height - self.top - self.bottom - (rows - 1) * self.gap) / rows

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
        self.fill_kind = key.kind

    def paint(self, keyboard: Keyboard) -> None:
        """Draw the key into the present canvas, in the keyboard's colours."""
        theme, palette = keyboard.theme, keyboard.theme.palette
        unit = theme.unit
        fill, ink = _colours(self.fill_kind, palette)
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
        KeyKind.ALL_KEYS: side,
        KeyKind.LARGE_KEYS: side,
        KeyKind.NUMBERS: side,
        KeyKind.FIND: palette.accent,
    }
    ink = palette.on_accent if kind is KeyKind.FIND else palette.ink
    return fills.get(kind, letter), ink


class Keyboard(Pressable):
    """All keys, laid out for the width it is given; ``height`` follows.

    ``chosen`` is the layout: all keys, large letters, or numbers.

    ``on_key(kind, text)`` is dispatched for each key that writes, deletes, hides or finds.

    For a keypad it is one control in which the arrows go from key to key. Accents need no held key
    there: the layout with all keys has each of them.
    """

    theme = ObjectProperty()
    tr = ObjectProperty()
    shifted = BooleanProperty(False)
    chosen = ObjectProperty(KeyKind.ALL_KEYS)
    low = BooleanProperty(False)
    needed_height = NumericProperty(0)

    def __init__(self, theme: Theme, tr: Translator, **values: object) -> None:
        self.register_event_type("on_key")
        self._pressed: KeyButton | None = None
        self._repeats = 0
        self._repeating: Any = None
        self._holding: Any = None
        self._keys: list[KeyButton] = []
        self._offered: list[KeyButton] = []
        self._measures = Measures(1080, low=False)
        self._picture: Fbo | None = None
        self._painted: tuple[object, ...] = ()
        self._cursor: Key | None = None
        super().__init__(theme=theme, tr=tr, size_hint_y=None, **values)
        self._lay_out = Clock.create_trigger(self._place_keys, -1)
        self._refresh = Clock.create_trigger(self._paint, -1)
        self.bind(size=self._lay_out, pos=self._lay_out, low=self._lay_out, chosen=self._lay_out)
        self.bind(shifted=self._refresh, tr=self._lay_out)
        theme.bind(palette=self._refresh)
        self.funbind("focused", self._mark)
        self.fbind("focused", self._show_pressed)
        self._place_keys()

    def on_key(self, kind: KeyKind, text: str) -> None:
        """Default handler: nothing."""

    def word_of(self, key: Key) -> str:
        """What is written on a key now."""
        words = {
            KeyKind.HIDE: self.tr("Hide keys"),
            KeyKind.SPACE: self.tr("space"),
            KeyKind.FIND: self.tr("Find"),
            KeyKind.ALL_KEYS: self.tr("All keys"),
            KeyKind.LARGE_KEYS: self.tr("Big keys"),
            KeyKind.NUMBERS: "123",
        }
        written: str = words.get(key.kind, key.text)
        letter = key.kind in (KeyKind.LETTER, KeyKind.SHAPE, KeyKind.TONE)
        return written.upper() if letter and self.shifted else written

    def style_of(self, key: Key) -> TypeStyle:
        """The type of a key: letters and "Find" large, side keys smaller."""
        writes = key.kind in (KeyKind.LETTER, KeyKind.SHAPE, KeyKind.TONE)
        if key.kind in (KeyKind.HIDE, KeyKind.SPACE, *_SWITCHES):
            role = "group"
        elif writes and (key in self._offered_keys or self.chosen is not KeyKind.ALL_KEYS):
            role = "card_title"
        else:
            role = "name"
        style: TypeStyle = self.theme.styles[role]
        return style

    @property
    def cursor(self) -> KeyButton:
        """The key that the keypad stands on; the first one until it has moved."""
        of = {button.key: button for button in self._keys}
        return of.get(self._cursor, self._keys[0]) if self._cursor else self._keys[0]

    def focus_from(self, steps: int) -> None:
        """Begin at the first key, or in the last row's middle for who comes from below."""
        if steps > 0:
            self._cursor = self._keys[0].key
        else:
            space = (button.key for button in self._keys if button.key.kind is KeyKind.SPACE)
            self._cursor = next(space, self._keys[-1].key)
        self._name_cursor()

    def steer(self, right: int, down: int) -> bool:
        """Go to the next key; False above the first row and below the last."""
        keys = [KeyPlace(button.center_x, button.center_y) for button in self._keys]
        following = stepped(keys, self._keys.index(self.cursor), right, down)
        if following is None:
            return False
        self._cursor = self._keys[following].key
        self._name_cursor()
        self._show_pressed()
        return True

    def activate(self) -> None:
        """Press the key that the keypad stands on."""
        self.close_offer()
        self._act(self.cursor.key)

    def name_of(self, key: Key) -> str:
        """What a key is called where it is not seen."""
        tr = self.tr
        names = {
            KeyKind.SHIFT: tr("Capital letters"),
            KeyKind.BACKSPACE: tr("Delete"),
            KeyKind.NUMBERS: tr("Numbers"),
        }
        called: str = names.get(key.kind) or TONE_NAMES.get(key.text) or self.word_of(key)
        return called

    def _name_cursor(self) -> None:
        self.spoken = self.name_of(self.cursor.key)

    def set_anew(self) -> None:
        """Place and paint the keys for the present form of the panel."""
        self._lay_out()

    def reset(self) -> None:
        """Back to small letters; nothing held, nothing offered. The layout stays."""
        self.close_offer()
        self._let_go()
        self.shifted = False

    def forget(self) -> None:
        """Back to what the next visitor expects."""
        self.reset()
        self.chosen = KeyKind.ALL_KEYS

    @property
    def offered(self) -> list[KeyButton]:
        """The accents that the last letter held offers."""
        return list(self._offered)

    @property
    def _offered_keys(self) -> list[Key]:
        return [button.key for button in self._offered]

    def close_offer(self) -> None:
        """Take the offered accents away."""
        if self._offered:
            self._offered = []
            self._let_go()

    def _place_keys(self, *_: object) -> None:
        unit = self.theme.unit
        roomy = self.theme.height >= ROOMY_FROM
        measures = Measures(
            self.width / unit,
            low=self.low,
            roomy=roomy,
            english=self.tr.language == "en",
            chosen=self.chosen,
        )
        layout: tuple[KeyRow, ...] = measures.layout
        self._offered = []
        self._measures = measures
        self.needed_height = self.height = round(measures.height * unit)
        wanted = [key for row in layout for key in row.keys]
        if [button.key for button in self._keys] != wanted:
            self.clear_widgets()
            self._keys = [KeyButton(key, size_hint=(None, None)) for key in wanted]
            for button in self._keys:
                self.add_widget(button)
            self._name_cursor()
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
        labels = [button.label for button in self._keys]
        picture = (self.theme.form, self.theme.palette_name, self.low, *self.pos, *size, labels)
        if picture == self._painted:
            self._show_pressed()
            return
        self._painted = picture
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

    def _show_pressed(self, *_arguments: object) -> None:
        """Darken the key under the finger, ring that of the keypad; offered accents lie above."""
        pressed, unit = self._pressed, self.theme.unit
        self.canvas.after.clear()
        with self.canvas.after:
            if self._offered:
                self._paint_offer()
            if pressed is not None:
                Color(*self.theme.palette.pressed)
                RoundedRectangle(pos=pressed.pos, size=pressed.size, radius=[12 * unit])
            if self.focused:
                key, gap = self.cursor, RING_GAP * unit
                ring = key.x - gap, key.y - gap, key.width + 2 * gap, key.height + 2 * gap
                Color(*self.theme.palette.focus)
                Line(width=RING_WIDTH * unit, rounded_rectangle=(*ring, 12 * unit + gap))

    def _paint_offer(self) -> None:
        palette, unit = self.theme.palette, self.theme.unit
        first, last = self._offered[0], self._offered[-1]
        Color(*palette.pressed)
        Rectangle(pos=self.pos, size=self.size)
        for colour, around in ((palette.ink, 20 * unit), (palette.sand, 16 * unit)):
            Color(*colour)
            SmoothRoundedRectangle(
                pos=(first.x - around, first.y - around),
                size=(last.right - first.x + 2 * around, first.height + 2 * around),
                radius=[12 * unit + around / 2],
            )
        for button in self._offered:
            button.paint(self)

    def _key_at(self, x: float, y: float) -> KeyButton | None:
        keys = self._offered or self._keys
        return next((button for button in keys if button.collide_point(x, y)), None)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Take the touch; the key under it shows that it is pressed."""
        if not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        pressed = self._key_at(*touch.pos)
        if self._offered and pressed is None:
            self.close_offer()
        else:
            self._press(pressed)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Sliding off the key cancels it; sliding onto an offered letter takes that."""
        if touch.grab_current is not self:
            return False
        if self._offered:
            under = self._key_at(*touch.pos)
            if under is not self._pressed:
                self._press(under)
        elif self._pressed is not None and not self._pressed.collide_point(*touch.pos):
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
            self.close_offer()
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
        elif not self._offered and accents_of(button.key.text):
            self._holding = Clock.schedule_once(lambda _dt: self._offer(button), HOLD_FOR)

    def _offer(self, button: KeyButton) -> None:
        """Show the accents of a held letter in large keys, above it or, at the top, below it."""
        self._let_go()
        letters = accents_of(button.key.text)
        unit, measures = self.theme.unit, self._measures
        gap, edge = 16 * unit, (measures.edge + 20) * unit
        room = self.width - 2 * edge
        wide = min(OFFERED_WIDEST * unit, (room - gap * (len(letters) - 1)) / len(letters))
        high = min(OFFERED_HEIGHT * unit, self.height / 3)
        whole = len(letters) * (wide + gap) - gap
        x = min(max(button.center_x - whole / 2, self.x + edge), self.right - edge - whole)
        y = button.top + 2 * gap
        if y + high + 20 * unit > self.top:
            y = button.y - 2 * gap - high
        for letter in letters:
            kind = KeyKind.SHAPE if letter.lower() in SHAPE_LETTERS else KeyKind.TONE
            # Written as it stands: an offered letter is no tone for the last syllable.
            offered = KeyButton(Key(KeyKind.LETTER, letter, 0), pos=(x, y), size=(wide, high))
            offered.fill_kind = kind
            offered.label = letter.upper() if self.shifted else letter
            self._offered.append(offered)
            x += wide + gap
        self._show_pressed()

    def _repeat(self, _seconds: float) -> None:
        self._repeats += 1
        self.dispatch("on_key", KeyKind.BACKSPACE, "")
        self._repeating = Clock.schedule_once(self._repeat, REPEAT_EVERY)

    def _let_go(self) -> None:
        if self._repeating is not None:
            self._repeating.cancel()
            self._repeating = None
        if self._holding is not None:
            self._holding.cancel()
            self._holding = None
        self._repeats = 0
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            pressed.down = False
        self._show_pressed()

    def _act(self, key: Key) -> None:
        if key.kind is KeyKind.SHIFT:
            self.shifted = not self.shifted
            return
        if key.kind in _SWITCHES:
            self.chosen = key.kind
            return
        text = key.text.upper() if self.shifted else key.text
        if key.kind in (KeyKind.LETTER, KeyKind.SHAPE):
            self.shifted = False
        self.dispatch("on_key", key.kind, text)
