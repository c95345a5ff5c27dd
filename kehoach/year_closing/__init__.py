"""The page before a year is closed: what is still open in forms, tasks and earlier years.

It looks at figures and tasks, so it lies above them; nobody uses it.
"""
