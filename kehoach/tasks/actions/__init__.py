"""Writes to tasks and their results: keyword-only, `by=` named, atomic, history inside."""
