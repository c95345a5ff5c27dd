"""Databases of earlier landed states, made by their own code out of git's history, migrated by today's."""
