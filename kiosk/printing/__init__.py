"""A finished checklist to PDF or receipt, to a printer, and what the printer says back."""
