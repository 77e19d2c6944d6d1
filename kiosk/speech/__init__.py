"""Reading aloud: text as it is spoken, and the voice that speaks it."""
