"""What knows nothing of the plan: how numbers and days are written, form fields, files, logs, workbooks as such.

Any room may use any of it; it uses none of them.
"""
