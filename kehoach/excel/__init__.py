"""The yearly figures as Excel: the form that goes out, and what one that came back would change.

Other rooms use `workbooks` (reading), `import_plan` and `import_changes` (what a file would change), `preview`, and for
a file that waits for its confirmation `actions`, `forms` and `views.sent_workbooks`.
"""
