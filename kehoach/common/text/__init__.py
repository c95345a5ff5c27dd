"""Text of people: the gate that it passes, the columns that keep it, the fonts of old, the order of names."""
