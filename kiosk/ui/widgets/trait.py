"""Values of a widget that nobody watches."""

from __future__ import annotations

from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class Trait(Generic[Value]):
    """A value of a widget, set from kv and Python alike; a change calls the method ``then``.

    A Kivy property costs memory and time in each widget for watchers that most never have. What kv
    reads of another widget, and what it reads again after a change, must stay such a property.
    """

    def __init__(self, default: Value, then: str = "") -> None:
        self._default = default
        self._then = then
        self._name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, widget: None, owner: type) -> Trait[Value]: ...

    @overload
    def __get__(self, widget: object, owner: type) -> Value: ...

    def __get__(self, widget: object | None, owner: type) -> Trait[Value] | Value:
        if widget is None:
            return self
        value: Value = widget.__dict__.get(self._name, self._default)
        return value

    def __set__(self, widget: object, value: Value) -> None:
        own = widget.__dict__
        if own.get(self._name, self._default) != value:
            own[self._name] = value
            if self._then:
                getattr(widget, self._then)()


def take_traits(widget: object, values: dict[str, Any]) -> None:
    """Move the traits among a constructor's ``values`` to ``widget``: Kivy does not know them."""
    kind = type(widget)
    for name in [name for name in values if isinstance(getattr(kind, name, None), Trait)]:
        widget.__dict__[name] = values.pop(name)
