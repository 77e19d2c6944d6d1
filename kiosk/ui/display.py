"""What the X display says of itself before a window is opened on it."""

from __future__ import annotations

import ctypes

MANAGER = b"_NET_SUPPORTING_WM_CHECK"
"""The property of the root window by which a window manager is known (EWMH 1.5)."""


def size_without_manager() -> tuple[int, int] | None:
    """Return width and height in pixels of a display on which no window manager runs.

    None where one runs, or where there is no X display. Nobody but a manager can make a window as
    large as the screen: without one the window must be opened in its size.
    """
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    opened = ctypes.c_void_p(display)
    try:
        if _has_manager(x11, opened):
            return None
        screen = x11.XDefaultScreen(opened)
        return x11.XDisplayWidth(opened, screen), x11.XDisplayHeight(opened, screen)
    finally:
        x11.XCloseDisplay(opened)


def _has_manager(x11: ctypes.CDLL, display: ctypes.c_void_p) -> bool:
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    atom = x11.XInternAtom(display, MANAGER, 1)
    if not atom:
        return False
    kind, count, after = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
    form, data = ctypes.c_int(), ctypes.c_void_p()
    x11.XGetWindowProperty(
        display,
        ctypes.c_ulong(x11.XDefaultRootWindow(display)),
        ctypes.c_ulong(atom),
        ctypes.c_long(0),
        ctypes.c_long(1),
        0,
        ctypes.c_ulong(0),
        ctypes.byref(kind),
        ctypes.byref(form),
        ctypes.byref(count),
        ctypes.byref(after),
        ctypes.byref(data),
    )
    if data:
        x11.XFree(data)
    return count.value > 0
