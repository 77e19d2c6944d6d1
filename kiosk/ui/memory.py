"""Keeping the process small and steady on a machine that runs for months.

Python looks for cycles of forgotten objects whenever enough new ones were made, which is in the
middle of building a screen, and then walks everything it holds: 50 to 190 ms with the catalogue
open. Here it happens when nobody waits, and what lives as long as the program is left out.
"""

from __future__ import annotations

import ctypes
import gc
import time

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""mallopt's names (malloc.h): what is given back, what is mapped alone, how many heaps."""

LARGE_BYTES = 65_536
"""Textures and pictures are larger and come and go with every screen."""

COLLECT_AFTER = (200_000, 100, 100)
"""New objects after which Python collects unasked, whatever moves: no more than a net."""

WORTH_COLLECTING = 2_000
"""Fewer new objects are left for the next quiet moment."""

LONG_COLLECTING = 0.01
"""Seconds; a collection that takes longer walks what lives as long as the program."""


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


def tidy() -> None:
    """Collect the new objects that were forgotten; for a moment when nothing moves."""
    if gc.get_count()[0] > WORTH_COLLECTING:
        gc.collect(1)


def give_back() -> None:
    """Collect what a visit left and hand free pages back to the system.

    What is left over after a long collection lives on (screens, catalogue, index): it is set aside
    and not walked again.
    """
    began = time.perf_counter()
    gc.collect()
    if time.perf_counter() - began > LONG_COLLECTING:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
