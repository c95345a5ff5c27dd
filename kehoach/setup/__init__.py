"""A commune set up from one workbook: its plan, units, facilities and base-year figures (thiết lập xã).

`admin` is the administrator's way to the same tables, row by row.
"""
