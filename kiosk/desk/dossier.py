"""The dossier on the counter against the case's list: what is missing, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from kiosk.checklist import words
from kiosk.checklist.checklist import Checklist, Item
from kiosk.translation import Translator


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What a citizen brought of one paper, as the clerk ticked it.

    ``accepted``: the clerk takes it as it is, for instance where another paper stands in for it.
    ``defect``: what is wrong with it, in the clerk's words; a paper with a defect is not taken.
    """

    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    accepted: bool = False
    defect: str = ""


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that is to be brought, in what number, and what is wrong with the one that was."""

    item: Item
    originals: int
    certified_copies: int
    photocopies: int
    nothing_brought: bool
    defect: str = ""


NOTHING = Brought()


def items_of(checklist: Checklist) -> list[Item]:
    """Return the papers in the order of the sheet; a paper's place here is its number below."""
    return [*checklist.certain, *checklist.possible]


def check_dossier(
    checklist: Checklist, brought: Mapping[int, Brought], wanted: Collection[int] = ()
) -> list[Gap]:
    """Return what is still to be brought; nothing where the dossier is complete.

    Args:
        checklist: the case's list.
        brought: what was brought, by the paper's place in ``items_of``.
        wanted: the papers that are not needed in every case but are in this one.
    """
    sure = len(checklist.certain)
    gaps = (
        gap_of(item, brought.get(place, NOTHING))
        for place, item in enumerate(items_of(checklist))
        if place < sure or place in wanted or place in brought
    )
    return [gap for gap in gaps if gap is not None]


def gap_of(item: Item, brought: Brought) -> Gap | None:
    """Return what is missing of one paper, None where it is complete.

    One kind never stands in for another by itself: whether an original serves where a certified
    copy is asked for is the clerk's to say (``accepted``).
    """
    document = item.document
    needed = (document.originals, document.certified_copies, document.photocopies)
    given = (brought.originals, brought.certified_copies, brought.photocopies)
    nothing = not any(given) and not brought.accepted and not brought.defect
    if brought.defect:
        # What is wrong is brought again: all that were asked for, or as many as were handed over.
        missing = needed if any(needed) else given
    elif brought.accepted:
        return None
    else:
        missing = (
            max(0, document.originals - brought.originals),
            max(0, document.certified_copies - brought.certified_copies),
            max(0, document.photocopies - brought.photocopies),
        )
        if not any(missing) and (any(needed) or any(given)):
            return None
    originals, certified, photocopies = missing
    return Gap(
        item=item,
        originals=originals,
        certified_copies=certified,
        photocopies=photocopies,
        nothing_brought=nothing,
        defect=brought.defect,
    )


def reason_words(gap: Gap, tr: Translator) -> str:
    """Return why a paper is asked for: its defect, not brought, or too few."""
    if gap.defect:
        return words.sentence(gap.defect)
    if gap.nothing_brought:
        return tr("Not in the dossier.")
    return tr("Fewer than needed.")
