"""What a clerk has ticked of a case's papers, and what follows: what is missing, and in what words.

The ticks are kept by the paper's name, so that another answer of the case leaves those standing
whose papers are still on the list. Pure values; nothing here knows whose dossier it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from kiosk.checklist import words
from kiosk.checklist.checklist import Checklist, Item
from kiosk.desk.dossier import Brought, Gap, check_dossier, items_of
from kiosk.translation import Translator


class Tick(StrEnum):
    """How a paper stands. ``open``: not looked at yet; ``accepted``: taken as it is."""

    OPEN = "open"
    BROUGHT = "brought"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    ACCEPTED = "accepted"
    DEFECT = "defect"


class PaperTick(msgspec.Struct, frozen=True, kw_only=True):
    """What was ticked of one paper. ``counts`` (original, certified, photocopy) None: as needed."""

    tick: Tick = Tick.OPEN
    counts: tuple[int, int, int] | None = None
    defect: str = ""


Ticks = Mapping[str, PaperTick]
"""By the paper's name; a paper that is not there is open."""

UNTOUCHED = PaperTick()
NEXT = {Tick.OPEN: Tick.BROUGHT, Tick.BROUGHT: Tick.MISSING, Tick.MISSING: Tick.NOT_NEEDED}
"""What the paper's key does, over and over; from all others it goes back to ``open``."""


class DossierState(msgspec.Struct, frozen=True):
    """The dossier as it stands: ``untouched``, so many papers still ``open``, and the ``gaps``."""

    untouched: bool
    open: int
    gaps: list[Gap]

    @property
    def complete(self) -> bool:
        """Say whether nothing is missing."""
        return not self.gaps


def needed_counts(item: Item) -> tuple[int, int, int]:
    """Return how many originals, certified copies and photocopies are asked for."""
    document = item.document
    return document.originals, document.certified_copies, document.photocopies


def tick_of(ticks: Ticks, item: Item) -> PaperTick:
    """Return what was ticked of a paper."""
    return ticks.get(item.document.name, UNTOUCHED)


def turned(ticks: Ticks, item: Item) -> dict[str, PaperTick]:
    """Return the ticks after the paper's key was pressed once more."""
    present = tick_of(ticks, item).tick
    return with_tick(ticks, item, PaperTick(tick=NEXT.get(present, Tick.OPEN)))


def with_tick(ticks: Ticks, item: Item, tick: PaperTick) -> dict[str, PaperTick]:
    """Return the ticks with this one of a paper."""
    return {**ticks, item.document.name: tick}


def all_there(ticks: Ticks, checklist: Checklist) -> dict[str, PaperTick]:
    """Return the ticks after "all there": what is certain and not looked at yet was brought."""
    kept = dict(ticks)
    for item in checklist.certain:
        if tick_of(ticks, item).tick in (Tick.OPEN, Tick.MISSING):
            kept[item.document.name] = PaperTick(tick=Tick.BROUGHT)
    return kept


def brought_of(item: Item, tick: PaperTick) -> Brought | None:
    """Return what the check is told of a paper, None where nobody has looked at it."""
    if tick.tick is Tick.OPEN:
        return None
    if tick.tick is Tick.DEFECT:
        originals, certified, photocopies = tick.counts or needed_counts(item)
        return Brought(
            originals=originals,
            certified_copies=certified,
            photocopies=photocopies,
            defect=tick.defect,
        )
    if tick.tick in (Tick.NOT_NEEDED, Tick.ACCEPTED):
        return Brought(accepted=True)
    if tick.tick is Tick.MISSING:
        return Brought()
    counts = tick.counts or needed_counts(item)
    if not any(counts):
        # A paper whose number the law does not name is there or it is not.
        return Brought(accepted=True)
    return Brought(originals=counts[0], certified_copies=counts[1], photocopies=counts[2])


def state_of(checklist: Checklist, ticks: Ticks) -> DossierState:
    """Return how the dossier stands; what nobody has looked at counts as not brought."""
    items = items_of(checklist)
    brought = {
        place: given
        for place, item in enumerate(items)
        if (given := brought_of(item, tick_of(ticks, item))) is not None
    }
    certain = range(len(checklist.certain))
    return DossierState(
        untouched=not brought,
        open=sum(place not in brought for place in certain),
        gaps=check_dossier(checklist, brought),
    )


def state_words(state: DossierState, tr: Translator) -> str:
    """Return the dossier's state in one phrase: "Thiếu 1 giấy tờ", "Đủ giấy tờ"."""
    if state.untouched and state.gaps:
        return tr.count("{n} paper to look at", "{n} papers to look at", len(state.gaps))
    if state.gaps:
        return tr.count("{n} paper is missing", "{n} papers are missing", len(state.gaps))
    return tr("All papers are there")


def tick_words(item: Item, tick: PaperTick, tr: Translator, *, certain: bool) -> str:
    """Return how a paper stands: "Đủ", "Thiếu 1 bản chụp", "Không cần"."""
    if tick.tick is Tick.OPEN:
        return tr("Not looked at") if certain else tr("If needed")
    if tick.tick is Tick.BROUGHT:
        missing = missing_counts(item, tick)
        return tr("Too few") if any(missing) else tr("There")
    return {
        Tick.MISSING: tr("Missing"),
        Tick.NOT_NEEDED: tr("Not needed"),
        Tick.ACCEPTED: tr("Accepted"),
        Tick.DEFECT: tr("To correct"),
    }[tick.tick]


def missing_counts(item: Item, tick: PaperTick) -> tuple[int, int, int]:
    """Return how many of each kind are missing of what was brought."""
    needed = needed_counts(item)
    given = tick.counts or needed
    first, second, third = (max(0, n - g) for n, g in zip(needed, given, strict=True))
    return first, second, third


def suggested_reason(state: DossierState, tr: Translator) -> str:
    """Return the reason for the slip as far as the ticks tell it; the clerk may write another."""
    if state.complete or state.untouched:
        return ""
    missing = [gap for gap in state.gaps if not gap.defect]
    parts: list[str] = []
    if missing:
        names = "; ".join(words.document_name(gap.item.document, tr) for gap in missing)
        parts.append(words.sentence(tr("Missing: {papers}", papers=names)))
    for gap in state.gaps:
        if gap.defect:
            name = words.document_name(gap.item.document, tr)
            parts.append(words.sentence(f"{name}: {words.lower_first(gap.defect)}"))
    return " ".join(parts)


def other_papers(checklist: Checklist, names: list[str]) -> list[str]:
    """Return which of a procedure's papers are not of this case, in their order."""
    here = {item.document.name for item in items_of(checklist)}
    here |= {note.name for note in checklist.notes}
    return [name for name in dict.fromkeys(names) if name not in here]
