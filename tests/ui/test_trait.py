"""Values of a widget that nobody watches."""

from __future__ import annotations

from typing import Any

from kiosk.ui.widgets.trait import Trait, take_traits


class Lamp:
    """Something with traits."""

    colour = Trait("white", "_shine")
    watts = Trait(40)

    def __init__(self, **values: Any) -> None:
        self.shone: list[str] = []
        take_traits(self, values)
        self.left = values

    def _shine(self) -> None:
        self.shone.append(self.colour)


def test_a_trait_has_its_default_until_it_is_set() -> None:
    lamp, other = Lamp(), Lamp()
    lamp.watts = 60
    assert (lamp.watts, other.watts, Lamp().colour) == (60, 40, "white")


def test_only_a_change_is_told() -> None:
    lamp = Lamp()
    lamp.colour = "white"
    assert lamp.shone == []
    lamp.colour = "red"
    lamp.colour = "red"
    assert lamp.shone == ["red"]


def test_a_constructor_takes_its_traits_silently_and_leaves_the_rest() -> None:
    lamp = Lamp(colour="blue", other=1)
    assert (lamp.colour, lamp.shone, lamp.left) == ("blue", [], {"other": 1})
