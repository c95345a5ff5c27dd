"""Open data: the accepted figures of settled years, without persons, for everybody, where a commune wants it.

No other room uses it.
"""
