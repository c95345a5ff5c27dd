"""A commune's reporting years: opened, given deadlines, closed, and opened again for one unit.

Other rooms use `access` (a year to follow, to run), `rules`, `actions` and `forms` (a date);
`signals` tell them what has happened.
"""
