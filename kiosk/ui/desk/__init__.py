"""The clerk's desk on screen: a frame with pages in it, worked from the keyboard.

The frame (``frame``) holds the header, one page, the line of function keys, calm notices above the
page, and at most one sheet (``sheet``) over it. It knows who is signed in, runs slow work in a
thread (``Desk.run``) and writes the trail (``Desk.note``). It is shown by ``app`` in a window of
its own (``kiosk desk``) or by the touch screen's program (``kiosk.ui.app``).

How a page is added:

1. A class in ``pages/NAME.py`` that derives from ``page.Page`` and a layout in ``pages/NAME.kv``
   with a rule for each arrangement (``wide`` and ``tall``, which derive from ``page.PageLayout``;
   their first widget says ``pos: root.pos``). Lengths in kv are
   ``app.theme.desk * n``, texts are ``Text`` in a role of ``theme.DESK_ROLES``, colours are
   ``app.theme.palette``; controls are those of ``widgets``. ``root.page`` is the page.
2. ``title`` names it (a text for ``tr``), ``function_keys`` returns its keys F1 to F10 as
   ``FunctionKey`` values, of which the frame draws the line at the bottom and calls ``act``.
3. ``fill`` puts the present facts into ``self.layout.ids``; it is called after ``arrange`` when the
   page is gone to, and again after a change of language or shape. ``entered`` begins the slow work
   (``self.desk.run``), ``left`` stops it, ``forget`` drops everything when the clerk leaves.
4. ``key_pressed(stroke)`` takes keys before the frame does, ``text_typed`` takes letters; both
   return False for what means nothing to the page. Tab moves a visible focus over the page's
   controls and Enter presses the one in focus without any work of the page; a ``Field`` in focus
   takes what is typed.
   A kv rule holds for every class of its name, also of the citizens' screens: names are unique.
5. One line in ``pages.PAGES`` puts it into the list that F10 opens; ``steward`` True shows it to
   stewards only. What the page needs of the rooms below is a field of ``rooms.DeskRooms`` with a
   default, filled in ``kiosk.desk_rooms``.
6. One step in ``tour`` takes its picture (``kiosk pictures``).

Keys of the frame, everywhere: F10 other pages, F11 the other language, F12 sign out, Ctrl+Enter
answers a citizen's call, Esc closes a sheet.
"""
