"""Measurements against a floor taken in the same run: `make bench`. Not part of the tests.

Every module here that has a SECTION is one: a title, and a function that measures and returns lines for the table.
What is measured runs in a process of its own (see running.alone), so that memory and warm caches are nobody else's.
"""
