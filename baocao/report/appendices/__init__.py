"""The report's appendices, and where each figure comes from."""
