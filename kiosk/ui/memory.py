"""Keeping the process small and steady on a machine that runs for months.

Python looks for cycles of forgotten objects whenever enough new ones were made, which is in the
middle of building a screen, and then walks everything it holds: 50 to 190 ms with the catalogue
open. Here it happens when nobody waits, and what lives as long as the program is left out.
"""

from __future__ import annotations

import ctypes
import gc
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""mallopt's names (malloc.h): what is given back, what is mapped alone, how many heaps."""

LARGE_BYTES = 16_384
"""Textures of texts and pictures are larger and come and go with every screen."""

COLLECT_AFTER = (20_000, 50, 1_000)
"""New objects after which Python collects unasked, whatever moves: no more than a net."""

WORTH_COLLECTING = 2_000
"""Fewer new objects are left for the next quiet moment."""

FEW = 100
"""Objects; a round that finds no more has untied nothing that would be worth another."""

LARGE_LIBRARY = 1_000_000
"""Bytes of a library's code from which it is worth giving back."""


def keep_small() -> None:
    """Return large freed blocks to the system at once and let all threads share one heap.

    Measured with the software renderer at 1080×1920: 35 MB less after a visit (glibc only,
    elsewhere nothing). Python's collector is told to wait for a quiet moment.
    """
    gc.set_threshold(*COLLECT_AFTER)
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
        mallopt(M_TRIM_THRESHOLD, LARGE_BYTES)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collect nothing meanwhile: for a change that every widget is told.

    Widgets that were taken away are still told, until they are collected; a collection in the
    middle of the telling would break it off.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def tidy() -> None:
    """Collect the new objects that were forgotten; for a moment when nothing moves."""
    if gc.get_count()[0] > WORTH_COLLECTING:
        gc.collect(1)


def give_back() -> None:
    """Collect what a visit left and hand free pages back to the system.

    Widgets hold each other: a round may only untie what the next one finds.
    """
    while gc.collect() >= FEW:
        pass
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    let_go_of_code()


def set_aside() -> None:
    """Give back, and leave what is left (screens, catalogue, index) out of later collections.

    For a moment when nobody is here and what lives long has just been read: it may have taken the
    place of what was set aside before.
    """
    gc.unfreeze()
    give_back()
    gc.freeze()


def let_go_of_code() -> None:
    """Unmap the pages of libraries' code; what is used again comes back from the page cache.

    Most of it was needed once: the renderer's compiler alone holds 45 MB after the first frame.
    Only code is let go of, which nobody writes to; a page that comes back costs a microsecond.
    """
    madvise = getattr(ctypes.CDLL(None), "madvise", None)
    maps = Path("/proc/self/maps")
    if madvise is None or not maps.exists():
        return
    for line in maps.read_text().splitlines():
        place, rights, _offset, _device, inode, *_path = line.split(maxsplit=5)
        begin, end = (int(part, 16) for part in place.split("-"))
        if rights == "r-xp" and inode != "0" and end - begin >= LARGE_LIBRARY:
            madvise(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), mmap.MADV_DONTNEED)
