"""What the Home screen leads to: life events with their procedures, and the most used ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from kiosk.errors import Refused

Kind = TypeVar("Kind")


class LifeEventsError(Refused):
    """A list of the Home screen is wrong; the message names the file and what is wrong."""


class LifeEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of procedures by what happened in a life, the most needed first.

    ``icon`` is a Material Design Icons name, ``tint`` a colour of the screen's theme.
    """

    key: str
    label: str
    codes: Sequence[str]
    label_en: str = ""
    icon: str = ""
    tint: str = "card"


def load_life_events(path: Path) -> list[LifeEvent]:
    """Read the life events in their order.

    Raises:
        LifeEventsError: the file cannot be read or is not such a list.
    """
    return _load(path, list[LifeEvent])


def load_most_used(path: Path) -> list[str]:
    """Read the codes of the most used procedures, the most frequent first.

    Raises:
        LifeEventsError: the file cannot be read or is not a list of codes.
    """
    return _load(path, list[str])


def _load(path: Path, kind: type[Kind]) -> Kind:
    # Not above: the first frame of the screen knows what a life event is and reads none.
    import yaml

    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), kind)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise LifeEventsError(f"{path}: {error}.") from error
