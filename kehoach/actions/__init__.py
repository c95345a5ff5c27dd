"""Writes that touch more than one row: keyword-only, `by=` named, atomic, history inside."""
