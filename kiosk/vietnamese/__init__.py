"""The language: letters, tones, Telex and VNI, syllables, folding. Pure functions."""
