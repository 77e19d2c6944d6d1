"""What a clerk keeps at hand."""

from __future__ import annotations

from kiosk.catalogue.clerks import Clerks, Role
from kiosk.catalogue.database import Database
from kiosk.catalogue.pins import PinnedProcedures


def test_each_clerk_has_their_own_pins_in_the_order_of_pinning(engine: Database, hands) -> None:
    clerks, pins = Clerks(engine), PinnedProcedures(engine)
    for name in ("Hà", "Quân"):
        clerks.add(name, Role.CLERK, "hash", hands.clock())
    for code in ("2.000815", "1.001193", "2.000815"):
        pins.pin("Hà", code, hands.clock())
        hands.wait(1)
    pins.pin("Quân", "1.004873", hands.clock())
    assert pins.of("Hà") == ["2.000815", "1.001193"]
    pins.unpin("Hà", "2.000815")
    assert pins.of("Hà") == ["1.001193"]
    assert pins.of("Quân") == ["1.004873"]


def test_a_clerk_who_leaves_takes_their_pins_along(engine: Database, hands) -> None:
    clerks, pins = Clerks(engine), PinnedProcedures(engine)
    clerks.add("Hà", Role.CLERK, "hash", hands.clock())
    pins.pin("Hà", "1.001193", hands.clock())
    clerks.remove("Hà")
    assert pins.of("Hà") == []
