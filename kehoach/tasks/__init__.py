"""The plan's tasks in a year: who has a part, what each unit says of it, what the officer says to that.

Other rooms use `clauses` and `progress` (how far a task is), `access`, `rules` and `actions`.
"""
