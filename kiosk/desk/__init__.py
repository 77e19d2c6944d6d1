"""The clerk's side: sign-in, dossier check, posting sheets, counts."""
