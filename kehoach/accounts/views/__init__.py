"""People of a commune, joining, and oneself."""
