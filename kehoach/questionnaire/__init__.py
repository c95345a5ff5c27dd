"""What a yearly form asks, and how an answer is checked. Imports no Django.

Others use `layout.Layout`, `checks.Check` and `values.Value`; the twins fill them with their questions.
"""
