"""How a query was understood, and why a procedure was found, in words."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from unicodedata import combining, normalize

from kiosk.search.postings import TitleKind
from kiosk.search.ranker import Alternative, Slot
from kiosk.search.words import folded, folded_word, words


def plain_reading(slots: list[Slot]) -> str:
    """The query as typed, with raw keys composed and joined words split."""
    return " ".join(" ".join(slot.alternatives[0].words) for slot in slots)


def reading(slots: list[Slot], title: str) -> str:
    """The query as the title understands it: its spelling, its accents, its whole words."""
    spelling = _spelling(title)
    return " ".join(_written(_meant(slot, spelling), spelling) for slot in slots)


def why(slots: list[Slot], title: str, kind: TitleKind, name: str, short_name: str) -> str:
    """What led from the query to the procedure, as ``said → meant``; empty where it is obvious."""
    shown = short_name or name
    if kind in (TitleKind.EVERYDAY, TitleKind.ENGLISH):
        return "" if _says_the_same(title, name, short_name) else f"{title} → {shown}"
    spelling = _spelling(title)
    for slot in slots:
        if not any(alternative.why for alternative in slot.alternatives):
            continue
        meant = _meant(slot, spelling)
        written = _written(meant, spelling)
        if meant.why and folded(words(meant.why)) != folded(words(written)):
            return f"{meant.why} → {written}"
    return ""


@lru_cache(maxsize=4096)
def _spelling(title: str) -> dict[str, str]:
    """The title's words by their folded form, the first where two differ only in accents."""
    spelling: dict[str, str] = {}
    for word in words(title):
        spelling.setdefault(folded_word(word), word)
    return spelling


@lru_cache(maxsize=4096)
def _says_the_same(title: str, name: str, short_name: str) -> bool:
    """Whether every word of the title stands in one of the procedure's own names."""
    return _spelling(title).keys() <= _spelling(name).keys() | _spelling(short_name).keys()


def _meant(slot: Slot, spelling: dict[str, str]) -> Alternative:
    """The reading of a slot that the title holds most of; the likeliest where it holds none."""
    if len(slot.alternatives) == 1:
        return slot.alternatives[0]

    def held(alternative: Alternative) -> float:
        plain = [folded_word(word) for word in alternative.words]
        known = sum(_found(word, alternative, spelling) is not None for word in plain)
        return known / len(plain) * alternative.weight

    return max(slot.alternatives, key=held)


def _found(plain: str, alternative: Alternative, spelling: dict[str, str]) -> str | None:
    if plain in spelling:
        return spelling[plain]
    if alternative.prefix:
        typed = alternative.words[-1]
        for word, shape in spelling.items():
            if word.startswith(plain) and (typed == plain or shape.startswith(typed)):
                return shape
    return None


def _written(alternative: Alternative, spelling: dict[str, str]) -> str:
    """The reading's words; those typed without accents or in part are written as in the title."""
    written = []
    for word in alternative.words:
        plain = folded_word(word)
        typed_in_full = plain in spelling and (plain != word or alternative.accented)
        if typed_in_full and not (plain != word and _can_become(word, spelling[plain])):
            written.append(word)
        else:
            written.append(_found(plain, alternative, spelling) or word)
    return " ".join(written)


@lru_cache(maxsize=4096)
def _can_become(word: str, shape: str) -> bool:
    """Whether the marks that were typed are some of those of this shape: ``đang``, ``đăng``."""
    return _marks(word) <= _marks(shape)


def _marks(word: str) -> Counter[str]:
    return Counter(
        letter for letter in normalize("NFD", word) if combining(letter) or letter == "đ"
    )
