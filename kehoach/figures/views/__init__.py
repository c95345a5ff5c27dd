"""The pages of one facility's year, and of all facilities of a year."""
