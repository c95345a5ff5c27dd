"""A facility's figures of one year: entered, checked while they are typed, submitted, accepted or returned.

Other rooms use `access`, `rules`, `submissions` (where every form of a year stands), `assessment` (what the checks say)
and `actions`; `signals` tell them that a form was returned.
"""
