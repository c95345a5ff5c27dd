"""The plan as issued, each target and task with what has become of it.

Reports use `results`, what units said of each clause.
"""
