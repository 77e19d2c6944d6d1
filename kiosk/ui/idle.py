"""When a visit has been left. Pure: the time is handed in, in seconds of a steady clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.settings import Timeouts


class Presence(StrEnum):
    """Whether someone is there."""

    HERE = "here"
    WARNED = "warned"
    GONE = "gone"


@dataclass(frozen=True)
class Idle:
    """The state of a visit's clock; ``left`` is the part of its time that is left, 1 to 0."""

    presence: Presence
    left: float
    warning_seconds: int = 0


def idle_since(touched: float, now: float, timeouts: Timeouts) -> Idle:
    """Return the state when the last touch was at ``touched``.

    After ``idle_seconds`` comes the warning, ``warning_seconds`` later the visit is over. A clock
    that jumped back counts as a touch.
    """
    waited = max(0.0, now - touched)
    if waited < timeouts.idle_seconds:
        return Idle(Presence.HERE, 1.0 - waited / timeouts.idle_seconds)
    rest = timeouts.idle_seconds + timeouts.warning_seconds - waited
    if rest > 0:
        return Idle(Presence.WARNED, 0.0, warning_seconds=int(rest) + (rest % 1 > 0))
    return Idle(Presence.GONE, 0.0)
