"""Writes to a year's figures: keyword-only, `by=` named, atomic, history inside."""
