"""Forms: what is typed, checked for shape and turned into values."""
