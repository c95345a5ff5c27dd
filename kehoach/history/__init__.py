"""Who changed what, when and why.

Every write of a row goes through `recording` or `bulk`; pages show `timeline` and `rows`, `responses` is the page of
one, filtered, and `admin` shows them in the administration.
"""
