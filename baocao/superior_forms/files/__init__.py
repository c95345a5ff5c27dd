"""The files of superiors' forms: what is taken in, what can be filled in them, and the filled file. Knows no Django."""
