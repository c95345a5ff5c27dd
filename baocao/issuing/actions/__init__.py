"""Writes to reports: keyword-only, `by=` named, atomic, history inside."""
