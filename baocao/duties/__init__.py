"""The calendar of duties: which reports a commune owes, when, to whom, by which act, and which are sent; its occasions.

No other room uses it.
"""
