"""What is laid over a screen for a moment: reading settings, a person's help, the time-out."""
