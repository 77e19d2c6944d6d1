"""Procedure, answers and date to what to bring, what it costs, when to come back."""
