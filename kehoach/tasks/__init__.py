"""The plan's tasks in a year: who has a part, what each unit says of it, what the officer says to that.

Other rooms use `clauses` and `progress` (how far a task is), `access`, `rules`, `actions` and `forms.tasks` (the filter
of the list); `signals` tell them that an explanation was asked for.
"""
