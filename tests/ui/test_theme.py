"""The tokens: measured sizes, millimetres, contrast."""

from __future__ import annotations

import pytest

from kiosk.settings import Screen
from kiosk.ui.theme import CONTRAST, DARK, LIGHT, ROLES, Palette, Shape, Theme, grown


def luminance(colour: tuple[float, float, float, float]) -> float:
    """Relative luminance of WCAG 2."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST])
def test_text_has_seven_to_one_and_controls_three(palette: Palette) -> None:
    for ground in (palette.paper, palette.card):
        for text in (palette.ink, palette.soft, palette.good, palette.careful, palette.stop):
            assert contrast(text, ground) >= 7.0
        assert contrast(palette.outline, ground) >= 3.0
        assert contrast(palette.focus, ground) >= 3.0
    assert contrast(palette.ink, palette.sand) >= 7.0
    assert contrast(palette.on_accent, palette.accent) >= 7.0
    assert contrast(palette.on_tick, palette.tick) >= 7.0
    for name in ("rose", "rice", "sea", "turmeric", "lotus", "clay", "stone"):
        assert contrast(palette.ink, palette.tint(name)) >= 7.0


def test_at_the_reference_panel_a_unit_is_a_pixel(window: object) -> None:
    theme = Theme(Screen(mm_per_pixel=0.277))
    theme.fit(1080, 1920)
    assert theme.unit == pytest.approx(1.0)
    assert theme.styles["note"][1:] == pytest.approx((30, 44))
    assert theme.styles["greeting"][1:] == pytest.approx((76, 104))


@pytest.mark.parametrize(
    ("size", "pitch", "shape"),
    [
        ((1080, 1920), 0.277, Shape.PORTRAIT),
        ((1920, 1080), 0.277, Shape.WIDE),
        ((1366, 768), 0.252, Shape.COMPACT),
        ((1024, 768), 0.297, Shape.COMPACT),
        ((2160, 3840), 0.1845, Shape.PORTRAIT),
    ],
)
def test_small_text_is_never_below_six_millimetres(
    window: object, size: tuple[int, int], pitch: float, shape: Shape
) -> None:
    theme = Theme(Screen(mm_per_pixel=pitch))
    theme.fit(*size)
    assert theme.shape == shape
    smallest = min(theme.styles[name].size for name in ROLES)
    assert theme.millimetres(smallest * 0.74) >= 6.1
    assert theme.millimetres(theme.unit * 88) >= 20


def test_farther_eyes_get_larger_text(window: object) -> None:
    near, far = Theme(Screen()), Theme(Screen(viewing_distance_mm=750))
    assert far.unit == pytest.approx(near.unit * 1.5)


def test_text_at_twice_the_size(window: object) -> None:
    assert grown(ROLES["note"], 2.0) == (60, 88)
    assert grown(ROLES["body"], 2.0) == (64, 92)
    size, line = grown(ROLES["greeting"], 2.0)
    assert (size, line) == (106, 144)


def test_reset_forgets_how_the_last_visitor_read(window: object) -> None:
    theme = Theme(Screen())
    theme.set_text_scale(2.0)
    theme.set_palette("contrast")
    theme.reset()
    assert (theme.text_scale, theme.palette) == (1.0, LIGHT)
    assert theme.styles["note"].size == pytest.approx(30 * theme.unit)
