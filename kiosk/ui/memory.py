"""Keeping the process small on a machine that runs for months (glibc only, elsewhere nothing)."""

from __future__ import annotations

import ctypes
import gc

M_ARENA_MAX = -8
"""mallopt's name for the most heaps that threads may have (malloc.h)."""


def share_one_heap() -> None:
    """Let all threads allocate from one heap: each of their own would hold on to freed pages."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Collect what a visit left and hand free pages back to the system."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
