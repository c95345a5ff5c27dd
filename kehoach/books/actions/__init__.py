"""Writes to the books: keyword-only, `by=` named, atomic, history inside."""
