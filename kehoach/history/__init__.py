"""Who changed what, when and why.

Every write of a row goes through `recording` or `bulk`; pages show `timeline` and `rows`, `pages` filters them, and
`admin` shows them in the administration.
"""
