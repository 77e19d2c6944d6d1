"""The touch screen. Kivy lives here and nowhere else; no rule of the domain does."""
