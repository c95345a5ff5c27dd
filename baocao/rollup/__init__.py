"""The targets over all communes of a province or the country, for the level above: sums, and who meets its own plan.

No other room uses it.
"""
