"""The yearly figures as Excel: the form that goes out, and what one that came back would change.

Other rooms use `workbooks` (reading), `actions` (keeping what was sent) and `preview`.
"""
